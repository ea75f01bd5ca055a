import { setImmediate } from 'node:timers/promises';

/** Requests of others wait at most about this long, plus one step. */
const SLICE_MS = 10;

/** Runs steps of a computation to its result, and lets others run in between. */
export async function inSlices<Result>(steps: Iterator<void, Result>): Promise<Result> {
  for (let sliceBegan = performance.now(); ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - sliceBegan < SLICE_MS) continue;
    await setImmediate();
    sliceBegan = performance.now();
  }
}
