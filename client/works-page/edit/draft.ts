import type { z } from 'zod';
import type { WorkDetail, WorkKind } from '#contract/works';
import type { workWriteRoutes } from '#writing/works';
import { newUuid } from '../../api/uuid.ts';
import { type MoneyUnit, minorOf, moneyText } from '../../ui/money-text.ts';

type Body = z.input<typeof workWriteRoutes.record.body>;
export type WorkGeometry = Exclude<Body['geometry'], undefined>;
export type WorkPlace =
  | { of: 'none' }
  /** The whole alley, or metres along its line. */
  | { of: 'alley'; alley: { id: number; name: string; lengthM: number }; fromM: string; toM: string }
  /** alley: the one it belongs to all the same. */
  | { of: 'drawn'; geometry: WorkGeometry; alley: { id: number; name: string } | null }
  | { of: 'grid'; code: string; name: string };

/** A work as it is written; every field as its text. */
export interface WorkDraft {
  clientUuid: string;
  workType: string;
  kind: WorkKind | '';
  name: string;
  quantity: string;
  unit: string;
  qualifier: '' | 'about' | 'more_than';
  plannedQuantity: string;
  phase: Body['phase'];
  startedOn: string;
  completedOn: string;
  /** The day up to which a reported figure counts, and from which. */
  asOf: string;
  figureFrom: string;
  place: WorkPlace;
  projectId: string;
  moneyUnit: MoneyUnit;
  cost: string;
  costQualifier: '' | 'about' | 'more_than';
  costSource: string;
  contractorKind: Exclude<Body['contractorKind'], undefined> | '';
  contractor: string;
  source: string;
  reason: string;
  /** The larger reported figure that this one is a part of. */
  partOfId: number | null;
  /** Issues that asked for it. */
  issueIds: number[];
  /** The work that is corrected; null = a new one. */
  id: number | null;
}

/** A work nobody has written anything of. */
export function newWork(today: string): WorkDraft {
  return {
    clientUuid: newUuid(),
    workType: '',
    kind: '',
    name: '',
    quantity: '',
    unit: '',
    qualifier: '',
    plannedQuantity: '',
    phase: 'done',
    startedOn: '',
    completedOn: today,
    asOf: '',
    figureFrom: '',
    place: { of: 'none' },
    projectId: '',
    moneyUnit: 'wan',
    cost: '',
    costQualifier: '',
    costSource: '',
    contractorKind: '',
    contractor: '',
    source: '',
    reason: '',
    partOfId: null,
    issueIds: [],
    id: null,
  };
}

/** A new work that answers an issue: it names the issue, and is where that was. */
export function answerTo(issue: { id: number; lon: number | null; lat: number | null }, today: string): WorkDraft {
  const { lon, lat } = issue;
  const place: WorkPlace = lon === null || lat === null ? { of: 'none' } : { of: 'drawn', geometry: { type: 'Point', coordinates: [lon, lat] }, alley: null };
  return { ...newWork(today), place, issueIds: [issue.id] };
}

const METRE_DEG = 1 / 111_320;

/** "West,south,east,north" of a shape and so many metres around it. */
export function boxAround(geometry: WorkGeometry, metres: number): string {
  const pairs = geometry.coordinates.flat(3) as number[];
  const lons = pairs.filter((_, index) => index % 2 === 0);
  const lats = pairs.filter((_, index) => index % 2 === 1);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const up = metres * METRE_DEG;
  const across = up / Math.cos((south * Math.PI) / 180);
  return [Math.min(...lons) - across, south - up, Math.max(...lons) + across, north + up].map((degrees) => degrees.toFixed(6)).join(',');
}

/** A work as it stands, to be corrected. kind: what its type does, which need not be said. lengthM: of its alley. */
export function draftOf(work: WorkDetail, kind: WorkKind | undefined, lengthM: number): WorkDraft {
  const text = (value: string | number | null) => (value === null ? '' : String(value));
  const alley = work.alleyId === null ? null : { id: work.alleyId, name: work.alleyName ?? String(work.alleyId) };
  const place: WorkPlace =
    alley !== null && work.alleyFromM !== null
      ? { of: 'alley', alley: { ...alley, lengthM }, fromM: text(work.alleyFromM), toM: text(work.alleyToM) }
      : work.geometry !== null
        ? { of: 'drawn', geometry: work.geometry as unknown as WorkGeometry, alley }
        : work.grid === null
          ? { of: 'none' }
          : { of: 'grid', code: work.grid.code, name: work.grid.name };
  return {
    clientUuid: newUuid(),
    workType: work.workType,
    kind: work.kind === kind ? '' : work.kind,
    name: text(work.name),
    quantity: text(work.quantity),
    unit: text(work.unit),
    qualifier: work.qualifier ?? '',
    plannedQuantity: text(work.plannedQuantity),
    // An accepted work that is still done stays accepted.
    phase: work.phase === 'accepted' ? 'done' : work.phase,
    startedOn: text(work.startedOn),
    completedOn: text(work.completedOn),
    asOf: text(work.asOf),
    figureFrom: text(work.figureFrom),
    place,
    projectId: text(work.projectId),
    moneyUnit: 'wan',
    cost: work.costMinor === null ? '' : moneyText(work.costMinor, 'wan'),
    costQualifier: work.costQualifier ?? '',
    costSource: text(work.costSource),
    contractorKind: work.contractorKind ?? '',
    contractor: text(work.contractor),
    source: text(work.source),
    reason: '',
    partOfId: work.partOfId,
    issueIds: work.asks.map(({ id }) => id),
    id: work.id,
  };
}

