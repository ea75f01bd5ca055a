import type { CoverageState } from '#contract/coverage';
import type { KeptDoor } from './device/kept.ts';
import { outcomeOf, type QueuedRecord } from './device/records.ts';

/** A door with what this device knows better than the server. */
export interface ShownDoor extends KeptDoor {
  /** unsent: its state comes from a record that waits. refused: one of its records needs somebody. */
  mark: 'unsent' | 'refused' | null;
}

type Changes = Pick<KeptDoor, 'state' | 'lastVisitedAt' | 'appointmentAt'>;

/** The doors as they will be when everything that waits has been taken. Refused records change nothing: they may never be. */
export function shownDoors(doors: readonly KeptDoor[], records: readonly QueuedRecord[]): ShownDoor[] {
  const waiting = new Map<number, QueuedRecord[]>();
  for (const record of records) for (const id of record.householdIds) waiting.set(id, [...(waiting.get(id) ?? []), record]);
  return doors.map((door) => {
    let shown: ShownDoor = { ...door, mark: null };
    for (const record of waiting.get(door.id) ?? []) {
      if (record.status === 'conflict') shown = { ...shown, mark: 'refused' };
      else shown = { ...shown, ...after(shown, record), mark: shown.mark ?? 'unsent' };
    }
    return shown;
  });
}

/** The one definition of a state is the server's (migrations/0009, visit_states); this says the same of one more knock until it has answered. */
function after(door: KeptDoor, record: QueuedRecord): Changes {
  const outcome = outcomeOf(record);
  const { sending } = record;
  const before: Changes = { state: door.state, lastVisitedAt: door.lastVisitedAt, appointmentAt: door.appointmentAt };
  if (outcome === null || sending.kind === 'issue' || sending.kind === 'survey') return before;
  const knocked = { ...before, lastVisitedAt: sending.body.visitedAt };
  const isCorrection = sending.kind === 'correction';
  if (outcome === 'visited') return { ...knocked, state: 'covered', appointmentAt: null };
  // Who was reached once in the round stays covered; only a correction takes that back.
  if (door.state === 'covered' && !isCorrection) return knocked;
  if (outcome === 'appointment')
    return { ...knocked, state: 'appointment', appointmentAt: ('appointmentAt' in sending.body && sending.body.appointmentAt) || null };
  if (outcome === 'nobody_home') return door.state === 'untried' || isCorrection ? { ...knocked, state: 'tried', appointmentAt: null } : knocked;
  return { ...knocked, state: 'exempt_pending', appointmentAt: null };
}

const UNCOVERED: readonly CoverageState[] = ['untried', 'tried', 'appointment', 'exempt_pending'];
export const isUncovered = ({ state }: Pick<KeptDoor, 'state'>): boolean => UNCOVERED.includes(state);

export interface Counts {
  total: number;
  covered: number;
  exempt: number;
  uncovered: number;
}

/** uncovered = all − exempt − covered, as everywhere. */
export function countsOf(doors: readonly KeptDoor[]): Counts {
  const covered = doors.filter(({ state }) => state === 'covered').length;
  const exempt = doors.filter(({ state }) => state === 'exempt').length;
  return { total: doors.length, covered, exempt, uncovered: doors.length - covered - exempt };
}

/** A knock this recent is the same tour: the door is not knocked at again in passing. */
const SAME_TOUR_MS = 3_600_000;

/** Doors of a floor or a building that "nobody home" may be said of together: to be visited, not tried within the hour, nobody waiting there by appointment. */
export function restOf(doors: readonly ShownDoor[], now: number, except?: number): ShownDoor[] {
  return doors.filter(
    ({ id, state, mark, lastVisitedAt }) =>
      id !== except &&
      (state === 'untried' || state === 'tried') &&
      mark === null &&
      (lastVisitedAt === null || now - Date.parse(lastVisitedAt) > SAME_TOUR_MS),
  );
}

export interface Building {
  /** null: doors that stand in no building. */
  id: number | null;
  name: string;
  lon: number;
  lat: number;
  doors: ShownDoor[];
  counts: Counts;
}

/** The doors of a grid by building, in the order of the buildings' names. */
export function buildingsOf(doors: readonly ShownDoor[]): Building[] {
  const groups = new Map<number | null, ShownDoor[]>();
  for (const door of doors) groups.set(door.buildingId, [...(groups.get(door.buildingId) ?? []), door]);
  const mean = (list: readonly ShownDoor[], axis: 'lon' | 'lat') => list.reduce((sum, door) => sum + door[axis], 0) / list.length;
  return [...groups]
    .map(([id, list]) => ({ id, name: list[0]?.buildingName ?? '', lon: mean(list, 'lon'), lat: mean(list, 'lat'), doors: list, counts: countsOf(list) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }));
}

const METRES_PER_DEGREE = 111_195;

/** Metres between two places; good to a per mille over the few kilometres of a grid. */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const shrink = Math.cos(((a.lat + b.lat) / 2) * (Math.PI / 180));
  return Math.hypot((a.lon - b.lon) * shrink, a.lat - b.lat) * METRES_PER_DEGREE;
}
