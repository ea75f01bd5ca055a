import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { HOUSEHOLD_KINDS, type HouseholdKind } from '../households/contract.ts';
import { type CountsByKind, sumByKind } from './figures.ts';

interface TallyRow {
  gridId: number;
  kind: HouseholdKind;
  measure: string;
  amount: number;
}
const gridTallies = sqlFile<TallyRow>(import.meta.url, './grid-tallies.sql');

/** Counts of each grid in a round, from the tallies; a grid without targets has noughts. */
export async function tallyOf(
  db: Database,
  gridIds: number[],
  campaignId: number,
  kinds: readonly HouseholdKind[] = HOUSEHOLD_KINDS,
): Promise<Map<number, CountsByKind>> {
  const rows = new Map<number, TallyRow[]>(gridIds.map((id) => [id, []]));
  for (const row of await gridTallies(db, { grid_ids: gridIds, campaign_id: campaignId })) rows.get(row.gridId)?.push(row);
  return new Map([...rows].map(([id, own]) => [id, sumByKind(own, kinds)]));
}

/** The basic grids one level below, in order of path. */
export function childrenOf(db: Database, grid: GridRef): Promise<GridRef[]> {
  return db('grids').where({ parent_id: grid.id, kind: 'basic' }).whereNull('valid_to').orderBy('path').select('id', 'code', 'name', 'level', 'kind', 'path');
}
