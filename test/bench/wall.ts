/**
 * npm run bench:wall -- --url http://127.0.0.1:8080 --database postgres://… [--build dist/client/] [--start]
 *
 * The wall of a running server (demo M, 1920×1080, software WebGL): what it weighs by part, how it starts, from commit to what is seen with 20 events a
 * second, and what it costs at rest; with --start the first two alone. The client is the build in dist/client, or the one named.
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connect } from '../../server/db/connect.ts';
import { launchBrowser, type Page } from '../support/browser.ts';
import { inDistrict, openDoors } from '../support/doors.ts';
import { firstPicture, WALL_LATER, WALL_PAGES, WALL_STILL } from '../support/first-picture.ts';
import { knock } from '../support/knock.ts';
import { percentile } from './measure.ts';
import { startWall } from './wall-boot.ts';

const BUILD = fileURLToPath(new URL('../../dist/client/', import.meta.url));
const PER_SECOND = 20;
const SECONDS = 15;
const REST_S = 30;
const SETTLE_MS = 12_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, database: { type: 'string' }, build: { type: 'string', default: BUILD }, start: { type: 'boolean', default: false } },
  });
  if (values.url === undefined || values.database === undefined) throw new Error('--url and --database of a running server are needed.');
  weigh(values.build);
  const pool = connect({ engine: 'native', url: values.database }, { max: 4 });
  const browser = await launchBrowser();
  try {
    const opened = await startWall(browser, `${values.url.replace(/\/$/, '')}/wall`);
    if (values.start) return;
    const { page } = opened;
    // Nothing may move but the figures: the tour stands still, from now on. The keys of the start hold it already, and would let go too early.
    if ((await page.locator('[data-mode=held]').count()) > 0) await page.keyboard.press(' ');
    await page.keyboard.press(' ');
    await page.locator('[data-mode=held]').waitFor();
    await wait(SETTLE_MS);
    await rest(page);
    const { campaign, doors } = await inDistrict(pool, (db) => openDoors(db, PER_SECOND * SECONDS));
    const seen = await watchCovered(page);
    const committed: number[] = [];
    const begun = performance.now();
    await Promise.all(
      doors.map(async (door, index) => {
        await wait((index * 1000) / PER_SECOND);
        await inDistrict(pool, (db) => knock(db, campaign, [door], 'visited'));
        committed.push(Date.now());
      }),
    );
    const perSecond = doors.length / ((performance.now() - begun) / 1000);
    await wait(4_000);
    const paintings = await seen();
    const base = paintings[0]?.covered ?? 0;
    const delays = committed
      .sort((a, b) => a - b)
      .map((at, index) => (paintings.find(({ covered }) => covered >= base + index + 1)?.at ?? Number.NaN) - at)
      .filter((delay) => !Number.isNaN(delay))
      .sort((a, b) => a - b);
    console.log(
      `commit to pixel at ${perSecond.toFixed(1)} a second: p50 ${Math.round(percentile(delays, 0.5))} ms, p95 ${Math.round(percentile(delays, 0.95))} ms, ${doors.length - delays.length} never seen (load ${load()})`,
    );
    await opened.close();
  } finally {
    await browser.close();
    await pool.destroy();
  }
}

/** Gzip sizes of the files of a build, in the order a wall asks for them. */
function weigh(build: string): void {
  const kb = (files: Map<string, number>) => Math.round([...files.values()].reduce((sum, size) => sum + size, 0) / 1000);
  const still = firstPicture(build, WALL_STILL, false);
  console.log(`first picture, figures and still map: ${kb(still)} KB gzip`);
  let known = firstPicture(build, WALL_PAGES);
  console.log(`with the moving map: ${kb(known)} KB gzip`);
  const manifest = JSON.parse(readFileSync(join(build, '.vite/manifest.json'), 'utf8')) as Record<string, unknown>;
  const parts = WALL_LATER.filter((part) => part in manifest);
  for (const [index, part] of parts.entries()) {
    const now = firstPicture(build, [...WALL_PAGES, ...parts.slice(0, index + 1)]);
    console.log(`  ${part}: ${kb(now) - kb(known)} KB`);
    known = now;
  }
  console.log(`all the wall needs: ${kb(known)} KB gzip`);
}

/** Processor time of each process of the browser while nothing moves. */
async function rest(page: Page): Promise<void> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (session === undefined) return;
  const read = async () => (await session.send('SystemInfo.getProcessInfo')).processInfo;
  const before = new Map((await read()).map(({ id, cpuTime }) => [id, cpuTime]));
  await wait(REST_S * 1000);
  const shares = (await read()).map(({ id, type, cpuTime }) => ({ type, share: ((cpuTime - (before.get(id) ?? 0)) / REST_S) * 100 }));
  const sum = shares.reduce((all, { share }) => all + share, 0);
  console.log(`at rest: ${sum.toFixed(1)} % of a core (${shares.map(({ type, share }) => `${type} ${share.toFixed(1)}`).join(', ')}; load ${load()})`);
}

/** Begins to note when which count of covered targets is on the screen; ends with what was noted. */
async function watchCovered(page: Page): Promise<() => Promise<{ at: number; covered: number }[]>> {
  // As text: the loader of this file adds helpers to functions that a page does not know.
  await page.evaluate(`{
    const panel = document.querySelector('[data-panel=coverage]');
    const notes = (globalThis.coveredNotes = []);
    const note = () => {
      const covered = Number((panel.querySelector('.w-beside b').textContent ?? '').replace(/\\D/g, ''));
      if (notes[notes.length - 1]?.covered !== covered) notes.push({ at: Date.now(), covered });
    };
    note();
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(note))).observe(panel, { subtree: true, childList: true, characterData: true });
  }`);
  return () => page.evaluate('coveredNotes');
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
