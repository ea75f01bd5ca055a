import { type Database, sqlFile } from '../db/sql.ts';
import type { Scope } from '../grids/grid-ref.ts';
import { type IssueFigures, LATENESS, type Lateness } from './contract.ts';

type Figures = Omit<IssueFigures, 'asOf'>;
const issueFigures = sqlFile<Omit<Figures, 'byLateness'> & { byLateness: Partial<Record<Lateness, number>> }>(import.meta.url, './issue-figures.sql');

/** The funnel of a grid (scope without path and members: of the district) and how late its open issues are at a moment. */
export async function issueFiguresOf(db: Database, scope: Scope, now: Date): Promise<Figures> {
  const [figures] = await issueFigures(db, { now, ...scope });
  const byLateness = Object.fromEntries(LATENESS.map((lateness) => [lateness, figures?.byLateness[lateness] ?? 0])) as Record<Lateness, number>;
  return { opinions: null, total: 0, open: 0, resolved: 0, byDomain: [], ...figures, byLateness };
}
