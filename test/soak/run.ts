/**
 * npm run soak -- [--minutes 72] [--url http://127.0.0.1:8080 --database postgres://…]
 *
 * Lets a wall run for the day that 72 minutes at twenty times the pace stand for, and says what the page kept. Without --url the program is started on a
 * scratch cluster with the demo district M (npm run build first). Ends with 1 when something grew.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Knex } from 'knex';
import { connect } from '../../server/db/connect.ts';
import { startBenchServer } from '../bench/server.ts';
import { launchBrowser } from '../support/browser.ts';
import { inDistrict, openDoors } from '../support/doors.ts';
import { knock } from '../support/knock.ts';
import { startServer } from '../support/server-process.ts';
import { faults, soak, told } from './soak.ts';

const SCHEMA = 'district';
const MANY_DOORS = 2_000;
/** Over the whole run: what 24 hours of a wall may keep. Scenes differ by some 250 nodes and 60 listeners, and a reading falls on any of them. */
const BOUNDS = { heapMb: 6, nodes: 200, listeners: 60 };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '72' }, url: { type: 'string' }, database: { type: 'string' } } });
  const seconds = Number(values.minutes) * 60;
  if (!(seconds > 0)) throw new Error('--minutes is a number.');
  if ((values.url === undefined) !== (values.database === undefined))
    throw new Error('--url and --database go together: knocks are written into the database.');
  const stops: (() => unknown)[] = [];
  try {
    const { url, database } = values.url && values.database ? { url: values.url, database: values.database } : await ownServer(stops);
    const pool = connect({ engine: 'native', url: database }, { max: 2 });
    stops.push(() => pool.destroy());
    const browser = await launchBrowser();
    stops.push(() => browser.close());
    const hand = await knocker(pool);
    const report = await soak({
      ...{ browser, url: url.replace(/\/$/, ''), seconds, everyS: Math.min(60, seconds / 12), knock: hand },
      onReading: (line) => console.log(line),
    });
    console.log(told(report));
    const found = faults(report, BOUNDS);
    for (const fault of found) console.error(fault);
    process.exitCode = found.length > 0 ? 1 : 0;
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function ownServer(stops: (() => unknown)[]): Promise<{ url: string; database: string }> {
  const cluster = await startBenchServer(undefined);
  stops.push(() => cluster.stop());
  const database = await cluster.createDatabase('soak');
  const folder = mkdtempSync(join(tmpdir(), 'alleygrid-soak-'));
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  const server = startServer({ DATABASE_URL: database, DISTRICT: SCHEMA, DEMO: 'M', LOG_LEVEL: 'error', DATA_DIR: folder });
  stops.push(() => server.exit('SIGTERM'));
  return { url: await server.ready(), database };
}

/** Knocks at one door after the other, over and over: nobody is at home, so that there is always somebody left. */
async function knocker(pool: Knex): Promise<() => Promise<unknown>> {
  const { campaign, doors } = await inDistrict(pool, (db) => openDoors(db, MANY_DOORS));
  let turn = 0;
  return () => inDistrict(pool, (db) => knock(db, campaign, [doors[turn++ % doors.length] as number], 'nobody_home'));
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
