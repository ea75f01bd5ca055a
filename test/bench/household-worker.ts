/** Makes the households of a run of cells, finds the micro-grid of each from its point, and projects it: the part of a load that is pure arithmetic. */
import { parentPort, workerData } from 'node:worker_threads';
import proj4 from 'proj4';
import { type LargeOptions, largeGrids, largeHouseholds, planLargeCity } from '../../geodata/demo/large.ts';
import type { Ring } from '../../geodata/demo/types.ts';
import { createGridLocator } from './grid-locator.ts';
import { METRIC_DEFINITION, type WorkerBatch, type WorkerRequest } from './household-batches.ts';

const port = parentPort;
if (port === null) throw new Error('household-worker.ts runs as a worker thread');
const city = planLargeCity(workerData as LargeOptions);
const locator = createGridLocator(
  largeGrids(city)
    .filter((grid) => grid.level === 5)
    .map((grid) => grid.polygons[0]?.[0] as Ring),
);
const toMetres = proj4('EPSG:4326', METRIC_DEFINITION);

port.on('message', ({ from, to }: WorkerRequest) => {
  const started = performance.now();
  const households = largeHouseholds(city, from, to);
  const generated = performance.now();
  const microGrid = new Int32Array(households.count);
  for (let row = 0; row < households.count; row++) microGrid[row] = locator.find(households.longitude[row] as number, households.latitude[row] as number);
  const located = performance.now();
  const east = new Float64Array(households.count);
  const north = new Float64Array(households.count);
  for (let row = 0; row < households.count; row++) {
    const [x, y] = toMetres.forward([households.longitude[row] as number, households.latitude[row] as number]);
    east[row] = x as number;
    north[row] = y as number;
  }
  const seconds = { generate: (generated - started) / 1000, assign: (located - generated) / 1000, project: (performance.now() - located) / 1000 };
  const batch: WorkerBatch = { from, households, microGrid, east, north, seconds };
  const { kind, buildingId, unit, floor, room, longitude, latitude, frozen, state } = households;
  port.postMessage(
    batch,
    [kind, buildingId, unit, floor, room, longitude, latitude, frozen, state, microGrid, east, north].map((column) => column.buffer as ArrayBuffer),
  );
});
port.postMessage('ready');
