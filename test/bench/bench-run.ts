import { loadavg } from 'node:os';
import type { Knex } from 'knex';
import { generateDistrict } from '../../geodata/demo/generate.ts';
import { HUNDREDTH, LARGE } from '../../geodata/demo/large.ts';
import { ANONYMOUS } from '../../server/db/actor.ts';
import { checkEngine, connect } from '../../server/db/connect.ts';
import { migrate } from '../../server/db/migrate.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { measureAlleys } from './alleys.ts';
import type { BenchTarget, QueryBench } from './bench.ts';
import { gridQueries } from './grid-queries.ts';
import { benchLive, type LiveFigures } from './live.ts';
import { CAMPAIGN_CODE, type LoadStep, loadCity } from './load.ts';
import type { CostLine } from './measure.ts';
import { placeQueries } from './place-queries.ts';
import { benchPlans, type PlanFigures } from './plans.ts';
import { type QueryResult, runQueries } from './query-table.ts';
import type { BenchServer } from './server.ts';
import { extentOf, shapeCost, shapeFamilies, shapeQueries } from './shape-queries.ts';
import { benchStream, FRESH_CAMPAIGN, openFreshRound, type StreamFigures } from './stream.ts';
import { ms, table } from './table.ts';
import { benchTarget, SCHEMA } from './targets.ts';
import { benchTileCopies, benchTileThroughput, type CopyFigures, type ThroughputFigures } from './tiles.ts';
import { fillVisits, visitQueries } from './visit-queries.ts';
import { fillWorks, WORKS, workQueries } from './work-queries.ts';

export const PARTS = ['load', 'queries', 'shapes', 'tiles', 'visits', 'works', 'stream', 'live', 'plans', 'alleys'] as const;
export type Part = (typeof PARTS)[number];
type Size = 'small' | 'M' | 'L';

/** Everything one run has measured, for --json. */
export interface BenchReport {
  startedAt: string;
  server: string;
  /** Processes wanting a core, over the last minute: at the start and at the end. More than the cores means that times are too long. */
  load: [number, number];
  loads: { size: Size; seconds: number; steps: LoadStep[] }[];
  queries: QueryResult[];
  shapes: (CostLine & { size: Size; family: string; isBound: boolean })[];
  streams: StreamFigures[];
  live: LiveFigures[];
  plans: PlanFigures[];
  tiles: { size: Size; copies: CopyFigures; throughput: ThroughputFigures }[];
}

const SHAPE_RUNS = { small: 20, M: 40, L: 60 };
const TILE_SECONDS = 10;
const GREEDY_TARGET_MS = 50;
const LIVE_TARGET = { p95Ms: 300, bytes: 400 };
const DEMO_SEED = 20_261_120;
const NOW = new Date('2026-11-20T02:00:00Z');

/** One run: loads each size into a database of its own, measures the parts asked for, prints as it goes. */
export class BenchRun {
  private readonly server: BenchServer;
  private readonly parts: readonly Part[];
  private readonly figures: BenchReport;

  constructor(server: BenchServer, parts: readonly Part[]) {
    this.server = server;
    this.parts = parts;
    const load = loadNow();
    this.figures = {
      startedAt: new Date().toISOString(),
      server: server.description,
      load: [load, load],
      loads: [],
      queries: [],
      shapes: [],
      streams: [],
      live: [],
      plans: [],
      tiles: [],
    };
  }

  start(): void {
    console.log(`${this.figures.startedAt} · ${this.server.description}\nload average ${this.figures.load[0]} · parts: ${this.parts.join(', ')}\n`);
  }

  /** The planner's engines: no database. */
  async measurePlans(): Promise<void> {
    const { exact, greedy } = await benchPlans(() => process.stderr.write('.'));
    process.stderr.write('\n');
    this.figures.plans.push(...exact);
    const rows = exact.map(({ plan, status, ms: took, cpuMs, gap, open, overScore, overWorstFirst, broken, targetMs }) => [
      plan,
      status,
      ms(took),
      ms(cpuMs),
      gap === null ? '' : `${(gap * 100).toFixed(4)} %`,
      open,
      overScore.toFixed(3),
      overWorstFirst.toFixed(3),
      broken,
      targetMs === null ? '' : verdict(took <= targetMs && status === 'optimal', `${targetMs} ms`),
    ]);
    const head = ['exact optimum', 'status', 'ms', 'cpu', 'proven gap', 'left to HiGHS', '÷ by score', '÷ worst first', 'broken', 'target'];
    console.log(`${table(head, rows)}\n`);
    const { alleys, p50Ms, minMs } = greedy;
    console.log(`the rule on ${alleys} alleys: p50 ${ms(p50Ms)} ms, least ${ms(minMs)} ms, ${verdict(p50Ms <= GREEDY_TARGET_MS, `${GREEDY_TARGET_MS} ms`)}\n`);
  }

