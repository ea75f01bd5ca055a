import { childrenOf } from '../coverage/rollup.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { type Doubts, VISIT_DOUBTS } from './contract.ts';

type DoubtCounts = Record<'visits' | 'doubtful' | (typeof VISIT_DOUBTS)[number], number>;
const doubtCounts = sqlFile<DoubtCounts & { gridId: number }>(import.meta.url, './doubtful.sql');

const NONE: DoubtCounts = { visits: 0, doubtful: 0, outside_grid: 0, too_fast: 0, duplicate: 0, far_from_door: 0 };

/** Shares of the doubtful among the visits of a round, for a grid and its children. */
export async function doubtsOf(db: Database, grid: GridRef, campaignId: number) {
  const children = await childrenOf(db, grid);
  const rows = await doubtCounts(db, {
    grid_ids: [grid.id, ...children.map(({ id }) => id)],
    path: grid.kind === 'basic' ? grid.path : null,
    campaign_id: campaignId,
  });
  const byGrid = new Map(rows.map((row) => [row.gridId, row]));
  const doubts = ({ id }: GridRef): Doubts => shares(byGrid.get(id) ?? NONE);
  return { grid, own: doubts(grid), children: children.map((child) => ({ grid: child, doubts: doubts(child) })) };
}

function shares(counts: DoubtCounts): Doubts {
  const share = (count: number) => ({ count, share: counts.visits === 0 ? null : count / counts.visits });
  const flags = Object.fromEntries(VISIT_DOUBTS.map((flag) => [flag, share(counts[flag])])) as Pick<Doubts, (typeof VISIT_DOUBTS)[number]>;
  return { visits: counts.visits, doubtful: share(counts.doubtful), ...flags };
}
