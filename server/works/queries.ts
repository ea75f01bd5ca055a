import { type Database, sqlFile } from '../db/sql.ts';
import type { Scope } from '../grids/grid-ref.ts';
import type { WorkTotal } from './contract.ts';

const totalsOfScopes = sqlFile<WorkTotal & { place: number }>(import.meta.url, './work-totals.sql');

/** Completed works by type and unit of each of these scopes (findScope), in their order: one question however many they are. */
export async function workTotals(db: Database, scopes: readonly Scope[]): Promise<WorkTotal[][]> {
  const rows = await totalsOfScopes(db, { paths: scopes.map(({ path }) => path), member_ofs: scopes.map(({ member_of }) => member_of) });
  const totals: WorkTotal[][] = scopes.map(() => []);
  for (const { place, ...total } of rows) totals[place - 1]?.push(total);
  return totals;
}
