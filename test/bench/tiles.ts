/** Tiles: how long and how much memory the copies take, and how many tiles a second the server makes with its cache off. */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TILE_LAYERS, type TileJson, type TileLayer } from '../../server/tiles/contract.ts';
import type { LoadReport } from '../../server/tiles/copy-store.ts';
import { tileAt } from '../support/tiles.ts';
import { percentile } from './measure.ts';

export type TileServerMessage =
  | { url: string }
  | { load: LoadReport }
  | { warm: { milliseconds: number; baselineBytes: number } }
  | { memory: { rssBytes: number; loopDelayMs: number } };

export interface TileBenchOptions {
  /** A database with a district in it. */
  url: string;
  schema: string;
  /** Of the load. */
  seconds: number;
}

export interface CopyFigures {
  loads: LoadReport[];
  /** Shared memory of all copies. */
  copyBytes: number;
  /** Of the process: before, and once the builder has given its memory back. */
  baselineBytes: number;
  rssBytes: number;
  /** Longest stall of the thread that speaks HTTP, while layers were loaded. */
  loopDelayMs: number;
  /** Tiles of a layer that was ready, asked for while the others were loaded: milliseconds. */
  meanwhile: { requests: number; p95: number; max: number };
}

export interface ThroughputFigures {
  /** Per second, cache off, gzip, 16 connections, zooms 12 to 16. */
  tilesPerSecond: number;
  megabytesPerSecond: number;
  failed: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** API requests sent one after another beside that load. */
  api: { path: string; requests: number; p50Ms: number; p95Ms: number }[];
}

const CONNECTIONS = 16;
const ZOOMS = [12, 13, 14, 15, 16];
const PATHS_PER_ZOOM = 1_000;
/** Longer than the builder waits before it ends. */
const BUILDER_GONE_MS = 12_000;
const run = promisify(execFile);

/** Loads every layer into a fresh server and watches it. Takes 12 seconds more than the loading. */
export async function benchTileCopies({ url, schema }: Omit<TileBenchOptions, 'seconds'>): Promise<CopyFigures> {
  const server = await startTileServer(url, schema);
  try {
    const times: number[] = [];
    let isWarm = false;
    const warm = server.warm.then((figures) => {
      isWarm = true;
      return figures;
    });
    await Promise.race([server.loaded('grids-1'), warm]);
    const [path = ''] = (await tilePaths(server.url, ['grids-1'], [12], 1)) as string[];
    while (!isWarm) {
      const started = performance.now();
      await (await fetch(server.url + path)).arrayBuffer();
      times.push(performance.now() - started);
      await pause(20);
    }
    const { baselineBytes } = await warm;
    const { loopDelayMs } = await server.memory();
    await pause(BUILDER_GONE_MS);
    const { rssBytes } = await server.memory();
    times.sort((a, b) => a - b);
    const copyBytes = server.loads.reduce((sum, { bytes }) => sum + bytes, 0);
    const meanwhile = { requests: times.length, p95: percentile(times, 0.95), max: times.at(-1) ?? Number.NaN };
    return { loads: server.loads, copyBytes, baselineBytes, rssBytes, loopDelayMs, meanwhile };
  } finally {
    server.stop();
  }
}

/**
 * Asks a server without a tile cache for tiles of all layers as fast as it gives them, and the API beside it.
 * @throws Error with the remedy where wrk is not installed.
 */
