import { campaigns } from '../coverage/campaigns.ts';
import type { Campaign, CoverageFigures } from '../coverage/contract.ts';
import { type CountsByKind, figuresByKind, figuresOf, sumByKind } from '../coverage/figures.ts';
import { childrenOf, tallyOf } from '../coverage/rollup.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { findGrid } from '../grids/grid-ref.ts';
import { HOUSEHOLD_KINDS, type HouseholdKind } from '../households/contract.ts';
import { problems } from '../http/problem.ts';
import type { CampaignComparison } from './contract.ts';

interface ResultRow {
  gridId: number;
  code: string;
  name: string;
  level: number;
  gridKind: string;
  path: string;
  kind: HouseholdKind;
  measure: string;
  amount: number;
}
const frozenResult = sqlFile<ResultRow>(import.meta.url, './frozen-result.sql');

/** @throws Problem campaign-not-found */
export async function findRounds(db: Database, codes: readonly string[], now: Date): Promise<Campaign[]> {
  const all = new Map((await campaigns(db, { now })).map((campaign) => [campaign.code, campaign]));
  return codes.map((code) => {
    const campaign = all.get(code);
    if (campaign === undefined) throw problems.campaignNotFound(code);
    return campaign;
  });
}

/**
 * Two rounds for a grid (the district without one) and its children, from the folded tallies.
 * @throws Problem grid-not-found
 */
export async function comparisonRows(db: Database, rounds: readonly [Campaign, Campaign], gridCode: string | undefined): Promise<CampaignComparison['rows']> {
  const roots: GridRef[] =
    gridCode === undefined
      ? await db('grids').where({ level: 1, kind: 'basic' }).whereNull('valid_to').orderBy('path').select('id', 'code', 'name', 'level', 'kind', 'path')
      : [await findGrid(db, gridCode)];
  const grids: GridRef[] = [];
  for (const root of roots) grids.push(root, ...(await childrenOf(db, root)));
  const ids = grids.map(({ id }) => id);
  const first = await tallyOf(db, ids, rounds[0].id);
  const second = await tallyOf(db, ids, rounds[1].id);
  return grids.map((grid) => {
    const figures: [CoverageFigures | null, CoverageFigures | null] = [figuresIn(first.get(grid.id)), figuresIn(second.get(grid.id))];
    const [before, after] = figures.map((side) => side?.denominators.reachable.rate ?? null);
    return { grid, figures, change: before == null || after == null ? null : after - before };
  });
}

function figuresIn(counts: CountsByKind | undefined): CoverageFigures | null {
  return counts === undefined || counts.all.total === 0 ? null : figuresOf(counts.all);
}

/** The stored result of a closed round for a grid (the topmost two levels without one) and its children. */
export async function resultRows(db: Database, campaignId: number, gridCode: string | undefined) {
  const rows = await frozenResult(db, { campaign_id: campaignId, grid: gridCode ?? null });
  const byGrid = new Map<number, ResultRow[]>();
  for (const row of rows) byGrid.set(row.gridId, [...(byGrid.get(row.gridId) ?? []), row]);
  return [...byGrid.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { code, name, level, gridKind, path } = first;
    const sums = sumByKind(own, HOUSEHOLD_KINDS);
    return [{ grid: { code, name, level, kind: gridKind, path }, figures: figuresOf(sums.all), byKind: figuresByKind(sums.byKind) }];
  });
}
