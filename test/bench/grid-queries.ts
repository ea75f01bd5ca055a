import { figuresOf } from '../../server/coverage/figures.ts';
import type { PagePosition, Place } from '../../server/coverage/pages.ts';
import { childrenOf, tallyOf } from '../../server/coverage/rollup.ts';
import { summaryOf } from '../../server/coverage/summary.ts';
import { type Filters, uncoveredPage } from '../../server/coverage/uncovered.ts';
import type { GridRef } from '../../server/grids/contract.ts';
import { findGrid } from '../../server/grids/grid-ref.ts';
import { type BenchTarget, pickFor, type QueryBench } from './bench.ts';

const PAGE = 1_000;
const COUNT_MS = 1;
const PAGE_MS = 5;
const levels = [1, 2, 3, 4, 5] as const;

/** Counts, pages and roll-ups by grid, as the handlers of server/coverage ask for them. */
export function gridQueries(target: BenchTarget): QueryBench[] {
  const all: Filters = { campaignId: target.campaignId, kind: undefined, states: undefined };
  const gridsOf = (level: number): GridRef[] => target.grids[level - 1] ?? [];
  const place = (grid: GridRef): Place => ({ by: 'path', grid });
  const page = (query: string, level: number, filters: Filters, position: (run: number, grid: GridRef) => PagePosition | null = () => null): QueryBench => ({
    group: filters === all ? 'page' : 'filter',
    query,
    targetMs: PAGE_MS,
    once: async (db, run) => {
      const grid = pickFor(gridsOf(level), run);
      return (await uncoveredPage(db, place(grid), filters, position(run, grid), PAGE)).rows.length;
    },
  });
  const microGrids = gridsOf(5);
  /** Where a cursor in the middle of a district stands: some micro-grid of it. */
  const middle = (run: number, grid: GridRef): PagePosition => {
    const inside = microGrids.filter(({ path }) => path.startsWith(`${grid.path}/`));
    return [(inside[Math.floor(inside.length / 2) + (run % 10)] as GridRef).path, 0];
  };
  return [
    ...levels.map(
      (level): QueryBench => ({
        group: 'count',
        query: `count of a grid, level ${level}`,
        targetMs: COUNT_MS,
        once: async (db, run) => {
          const grid = pickFor(gridsOf(level), run);
          const tally = (await tallyOf(db, [grid.id], target.campaignId)).get(grid.id);
          return tally && figuresOf(tally.all).uncovered > 0 ? 1 : 0;
        },
      }),
    ),
    ...levels.map((level) => page(`first page of 1,000, level ${level}`, level, all)),
    page('page of 1,000 after a cursor amid a district', 1, all, middle),
    page('first page, district, kind enterprise', 1, { ...all, kind: 'enterprise' }),
    page('first page, district, state appointment', 1, { ...all, states: ['appointment'] }),
    page('first page, district, kind household, state tried or exempt_pending', 1, { ...all, kind: 'household', states: ['tried', 'exempt_pending'] }),
    page('first page, community, kind school', 3, { ...all, kind: 'school' }),
    ...levels.map(
      (level): QueryBench => ({
        group: 'rollup',
        query: `coverage of a grid and its children, level ${level}`,
        once: async (db, run) => {
          const grid = await findGrid(db, pickFor(gridsOf(level), run).code);
          const children = await childrenOf(db, grid);
          return (await tallyOf(db, [grid.id, ...children.map(({ id }) => id)], target.campaignId)).size;
        },
      }),
    ),
    ...levels.map(
      (level): QueryBench => ({
        group: 'rollup',
        query: `summary of a grid (answer panel), level ${level}`,
        once: async (db, run) => (await summaryOf(db, place(pickFor(gridsOf(level), run)), all)).byBuilding.length,
      }),
    ),
  ];
}
