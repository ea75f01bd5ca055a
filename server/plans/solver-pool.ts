import { Worker } from 'node:worker_threads';
import type { SolverMessage, SolverTask } from './solver-messages.ts';

/** An idle thread holds some 100 MB and is let go after so long. */
const IDLE_MS = 5 * 60_000;
/** What a solver's WebAssembly has once taken it does not give back: a thread is replaced after so many plans. */
const MOST_TASKS = 40;

interface Thread {
  worker: Worker;
  tasks: number;
  idle: NodeJS.Timeout | null;
}
/** How a task ended. */
export type SolverEnd = Extract<SolverMessage, { kind: 'done' | 'failed' }>;

/** Threads with a solver that is ready: to begin one (a TypeScript loader and the solver's WebAssembly) takes 0.5-0.9 s, to be given a task next to nothing. */
export class SolverPool {
  readonly #idle: Thread[] = [];

  /** Makes sure that a thread is there before it is needed. */
  warm(): void {
    if (this.#idle.length === 0) this.#rest(this.#begin());
  }

  /** Runs one task. @param onMessage of what comes before its end. Resolves with its end, also where the thread dies. */
  run(task: SolverTask, onMessage: (message: Exclude<SolverMessage, SolverEnd>) => void): Promise<SolverEnd> {
    const thread = this.#idle.pop() ?? this.#begin();
    const { worker } = thread;
    if (thread.idle !== null) clearTimeout(thread.idle);
    thread.tasks += 1;
    return new Promise((resolve) => {
      const end = (how: SolverEnd, isAlive: boolean): void => {
        worker.removeAllListeners();
        if (isAlive && thread.tasks < MOST_TASKS) this.#rest(thread);
        else void worker.terminate();
        resolve(how);
      };
      worker.removeAllListeners();
      worker.on('message', (message: SolverMessage) => {
        if (message.kind === 'done' || message.kind === 'failed') end(message, message.kind === 'done');
        else onMessage(message);
      });
      worker.on('error', (error) => end({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) }, false));
      worker.on('exit', () => end({ kind: 'failed', detail: 'The planning thread ended.' }, false));
      worker.postMessage(task);
    });
  }

  #begin(): Thread {
    // No execArgv: --import tsx of the main thread fails in a thread of Node 20, solver-thread.mjs registers it.
    const worker = new Worker(new URL('./solver-thread.mjs', import.meta.url), { name: 'plan', execArgv: [] });
    worker.unref();
    return { worker, tasks: 0, idle: null };
  }

  #rest(thread: Thread): void {
    const { worker } = thread;
    this.#idle.push(thread);
    const leave = (): void => {
      const at = this.#idle.indexOf(thread);
      if (at >= 0) this.#idle.splice(at, 1);
    };
    worker.on('error', leave);
    worker.on('exit', leave);
    thread.idle = setTimeout(() => {
      leave();
      void worker.terminate();
    }, IDLE_MS);
    thread.idle.unref();
  }
}
