import type { z } from 'zod';
import type { ProjectDetail, ProjectGeometry, ProjectPhase } from '#contract/projects';
import type { ConsultationBody, MilestoneBody, ProjectBody, ProjectCorrection } from '#writing/projects';
import { newUuid } from '../../api/uuid.ts';
import { type MoneyUnit, minorOf, moneyText } from '../../ui/money-text.ts';

export interface FundDraft {
  source: string;
  year: string;
  planned: string;
  paid: string;
}
/** A decision, a plan or a contract that lies elsewhere. */
export interface DocumentDraft {
  title: string;
  url: string;
}
export type PlaceDraft = { of: 'none' } | { of: 'alleys'; alleys: { id: number; name: string }[] } | { of: 'drawn'; geometry: ProjectGeometry };

/** What is written of the project itself; every field as its text. */
export interface ProjectFields {
  code: string;
  name: string;
  kind: string;
  programme: string;
  unit: string;
  itemCount: string;
  phase: ProjectPhase;
  startsOn: string;
  endsOn: string;
  startedOn: string;
  finishedOn: string;
  place: PlaceDraft;
  moneyUnit: MoneyUnit;
  funds: FundDraft[];
  households: string;
  buildings: string;
  reportedAsOf: string;
  documents: DocumentDraft[];
  note: string;
}
export interface MilestoneDraft {
  uuid: string;
  name: string;
  dueOn: string;
  doneOn: string;
}
export interface ConsultationDraft {
  uuid: string;
  step: string;
  heldOn: string;
  asked: string;
  answered: string;
  agreed: string;
}
interface Written {
  fields: ProjectFields;
  milestones: MilestoneDraft[];
  consultations: ConsultationDraft[];
}
/** saved: the project as the server has it; null = it has none yet. What differs from it is what there is to send. */
export interface ProjectDraft extends Written {
  clientUuid: string;
  reason: string;
  saved: (Written & { id: number }) | null;
}

const BEGUN: readonly ProjectPhase[] = ['under_construction', 'unstated', 'done', 'accepted'];
const OVER: readonly ProjectPhase[] = ['done', 'accepted'];
export const hasBegun = (phase: ProjectPhase): boolean => BEGUN.includes(phase);
export const isOver = (phase: ProjectPhase): boolean => OVER.includes(phase);
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A project nobody has written anything of. */
export function newProject(kind: string, programme: string | null, steps: readonly string[]): ProjectDraft {
  const fields: ProjectFields = {
    code: '',
    name: '',
    kind,
    programme: programme ?? '',
    unit: '',
    itemCount: '1',
    phase: 'planned',
    startsOn: '',
    endsOn: '',
    startedOn: '',
    finishedOn: '',
    place: { of: 'none' },
    moneyUnit: 'wan',
    funds: [],
    households: '',
    buildings: '',
    reportedAsOf: '',
    documents: [],
    note: '',
  };
  return { clientUuid: newUuid(), fields, milestones: [], consultations: steps.map(emptyStep), reason: '', saved: null };
}

const emptyStep = (step: string): ConsultationDraft => ({ uuid: newUuid(), step, heldOn: '', asked: '', answered: '', agreed: '' });

/** A project as it stands, to be corrected. unit: code of the unit that answers for it. */
export function draftOf(project: ProjectDetail, unit: string, steps: readonly string[]): ProjectDraft {
  const text = (value: string | number | null) => (value === null ? '' : String(value));
  const { funds, reported, alleys, geometry, milestoneList, consultations } = project;
  const place: PlaceDraft =
    alleys.length > 0
      ? { of: 'alleys', alleys: alleys.map(({ id, code, name }) => ({ id, name: name ?? code })) }
      : geometry === null
        ? { of: 'none' }
        : { of: 'drawn', geometry: geometry as ProjectGeometry };
  const written: Written = {
    fields: {
      code: project.code,
      name: project.name,
      kind: project.kind,
      programme: project.programme?.code ?? '',
      unit,
      itemCount: String(project.itemCount),
      phase: project.phase,
      startsOn: text(project.startsOn),
      endsOn: text(project.endsOn),
      startedOn: text(project.startedOn),
      finishedOn: text(project.finishedOn),
      place,
      moneyUnit: 'wan',
      funds: funds.map(({ source, year, plannedMinor, paidMinor }) => ({
        source,
        year: String(year),
        planned: moneyText(plannedMinor, 'wan'),
        paid: moneyText(paidMinor, 'wan'),
      })),
      households: text(reported.households),
      buildings: text(reported.buildings),
      reportedAsOf: text(reported.asOf),
      documents: project.documents.map(({ title, url }) => ({ title, url })),
      note: text(project.note),
    },
    milestones: milestoneList.map(({ name, dueOn, doneOn }) => ({ uuid: newUuid(), name, dueOn, doneOn: text(doneOn) })),
    consultations: steps.map((step) => {
      const held = consultations.filter((one) => one.step === step).at(-1);
      if (held === undefined) return emptyStep(step);
      return { ...emptyStep(step), heldOn: held.heldOn, asked: text(held.asked), answered: text(held.answered), agreed: text(held.agreed) };
    }),
  };
  return { clientUuid: newUuid(), ...written, reason: '', saved: { id: project.id, ...written } };
}