  async measure(size: Size, parts: readonly Part[]): Promise<void> {
    const url = await this.server.createDatabase(size);
    const pool = connect({ engine: 'native', url });
    try {
      await checkEngine(pool, 'the bench database');
      const { databaseRole } = await migrate(pool, SCHEMA);
      const steps = size === 'M' ? await loadDemoDistrict(pool) : await loadCity(pool, SCHEMA, size === 'L' ? LARGE : HUNDREDTH);
      this.reportLoad(size, steps);
      const target = await benchTarget(pool, size, databaseRole);
      if (parts.includes('queries')) await this.measureQueries(target);
      if (parts.includes('shapes')) await this.measureShapes(target, size);
      if (parts.includes('tiles')) await this.measureTiles(size, url);
      if (parts.includes('visits')) await this.measureVisits(target);
      if (parts.includes('works')) await this.measureWorks(target);
      if (parts.includes('alleys')) await this.measureAlleys(pool);
      if (parts.includes('stream')) await this.measureStream(target, url, databaseRole);
      if (parts.includes('live')) await this.measureLive(target, url);
    } finally {
      await pool.destroy();
    }
  }

  finish(): void {
    this.figures.load[1] = loadNow();
    console.log(`\nload average ${this.figures.load.join(' before, ')} after`);
    const ratios = this.figures.queries.flatMap((large) => {
      const small = this.figures.queries.find(({ query, size }) => size === 'small' && query === large.query);
      return large.size !== 'L' || small === undefined
        ? []
        : [[large.query, ms(small.p50), ms(large.p50), ms(large.p50 / small.p50), ms(large.min / small.min)]];
    });
    if (ratios.length > 0) console.log(`\n${table(['query', '40,000 p50 ms', '4,000,000 p50 ms', 'ratio of p50', 'ratio of min'], ratios)}`);
  }

  report(): BenchReport {
    return this.figures;
  }

  private reportLoad(size: Size, steps: LoadStep[]): void {
    const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
    this.figures.loads.push({ size, seconds, steps });
    const rows = steps.map(({ step, seconds: took, rows: count, note }) => [step, took.toFixed(2), count === 0 ? '' : count, note]);
    console.log(`${table([`load, ${size}`, 's', 'rows', 'note'], [...rows, ['in all', seconds.toFixed(1), '', `load average ${loadNow()}`]])}\n`);
  }

  private async measureQueries(target: BenchTarget): Promise<void> {
    const extent = await target.withActor(ANONYMOUS, extentOf);
    await this.runBenches(target, [...gridQueries(target), ...shapeQueries(target, extent), ...placeQueries(target, extent)]);
  }

  private async measureVisits(target: BenchTarget): Promise<void> {
    console.log(`${await fillVisits(target)} visits of the round, ${target.size}`);
    await this.runBenches(target, visitQueries(target));
  }

  private async measureAlleys(pool: Knex): Promise<void> {
    const rows = (await measureAlleys(pool, SCHEMA)).map(({ what, seconds, targetSeconds, note }) => [what, seconds.toFixed(2), targetSeconds, note]);
    console.log(`${table(['alleys', 's', 'target s', 'note'], rows)}\n`);
  }

  private async measureWorks(target: BenchTarget): Promise<void> {
    const seconds = await fillWorks(target);
    console.log(`${WORKS} works in one district, ${target.size}; their tally counted in ${seconds.toFixed(1)} s`);
    await this.runBenches(target, workQueries(target));
  }

  private async runBenches(target: BenchTarget, benches: QueryBench[]): Promise<void> {
    const results = await runQueries(target, benches, () => process.stderr.write('.'));
    process.stderr.write('\n');
    this.figures.queries.push(...results);
    const rows = results.map((result) => [
      result.query,
      result.size,
      ms(result.p50),
      ms(result.p95),
      ms(result.min),
      result.cpuMs === null ? '' : ms(result.cpuMs),
      result.rows,
      result.targetMs === null ? '' : verdict(result.p50 <= result.targetMs, `${result.targetMs} ms`),
      result.buffers,
      result.nodes,
    ]);
    console.log(`${table(['query', 'size', 'p50 ms', 'p95', 'min', 'cpu', 'rows', 'target', 'buffers', 'plan (scans of the slowest statement)'], rows)}\n`);
  }

  private async measureShapes(target: BenchTarget, size: Size): Promise<void> {
    const extent = await target.withActor(ANONYMOUS, extentOf);
    for (const family of shapeFamilies(target, extent, SHAPE_RUNS[size]))
      this.figures.shapes.push({ size, family: family.family, isBound: family.isBound, ...(await shapeCost(target, family)) });
    const rows = this.figures.shapes
      .filter((shape) => shape.size === size)
      .map((shape) => [
        shape.family,
        size,
        ms(shape.fixedMs),
        ms(shape.perRowUs),
        shape.isBound ? `${Math.round(shape.withinTarget * 100)} %` : '',
        shape.worst === null ? '' : `${shape.worst.rows} rows in ${ms(shape.worst.ms)} ms`,
      ]);
    console.log(`${table(['whole answers by shape', 'size', 'fixed ms', 'µs a row', 'within 10 ms + 20 µs a row', 'furthest from it'], rows)}\n`);
  }

