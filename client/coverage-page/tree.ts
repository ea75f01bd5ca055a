import type { PaceTree } from '#contract/pace';
import { coverageStep } from '../coverage/layers.ts';
import type { DenominatorName } from '../map/map-state.ts';

/** A line of the table: a grid and where its figures stand in the columns. */
export interface Line {
  tree: PaceTree;
  row: number;
  code: string;
  below: Line[];
}

/** Which grids are shown alone: those of one step of the rates, those without a rate, or the stalled. */
export type Show = number | 'unknown' | 'stalled';

const PARTS = {
  all: { part: 'covered', whole: 'total' },
  reachable: { part: 'covered', whole: 'reachable' },
  frozen: { part: 'frozenCovered', whole: 'frozen' },
} as const satisfies Record<DenominatorName, object>;

/** Covered and whole of a grid by the denominator of that name. */
export function shareOf({ tree, row }: Line, of: DenominatorName): { part: number; whole: number; rate: number | null } {
  const part = tree[PARTS[of].part][row] ?? 0;
  const whole = tree[PARTS[of].whole][row] ?? 0;
  return { part, whole, rate: whole === 0 ? null : part / whole };
}

/** The lines of the topmost grids with everything below them, and each line by its row. */
export function linesOf(tree: PaceTree): { roots: Line[]; all: Line[] } {
  const all = tree.code.map((code, row): Line => ({ tree, row, code, below: [] }));
  const roots: Line[] = [];
  for (const line of all) (all[tree.parent[line.row] ?? -1]?.below ?? roots).push(line);
  return { roots, all };
}

/** From the topmost grid down to the one above a line. */
export function ancestorsOf(all: readonly Line[], line: Line): Line[] {
  const above = all[line.tree.parent[line.row] ?? -1];
  return above === undefined ? [] : [...ancestorsOf(all, above), above];
}

/** Levels below the district that there are grids of. */
export function levelsOf(tree: PaceTree): number[] {
  const least = Math.min(...tree.level);
  return [...new Set(tree.level)].filter((level) => level > least).sort((a, b) => a - b);
}

/** How many grids of a level lie in each step of the rates, lowest first, and how many have no rate. */
export function histogram(lines: readonly Line[], of: DenominatorName, breaks: readonly number[]): { steps: number[]; unknown: number } {
  const steps = Array<number>(breaks.length + 1).fill(0);
  let unknown = 0;
  for (const line of lines) {
    const { rate } = shareOf(line, of);
    if (rate === null) unknown += 1;
    else steps[coverageStep(rate, breaks)] = (steps[coverageStep(rate, breaks)] ?? 0) + 1;
  }
  return { steps, unknown };
}

/** Whether a line is among what is shown alone. */
export function isShown(line: Line, show: Show, of: DenominatorName, breaks: readonly number[]): boolean {
  if (show === 'stalled') return line.tree.isStalled[line.row] === true;
  return barOf(line, of, breaks) === show;
}

/** The bar of the histogram a line is counted in. */
export function barOf(line: Line, of: DenominatorName, breaks: readonly number[]): Exclude<Show, 'stalled'> {
  const { rate } = shareOf(line, of);
  return rate === null ? 'unknown' : coverageStep(rate, breaks);
}

const DAY_MS = 86_400_000;
/** Whole days since somebody last knocked; null where nobody has. */
export function daysSinceVisit({ tree, row }: Line): number | null {
  const last = tree.lastVisitOn[row] ?? null;
  return last === null ? null : Math.round((Date.parse(tree.today) - Date.parse(last)) / DAY_MS);
}
