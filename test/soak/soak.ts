import type { CDPSession } from 'playwright-core';
import type { OpenedPage, TestBrowser } from '../support/browser.ts';
import { median, type Reading, slope } from './slope.ts';

/** So many times as fast as a day: 72 minutes are 24 hours. */
export const RATE = 20;
/** A scene of a real tour, which the server allows, and knocks of a busy day, spread over ten hours. */
const DWELL_S = 12;
const KNOCKS_PER_S = 2_000 / 36_000;
/** After the first rounds of the tour everything that is kept for good is there. */
const WARM = 0.35;

export interface SoakInput {
  browser: TestBrowser;
  /** Address of the server, without a slash at the end. */
  url: string;
  seconds: number;
  /** Between two readings. */
  everyS: number;
  /** Something happens in the district: one knock, written for real. */
  knock(): Promise<unknown>;
  onReading?(line: string): void;
  /** Runs in the page before its own scripts: a fault that the run is to find. */
  plant?: () => void;
}

export interface SoakReport {
  seconds: number;
  scenes: number;
  knocks: number;
  heap: Course;
  nodes: Course;
  listeners: Course;
  /** Milliseconds the page's own thread worked for each knock, everything included: tour, pictures, figures. */
  taskMsPerKnock: number;
  scriptMsPerKnock: number;
  layoutMsPerKnock: number;
  /** Canvases in the page at the end. */
  canvases: number;
  errors: string[];
}

/** first and last: medians of the first and the last third of the readings after warming up. perHour: slope of all of them. */
export interface Course {
  first: number;
  last: number;
  perHour: number;
}

const METRICS = ['JSHeapUsedSize', 'Nodes', 'JSEventListeners', 'TaskDuration', 'ScriptDuration', 'LayoutDuration'] as const;
type Metrics = Record<(typeof METRICS)[number], number>;

/** Lets a wall run through its tour RATE times as fast while the district is at work, and reads what the page keeps. */
export async function soak({ browser, url, seconds, everyS, knock, onReading, plant }: SoakInput): Promise<SoakReport> {
  const opened = await browser.open({ width: 1280, height: 720, theme: 'dark', reducedMotion: true });
  try {
    if (plant !== undefined) await opened.page.addInitScript(plant);
    const session = await begin(opened, url);
    const from = performance.now();
    const at = () => (performance.now() - from) / 1000;
    const readings: (Metrics & { second: number })[] = [];
    const scenes = { count: 0, last: '' };
    const knocks = { count: 0, failed: null as unknown };
    let isOver = false;
    const work = (async () => {
      while (!isOver) {
        await wait(1000 / (RATE * KNOCKS_PER_S));
        await knock();
        knocks.count++;
      }
    })().catch((error: unknown) => {
      knocks.failed = error;
    });
    while (at() < seconds) {
      const next = Math.min(seconds, at() + everyS);
      while (at() < next) {
        const key = await opened.page.locator('.wall-map').getAttribute('data-scene');
        if (key !== null && key !== scenes.last) {
          scenes.last = key;
          scenes.count++;
        }
        await wait(250);
      }
      const metrics = await read(session);
      readings.push({ ...metrics, second: at() });
      onReading?.(
        `${Math.round(at())} s: heap ${mb(metrics.JSHeapUsedSize)} MB, ${metrics.Nodes} nodes, ${metrics.JSEventListeners} listeners, ${knocks.count} knocks`,
      );
    }
    isOver = true;
    await work;
    if (knocks.failed !== null) throw knocks.failed;
    return { ...summary(readings, knocks.count), scenes: scenes.count, canvases: await opened.page.locator('canvas').count(), errors: opened.errors };
  } finally {
    await opened.close();
  }
}

