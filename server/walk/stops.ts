import type { UncoveredState } from '../coverage/contract.ts';
import type { TargetRow } from '../coverage/pages.ts';
import type { Sendable } from '../http/route.ts';
import type { Slot, VisitOutcome } from '../visits/contract.ts';
import { type KnockTime, suggestedSlot } from '../visits/slots.ts';
import type { SectionTarget, WalkDoor, WalkList, WalkReason, WalkStop } from './contract.ts';

export type UncoveredTarget = TargetRow<UncoveredState>;

/** What was tried at a door. */
export interface Tried {
  attempts: number;
  knocks: KnockTime[];
  pendingOutcome: VisitOutcome | null;
}

/** A door of the list; moments are Dates until they are written out. */
export type DoorRow = Omit<WalkDoor, 'lastVisitedAt' | 'appointmentAt'> & { lastVisitedAt: Date | null; appointmentAt: Date | null };

interface StopRow extends Omit<WalkStop, 'doors' | 'section'> {
  doors: DoorRow[];
  section: SectionRow[];
}
export type SectionRow = Sendable<SectionTarget>;

/** The list before it is written out. */
export interface WalkAnswer extends Omit<WalkList, 'asOf' | 'stops'> {
  asOf: Date;
  stops: StopRow[];
}

/** Today in the district. */
export interface Today {
  begin: Date;
  end: Date;
}

/** Doors of one building, or of one place where there is no building. */
export interface StopGroup {
  building: { id: number; name: string } | null;
  gridName: string | null;
  lon: number;
  lat: number;
  targets: UncoveredTarget[];
}

/** Targets by building, in the order in which they first occur; the place of a stop is the middle of its doors. */
export function stopsOf(targets: readonly UncoveredTarget[]): StopGroup[] {
  const groups = new Map<string, UncoveredTarget[]>();
  for (const target of targets) {
    const key = target.buildingId === null ? `${target.lon.toFixed(6)} ${target.lat.toFixed(6)}` : String(target.buildingId);
    const group = groups.get(key);
    if (group) group.push(target);
    else groups.set(key, [target]);
  }
  return [...groups.values()].map((group) => {
    const first = group[0] as UncoveredTarget;
    const middle = (axis: 'lon' | 'lat') => group.reduce((sum, target) => sum + target[axis], 0) / group.length;
    const building = first.buildingId === null ? null : { id: first.buildingId, name: first.buildingName ?? first.address };
    return { building, gridName: first.gridName, lon: middle('lon'), lat: middle('lat'), targets: group };
  });
}

/**
 * A target as the list tells it.
 * @param namesDoors false: no room, and of homes no address.
 */
export function doorOf(target: UncoveredTarget, tried: Tried | undefined, today: Today, namesDoors: boolean): DoorRow {
  const { buildingId: _building, buildingName: _name, ...rest } = target;
  return {
    ...rest,
    room: namesDoors ? target.room : null,
    address: namesDoors || target.kind !== 'household' ? target.address : null,
    reason: reasonOf(target, tried, today),
    attempts: tried?.attempts ?? 0,
    suggestedSlot: suggestedSlot(tried?.knocks ?? [], target.kind),
  };
}

function reasonOf({ state, appointmentAt }: UncoveredTarget, tried: Tried | undefined, today: Today): WalkReason {
  if (state === 'untried') return 'never_tried';
  if (state === 'tried') return 'tried';
  if (state === 'exempt_pending')
    return tried?.pendingOutcome === 'vacant' ? 'vacant_pending' : tried?.pendingOutcome === 'unreachable' ? 'unreachable_pending' : 'refused_pending';
  if (appointmentAt === null || appointmentAt >= today.end) return 'appointment_later';
  return appointmentAt < today.begin ? 'appointment_lapsed' : 'appointment_today';
}

/** The time that most doors suggest; of equals the one that comes first among them. */
export function commonSlot(doors: readonly DoorRow[]): Slot {
  const counts = new Map<Slot, number>();
  for (const { suggestedSlot: slot } of doors) counts.set(slot, (counts.get(slot) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0] ?? 'weekday_evening';
}
