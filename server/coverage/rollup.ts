import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { HOUSEHOLD_KINDS, type HouseholdKind } from '../households/contract.ts';
import { type CountsByKind, sumByKind } from './figures.ts';

interface TallyRow {
  gridId: number;
  kind: HouseholdKind;
  measure: string;
  amount: number;
  seq: number;
}
const gridTallies = sqlFile<TallyRow>(import.meta.url, './grid-tallies.sql');

/** Counts of each grid in a round, from the tallies; a grid without targets has noughts. */
export async function tallyOf(
  db: Database,
  gridIds: number[],
  campaignId: number,
  kinds: readonly HouseholdKind[] = HOUSEHOLD_KINDS,
): Promise<Map<number, CountsByKind>> {
  return (await tallyAt(db, gridIds, campaignId, kinds)).tallies;
}

/** The same with the last numbered event that these counts hold; 0 where no grid of them was ever counted. */
export async function tallyAt(
  db: Database,
  gridIds: number[],
  campaignId: number,
  kinds: readonly HouseholdKind[],
): Promise<{ tallies: Map<number, CountsByKind>; seq: number }> {
  const rows = new Map<number, TallyRow[]>(gridIds.map((id) => [id, []]));
  const found = await gridTallies(db, { grid_ids: gridIds, campaign_id: campaignId });
  for (const row of found) rows.get(row.gridId)?.push(row);
  return { tallies: new Map([...rows].map(([id, own]) => [id, sumByKind(own, kinds)])), seq: found[0]?.seq ?? 0 };
}

/** The basic grids one level below, in order of path. */
export function childrenOf(db: Database, grid: GridRef): Promise<GridRef[]> {
  return db('grids').where({ parent_id: grid.id, kind: 'basic' }).whereNull('valid_to').orderBy('path').select('id', 'code', 'name', 'level', 'kind', 'path');
}