/** What a report says that must not be; nothing of a page that may run for ever. perDay: bytes a wall may gain in the 24 hours that 72 minutes stand for. */
export function faults(
  { heap, nodes, listeners, scenes, knocks, canvases, errors }: SoakReport,
  bounds: { heapMb: number; nodes: number; listeners: number },
): string[] {
  const found: string[] = [];
  const grown = (course: Course) => course.last - course.first;
  if (grown(heap) > bounds.heapMb * 2 ** 20) found.push(`the heap grew by ${mb(grown(heap))} MB (${bounds.heapMb})`);
  if (grown(nodes) > bounds.nodes) found.push(`${grown(nodes)} nodes more (${bounds.nodes})`);
  if (grown(listeners) > bounds.listeners) found.push(`${grown(listeners)} listeners more (${bounds.listeners})`);
  if (scenes < 3) found.push(`the tour showed ${scenes} scenes`);
  if (knocks === 0) found.push('nothing happened in the district');
  if (canvases !== 1) found.push(`${canvases} canvases instead of one`);
  return [...found, ...errors.map((error) => `the page said: ${error}`)];
}

export function told(report: SoakReport): string {
  const course = (name: string, { first, last, perHour }: Course, of = (value: number) => String(Math.round(value))) =>
    `${name}: ${of(first)} → ${of(last)}, slope ${of(perHour)} an hour`;
  return [
    `${Math.round(report.seconds / 60)} min at ${RATE} times the pace: ${report.scenes} scenes, ${report.knocks} knocks`,
    course('heap MB', report.heap, mb),
    course('DOM nodes', report.nodes),
    course('listeners', report.listeners),
    `of the page's thread for each knock: ${report.taskMsPerKnock.toFixed(0)} ms, script ${report.scriptMsPerKnock.toFixed(0)}, layout ${report.layoutMsPerKnock.toFixed(1)}`,
  ].join('\n');
}

async function begin({ page }: OpenedPage, url: string): Promise<CDPSession> {
  // The server lets a scene stay 8 s at least; here time runs faster, and what a wall is told of its room is all that knows of it.
  await page.route(/\/api\/wall(\?.*)?$/, async (route) => {
    const answer = await route.fetch();
    const view = await answer.json();
    await route.fulfill({ response: answer, json: { ...view, room: { ...view.room, dwellS: DWELL_S / RATE } } });
  });
  await page.goto(`${url}/wall`);
  await page.locator('.wall-map canvas').waitFor({ timeout: 60_000 });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return session;
}

async function read(session: CDPSession): Promise<Metrics> {
  // Twice: what a first collection frees by its finalizers only the second one takes away.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const values = new Map(metrics.map(({ name, value }) => [name, value]));
  return Object.fromEntries(METRICS.map((name) => [name, values.get(name) ?? 0])) as Metrics;
}

function summary(readings: readonly (Metrics & { second: number })[], knocks: number): Omit<SoakReport, 'scenes' | 'canvases' | 'errors'> {
  const [first] = readings;
  const last = readings[readings.length - 1];
  if (first === undefined || last === undefined) throw new Error('Too short to be read even once.');
  const warm = readings.filter((_, index) => index >= readings.length * WARM);
  const course = (name: (typeof METRICS)[number]): Course => {
    const row: Reading[] = warm.map((reading) => ({ second: reading.second, value: reading[name] }));
    const third = Math.max(1, Math.floor(row.length / 3));
    const middle = (part: Reading[]) => median(part.map(({ value }) => value));
    return { first: middle(row.slice(0, third)), last: middle(row.slice(-third)), perHour: slope(row) * 3600 };
  };
  const perKnock = (name: (typeof METRICS)[number]) => ((last[name] - first[name]) * 1000) / Math.max(1, knocks);
  return {
    seconds: last.second,
    knocks,
    ...{ heap: course('JSHeapUsedSize'), nodes: course('Nodes'), listeners: course('JSEventListeners') },
    ...{ taskMsPerKnock: perKnock('TaskDuration'), scriptMsPerKnock: perKnock('ScriptDuration'), layoutMsPerKnock: perKnock('LayoutDuration') },
  };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const mb = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