  private async measureStream(target: BenchTarget, url: string, databaseRole: string | null): Promise<void> {
    const isCity = target.size !== 'M';
    if (isCity) await openFreshRound(target);
    const codes = await target.withActor(ANONYMOUS, (db) => db('campaigns').where({ id: target.campaignId }).select('code'));
    const code = isCity ? FRESH_CAMPAIGN : (codes[0]?.code ?? CAMPAIGN_CODE);
    const stream = await benchStream(target, url, databaseRole, code);
    this.figures.streams.push(stream);
    const { size, rows, seconds, megabytes, rssBefore, rssEarly, rssPeak, rssAfter, pagesAfterLeaving } = stream;
    const head = ['NDJSON of a round', 'rows', 's', 'MB', 'rows/s', 'RSS MB before', 'in the first tenth', 'peak', 'after', 'pages after the client left'];
    console.log(
      `${table(head, [[size, rows, seconds.toFixed(1), megabytes, Math.round(rows / seconds), rssBefore, rssEarly, rssPeak, rssAfter, pagesAfterLeaving]])}\n`,
    );
  }

  private async measureLive(target: BenchTarget, url: string): Promise<void> {
    const live = await benchLive(target, url);
    this.figures.live.push(live);
    const head = ['live, commit to client', 'clients', 'visits', 'visits/s', 'p50 ms', 'p95', 'max', 'target p95', 'missed', 'bytes a visit', 'target bytes'];
    const { size, clients, visits, perSecond, p50Ms, p95Ms, maxMs, missed, bytesPerVisit } = live;
    const verdicts = [verdict(p95Ms <= LIVE_TARGET.p95Ms, `${LIVE_TARGET.p95Ms} ms`), verdict(bytesPerVisit <= LIVE_TARGET.bytes, `${LIVE_TARGET.bytes}`)];
    const row = [size, clients, visits, ms(perSecond), ms(p50Ms), ms(p95Ms), ms(maxMs), verdicts[0] ?? '', missed, bytesPerVisit, verdicts[1] ?? ''];
    console.log(`${table(head, [row])}\n`);
  }

  private async measureTiles(size: Size, url: string): Promise<void> {
    const copies = await benchTileCopies({ url, schema: SCHEMA });
    const layers = copies.loads.map((load) => Object.values(load).map(String));
    console.log(table([`tile copies, ${size}`, ...Object.keys(copies.loads[0] ?? {}).slice(1)], layers));
    const memory = `${Math.round(copies.copyBytes / 1e6)} MB of copies, RSS ${Math.round(copies.baselineBytes / 1e6)} MB before and ${Math.round(copies.rssBytes / 1e6)} after`;
    console.log(`${memory}; tiles meanwhile p95 ${ms(copies.meanwhile.p95)} ms of ${copies.meanwhile.requests}\n`);
    const throughput = await benchTileThroughput({ url, schema: SCHEMA, seconds: TILE_SECONDS });
    this.figures.tiles.push({ size, copies, throughput });
    const { tilesPerSecond, megabytesPerSecond, failed, p50Ms, p95Ms, p99Ms, api } = throughput;
    console.log(
      table(
        ['tiles, cache off', 'per s', 'MB/s', 'failed', 'p50 ms', 'p95', 'p99'],
        [[size, tilesPerSecond, ms(megabytesPerSecond), failed, ms(p50Ms), ms(p95Ms), ms(p99Ms)]],
      ),
    );
    console.log(
      `${table(
        ['API beside that load', 'requests', 'p50 ms', 'p95 ms'],
        api.map(({ path, requests, p50Ms: p50, p95Ms: p95 }) => [path, requests, ms(p50), ms(p95)]),
      )}\n`,
    );
  }
}

const loadNow = (): number => Number((loadavg()[0] ?? 0).toFixed(1));
const verdict = (isMet: boolean, target: string): string => `${target} ${isMet ? 'met' : 'MISSED'}`;

async function loadDemoDistrict(pool: ReturnType<typeof connect>): Promise<LoadStep[]> {
  const started = performance.now();
  const demo = generateDistrict({ seed: DEMO_SEED, size: 'M', now: NOW });
  const generated = performance.now();
  await pool.transaction(async (db) => {
    await db.raw(`select set_config('search_path', ? || ', public', true)`, [SCHEMA]);
    await loadDemo(db, demo);
  });
  const loaded = performance.now();
  await pool.raw('vacuum (analyze)');
  const step = (name: string, from: number, to: number, rows: number): LoadStep => ({ step: name, seconds: (to - from) / 1000, rows, note: '' });
  return [
    step('generate the demo district', started, generated, demo.households.count),
    step('load it', generated, loaded, demo.households.count),
    step('vacuum (analyze)', loaded, performance.now(), 0),
  ];
}
