import { Worker } from 'node:worker_threads';
import type { LargeCity } from '../../geodata/demo/large.ts';

/** EPSG:4547 CGCS2000 / 3-degree Gauss-Kruger, central meridian 114° E. */
export const METRIC_SRID = 4547;
export const METRIC_DEFINITION = '+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs';
const CELLS_PER_REQUEST = 96;

/** Cells from … to − 1. */
export interface WorkerRequest {
  from: number;
  to: number;
}

/** Thread seconds of each step. */
export interface WorkerSeconds {
  generate: number;
  assign: number;
  project: number;
}

export interface WorkerSetup {
  options: LargeCity['options'];
  columns: LocatedHouseholds;
}

/** Every household of a city, column by column, in memory that threads share: row i has id i + 1. 47 bytes a row. */
export interface LocatedHouseholds {
  kind: Uint8Array;
  buildingId: Int32Array;
  unit: Uint8Array;
  floor: Uint8Array;
  room: Uint16Array;
  longitude: Float64Array;
  latitude: Float64Array;
  frozen: Uint8Array;
  state: Uint8Array;
  /** Position in the list of level-5 grids, −1 outside all. */
  microGrid: Int32Array;
  /** Metres in METRIC_SRID. */
  east: Float64Array;
  north: Float64Array;
}

/** A thread does not inherit the loader of TypeScript, so it registers it before it reads its own file. */
const BOOTSTRAP = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
  .then(({ register }) => { register(); return import(${JSON.stringify(new URL('./household-worker.ts', import.meta.url).href)}); })`;

/** All households of a city, located and projected by worker threads. */
export async function locatedHouseholds(city: LargeCity, threads: number): Promise<{ columns: LocatedHouseholds; seconds: WorkerSeconds }> {
  const columns = sharedColumns(city.options.households);
  const seconds: WorkerSeconds = { generate: 0, assign: 0, project: 0 };
  const requests = Array.from({ length: Math.ceil(city.cells / CELLS_PER_REQUEST) }, (_, index) => ({
    from: index * CELLS_PER_REQUEST,
    to: Math.min(city.cells, (index + 1) * CELLS_PER_REQUEST),
  }));
  const setup: WorkerSetup = { options: city.options, columns };
  const thread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(BOOTSTRAP, { eval: true, workerData: setup });
      worker.on('error', reject);
      // The first message says that the thread is ready, each further one what the last request took.
      worker.on('message', (message: WorkerSeconds | null) => {
        for (const name of ['generate', 'assign', 'project'] as const) seconds[name] += message?.[name] ?? 0;
        const request = requests.shift();
        if (request === undefined) worker.terminate().then(() => resolve(), reject);
        else worker.postMessage(request);
      });
    });
  await Promise.all(Array.from({ length: threads }, thread));
  return { columns, seconds };
}

function sharedColumns(rows: number): LocatedHouseholds {
  const bytes = () => new Uint8Array(new SharedArrayBuffer(rows));
  const integers = () => new Int32Array(new SharedArrayBuffer(rows * 4));
  const numbers = () => new Float64Array(new SharedArrayBuffer(rows * 8));
  return {
    kind: bytes(),
    buildingId: integers(),
    unit: bytes(),
    floor: bytes(),
    room: new Uint16Array(new SharedArrayBuffer(rows * 2)),
    longitude: numbers(),
    latitude: numbers(),
    frozen: bytes(),
    state: bytes(),
    microGrid: integers(),
    east: numbers(),
    north: numbers(),
  };
}

/** Row numbers in the order of their micro-grids, those outside last (a counting sort). Written so, neighbours on the map are neighbours on the disk. */
export function pathOrder(microGrid: Int32Array, microGrids: number): Int32Array {
  const starts = new Int32Array(microGrids + 2);
  const slot = (row: number): number => ((microGrid[row] as number) < 0 ? microGrids : (microGrid[row] as number));
  for (let row = 0; row < microGrid.length; row++) starts[slot(row) + 1] = (starts[slot(row) + 1] as number) + 1;
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
  const order = new Int32Array(microGrid.length);
  for (let row = 0; row < microGrid.length; row++) {
    const at = slot(row);
    order[starts[at] as number] = row;
    starts[at] = (starts[at] as number) + 1;
  }
  return order;
}
