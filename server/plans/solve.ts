import { createRandom } from '#geodata/demo/random';
import { explainConflict } from '#geodata/selection/conflict';
import { solveExactly } from '#geodata/selection/exact';
import { reasonsOf } from '#geodata/selection/explain';
import { greedy } from '#geodata/selection/greedy';
import { loadSolver } from '#geodata/selection/load-solver';
import { budgetCurve, stabilityOf } from '#geodata/selection/outlook';
import type { SolverMessage, SolverOutcome, SolverTask } from './solver-messages.ts';

/** Draws are the same for the same plan. */
const DRAW_SEED = 1;
/** The outlook (draws) may take so long after the plan itself. */
const OUTLOOK_MS = 20_000;
const CONFLICT_MS = 8_000;

/** Solves one plan with both engines, and says why, how sure, and what more money would buy. Blocks its thread. @param tell hears of progress. */
export async function solvePlan(
  { problem, uncertain, gap, timeLimitMs, draws, cancelled }: SolverTask,
  tell: (message: SolverMessage) => void,
): Promise<SolverOutcome> {
  const flag = new Uint8Array(cancelled);
  const isCancelled = (): boolean => Atomics.load(flag, 0) === 1;
  const highs = await loadSolver();
  const exact = solveExactly(problem, highs, { gap, timeLimitMs, isCancelled, onProgress: (progress) => tell({ kind: 'progress', progress }) });
  const rule = greedy(problem, 'score');
  const chosen = exact.choice ?? rule;
  const begun = performance.now() - exact.elapsedMs;
  const beginStage = (stage: 'conflict' | 'outlook'): void => {
    const figures = exact.choice === null ? { value: null, bound: null } : { value: exact.value, bound: exact.bound };
    tell({ kind: 'progress', progress: { stage, ...figures, open: 0, elapsedMs: performance.now() - begun } });
  };
  if (exact.status === 'infeasible') beginStage('conflict');
  const conflict = exact.status === 'infeasible' ? explainConflict(problem, highs, CONFLICT_MS, isCancelled) : null;
  beginStage('outlook');
  const random = createRandom(DRAW_SEED);
  return {
    exact,
    greedy: rule,
    worstFirst: greedy(problem, 'condition'),
    reasons: reasonsOf(problem, chosen),
    curve: budgetCurve(problem),
    stability: draws === 0 || isCancelled() ? null : stabilityOf(problem, uncertain, draws, () => random.next(), performance.now() + OUTLOOK_MS, isCancelled),
    conflict,
  };
}
