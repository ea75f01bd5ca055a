import { parentPort } from 'node:worker_threads';
import { readySolver, solvePlan } from './solve.ts';
import type { SolverMessage, SolverTask } from './solver-messages.ts';

const tell = (message: SolverMessage): void => parentPort?.postMessage(message);

void readySolver();
parentPort?.on('message', (task: SolverTask) => {
  solvePlan(task, tell)
    .then((outcome) => tell({ kind: 'done', outcome }))
    .catch((error: unknown) => tell({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) }));
});
