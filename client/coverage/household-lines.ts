import type { RoundHousehold } from '#contract/households';
import { compareDoorNames } from '#geodata/door-order';

/** A visit target in a list; with its distance where the list is of those near an alley. */
export type HouseholdRow = RoundHousehold & { distanceM?: number };

export type HouseholdLine =
  | { type: 'building'; key: string; name: string | null; gridName: string | null; count: number }
  | { type: 'household'; key: string; household: HouseholdRow };

/**
 * Households under their buildings, buildings in the order in which they first occur, staircase by staircase and floor by floor within one.
 * Pages come in the order of grids, so a building seldom gains a row from a later page.
 */
export function householdLines(rows: readonly HouseholdRow[]): HouseholdLine[] {
  const buildings = new Map<number, HouseholdRow[]>();
  for (const row of rows) {
    const key = row.buildingId ?? 0;
    const group = buildings.get(key);
    if (group) group.push(row);
    else buildings.set(key, [row]);
  }
  return [...buildings].flatMap(([id, group]): HouseholdLine[] => {
    const first = group[0] as HouseholdRow;
    const heading = { type: 'building' as const, key: `b${id}`, name: id === 0 ? null : first.buildingName, gridName: first.gridName, count: group.length };
    return [heading, ...group.sort(byDoor).map((household) => ({ type: 'household' as const, key: `h${household.id}`, household }))];
  });
}

/** As a list of addresses is read, the ground floor first; a tour of the stairs (compareDoors) begins at the top. */
function byDoor(a: HouseholdRow, b: HouseholdRow): number {
  return compareDoorNames(a.unit, b.unit) || (a.floor ?? 0) - (b.floor ?? 0) || compareDoorNames(a.room, b.room) || a.id - b.id;
}
