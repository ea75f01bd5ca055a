import { COVERAGE_STATES, type CoverageFigures, type CoverageState, type GridCoverage, type UncoveredSummary } from '#contract/coverage';
import type { DenominatorName } from '../map/map-state.ts';

const CAMEL = {
  untried: 'untried',
  tried: 'tried',
  appointment: 'appointment',
  covered: 'covered',
  exempt_pending: 'exemptPending',
  exempt: 'exempt',
} as const satisfies Record<CoverageState, keyof CoverageFigures>;

/** How many targets are in a state. */
export function countIn(figures: CoverageFigures, state: CoverageState): number {
  return figures[CAMEL[state]];
}

/** The bar's order: what is done first and quiet, then what is left from dark to light, the exempt last. */
const BAR_ORDER: readonly CoverageState[] = ['covered', 'untried', 'tried', 'appointment', 'exempt_pending', 'exempt'];

export function barParts(figures: CoverageFigures): { key: CoverageState; value: number; className: string }[] {
  return BAR_ORDER.filter((state) => COVERAGE_STATES.includes(state)).map((state) => ({
    key: state,
    value: countIn(figures, state),
    className: `share-${state}`,
  }));
}

/** What is not covered of a denominator: of the reachable the uncovered; the exempt are no failure of anybody and are never counted as left. */
export function leftOf(figures: CoverageFigures, name: DenominatorName): number {
  return name === 'frozen' ? figures.denominators.frozen.count - figures.denominators.frozen.covered : figures.uncovered;
}

/** What a grid counts beyond the grids below it: targets that it holds itself. */
export function restOf(own: CoverageFigures, children: GridCoverage['children'], name: DenominatorName): { left: number; size: number } {
  const rest = { left: leftOf(own, name), size: own.denominators[name].count };
  for (const { coverage } of children) {
    rest.left -= leftOf(coverage, name);
    rest.size -= coverage.denominators[name].count;
  }
  return rest;
}

/** What an answer counts beyond its lines: targets held by a grid above the lines' level, or by none. */
export function inNoGrid({ figures, byGrid }: Pick<UncoveredSummary, 'figures' | 'byGrid'>): { uncovered: number; total: number } {
  const rest = { uncovered: figures.uncovered, total: figures.denominators.all.count };
  for (const line of byGrid) {
    rest.uncovered -= line.uncovered;
    rest.total -= line.total;
  }
  return rest;
}