export async function benchTileThroughput({ url, schema, seconds }: TileBenchOptions): Promise<ThroughputFigures> {
  const server = await startTileServer(url, schema);
  const folder = mkdtempSync(join(tmpdir(), 'alleygrid-tiles-'));
  try {
    await server.warm;
    const paths = await tilePaths(server.url, TILE_LAYERS, ZOOMS, PATHS_PER_ZOOM);
    writeFileSync(`${folder}/paths`, paths.join('\n'));
    const api = await apiPaths(server.url);
    let isOver = false;
    const load = loadWithWrk(server.url, `${folder}/paths`, seconds).finally(() => {
      isOver = true;
    });
    const [figures, latencies] = await Promise.all([load, askInTurn(server.url, api, () => isOver)]);
    return { ...figures, api: latencies };
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface TileServer {
  url: string;
  loads: LoadReport[];
  warm: Promise<{ milliseconds: number; baselineBytes: number }>;
  loaded(layer: TileLayer): Promise<void>;
  memory(): Promise<{ rssBytes: number; loopDelayMs: number }>;
  stop(): void;
}

async function startTileServer(url: string, schema: string): Promise<TileServer> {
  const script = fileURLToPath(new URL('./tile-server.ts', import.meta.url));
  const child = fork(script, [url, schema, '0'], { execArgv: ['--import', 'tsx'] });
  const loads: LoadReport[] = [];
  child.on('message', (message: TileServerMessage) => {
    if ('load' in message) loads.push(message.load);
  });
  const warm = messageOf(child, (message) => ('warm' in message ? message.warm : undefined));
  warm.catch(() => undefined);
  return {
    url: await messageOf(child, (message) => ('url' in message ? message.url : undefined)),
    loads,
    warm,
    loaded: (layer) => messageOf(child, (message) => ('load' in message && message.load.layer === layer ? true : undefined)).then(() => undefined),
    memory: () => {
      const answer = messageOf(child, (message) => ('memory' in message ? message.memory : undefined));
      child.send('memory');
      return answer;
    },
    stop: () => child.kill('SIGKILL'),
  };
}

function messageOf<Found>(child: ChildProcess, find: (message: TileServerMessage) => Found | undefined): Promise<Found> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: TileServerMessage): void => {
      const found = find(message);
      if (found === undefined) return;
      child.off('message', onMessage);
      resolve(found);
    };
    child.on('message', onMessage);
    child.once('exit', (code) => reject(new Error(`the tile server ended (${code})`)));
  });
}

/** Addresses in random order, as many for each zoom, spread evenly over the layers' tiles: what a map asks for while it is moved and zoomed. */
async function tilePaths(base: string, layers: readonly TileLayer[], zooms: readonly number[], perZoom: number): Promise<string[]> {
  const jsons = await Promise.all(layers.map(async (layer) => (await (await fetch(`${base}/tiles/${layer}.json`)).json()) as TileJson));
  const district = jsons.find(({ bounds }) => bounds !== undefined)?.bounds ?? [0, 0, 0, 0];
  const paths: string[] = [];
  for (const z of zooms) {
    const [west, north] = tileAt(district[0], district[3], z);
    const [east, south] = tileAt(district[2], district[1], z);
    const drawn = jsons.filter(({ minzoom }) => minzoom <= z);
    for (let number = 0; number < perZoom; number++) {
      const { name, revision } = drawn[number % drawn.length] as TileJson;
      const x = west + Math.floor(((number * 0.754877) % 1) * (east - west + 1));
      const y = north + Math.floor(((number * 0.56984) % 1) * (south - north + 1));
      paths.push(`/tiles/${name}/${revision}/${z}/${x}/${y}.mvt`);
    }
  }
  return paths
    .map((path, index) => ({ path, place: (index * 7_919) % paths.length }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ path }) => path);
}

async function apiPaths(base: string): Promise<string[]> {
  const grids = (await (await fetch(`${base}/api/grids?level=3&limit=1`)).json()) as { items: { code: string }[] };
  const code = grids.items[0]?.code ?? '';
  return [`/api/grids/${code}`, `/api/grids/${code}/coverage`, `/api/grids/${code}/uncovered-households?limit=100`, '/api/grids?level=2'];
}

async function loadWithWrk(base: string, pathsFile: string, seconds: number) {
  const script = fileURLToPath(new URL('./tiles.lua', import.meta.url));
  let output: string;
  try {
    output = (await run('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-s', script, base], { env: { ...process.env, TILE_PATHS: pathsFile } })).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Error('wrk is not installed. Debian: apt install wrk');
    throw error;
  }
  const figures = JSON.parse(output.split('\n').find((line) => line.startsWith('{')) ?? '') as Record<string, number>;
  const { requests = 0, microseconds = 1, bytes = 0, failed = 0, p50Us = 0, p95Us = 0, p99Us = 0 } = figures;
  return {
    tilesPerSecond: Math.round((requests * 1e6) / microseconds),
    megabytesPerSecond: bytes / microseconds,
    failed,
    p50Ms: p50Us / 1000,
    p95Ms: p95Us / 1000,
    p99Ms: p99Us / 1000,
  };
}

async function askInTurn(base: string, paths: string[], isOver: () => boolean): Promise<ThroughputFigures['api']> {
  const times = new Map<string, number[]>(paths.map((path) => [path, []]));
  while (!isOver()) {
    for (const [path, taken] of times) {
      const started = performance.now();
      const response = await fetch(base + path);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      taken.push(performance.now() - started);
      await pause(10);
    }
  }
  return [...times].map(([path, taken]) => {
    taken.sort((a, b) => a - b);
    return { path, requests: taken.length, p50Ms: percentile(taken, 0.5), p95Ms: percentile(taken, 0.95) };
  });
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
