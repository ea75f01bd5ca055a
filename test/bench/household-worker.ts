/** Makes the households of a run of cells, finds the micro-grid of each from its point, and projects it: the part of a load that is pure arithmetic. */
import { parentPort, workerData } from 'node:worker_threads';
import proj4 from 'proj4';
import { largeGrids, largeHouseholds, planLargeCity } from '../../geodata/demo/large.ts';
import type { Ring } from '../../geodata/demo/types.ts';
import { createGridLocator } from './grid-locator.ts';
import { METRIC_DEFINITION, type WorkerRequest, type WorkerSeconds, type WorkerSetup } from './household-batches.ts';

const port = parentPort;
if (port === null) throw new Error('household-worker.ts runs as a worker thread');
const { options, columns } = workerData as WorkerSetup;
const city = planLargeCity(options);
const locator = createGridLocator(
  largeGrids(city)
    .filter((grid) => grid.level === 5)
    .map((grid) => grid.polygons[0]?.[0] as Ring),
);
const toMetres = proj4('EPSG:4326', METRIC_DEFINITION);

port.on('message', ({ from, to }: WorkerRequest) => {
  const started = performance.now();
  const { count, firstId, ...made } = largeHouseholds(city, from, to);
  const first = firstId - 1;
  for (const [name, values] of Object.entries(made)) columns[name as keyof typeof made].set(values, first);
  const generated = performance.now();
  const { longitude, latitude, microGrid, east, north } = columns;
  for (let row = first; row < first + count; row++) microGrid[row] = locator.find(longitude[row] as number, latitude[row] as number);
  const located = performance.now();
  for (let row = first; row < first + count; row++) {
    const [x, y] = toMetres.forward([longitude[row] as number, latitude[row] as number]);
    east[row] = x as number;
    north[row] = y as number;
  }
  const seconds: WorkerSeconds = {
    generate: (generated - started) / 1000,
    assign: (located - generated) / 1000,
    project: (performance.now() - located) / 1000,
  };
  port.postMessage(seconds);
});
port.postMessage(null);
