import type { Database } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import type { GridRef } from './contract.ts';

/**
 * The valid grid of a code, in the fewest columns.
 * @throws Problem grid-not-found
 */
export async function findGrid(db: Database, code: string): Promise<GridRef> {
  const grid: GridRef | undefined = await db('grids').where({ code }).whereNull('valid_to').first('id', 'code', 'name', 'level', 'kind', 'path');
  if (grid === undefined) throw problems.gridNotFound(code);
  return grid;
}

/** Whether a valid grid has this code. */
export async function hasGrid(db: Database, code: string): Promise<boolean> {
  return !code.includes('\0') && (await db('grids').where({ code }).whereNull('valid_to').first('id')) !== undefined;
}

/** How SQL is told to stay inside a grid: a path range for basic grids, membership for others, neither for the whole district. */
export interface Scope {
  path: string | null;
  member_of: number | null;
}

/** @throws Problem grid-not-found */
export async function findScope(db: Database, code: string | undefined): Promise<Scope> {
  if (code === undefined) return { path: null, member_of: null };
  const grid = await findGrid(db, code);
  return grid.kind === 'basic' ? { path: grid.path, member_of: null } : { path: null, member_of: grid.id };
}
