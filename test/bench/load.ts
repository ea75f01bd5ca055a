/** Loads a large city into a migrated schema the way an import of that size should: plain heaps by COPY BINARY, then every index and constraint. */
import type { Knex } from 'knex';
import { type LargeOptions, largeGrids, largeName, planLargeCity } from '../../geodata/demo/large.ts';
import { COVERAGE_STATES, HOUSEHOLD_KINDS } from '../../geodata/demo/types.ts';
import { bulkInsertBatches } from '../../server/db/bulk.ts';
import type { Batch } from '../../server/db/columns.ts';
import { dropDefinitions, rebuildDefinitions } from './definitions.ts';
import { locatedHouseholds, METRIC_SRID, type WorkerBatch } from './household-batches.ts';
import { loadAlleys, loadBuildings, loadGrids } from './load-places.ts';

export interface LoadStep {
  step: string;
  seconds: number;
  rows: number;
  note: string;
}

const BULK_TABLES = ['households', 'household_coverage', 'buildings'];
const CAMPAIGN_ID = 1;
export const CAMPAIGN_CODE = 'R1';
const CONNECTIONS = 2;
/** The last day of the round, and how many seconds of it lie before: last visits are spread over them. */
const ROUND_END_MS = Date.UTC(2026, 10, 20);
const ROUND_SECONDS = 60 * 86_400;

/** Runs work in a transaction whose search path is the schema. */
type InSchema = <Result>(work: (db: Knex.Transaction) => Promise<Result>) => Promise<Result>;

/** @returns what each step took; the sum of `seconds` is the wall time from the first point to the last analysed table. */
export async function loadCity(pool: Knex, schema: string, options: LargeOptions): Promise<LoadStep[]> {
  const inSchema: InSchema = (work) =>
    pool.transaction(async (db) => {
      await db.raw(`select set_config('search_path', ? || ', public', true)`, [schema]);
      return work(db);
    });
  const steps: LoadStep[] = [];
  const timed = async <Result>(step: string, rows: number, work: () => Promise<Result>, note = ''): Promise<Result> => {
    const started = performance.now();
    const result = await work();
    steps.push({ step, seconds: (performance.now() - started) / 1000, rows, note });
    return result;
  };
  const city = planLargeCity(options);
  const grids = largeGrids(city);
  const microGrids = grids.filter((grid) => grid.level === 5);
  await timed('settings, grids, campaign', grids.length, () => inSchema((db) => loadFrame(db, grids)));
  const definitions = await inSchema((db) => dropDefinitions(db, BULK_TABLES));
  const batches = await timed('generate, assign paths, project', options.households, () => locatedHouseholds(city, CONNECTIONS));
  Object.assign(steps.at(-1) as LoadStep, { note: threadTimes(batches) });
  const paths = microGrids.map((grid) => grid.path);
  const addresses = await timed('buildings', city.firstBuilding[city.cells] as number, () => inSchema((db) => loadBuildings(db, city, microGrids)));
  await timed('COPY households and household_coverage', options.households * 2, () =>
    Promise.all([
      inSchema((db) => bulkInsertBatches(db, 'households', householdRows(batches, paths, addresses))),
      inSchema((db) => bulkInsertBatches(db, 'household_coverage', coverageRows(batches, paths))),
    ]),
  );
  batches.length = 0;
  const rebuilt = await rebuildDefinitions(definitions, CONNECTIONS, inSchema);
  steps.push({ step: `${definitions.indexes.length} indexes`, seconds: rebuilt.indexSeconds, rows: 0, note: `${CONNECTIONS} at once` });
  steps.push({
    step: `${definitions.constraints.length} constraints`,
    seconds: rebuilt.constraintSeconds,
    rows: 0,
    note: 'keys by index, foreign keys validated',
  });
  await timed('alleys and their shares', options.districts * options.alleysPerDistrict, () => inSchema((db) => loadAlleys(db, city)));
  await timed('vacuum (analyze)', 0, () => vacuum(pool, schema), 'visibility map and statistics');
  await timed('recount_tallies()', 0, () => inSchema((db) => db.raw('select recount_tallies()')));
  await timed('vacuum (analyze) of the tallies', 0, () => pool.raw(`vacuum (analyze) "${schema}".grid_tally`));
  return steps;
}

