/** The live stream under a crowd: how long from commit to every client, and what a visit costs on the wire. */
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANONYMOUS } from '../../server/db/actor.ts';
import { knock } from '../support/knock.ts';
import { startServer } from '../support/server-process.ts';
import type { BenchTarget } from './bench.ts';
import { percentile } from './measure.ts';

export interface LiveFigures {
  size: string;
  clients: number;
  visits: number;
  perSecond: number;
  /** From the writer's commit to a client's socket, over all clients and visits: milliseconds. */
  p50Ms: number;
  p95Ms: number;
  maxMs: number;
  /** Messages that never came. */
  missed: number;
  /** Of one client, everything that came while the visits were written, transfer encoding included, by visit. */
  bytesPerVisit: number;
}

const CLIENTS = 200;
const PER_SECOND = 20;
const SECONDS = 15;
const SETTLE_MS = 2_000;
const VISIT = /"type":"visit".*?"visitId":(\d+)|"visitId":(\d+).*?"type":"visit"/g;

/** Starts the program on the database and writes visits at an even pace, each in its own transaction. */
export async function benchLive(target: BenchTarget, url: string): Promise<LiveFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'alleygrid-live-'));
  const server = startServer({ DATABASE_URL: url, DISTRICT: target.schema, DEMO: 'none', LOG_LEVEL: 'error', DATA_DIR: folder });
  const closes: (() => void)[] = [];
  try {
    const address = await server.ready();
    const arrivals = new Map<number, number[]>();
    const firstClient = { bytes: 0 };
    for (let client = 0; client < CLIENTS; client++)
      closes.push(
        await connect(
          `${address}api/live`,
          (id, at) => {
            const times = arrivals.get(id);
            if (times) times.push(at);
            else arrivals.set(id, [at]);
          },
          client === 0 ? firstClient : { bytes: 0 },
        ),
      );
    const doors = await target.withActor(ANONYMOUS, (db) =>
      db('household_coverage')
        .where({ campaign_id: target.campaignId, state: 'untried' })
        .orderBy('household_id')
        .limit(PER_SECOND * SECONDS)
        .pluck('household_id'),
    );
    const committed = new Map<number, number>();
    firstClient.bytes = 0;
    const started = performance.now();
    const writes: Promise<void>[] = [];
    for (const [index, door] of doors.entries()) {
      await pause(started + (index * 1000) / PER_SECOND - performance.now());
      writes.push(
        target
          .withActor(ANONYMOUS, (db) => knock(db, target.campaignId, [door], 'visited'))
          .then(([id]) => {
            committed.set(id as number, performance.now());
          }),
      );
    }
    await Promise.all(writes);
    const seconds = (performance.now() - started) / 1000;
    await pause(SETTLE_MS);
    const delays = [...committed].flatMap(([id, at]) => (arrivals.get(id) ?? []).map((arrival) => Math.max(0, arrival - at))).sort((a, b) => a - b);
    return {
      size: target.size,
      clients: CLIENTS,
      visits: committed.size,
      perSecond: committed.size / seconds,
      p50Ms: percentile(delays, 0.5),
      p95Ms: percentile(delays, 0.95),
      maxMs: delays.at(-1) ?? Number.NaN,
      missed: committed.size * CLIENTS - delays.length,
      bytesPerVisit: Math.round(firstClient.bytes / committed.size),
    };
  } finally {
    for (const close of closes) close();
    await server.exit('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A client that reads as fast as it can. Resolves once the server has said hello. */
function connect(address: string, onVisit: (id: number, at: number) => void, counted: { bytes: number }): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const request = get(address, { agent: false }, (response: IncomingMessage) => {
      if (response.statusCode !== 200) reject(new Error(`${address}: ${response.statusCode}`));
      let rest = '';
      response.setEncoding('utf8');
      // Before Node's parser takes the transfer encoding off.
      const { socket } = response;
      let read = socket.bytesRead;
      response.on('data', (text: string) => {
        const at = performance.now();
        counted.bytes += socket.bytesRead - read;
        read = socket.bytesRead;
        const whole = rest + text;
        const end = whole.lastIndexOf('\n\n') + 2;
        rest = whole.slice(Math.max(end, 0));
        for (const [, first, second] of whole.slice(0, end).matchAll(VISIT)) onVisit(Number(first ?? second), at);
        resolve(() => request.destroy());
      });
      response.on('error', () => undefined);
    });
    request.on('error', reject);
  });
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
