import type { Highs } from 'highs';
import { createRandom } from '#geodata/demo/random';
import { type Conflict, explainConflict, waysOut } from '#geodata/selection/conflict';
import { type ExactAnswer, type ExactProgress, solveExactly } from '#geodata/selection/exact';
import { reasonsOf } from '#geodata/selection/explain';
import { greedy } from '#geodata/selection/greedy';
import { loadSolver } from '#geodata/selection/load-solver';
import { budgetCurve, stabilityOf } from '#geodata/selection/outlook';
import type { SelectionProblem } from '#geodata/selection/problem';
import type { SolverMessage, SolverOutcome, SolverTask } from './solver-messages.ts';

/** Draws are the same for the same plan. */
const DRAW_SEED = 1;
/** The outlook (draws) may take so long after the plan itself. */
const OUTLOOK_MS = 20_000;
const CONFLICT_MS = 8_000;
/** Ways out of what could be neither kept nor refuted: most of it is for the search, which has only failed so far. */
const WAYS_MS = 40_000;
/** A first answer is good enough to look at when no other can be worth more by this share. */
const ROUGH_GAP = 0.002;

let solver: ReturnType<typeof loadSolver> | null = null;
/** The solver's WebAssembly, compiled once a thread. */
export const readySolver = (): ReturnType<typeof loadSolver> => (solver ??= loadSolver());

/** Solves one plan with both engines, and says why, how sure, and what more money would buy. Blocks its thread. @param tell hears of progress and of a first answer. */
export async function solvePlan(
  { problem, uncertain, gap, timeLimitMs, draws, roughMs, cancelled }: SolverTask,
  tell: (message: SolverMessage) => void,
): Promise<SolverOutcome> {
  const flag = new Uint8Array(cancelled);
  const isCancelled = (): boolean => Atomics.load(flag, 0) === 1;
  const highs = await readySolver();
  const begun = performance.now();
  const onProgress = (progress: ExactProgress): void => tell({ kind: 'progress', progress: { ...progress, elapsedMs: performance.now() - begun } });
  const rules = rulesOf(problem);
  const rough = roughMs === 0 ? null : solveExactly(problem, highs, { gap: ROUGH_GAP, timeLimitMs: roughMs, isCancelled, onProgress });
  if (rough !== null && rough.choice !== null) tell({ kind: 'rough', outcome: outcomeOf(problem, rough, rules) });
  const isOver = rough !== null && (isEnough(rough, gap) || isCancelled());
  const exact = isOver ? rough : better(rough, solveExactly(problem, highs, { gap, timeLimitMs, isCancelled, onProgress }));
  const beginStage = (stage: 'conflict' | 'outlook'): void => {
    const figures = exact.choice === null ? { value: null, bound: null } : { value: exact.value, bound: exact.bound };
    tell({ kind: 'progress', progress: { stage, ...figures, open: 0, elapsedMs: performance.now() - begun } });
  };
  const isUnkept = exact.choice === null && !isCancelled();
  if (isUnkept) beginStage('conflict');
  const conflict = isUnkept ? conflictOf(problem, highs, exact, isCancelled) : null;
  beginStage('outlook');
  const random = createRandom(DRAW_SEED);
  return {
    ...outcomeOf(problem, exact, rules),
    stability: draws === 0 || isCancelled() ? null : stabilityOf(problem, uncertain, draws, () => random.next(), performance.now() + OUTLOOK_MS, isCancelled),
    conflict,
  };
}

/** Out of time nothing is known to contradict anything: then only by how much less the constraints could be kept. */
function conflictOf(problem: SelectionProblem, highs: Highs, { status }: ExactAnswer, isCancelled: () => boolean): Conflict {
  if (status === 'infeasible') return explainConflict(problem, highs, CONFLICT_MS, isCancelled);
  return { conflicting: [], isMinimal: false, ...waysOut(problem, highs, WAYS_MS, isCancelled) };
}

/** Nothing is left to find out: it is proven within the gap that was asked for, or that there is none. */
const isEnough = ({ status, gap }: ExactAnswer, asked: number): boolean => status === 'infeasible' || (gap !== null && gap <= asked);

/** A search that was stopped early may know less than the first answer. */
function better(rough: ExactAnswer | null, exact: ExactAnswer): ExactAnswer {
  if (rough === null || rough.choice === null || exact.status !== 'stopped' || exact.value >= rough.value) return exact;
  const bound = Math.min(rough.bound, exact.bound);
  return { ...rough, status: 'stopped', bound, gap: rough.value > 0 ? (bound - rough.value) / rough.value : null, elapsedMs: exact.elapsedMs };
}

type Rules = Pick<SolverOutcome, 'greedy' | 'worstFirst' | 'curve'>;

/** What does not depend on the optimum. */
const rulesOf = (problem: SelectionProblem): Rules => ({
  greedy: greedy(problem, 'score'),
  worstFirst: greedy(problem, 'condition'),
  curve: budgetCurve(problem),
});

const outcomeOf = (problem: SelectionProblem, exact: ExactAnswer, rules: Rules): SolverOutcome => ({
  ...rules,
  exact,
  reasons: reasonsOf(problem, exact.choice ?? rules.greedy),
  stability: null,
  conflict: null,
});
