import type { Conflict } from '#geodata/selection/conflict';
import type { ExactAnswer, ExactProgress } from '#geodata/selection/exact';
import type { Reason } from '#geodata/selection/explain';
import type { CurvePoint, Stability, Uncertain } from '#geodata/selection/outlook';
import type { Choice, SelectionProblem } from '#geodata/selection/problem';

/** One plan to solve. cancelled: one byte that another thread sets to 1. */
export interface SolverTask {
  problem: SelectionProblem;
  uncertain: Uncertain;
  gap: number;
  timeLimitMs: number;
  draws: number;
  /** A first answer is told as soon as there is one of the kind, or after so long; 0 = none is wanted. */
  roughMs: number;
  cancelled: SharedArrayBuffer;
}

export interface SolverOutcome {
  exact: ExactAnswer;
  greedy: Choice;
  worstFirst: Choice;
  reasons: Reason[];
  curve: CurvePoint[];
  stability: Stability | null;
  conflict: Conflict | null;
}

export type SolverMessage =
  | { kind: 'progress'; progress: Omit<ExactProgress, 'stage'> & { stage: ExactProgress['stage'] | 'conflict' | 'outlook' } }
  | { kind: 'rough'; outcome: SolverOutcome }
  | { kind: 'done'; outcome: SolverOutcome }
  | { kind: 'failed'; detail: string };