/** Amounts of a fund in 分; null where a text is no amount. Nothing paid is written as nothing. */
export const plannedOf = ({ planned }: FundDraft, unit: MoneyUnit): number | null => minorOf(planned, unit);
export const paidOf = ({ paid }: FundDraft, unit: MoneyUnit): number | null => (paid.trim() === '' ? 0 : minorOf(paid, unit));

/** The place as it is sent. */
export function placeBody(place: PlaceDraft): Exclude<ProjectCorrection['place'], undefined> {
  if (place.of === 'none') return null;
  return place.of === 'alleys' ? { alleyIds: place.alleys.map(({ id }) => id) } : { geometry: place.geometry };
}

type Whole<Shape> = { [Key in keyof Shape]-?: Exclude<Shape[Key], undefined> };
type Sent = Omit<Whole<ProjectCorrection>, 'clientUuid' | 'reason'>;

/** All fields as they are sent, by the text they come from. */
function contentOf(fields: ProjectFields): Sent {
  const number = (text: string) => (text === '' ? null : Number(text));
  const { code, name, kind, programme, unit, itemCount, startsOn, endsOn, place, funds, moneyUnit, households, buildings, reportedAsOf, documents, note } =
    fields;
  return {
    code: code.trim(),
    name: name.trim(),
    kind,
    programme: programme || null,
    unit: unit || null,
    itemCount: Number(itemCount),
    startsOn: startsOn || null,
    endsOn: endsOn || null,
    place: placeBody(place),
    funds: funds.map((fund) => ({
      source: fund.source,
      year: Number(fund.year),
      plannedMinor: plannedOf(fund, moneyUnit) ?? 0,
      paidMinor: paidOf(fund, moneyUnit) ?? 0,
    })),
    reported: { households: number(households), buildings: number(buildings), asOf: reportedAsOf || null },
    documents: documents.map(({ title, url }) => ({ title: title.trim(), url: url.trim() })),
    note: note.trim() || null,
  };
}

/** A new project as it is sent. */
export function bodyOf({ clientUuid, fields }: ProjectDraft): z.input<typeof ProjectBody> {
  const { phase, startedOn, finishedOn } = fields;
  return {
    clientUuid,
    ...contentOf(fields),
    phase,
    ...(hasBegun(phase) && { startedOn }),
    ...(isOver(phase) && { finishedOn }),
  };
}

/** What is different from what the server has; null = nothing. */
export function correctionOf({ clientUuid, fields, reason, saved }: ProjectDraft): z.input<typeof ProjectCorrection> | null {
  if (saved === null) return null;
  const before = contentOf(saved.fields);
  const changed = Object.fromEntries(Object.entries(contentOf(fields)).filter(([name, value]) => !same(value, before[name as keyof Sent])));
  return Object.keys(changed).length === 0 ? null : { clientUuid, reason: reason.trim(), ...changed };
}

/** Milestones that are new, or other than the server has them, with their places in the form. */
export function milestonesToSend({ milestones, saved }: ProjectDraft): { index: number; body: z.input<typeof MilestoneBody> }[] {
  return milestones.flatMap(({ uuid, name, dueOn, doneOn }, index) => {
    const before = saved?.milestones.find((one) => one.name === name.trim());
    if (before !== undefined && before.dueOn === dueOn && before.doneOn === doneOn) return [];
    return [{ index, body: { clientUuid: uuid, name: name.trim(), dueOn, doneOn: doneOn || null } }];
  });
}

/** Steps of the consultation that were taken, and are not so on the server. */
export function consultationsToSend({ consultations, saved }: ProjectDraft): { index: number; body: z.input<typeof ConsultationBody> }[] {
  return consultations.flatMap((one, index) => {
    const before = saved?.consultations.find(({ step }) => step === one.step);
    const { uuid, step, heldOn, asked, answered, agreed } = one;
    if (heldOn === '' || (before !== undefined && same({ ...before, uuid: '' }, { ...one, uuid: '' }))) return [];
    const answers = asked === '' ? {} : { answers: { asked: Number(asked), answered: Number(answered), agreed: Number(agreed) } };
    return [{ index, body: { clientUuid: uuid, step, heldOn, ...answers } }];
  });
}

/** Whether the server has anything to learn. */
export const isChanged = (draft: ProjectDraft): boolean =>
  draft.saved === null || correctionOf(draft) !== null || milestonesToSend(draft).length > 0 || consultationsToSend(draft).length > 0;
