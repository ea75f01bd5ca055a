import { randomUUID } from 'node:crypto';
import { problems } from '../http/problem.ts';
import type { PlanContext } from './build.ts';
import type { PlanJob, PlanResult, SolveBody } from './contract.ts';
import { resultOf } from './result.ts';
import type { PlanChanges } from './result-contract.ts';
import type { SolverMessage, SolverTask } from './solver-messages.ts';
import { SolverPool } from './solver-pool.ts';

/** Each job holds a core: more wait their turn. */
const AT_ONCE = 2;
/** Finished jobs are kept so that they can be saved as plans. */
const MOST_KEPT = 40;
/** Who waits for a first answer is given the best there is after so long. */
const ROUGH_MS = 300;

/** A plan file that is computed again: what it said, and what has changed since. */
export interface Before {
  changes: PlanChanges;
  value: number;
  /** Year of each alley that was chosen. */
  years: ReadonlyMap<number, number>;
}
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
  isBegun: boolean;
  before: Before | null;
  listeners: Set<(job: PlanJob) => void>;
}
export type JobLimits = Pick<SolveBody, 'gap' | 'timeLimitMs' | 'draws'> & Partial<Pick<SolveBody, 'waitMs'>>;

/** Plans being computed, each in a thread, and those that are done. They live as long as the process: a saved plan is a row. */
export class PlanJobs {
  readonly #entries = new Map<string, Entry>();
  readonly #pool = new SolverPool();

  /** Somebody has come who will ask for a plan. */
  expect(): void {
    this.#pool.warm();
  }

  /** @param before of a plan file: the job then also says whether the answer is the same. */
  start(context: PlanContext, { gap, timeLimitMs, draws, waitMs = 0 }: JobLimits, asOf: string, personId: number, before: Before | null = null): PlanJob {
    const id = randomUUID();
    const { problem, uncertain } = context;
    const again = before === null ? null : { changes: before.changes, isSame: null, valueBefore: before.value };
    this.#entries.set(id, {
      state: { id, state: 'running', ahead: 0, progress: null, rough: null, result: null, again, detail: null },
      context,
      asOf,
      personId,
      task: { problem, uncertain, gap, timeLimitMs, draws, roughMs: waitMs === 0 ? 0 : ROUGH_MS },
      cancelled: new SharedArrayBuffer(1),
      isBegun: false,
      before,
      listeners: new Set(),
    });
    this.#forgetOldest();
    this.#runNext();
    return (this.#entries.get(id) as Entry).state;
  }

  /** Calls back with a job as it is now and whenever it gets further, up to its end. @returns what stops that; null: no such job. */
  watch(id: string, listener: (job: PlanJob) => void): (() => void) | null {
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    listener(entry.state);
    entry.listeners.add(listener);
    return () => entry.listeners.delete(listener);
  }

  /** A job as soon as there is something to look at: its first answer or its end; at the latest after so long. */
  firstAnswer(id: string, waitMs: number): Promise<PlanJob> {
    return new Promise((resolve) => {
      let unwatch: (() => void) | null = null;
      const over = (job: PlanJob): void => {
        clearTimeout(patience);
        unwatch?.();
        resolve(job);
      };
      const patience = setTimeout(() => over(this.need(id).state), waitMs);
      unwatch = this.watch(id, (job) => {
        if (job.rough !== null || job.state !== 'running') over(job);
      });
    });
  }

  get(id: string): Job | null {
    return this.#entries.get(id) ?? null;
  }

  /** @throws Problem not-found */
  need(id: string): Job {
    const job = this.get(id);
    if (job === null) throw problems.notFound(`The job ${id}`);
    return job;
  }

  /** The job ends soon, with what it has. */
  cancel(id: string): PlanJob | null {
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    Atomics.store(new Uint8Array(entry.cancelled), 0, 1);
    if (!entry.isBegun && entry.state.state === 'running') {
      this.#change(entry, { state: 'cancelled', ahead: 0, detail: 'It had not begun.' });
      this.#countAhead();
    }
    return entry.state;
  }

  #change(entry: Entry, change: Partial<PlanJob>): void {
    entry.state = { ...entry.state, ...change };
    for (const listener of entry.listeners) listener(entry.state);
    if (entry.state.state !== 'running') entry.listeners.clear();
  }

  #waiting(): Entry[] {
    return [...this.#entries.values()].filter(({ state, isBegun }) => state.state === 'running' && !isBegun);
  }

  #countAhead(): void {
    for (const [at, entry] of this.#waiting().entries()) if (entry.state.ahead !== at + 1) this.#change(entry, { ahead: at + 1 });
  }

  #runNext(): void {
    const running = [...this.#entries.values()].filter(({ state, isBegun }) => state.state === 'running' && isBegun).length;
    const next = this.#waiting()[0];
    if (next !== undefined && running < AT_ONCE) this.#run(next);
    this.#countAhead();
  }

  #run(next: Entry): void {
    next.isBegun = true;
    if (next.state.ahead !== 0) this.#change(next, { ahead: 0 });
    const hear = (message: Exclude<SolverMessage, { kind: 'done' | 'failed' }>): void => {
      if (message.kind === 'progress') this.#change(next, { progress: progressOf(message.progress, next.task.timeLimitMs) });
      else this.#change(next, { rough: resultOf(next.context, message.outcome) });
    };
    void this.#pool.run({ ...next.task, cancelled: next.cancelled }, hear).then((end) => {
      if (end.kind === 'failed') this.#change(next, { state: 'failed', rough: null, detail: end.detail });
      else {
        const result: PlanResult = resultOf(next.context, end.outcome);
        const again = next.before && next.state.again && { ...next.state.again, isSame: isSameAnswer(next.before, result) };
        const state = Atomics.load(new Uint8Array(next.cancelled), 0) === 1 ? 'cancelled' : 'done';
        this.#change(next, { state, rough: null, result, again });
      }
      this.#runNext();
    });
  }

  #forgetOldest(): void {
    for (const [id, { state }] of this.#entries) {
      if (this.#entries.size <= MOST_KEPT) return;
      if (state.state !== 'running') this.#entries.delete(id);
    }
  }
}

function progressOf(progress: Extract<SolverMessage, { kind: 'progress' }>['progress'], timeLimitMs: number): PlanJob['progress'] {
  const { value, bound } = progress;
  const gap = value === null || bound === null || value <= 0 ? null : Math.max(0, (bound - value) / value);
  return { ...progress, gap, timeLimitMs };
}

/** The same alleys in the same years. */
function isSameAnswer({ years }: Before, { alleys }: PlanResult): boolean {
  const chosen = alleys.id.flatMap((id, at) => (alleys.year[at] == null ? [] : [[id, alleys.year[at]] as const]));
  return chosen.length === years.size && chosen.every(([id, year]) => years.get(id) === year);
}