async function loadFrame(db: Knex.Transaction, grids: ReturnType<typeof largeGrids>): Promise<void> {
  await db.raw(`insert into settings (key, value) values ('metric_srid', ?::jsonb) on conflict (key) do update set value = excluded.value`, [
    JSON.stringify(METRIC_SRID),
  ]);
  await loadGrids(db, grids);
  await db.raw(
    `insert into campaigns (id, code, name, kind, starts_on, status, frozen_at) overriding system value
     values (?, ?, '第一轮走访', 'round', '2026-09-20', 'open', '2026-09-20T00:00:00+08:00')`,
    [CAMPAIGN_ID, CAMPAIGN_CODE],
  );
}

function threadTimes(batches: WorkerBatch[]): string {
  const total = (name: keyof WorkerBatch['seconds']): string => batches.reduce((sum, batch) => sum + batch.seconds[name], 0).toFixed(1);
  return `thread time: generate ${total('generate')} s, assign ${total('assign')} s, project ${total('project')} s; ${CONNECTIONS} threads`;
}

function* householdRows(batches: WorkerBatch[], paths: string[], addresses: string[]): Generator<Batch> {
  for (const { households, microGrid } of batches) {
    const { count, firstId, kind, buildingId, unit, floor, room, longitude, latitude } = households;
    yield {
      rows: count,
      columns: {
        id: { type: 'int8', values: (row) => firstId + row },
        kind: { type: 'text', values: (row) => HOUSEHOLD_KINDS[kind[row] as number] ?? null },
        name: { type: 'text', values: (row) => largeName(kind[row] as number, firstId + row) },
        building_id: { type: 'int8', values: buildingId },
        unit: { type: 'text', values: (row) => String(unit[row]) },
        floor: { type: 'int2', values: floor },
        room: { type: 'text', values: (row) => String(room[row]) },
        address: { type: 'text', values: (row) => `${addresses[buildingId[row] as number]}${unit[row]}单元${room[row]}` },
        path: { type: 'text', values: (row) => paths[microGrid[row] as number] ?? null },
        geom: { type: 'point', srid: 4326, x: longitude, y: latitude },
      },
    };
  }
}

function* coverageRows(batches: WorkerBatch[], paths: string[]): Generator<Batch> {
  for (const { households, microGrid, east, north } of batches) {
    const { count, firstId, kind, frozen, state } = households;
    yield {
      rows: count,
      columns: {
        household_id: { type: 'int8', values: (row) => firstId + row },
        campaign_id: { type: 'int8', values: () => CAMPAIGN_ID },
        path: { type: 'text', values: (row) => paths[microGrid[row] as number] ?? null },
        kind: { type: 'text', values: (row) => HOUSEHOLD_KINDS[kind[row] as number] ?? null },
        state: { type: 'text', values: (row) => COVERAGE_STATES[state[row] as number] ?? null },
        frozen: { type: 'boolean', values: (row) => frozen[row] === 1 },
        last_visited_at: { type: 'timestamptz', values: (row) => (state[row] === 0 ? null : ROUND_END_MS - (((firstId + row) * 7919) % ROUND_SECONDS) * 1000) },
        point_m: { type: 'point', srid: METRIC_SRID, x: east, y: north },
      },
    };
  }
}

async function vacuum(pool: Knex, schema: string): Promise<void> {
  const tables = [
    ['household_coverage', 'grids', 'alleys', 'alley_grids', 'campaigns'],
    ['households', 'buildings'],
  ];
  await Promise.all(tables.map((names) => pool.raw(`vacuum (analyze, parallel 0) ${names.map((name) => `"${schema}".${name}`).join(', ')}`)));
}
