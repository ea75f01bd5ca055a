import { violationsOf } from '../../geodata/selection/check.ts';
import { type ExactAnswer, solveExactly } from '../../geodata/selection/exact.ts';
import { type GreedyRule, greedy } from '../../geodata/selection/greedy.ts';
import { loadSolver } from '../../geodata/selection/load-solver.ts';
import { type SelectionProblem, worthOf } from '../../geodata/selection/problem.ts';
import { type RandomShape, randomProblem } from '../../geodata/selection/random-problem.ts';
import { percentile } from './measure.ts';

const GAP = 0.0001;
const LIMIT_MS = 10_000;
const GREEDY_RUNS = 15;
const DISTRICTS = 20;

export interface PlanFigures {
  plan: string;
  status: ExactAnswer['status'];
  ms: number;
  /** Processor time, which neighbours on a busy machine do not lengthen. */
  cpuMs: number;
  gap: number | null;
  open: number;
  /** Of the optimum against rules on the same budget. */
  overScore: number;
  overWorstFirst: number;
  broken: number;
  targetMs: number | null;
}
export interface GreedyFigures {
  alleys: number;
  p50Ms: number;
  minMs: number;
}

const SHAPES: { plan: string; shape: RandomShape; seeds: number; targetMs: number | null }[] = [
  {
    plan: '1,000 alleys, all eight constraints, one year',
    shape: { alleys: 1_000, years: 1, sources: 2, subdistricts: 8, packageSize: 5, share: 0.3 },
    seeds: 20,
    targetMs: 2_000,
  },
  {
    plan: '1,000 alleys, all eight constraints, three years',
    shape: { alleys: 1_000, years: 3, sources: 2, subdistricts: 8, packageSize: 5, share: 0.3 },
    seeds: 5,
    targetMs: 2_000,
  },
  {
    plan: '10,000 alleys, budget, floors, conflicts, precedences, locks',
    shape: { alleys: 10_000, years: 1, sources: 1, subdistricts: 10, packageSize: 0, share: 0.3 },
    seeds: 3,
    targetMs: 2_000,
  },
  {
    plan: '10,000 alleys, the same over three years, two sources',
    shape: { alleys: 10_000, years: 3, sources: 2, subdistricts: 10, packageSize: 0, share: 0.3 },
    seeds: 3,
    targetMs: null,
  },
];

/** The exact engine on its shapes (3 to 20 seeds each; those without an answer are left out), then one year of 20 random districts of 300 to 1,250 alleys. */
export async function benchPlans(onResult: () => void): Promise<{ exact: PlanFigures[]; greedy: GreedyFigures }> {
  const highs = await loadSolver();
  const exact: PlanFigures[] = [];
  const solve = (plan: string, problem: SelectionProblem, targetMs: number | null, limitMs: number): void => {
    const before = process.cpuUsage();
    const answer = solveExactly(problem, highs, { gap: GAP, timeLimitMs: limitMs });
    const cpu = process.cpuUsage(before);
    // A locked alley whose package cannot be built: there is nothing to compare.
    if (answer.status === 'infeasible') return;
    const against = (rule: GreedyRule): number => answer.value / worthOf(problem, greedy(problem, rule));
    exact.push({
      plan,
      status: answer.status,
      ms: answer.elapsedMs,
      cpuMs: (cpu.user + cpu.system) / 1000,
      gap: answer.gap,
      open: answer.open,
      overScore: against('score'),
      overWorstFirst: against('condition'),
      broken: answer.choice === null ? 0 : violationsOf(problem, answer.choice).length,
      targetMs,
    });
    onResult();
  };
  for (const { plan, shape, seeds, targetMs } of SHAPES)
    for (let seed = 1; seed <= seeds; seed++) solve(`${plan} (${seed})`, randomProblem(shape, seed), targetMs, LIMIT_MS);
  for (let seed = 1; seed <= DISTRICTS; seed++) {
    const shape = { alleys: 250 + 50 * seed, years: 1, sources: 1, subdistricts: 4 + (seed % 5), packageSize: 0, share: 0.1 + 0.02 * seed };
    solve(`random district ${seed}`, randomProblem(shape, 100 + seed), null, LIMIT_MS);
  }
  const large = randomProblem({ alleys: 10_000, years: 1, sources: 1, subdistricts: 10, packageSize: 0, share: 0.3 }, 1);
  const times = Array.from({ length: GREEDY_RUNS }, () => {
    const started = performance.now();
    greedy(large, 'score');
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return { exact, greedy: { alleys: large.candidates.length, p50Ms: percentile(times, 0.5), minMs: times[0] ?? 0 } };
}