/** The work as it is sent: what is empty is left out. */
export function bodyOf(draft: WorkDraft): Body {
  const { clientUuid, workType, phase, place, projectId, cost, moneyUnit, partOfId, issueIds } = draft;
  const text = <Name extends string>(name: Name, value: string) => (value.trim() === '' ? {} : { [name]: value.trim() });
  const number = <Name extends string>(name: Name, value: string) => (value.trim() === '' ? {} : { [name]: Number(value) });
  const minor = cost.trim() === '' ? null : minorOf(cost, moneyUnit);
  return {
    clientUuid,
    workType,
    phase,
    ...text('kind', draft.kind),
    ...text('name', draft.name),
    ...number('quantity', draft.quantity),
    ...text('unit', draft.unit),
    ...text('qualifier', draft.qualifier),
    ...number('plannedQuantity', draft.plannedQuantity),
    ...text('startedOn', draft.startedOn),
    ...(phase === 'done' ? text('completedOn', draft.completedOn) : {}),
    ...text('asOf', draft.asOf),
    ...text('figureFrom', draft.figureFrom),
    ...placeOf(place),
    ...number('projectId', projectId),
    ...(partOfId === null ? {} : { partOfId }),
    ...(minor === null ? {} : { costMinor: minor }),
    ...text('costQualifier', draft.costQualifier),
    ...text('costSource', draft.costSource),
    ...text('contractorKind', draft.contractorKind),
    ...text('contractor', draft.contractor),
    ...text('source', draft.source),
    issueIds,
  };
}

function placeOf(place: WorkPlace): Pick<Body, 'geometry' | 'alleyId' | 'alleyFromM' | 'alleyToM' | 'gridCode'> {
  if (place.of === 'none') return {};
  if (place.of === 'grid') return { gridCode: place.code };
  if (place.of === 'drawn') return { geometry: place.geometry, ...(place.alley && { alleyId: place.alley.id }) };
  const { alley, fromM, toM } = place;
  return fromM === '' && toM === '' ? { alleyId: alley.id } : { alleyId: alley.id, alleyFromM: Number(fromM), alleyToM: Number(toM) };
}

/** What may be wrong with a field; the words are the room's. */
export type FaultKey = 'required' | 'number' | 'order' | 'future' | 'money' | 'stretch' | 'place' | 'which' | 'refused' | 'inspected';

const isAmount = (text: string): boolean => /^\d+(\.\d+)?$/.test(text.trim()) && Number(text) > 0 && Number(text) <= 1e9;

/**
 * What the server would refuse, known before it is asked, by JSON pointer.
 * @param today 'YYYY-MM-DD' on the district's clock
 */
export function faultsOf(draft: WorkDraft, today: string): Map<string, FaultKey> {
  const faults = new Map<string, FaultKey>();
  const add = (pointer: string, key: FaultKey, isWrong: boolean) => {
    if (isWrong && !faults.has(pointer)) faults.set(pointer, key);
  };
  const { quantity, plannedQuantity, qualifier, phase, startedOn, completedOn, asOf, figureFrom, place, cost, costSource, costQualifier } = draft;
  const isDone = phase === 'done';
  add('/workType', 'required', draft.workType === '');
  add('/quantity', 'number', quantity.trim() !== '' && !isAmount(quantity));
  add('/quantity', 'which', quantity.trim() === '' && qualifier !== '');
  add('/plannedQuantity', 'number', plannedQuantity.trim() !== '' && !isAmount(plannedQuantity));
  add('/completedOn', 'required', isDone && completedOn === '' && asOf === '');
  add('/completedOn', 'future', isDone && completedOn > today);
  add('/completedOn', 'order', isDone && startedOn !== '' && completedOn !== '' && completedOn < startedOn);
  add('/asOf', 'future', asOf > today);
  add('/figureFrom', 'order', figureFrom !== '' && (asOf === '' || figureFrom > asOf || (isDone && completedOn !== '')));
  add('/place', 'place', place.of === 'none');
  if (place.of === 'alley') {
    const [from, to] = [Number(place.fromM), Number(place.toM)];
    const isWhole = place.fromM === '' && place.toM === '';
    add('/alleyToM', 'stretch', !isWhole && !(place.fromM !== '' && place.toM !== '' && from >= 0 && from < to && to <= place.alley.lengthM + 0.5));
  }
  add('/costMinor', 'money', cost.trim() !== '' && minorOf(cost, draft.moneyUnit) === null);
  add('/costMinor', 'which', cost.trim() === '' && (costSource.trim() !== '' || costQualifier !== ''));
  add('/costSource', 'required', cost.trim() !== '' && costSource.trim() === '');
  add('/reason', 'required', draft.id !== null && draft.reason.trim() === '');
  return faults;
}
