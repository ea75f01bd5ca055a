import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { PlanContext } from './build.ts';
import type { PlanJob, PlanResult, SolveBody } from './contract.ts';
import { resultOf } from './result.ts';
import type { SolverMessage, SolverTask } from './solver-messages.ts';

/** Each job holds a core: more wait their turn. */
const AT_ONCE = 2;
/** Finished jobs are kept so that they can be saved as plans. */
const MOST_KEPT = 40;

export interface Job {
  state: PlanJob;
  context: PlanContext;
  /** Day the facts were counted to. */
  asOf: string;
  personId: number;
}
interface Entry extends Job {
  task: Omit<SolverTask, 'cancelled'>;
  cancelled: SharedArrayBuffer;
  worker: Worker | null;
}

/** Plans being computed, each in a thread of its own, and those that are done. They live as long as the process: a saved plan is a row. */
export class PlanJobs {
  readonly #entries = new Map<string, Entry>();

  start(context: PlanContext, { gap, timeLimitMs, draws }: SolveBody, asOf: string, personId: number): PlanJob {
    const id = randomUUID();
    const { problem, uncertain } = context;
    const state: PlanJob = { id, state: 'running', progress: null, result: null, detail: null };
    this.#entries.set(id, {
      state,
      context,
      asOf,
      personId,
      task: { problem, uncertain, gap, timeLimitMs, draws },
      cancelled: new SharedArrayBuffer(1),
      worker: null,
    });
    this.#forgetOldest();
    this.#runNext();
    return state;
  }

  get(id: string): Job | null {
    return this.#entries.get(id) ?? null;
  }

  /** The job ends soon, with what it has. */
  cancel(id: string): PlanJob | null {
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    Atomics.store(new Uint8Array(entry.cancelled), 0, 1);
    if (entry.worker === null && entry.state.state === 'running') entry.state = { ...entry.state, state: 'cancelled', detail: 'It had not begun.' };
    return entry.state;
  }

  #runNext(): void {
    const running = [...this.#entries.values()].filter(({ worker }) => worker !== null).length;
    const next = [...this.#entries.values()].find(({ state, worker }) => state.state === 'running' && worker === null);
    if (next === undefined || running >= AT_ONCE) return;
    // No execArgv: --import tsx of the main thread fails in a thread of Node 20, solver-thread.mjs registers it.
    const workerData: SolverTask = { ...next.task, cancelled: next.cancelled };
    const worker = new Worker(new URL('./solver-thread.mjs', import.meta.url), { name: 'plan', execArgv: [], workerData });
    worker.unref();
    next.worker = worker;
    const end = (change: Partial<PlanJob>): void => {
      next.state = { ...next.state, ...change };
      next.worker = null;
      void worker.terminate();
      this.#runNext();
    };
    worker.on('message', (message: SolverMessage) => {
      if (message.kind === 'progress') next.state = { ...next.state, progress: message.progress };
      else if (message.kind === 'failed') end({ state: 'failed', detail: message.detail });
      else {
        const result: PlanResult = resultOf(next.context, message.outcome);
        end({ state: Atomics.load(new Uint8Array(next.cancelled), 0) === 1 ? 'cancelled' : 'done', result });
      }
    });
    worker.on('error', (error) => end({ state: 'failed', detail: error instanceof Error ? error.message : String(error) }));
    worker.on('exit', () => {
      if (next.state.state === 'running') end({ state: 'failed', detail: 'The planning thread ended.' });
    });
  }

  #forgetOldest(): void {
    for (const [id, { state }] of this.#entries) {
      if (this.#entries.size <= MOST_KEPT) return;
      if (state.state !== 'running') this.#entries.delete(id);
    }
  }
}
