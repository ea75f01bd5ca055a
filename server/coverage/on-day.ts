import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import type { PastDay } from '../history/day.ts';
import { placeBindings } from '../history/targets.ts';
import type { HouseholdKind } from '../households/contract.ts';
import type { CoverageState, UncoveredState, UncoveredSummary } from './contract.ts';
import { type CountsByKind, sumByKind } from './figures.ts';
import type { Place } from './pages.ts';

/** How many targets of a path, kind and state a place holds. */
export interface Count {
  path: string | null;
  kind: HouseholdKind;
  state: CoverageState;
  frozen: boolean;
  count: number;
}
export type PlaceCounts = Pick<UncoveredSummary, 'byBuilding' | 'buildingCount'> & { counts: Count[] };
interface Asked {
  campaignId: number;
  kind: HouseholdKind | undefined;
  states: UncoveredState[] | undefined;
}

const placeOn = sqlFile<PlaceCounts>(import.meta.url, './place-on.sql');

/** What a place held when a past day ended, with its buildings. */
export async function countsOn(db: Database, place: Place, { day }: PastDay, { campaignId, kind, states }: Asked): Promise<PlaceCounts | undefined> {
  const where = await placeBindings(db, place);
  const [found] = await placeOn(db, { ...where, campaign_id: campaignId, day, kind: kind ?? null, states: states ?? null, with_buildings: true });
  return found;
}

/** Counts of a grid and of basic grids in it as of a past day, by id: what coverage/rollup.ts reads from the tallies for now. */
export async function talliesOn(
  db: Database,
  grid: GridRef,
  children: readonly GridRef[],
  { day }: PastDay,
  campaignId: number,
  kinds: readonly HouseholdKind[],
): Promise<Map<number, CountsByKind>> {
  const where = await placeBindings(db, { by: grid.kind === 'basic' ? 'path' : 'members', grid });
  const [found] = await placeOn(db, { ...where, campaign_id: campaignId, day, kind: null, states: null, with_buildings: false });
  const counts = found?.counts ?? [];
  const within = (path: string | null, root: string) => path === root || path?.startsWith(`${root}/`) === true;
  const tallies = children.map((child) => [child.id, sumByKind(counts.filter(({ path }) => within(path, child.path)).flatMap(measuresOf), kinds)] as const);
  return new Map([...tallies, [grid.id, sumByKind(counts.flatMap(measuresOf), kinds)]]);
}

/** What a count adds to the measures of the tally (migrations/0007, coverage_measures). */
export function measuresOf({ kind, state, frozen, count }: Count): { kind: HouseholdKind; measure: string; amount: number }[] {
  const measures = ['total', state, ...(frozen ? ['frozen'] : []), ...(frozen && state === 'covered' ? ['frozen_covered'] : [])];
  return measures.map((measure) => ({ kind, measure, amount: count }));
}
