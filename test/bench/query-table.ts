import { ANONYMOUS } from '../../server/db/actor.ts';
import type { BenchTarget, QueryBench } from './bench.ts';
import { measure, type Timing } from './measure.ts';
import { explainWork, type PlanWords } from './plan.ts';

/** One measured line. */
export interface QueryResult extends Timing, PlanWords {
  group: QueryBench['group'];
  query: string;
  size: string;
  targetMs: number | null;
}

const RUNS = { warmUp: 10, runs: 100, mostMs: 4_000 };

/** Runs the benches one after the other, each in one transaction as the application role: what is timed is the server's own function. */
export async function runQueries(target: BenchTarget, benches: QueryBench[], onResult: (result: QueryResult) => void): Promise<QueryResult[]> {
  const results: QueryResult[] = [];
  for (const { group, query, targetMs, once } of benches) {
    const result = await target.withActor(ANONYMOUS, async (db) => {
      const { rows } = await db.raw('select pg_backend_pid() as pid');
      const timing = await measure((run) => once(db, run), { ...RUNS, backend: rows[0].pid });
      return { group, query, size: target.size, targetMs: targetMs ?? null, ...timing, ...(await explainWork(db, () => once(db, 1))) };
    });
    results.push(result);
    onResult(result);
  }
  return results;
}
