import { Worker } from 'node:worker_threads';
import type { LargeCity, LargeHouseholds } from '../../geodata/demo/large.ts';

/** EPSG:4547 CGCS2000 / 3-degree Gauss-Kruger, central meridian 114° E. */
export const METRIC_SRID = 4547;
export const METRIC_DEFINITION = '+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs';
const CELLS_PER_BATCH = 96;
/** A thread does not inherit the loader of TypeScript, so it registers it before it reads its own file. */
const BOOTSTRAP = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
  .then(({ register }) => { register(); return import(${JSON.stringify(new URL('./household-worker.ts', import.meta.url).href)}); })`;

export interface WorkerRequest {
  from: number;
  to: number;
}

/** Households of some cells with what was found out about them: position of the micro-grid in the list of level 5 (−1 outside), metric coordinates. */
export interface WorkerBatch {
  from: number;
  households: LargeHouseholds;
  microGrid: Int32Array;
  east: Float64Array;
  north: Float64Array;
  /** Thread time of each step. */
  seconds: { generate: number; assign: number; project: number };
}

/** All households of a city, located and projected by worker threads; in order of their ids. */
export async function locatedHouseholds(city: LargeCity, threads: number): Promise<WorkerBatch[]> {
  const requests = Array.from({ length: Math.ceil(city.cells / CELLS_PER_BATCH) }, (_, index) => ({
    from: index * CELLS_PER_BATCH,
    to: Math.min(city.cells, (index + 1) * CELLS_PER_BATCH),
  }));
  const batches: WorkerBatch[] = [];
  await Promise.all(
    Array.from(
      { length: threads },
      () =>
        new Promise<void>((resolve, reject) => {
          const worker = new Worker(BOOTSTRAP, { eval: true, workerData: city.options });
          worker.on('error', reject);
          worker.on('message', (message: WorkerBatch | 'ready') => {
            if (message !== 'ready') batches.push(message);
            const request = requests.shift();
            if (request === undefined) worker.terminate().then(() => resolve(), reject);
            else worker.postMessage(request);
          });
        }),
    ),
  );
  return batches.sort((a, b) => a.from - b.from);
}
