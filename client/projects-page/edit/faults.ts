import { Problem } from '../../api/request.ts';
import { correctionOf, hasBegun, isOver, type ProjectDraft, paidOf, plannedOf } from './draft.ts';

/** What may be wrong with a field; the words are the room's (form.faults). */
export type FaultKey =
  | 'required'
  | 'taken'
  | 'day'
  | 'order'
  | 'future'
  | 'count'
  | 'year'
  | 'money'
  | 'twice'
  | 'answers'
  | 'shape'
  | 'place'
  | 'address'
  | 'refused';
/** By JSON pointer, as the server names fields: `/funds/0/year`; of milestones and consultations by their place in the form. */
export type Faults = Map<string, { key: FaultKey; detail?: string }>;

const DAY = /^20\d\d-\d\d-\d\d$/;
const isCount = (text: string, least: number, most: number): boolean => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
/** As the server reads it: a web address, or a path on this server. */
const ADDRESS = /^(https?:\/\/|\/)\S+$/;
const MOST_PEOPLE = 10_000_000;

/**
 * What the server would refuse, known before it is asked.
 * @param today 'YYYY-MM-DD' on the district's clock
 */
export function faultsOf(draft: ProjectDraft, today: string): Faults {
  const faults: Faults = new Map();
  const add = (pointer: string, key: FaultKey, isWrong: boolean) => {
    if (isWrong && !faults.has(pointer)) faults.set(pointer, { key });
  };
  const { fields, milestones } = draft;
  add('/code', 'required', fields.code.trim() === '');
  add('/name', 'required', fields.name.trim() === '');
  add('/kind', 'required', fields.kind === '');
  add('/itemCount', 'count', !isCount(fields.itemCount, 1, 100_000));
  for (const name of ['startsOn', 'endsOn', 'startedOn', 'finishedOn', 'reportedAsOf'] as const)
    add(name === 'reportedAsOf' ? '/reported/asOf' : `/${name}`, 'day', fields[name] !== '' && !DAY.test(fields[name]));
  add('/endsOn', 'order', fields.startsOn !== '' && fields.endsOn !== '' && fields.endsOn < fields.startsOn);
  if (draft.saved === null) {
    add('/startedOn', 'required', hasBegun(fields.phase) && fields.startedOn === '');
    add('/startedOn', 'future', hasBegun(fields.phase) && fields.startedOn > today);
    add('/finishedOn', 'required', isOver(fields.phase) && fields.finishedOn === '');
    add('/finishedOn', 'future', isOver(fields.phase) && fields.finishedOn > today);
    add('/finishedOn', 'order', isOver(fields.phase) && fields.finishedOn < fields.startedOn);
  }
  const seen = new Set<string>();
  for (const [index, fund] of fields.funds.entries()) {
    add(`/funds/${index}/source`, 'required', fund.source === '');
    add(`/funds/${index}/year`, 'year', !isCount(fund.year, 2000, 2100));
    add(`/funds/${index}/plannedMinor`, 'money', plannedOf(fund, fields.moneyUnit) === null);
    add(`/funds/${index}/paidMinor`, 'money', paidOf(fund, fields.moneyUnit) === null);
    add(`/funds/${index}/source`, 'twice', seen.has(`${fund.source} ${fund.year}`));
    seen.add(`${fund.source} ${fund.year}`);
  }
  add('/place', 'place', fields.place.of === 'alleys' && fields.place.alleys.length === 0);
  for (const name of ['households', 'buildings'] as const) add(`/reported/${name}`, 'count', fields[name] !== '' && !isCount(fields[name], 0, MOST_PEOPLE));
  for (const [index, { title, url }] of fields.documents.entries()) {
    add(`/documents/${index}/title`, 'required', title.trim() === '');
    add(`/documents/${index}/url`, 'address', !ADDRESS.test(url.trim()));
  }
  for (const [index, { name, dueOn, doneOn }] of milestones.entries()) {
    add(`/milestones/${index}/name`, 'required', name.trim() === '');
    add(`/milestones/${index}/name`, 'twice', milestones.findIndex((one) => one.name.trim() === name.trim()) < index);
    add(`/milestones/${index}/dueOn`, 'required', dueOn === '');
    add(`/milestones/${index}/doneOn`, 'future', doneOn > today);
  }
  for (const [index, one] of draft.consultations.entries()) {
    const { heldOn, asked, answered, agreed } = one;
    const at = `/consultations/${index}`;
    add(`${at}/heldOn`, 'required', heldOn === '' && (asked !== '' || answered !== '' || agreed !== ''));
    add(`${at}/heldOn`, 'future', heldOn > today);
    if (asked === '' && answered === '' && agreed === '') continue;
    const counts = [asked, answered, agreed];
    add(`${at}/asked`, 'answers', !counts.every((text) => isCount(text, 0, MOST_PEOPLE)) || asked === '0');
    add(`${at}/asked`, 'answers', Number(agreed) > Number(answered) || Number(answered) > Number(asked));
  }
  add('/reason', 'required', draft.saved !== null && correctionOf(draft) !== null && draft.reason.trim() === '');
  return faults;
}

const SLUGS: Record<string, [pointer: string, key: FaultKey]> = {
  'project-exists': ['/code', 'taken'],
  'programme-not-found': ['/programme', 'refused'],
  'alley-not-found': ['/place', 'refused'],
  'invalid-geometry': ['/place', 'shape'],
};

/**
 * What the server refused, at the fields it names.
 * @param at where the body that was refused stands in the form: '' = the project, '/milestones/2'
 * @returns empty where it named none that the form has
 */
export function refusedFaults(error: unknown, at: string): Faults {
  const faults: Faults = new Map();
  if (!(error instanceof Problem)) return faults;
  const known = SLUGS[error.type.replace('/problems/', '')];
  if (known !== undefined) faults.set(known[0], { key: known[1], detail: error.detail });
  for (const { pointer, detail } of error.errors) {
    const named = /^\/place/.test(pointer) ? '/place' : `${at}${pointer.replace(/^\/answers.*/, '/asked')}`;
    if (!faults.has(named)) faults.set(named, { key: 'refused', detail });
  }
  return faults;
}
