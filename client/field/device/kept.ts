import type { RoundHousehold } from '#contract/households';
import { isStaleDraft } from './drafts.ts';
import type { Shelf } from './shelf.ts';

/** Shape of what is kept; a new number forgets what an older program kept. */
export const FORMAT = 1;

/** A visit target as it lies on the device: the door, never who lives behind it. name is that of an enterprise, a school or a site. */
export type KeptDoor = Pick<
  RoundHousehold,
  'id' | 'kind' | 'state' | 'name' | 'buildingId' | 'buildingName' | 'unit' | 'floor' | 'room' | 'address' | 'lon' | 'lat' | 'lastVisitedAt' | 'appointmentAt'
>;

export function keptDoor(target: RoundHousehold): KeptDoor {
  const { id, kind, state, name, buildingId, buildingName, unit, floor, room, address, lon, lat, lastVisitedAt, appointmentAt } = target;
  const isHome = kind === 'household';
  return { id, kind, state, name: isHome ? null : name, buildingId, buildingName, unit, floor, room, address, lon, lat, lastVisitedAt, appointmentAt };
}

export const SETTINGS_KEY = 'settings';
export const ROUND_KEY = 'round';
const OWN = { grids: 'grids', doors: 'doors' } as const;
export const gridsKey = (personId: number) => `${OWN.grids} ${personId}`;
export const doorsKey = (personId: number, gridCode: string) => `${OWN.doors} ${personId} ${gridCode}`;

/** Removes what was kept for anybody but this person, and drafts that nobody has come back to. */
export async function forgetOthers(shelf: Shelf, personId: number): Promise<void> {
  const mine = (key: string) => key === gridsKey(personId) || key.startsWith(doorsKey(personId, ''));
  const others = (await shelf.all('kept')).filter((kept) => (/^(grids|doors) /.test(kept.key) && !mine(kept.key)) || isStaleDraft(kept, personId));
  if (others.length > 0) await shelf.apply(others.map(({ key }) => ({ table: 'kept', remove: key })));
}
