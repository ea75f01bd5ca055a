import type { HouseholdKind } from '../households/contract.ts';
import type { CoverageFigures } from './contract.ts';

/** Measures of the tally subject 'coverage', as migrations/0007 counts them. */
export const COVERAGE_MEASURES = ['total', 'frozen', 'untried', 'tried', 'appointment', 'covered', 'exempt_pending', 'exempt', 'frozen_covered'] as const;
export type CoverageCounts = Record<(typeof COVERAGE_MEASURES)[number], number>;

export const noCounts = (): CoverageCounts => Object.fromEntries(COVERAGE_MEASURES.map((measure) => [measure, 0])) as CoverageCounts;

export function addCount(counts: CoverageCounts, measure: string, amount: number): void {
  counts[measure as keyof CoverageCounts] += amount;
}

const share = (count: number, covered: number) => ({ count, covered, rate: count === 0 ? null : covered / count });

/** The figures of some counts with the three named denominators: all targets, the reachable, and those of the round when it was frozen. */
export function figuresOf(counts: CoverageCounts): CoverageFigures {
  const reachable = counts.total - counts.exempt;
  return {
    untried: counts.untried,
    tried: counts.tried,
    appointment: counts.appointment,
    covered: counts.covered,
    exemptPending: counts.exempt_pending,
    exempt: counts.exempt,
    uncovered: reachable - counts.covered,
    denominators: {
      all: share(counts.total, counts.covered),
      reachable: share(reachable, counts.covered),
      frozen: share(counts.frozen, counts.frozen_covered),
    },
  };
}

/** Counts of one thing by kind, and of all kinds together. */
export interface CountsByKind {
  all: CoverageCounts;
  byKind: Map<HouseholdKind, CoverageCounts>;
}

/** Sums rows of (kind, measure, amount); kinds without a target are present with noughts only where `kinds` names them. */
export function sumByKind(rows: { kind: HouseholdKind; measure: string; amount: number }[], kinds: readonly HouseholdKind[]): CountsByKind {
  const all = noCounts();
  const byKind = new Map(kinds.map((kind) => [kind, noCounts()]));
  for (const { kind, measure, amount } of rows) {
    const counts = byKind.get(kind);
    if (counts === undefined) continue;
    addCount(counts, measure, amount);
    addCount(all, measure, amount);
  }
  return { all, byKind };
}

/** Figures by kind, as the contract has them. */
export function figuresByKind(byKind: Map<HouseholdKind, CoverageCounts>): Record<HouseholdKind, CoverageFigures> {
  return Object.fromEntries([...byKind].map(([kind, counts]) => [kind, figuresOf(counts)])) as Record<HouseholdKind, CoverageFigures>;
}
