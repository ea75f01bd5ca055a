/** A whole answer over HTTP: how fast it flows, what memory the server takes meanwhile, and how soon it stops when nobody listens. */
import { type ChildProcess, fork } from 'node:child_process';
import { get, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { BenchTarget } from './bench.ts';
import { dropDefinitions, rebuildDefinitions } from './definitions.ts';
import { inSchemaOf } from './load.ts';

export type StreamServerMessage = { port: number } | { rssBytes: number; transactions: number };

export interface StreamFigures {
  size: string;
  rows: number;
  seconds: number;
  megabytes: number;
  /** Of the server, in MB: before, the greatest while it streamed, two seconds after; and the greatest within the first tenth of the answer. */
  rssBefore: number;
  rssEarly: number;
  rssPeak: number;
  rssAfter: number;
  /** Transactions (pages) the server began after the client had gone, of an answer broken off within its first megabytes. */
  pagesAfterLeaving: number;
}

const SAMPLE_MS = 100;
const SETTLE_MS = 2_000;
const BREAK_OFF_BYTES = 3_000_000;
const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/** Streams every uncovered target of every district of a round as NDJSON, district after district. */
export async function benchStream(target: BenchTarget, url: string, databaseRole: string | null, campaignCode: string): Promise<StreamFigures> {
  const script = fileURLToPath(new URL('./stream-server.ts', import.meta.url));
  const child = fork(script, [url, target.schema, databaseRole ?? ''], { execArgv: ['--import', 'tsx'] });
  try {
    const { port } = (await nextMessage(child)) as { port: number };
    const districts = (target.grids[0] ?? []).map(
      ({ code }) => `http://127.0.0.1:${port}/api/grids/${code}/uncovered-households?f=ndjson&campaign=${campaignCode}`,
    );
    const status = async (): Promise<{ rssBytes: number; transactions: number }> => {
      child.send('status');
      return (await nextMessage(child)) as { rssBytes: number; transactions: number };
    };
    await take(`${districts[0]}&limit=1000`, () => false);
    const before = await status();
    const samples: number[] = [];
    let isOver = false;
    const watch = (async () => {
      while (!isOver) {
        samples.push((await status()).rssBytes);
        await pause(SAMPLE_MS);
      }
    })();
    const started = performance.now();
    const sum = { rows: 0, bytes: 0 };
    for (const district of districts) {
      const { rows, bytes } = await take(district, () => false);
      sum.rows += rows;
      sum.bytes += bytes;
    }
    const seconds = (performance.now() - started) / 1000;
    isOver = true;
    await watch;
    await pause(SETTLE_MS);
    const after = await status();
    await take(districts[0] as string, (bytes) => bytes > BREAK_OFF_BYTES);
    const left = await status();
    await pause(SETTLE_MS);
    const early = samples.slice(0, Math.max(1, Math.floor(samples.length / 10)));
    return {
      size: target.size,
      rows: sum.rows,
      seconds,
      megabytes: megabytes(sum.bytes),
      rssBefore: megabytes(before.rssBytes),
      rssEarly: megabytes(Math.max(...early)),
      rssPeak: megabytes(Math.max(...samples)),
      rssAfter: megabytes(after.rssBytes),
      pagesAfterLeaving: (await status()).transactions - left.transactions,
    };
  } finally {
    child.kill('SIGKILL');
  }
}

/** Reads an answer to its end, or until `isEnough`; counts its lines. */
function take(url: string, isEnough: (bytes: number) => boolean): Promise<{ rows: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const count = { rows: 0, bytes: 0 };
    const request = get(url, (response: IncomingMessage) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      response.on('data', (chunk: Buffer) => {
        count.bytes += chunk.length;
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count.rows += 1;
        if (isEnough(count.bytes)) {
          request.destroy();
          resolve(count);
        }
      });
      response.on('end', () => resolve(count));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

function nextMessage(child: ChildProcess): Promise<StreamServerMessage> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`the server ended (${code})`));
    child.once('exit', onExit);
    child.once('message', (message: StreamServerMessage) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A second round in which nobody has been visited yet: then the whole district is the answer. */
export const FRESH_CAMPAIGN = 'R2';
export async function openFreshRound({ pool, schema, campaignId }: BenchTarget): Promise<void> {
  const inSchema = inSchemaOf(pool, schema);
  // Row by row, the indexes and foreign keys of 4 million rows take minutes.
  const definitions = await inSchema((db) => dropDefinitions(db, ['household_coverage']));
  await inSchema(async (db) => {
    await db.raw(`insert into campaigns (id, code, name, starts_on, status) overriding system value values (2, ?, '第二轮走访', '2026-11-21', 'planned')`, [
      FRESH_CAMPAIGN,
    ]);
    await db.raw(
      `insert into household_coverage (household_id, campaign_id, path, kind, state, point_m)
       select household_id, 2, path, kind, 'untried', point_m from household_coverage where campaign_id = ?`,
      [campaignId],
    );
  });
  await rebuildDefinitions(definitions, 2, inSchema);
  await pool.raw(`vacuum (analyze) "${schema}".household_coverage`);
}
