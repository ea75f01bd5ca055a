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
