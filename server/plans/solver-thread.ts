import { parentPort, workerData } from 'node:worker_threads';
import { solvePlan } from './solve.ts';
import type { SolverMessage, SolverTask } from './solver-messages.ts';

const tell = (message: SolverMessage): void => parentPort?.postMessage(message);

solvePlan(workerData as SolverTask, tell)
  .then((outcome) => tell({ kind: 'done', outcome }))
  .catch((error: unknown) => tell({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) }));
