import type { Prices, Pricing } from './bound.ts';
import { type Answer, type Cluster, type Clusters, listClusters, type SharedRow } from './clusters.ts';
import { type Match, type MatchLimits, matchHalves } from './halves.ts';
import type { Option, SelectionModel } from './model.ts';

/** Combinations in a half, round by round. */
const SIZES = [1 << 12, 1 << 15, 1 << 18];
/** Answers are listed up to such parts of the gap asked for, as far as they are needed. */
const [FIRST_REACH, NEXT_REACH, LAST_REACH] = [0.25, 4, 4];
/** Where more may be missing, branching is as good. */
const WIDEST_GAP = 0.005;
/** With more priced rows than this, two years (or floors) at a time are matched anew, then each alone, the others kept. */
const FEW_ROWS = 3;
/** Ways to deal clusters to halves, and how many in a row may bring nothing before halves grow. */
const [DEALS, STALE_TURNS] = [16, 4];
/** An improvement by less than this part of the gap asked for is rounding. */
const NOTHING = 1e-6;

export interface Closing {
  /** Missing at most, as shares of the bound: what a choice may miss to be good enough. */
  gap: number;
  /** What the best known choice misses of the bound, in units of the model. */
  missing: number;
  limits: MatchLimits;
  /** Hears of every better choice. */
  offer: (options: readonly Option[]) => void;
}

/**
 * Closes the gap that branching leaves open. Near the relaxed optimum of a few budgets over hundreds of packages so much costs the same that cutting one
 * option off hardly moves the bound; but few combinations lose little, and those can be listed. With more budgets than FEW_ROWS a good choice is
 * improved two years at a time as well, and one at a time: what is left over in a year that both pairs find hard to use up, it can often use alone.
 * The bound still comes from all of them together.
 * @returns by how much the bound comes down, in units of the model.
 */
export function closeGap(model: SelectionModel, pricing: Pricing, prices: Prices, { gap, missing, limits, offer }: Closing): number {
  const enough = pricing.bound * gap;
  if (gap > WIDEST_GAP) return 0;
  let listed = listClusters(model, pricing, prices, Math.min(missing, FIRST_REACH * enough));
  if (listed === null) return 0;
  let proven = 0;
  let best: Answer[] | null = null;
  let reached = missing;
  const isOver = (): boolean => reached - proven <= enough || performance.now() > limits.until || limits.isCancelled();
  const match = ({ rows, within }: Clusters, clusters: readonly Cluster[], size: number, turn = 0): Match => {
    const found = matchHalves(clusters, rows, within, reached, size, turn, limits);
    if (found.answers !== null) {
      best = found.answers;
      reached = found.missing;
      offer(best.flatMap(({ options }) => options));
    }
    return found;
  };
  const widest = (): number => Math.min(reached, LAST_REACH * enough);
  let wide: Clusters | null = null;
  for (const size of SIZES) {
    for (;;) {
      const found = match(listed, listed.clusters, size);
      proven = Math.max(proven, Math.min(reached, found.proven));
      if (isOver()) return proven;
      if (!found.isShort || listed.within >= widest()) break;
      const longer = listClusters(model, pricing, prices, Math.min(widest(), listed.within * NEXT_REACH));
      if (longer === null || longer.within <= listed.within) break;
      listed = longer;
    }
    const blocks = blocksOf(listed.rows);
    if (best === null || blocks.flat().length <= FEW_ROWS) continue;
    const pairs = blocks.flatMap((one, at) => blocks.slice(at + 1).map((two) => [...one, ...two]));
    wide ??= listClusters(model, pricing, prices, widest()) ?? listed;
    for (let turn = 0, stale = 0; stale < STALE_TURNS; turn = (turn + 1) % DEALS) {
      const before = reached;
      for (const free of [...pairs, ...blocks]) {
        match(wide, freed(wide, best, free), size, turn);
        if (isOver()) return proven;
      }
      stale = reached < before - NOTHING * enough ? 0 : stale + 1;
    }
  }
  return proven;
}

/** Priced rows by year, each floor for itself. */
function blocksOf(rows: readonly SharedRow[]): number[][] {
  const blocks = new Map<string, number[]>();
  for (const [row, { meaning, price }] of rows.entries()) {
    if (price <= 0) continue;
    const key = meaning.kind === 'budget' ? `${meaning.year}` : `floor ${row}`;
    blocks.set(key, [...(blocks.get(key) ?? []), row]);
  }
  return [...blocks.values()];
}

/** The answers of each cluster that use of the priced rows what the kept answer uses, but for some rows. */
function freed({ clusters, rows }: Clusters, kept: readonly Answer[], free: readonly number[]): Cluster[] {
  const fixed = rows.flatMap(({ price }, row) => (price > 0 && !free.includes(row) ? [row] : []));
  return clusters.map((cluster, at) => {
    const alike = cluster.filter(({ use }) => fixed.every((row) => use[row] === kept[at]?.use[row]));
    return alike.length > 0 ? alike : [kept[at] as Answer];
  });
}
