import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import type { PlanInputs } from './build.ts';
import type { PlanSpec, UnitCostRow } from './contract.ts';
import { type FactsReader, READ_ANEW, readFacts } from './facts.ts';
import { alleysNamed, type LostAlley } from './faults.ts';

const lostAlleys = sqlFile<LostAlley>(import.meta.url, './lost-alleys.sql');

/** What is known of alleys that are not in the plan. */
export const readLost = async (db: Database, ids: readonly number[]): Promise<LostAlley[]> => (ids.length === 0 ? [] : lostAlleys(db, { ids: [...ids] }));

/** Path of the grid that is planned for; null = the district. @throws Problem grid-not-found */
export async function rootOf(db: Database, code: string | undefined): Promise<string | null> {
  if (code === undefined) return null;
  const grid = await db('grids').where({ code, kind: 'basic' }).whereNull('valid_to').first('path');
  if (grid === undefined) throw problems.gridNotFound(code);
  return grid.path;
}

/** All that a plan is computed from, as of a day ('YYYY-MM-DD'). @throws Problem grid-not-found */
export async function readInputs(
  db: Database,
  spec: PlanSpec,
  today: string,
  unitCosts: readonly UnitCostRow[],
  reader: FactsReader = READ_ANEW,
): Promise<PlanInputs> {
  const root = await rootOf(db, spec.grid);
  const facts = await readFacts(db, root, today, reader);
  const pairs = spec.packages === null ? [] : await reader.neighbours(db, root, spec.packages.withinM);
  const held = new Set(facts.alleys.map(({ id }) => id));
  const missing = alleysNamed(spec).filter((id) => !held.has(id));
  const lost = await readLost(db, missing);
  return { spec, ...facts, unitCosts, neighbours: pairs, today, lost: new Map(lost.map((one) => [one.id, one])) };
}
