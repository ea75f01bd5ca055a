import { type Alley, AMENDABLE, type Amendable, type AmendBody } from '#contract/alleys';
import { type Cables, contradictions, countedOf, type Parking } from '#geodata/cables-parking';
import { Problem } from '../api/request.ts';
import { newUuid } from '../api/uuid.ts';

/** What is typed, field by field; '' = not known. */
export type FactTexts = Record<Amendable, string>;
export interface AmendDraft {
  /** As the register had it when the form was opened: only what differs from it is sent, so that nobody undoes another's correction. */
  saved: FactTexts;
  fields: FactTexts;
  reason: string;
  /** Names this content: sent again, nothing happens twice. */
  clientUuid: string;
}
export type FactFault = 'width' | 'metres' | 'spaces' | 'nameless' | 'metres_of_none' | 'no_metres_of_overhead' | 'spaces_of_none' | 'refused';
export type FactFaults = Map<Amendable, { key: FactFault; detail?: string }>;

const LEAST_WIDTH_M = 0.3;
const MOST_WIDTH_M = 100;
const MOST = 100_000;

export function textsOf(alley: Pick<Alley, Amendable>): FactTexts {
  const text = (value: string | number | boolean | null) => (value === null ? '' : String(value));
  return Object.fromEntries(AMENDABLE.map((field) => [field, text(alley[field])])) as FactTexts;
}

export const draftOf = (alley: Pick<Alley, Amendable>): AmendDraft => ({ saved: textsOf(alley), fields: textsOf(alley), reason: '', clientUuid: newUuid() });

/** A change of the fields. What has none is counted 0; of another kind, that 0 is not known any more. */
export function changed(draft: AmendDraft, change: Partial<FactTexts>): AmendDraft {
  const fields = { ...draft.fields, ...change };
  const follow = (kind: 'cables' | 'parking', count: 'overheadM' | 'parkingSpaces', counted: 0 | null, before: 0 | null) => {
    if (change[kind] !== undefined && change[count] === undefined) fields[count] = counted === 0 ? '0' : before === 0 ? '' : fields[count];
  };
  follow('cables', 'overheadM', countedOf.overheadM(fields.cables as Cables), countedOf.overheadM(draft.fields.cables as Cables));
  follow('parking', 'parkingSpaces', countedOf.parkingSpaces(fields.parking as Parking), countedOf.parkingSpaces(draft.fields.parking as Parking));
  return { ...draft, fields, clientUuid: newUuid() };
}

export const changedFields = ({ saved, fields }: AmendDraft): Amendable[] => AMENDABLE.filter((field) => fields[field].trim() !== saved[field]);

const VALUE: Record<Amendable, (text: string) => string | number | boolean | null> = {
  name: (text) => text || null,
  nameStatus: (text) => text,
  widthM: (text) => numberOf(text),
  surface: (text) => text,
  isDeadEnd: (text) => (text === '' ? null : text === 'true'),
  cables: (text) => text,
  overheadM: (text) => numberOf(text),
  parking: (text) => text,
  parkingSpaces: (text) => numberOf(text),
};
const numberOf = (text: string): number | null => (text === '' ? null : Number(text));

/** What is sent: the fields that were changed. */
export function bodyOf(draft: AmendDraft): AmendBody {
  const facts = Object.fromEntries(changedFields(draft).map((field) => [field, VALUE[field](draft.fields[field].trim())]));
  const reason = draft.reason.trim();
  return { clientUuid: draft.clientUuid, ...(reason !== '' && { reason }), ...facts } as AmendBody;
}

/** What the server would refuse, known before it is asked: at the count where it does not go with its kind. */
export function faultsOf(draft: AmendDraft): FactFaults {
  const faults: FactFaults = new Map();
  const touched = new Set(changedFields(draft));
  const { name, nameStatus, widthM, cables, overheadM, parking, parkingSpaces } = draft.fields;
  const isIn = (text: string, least: number, most: number) => text === '' || (Number(text) >= least && Number(text) <= most);
  const add = (field: Amendable, key: FactFault, isWrong: boolean) => {
    if (isWrong && !faults.has(field)) faults.set(field, { key });
  };
  add('widthM', 'width', touched.has('widthM') && !isIn(widthM.trim(), LEAST_WIDTH_M, MOST_WIDTH_M));
  add('overheadM', 'metres', !isIn(overheadM.trim(), 0, MOST));
  add('parkingSpaces', 'spaces', !isIn(parkingSpaces.trim(), 0, MOST) || !Number.isInteger(Number(parkingSpaces)));
  add('name', 'nameless', (touched.has('name') || touched.has('nameStatus')) && nameStatus === 'standard' && name.trim() === '');
  const count = (text: string) => (text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text));
  for (const fault of contradictions({
    cables: cables as Cables,
    overheadM: count(overheadM),
    parking: parking as Parking,
    parkingSpaces: count(parkingSpaces),
  }))
    add(fault === 'spaces_of_none' ? 'parkingSpaces' : 'overheadM', fault, true);
  return faults;
}

/** What the server refused, at the fields it names; empty where it named none. */
export function refusedFaults(error: unknown): FactFaults {
  const named = error instanceof Problem ? error.errors : [];
  return new Map(
    named.flatMap(({ pointer, detail }) => {
      const field = AMENDABLE.find((known) => pointer === `/${known}`);
      return field === undefined ? [] : [[field, { key: 'refused' as const, detail }]];
    }),
  );
}
