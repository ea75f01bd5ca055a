/** Loads a large city into a migrated schema the way an import of that size should: plain heaps by COPY BINARY, then every index and constraint. */
import type { Knex } from 'knex';
import { type LargeOptions, largeGrids, planLargeCity } from '../../geodata/demo/large.ts';
import { bulkInsertBatches } from '../../server/db/bulk.ts';
import type { Batch } from '../../server/db/columns.ts';
import { dropDefinitions, rebuildDefinitions } from './definitions.ts';
import { locatedHouseholds, METRIC_SRID, pathOrder } from './household-batches.ts';
import { coverageRows, type HouseholdSource, householdRows } from './household-rows.ts';
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
/** Runs work in a transaction whose search path is the schema. */
type InSchema = <Result>(work: (db: Knex.Transaction) => Promise<Result>) => Promise<Result>;

export function inSchemaOf(pool: Knex, schema: string): InSchema {
  return (work) =>
    pool.transaction(async (db) => {
      await db.raw(`select set_config('search_path', ? || ', public', true)`, [schema]);
      return work(db);
    });
}

/** @returns what each step took; the sum of `seconds` is the wall time from the first point to the last analysed table. */
export async function loadCity(pool: Knex, schema: string, options: LargeOptions): Promise<LoadStep[]> {
  const inSchema = inSchemaOf(pool, schema);
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
  let addresses: string[] = [];
  const located = await timed('generate, assign paths, project; buildings and alleys beside it', options.households, async () => {
    const [households] = await Promise.all([
      locatedHouseholds(city, CONNECTIONS),
      inSchema(async (db) => {
        addresses = await loadBuildings(db, city, microGrids);
        await loadAlleys(db, city);
      }),
    ]);
    return households;
  });
  const { generate, assign, project } = located.seconds;
  const threadTimes = `thread time: generate ${generate.toFixed(1)} s, assign ${assign.toFixed(1)} s, project ${project.toFixed(1)} s; ${CONNECTIONS} threads`;
  Object.assign(steps.at(-1) as LoadStep, { note: threadTimes });
  const order = await timed('put in path order', options.households, async () => pathOrder(located.columns.microGrid, microGrids.length));
  const source: HouseholdSource = { columns: located.columns, order, paths: microGrids.map((grid) => grid.path), addresses, campaignId: CAMPAIGN_ID };
  await timed('COPY households and household_coverage', options.households * 2, () =>
    Promise.all([
      inSchema((db) => loadFrozen(db, 'households', householdRows(source))),
      inSchema((db) => loadFrozen(db, 'household_coverage', coverageRows(source))),
    ]),
  );
  // The recount reads what the index builds read: side by side they fill both cores.
  const [rebuilt] = await Promise.all([rebuildDefinitions(definitions, CONNECTIONS, inSchema), inSchema((db) => db.raw('select recount_tallies()'))]);
  const together = `${CONNECTIONS} at once, recount_tallies() beside them`;
  steps.push({ step: `${definitions.indexes.length} indexes and the tallies`, seconds: rebuilt.indexSeconds, rows: 0, note: together });
  steps.push({
    step: `${definitions.constraints.length} constraints`,
    seconds: rebuilt.constraintSeconds,
    rows: 0,
    note: 'keys by index, foreign keys validated',
  });
  await timed('vacuum (analyze)', 0, () => vacuum(pool, schema), 'visibility map and statistics');
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

/** Truncated in the same transaction, a table takes its rows frozen, and with wal_level = minimal without a log. */
async function loadFrozen(db: Knex.Transaction, table: string, batches: Iterable<Batch>): Promise<void> {
  await db.raw(`truncate ${table}`);
  await bulkInsertBatches(db, table, batches, true);
}

async function vacuum(pool: Knex, schema: string): Promise<void> {
  const tables = [
    ['household_coverage', 'grids', 'alleys', 'alley_grids', 'campaigns'],
    ['households', 'buildings'],
  ];
  await Promise.all(tables.map((names) => pool.raw(`vacuum (analyze, parallel 0) ${names.map((name) => `"${schema}".${name}`).join(', ')}`)));
}
