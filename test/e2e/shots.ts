/**
 * `npm run shots [-- http://127.0.0.1:8080] [-- --only WORD]`: a picture of every page at every size it supports, in both themes and languages, in
 * the ignored folder `shots/`; with --only those whose file name holds the word. Without an address it starts the program itself with the demo
 * district: on DATABASE_URL, in a schema of its own, where that is set, else on the embedded engine in a folder that it keeps.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pages } from '../../client/shell/pages.ts';
import { launchBrowser, type OpenOptions, type Page, type TestBrowser } from '../support/browser.ts';
import { startServer } from '../support/server-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, 'shots');
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 1100, height: 800 },
  { width: 390, height: 844 },
] as const;
const LOOKS: Pick<Required<OpenOptions>, 'theme' | 'language'>[] = [
  { theme: 'light', language: 'zh-CN' },
  { theme: 'dark', language: 'zh-CN' },
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'en' },
];
/** The picture has to stand still for this long: lists, labels and marks come one after the other. */
const SETTLE_MS = 1_200;
const PATIENCE_MS = 30_000;

type Size = (typeof SIZES)[number];
const DESK: readonly Size[] = SIZES.filter(({ width }) => width >= 1280);
const ENDS: readonly Size[] = SIZES.filter(({ width }) => width === 1920 || width < 768);
const PHONE: readonly Size[] = SIZES.filter(({ width }) => width < 768);

interface Scene {
  name: string;
  path: string;
  /** Absent: every size. */
  sizes?: readonly Size[] | undefined;
}

/** Pages that are made for some sizes only, or ask for a grid or an alley. Every other page of the product is taken at every size. */
const PAGE_SCENES: Readonly<Record<string, { sizes?: readonly Size[]; needs?: 'grid' | 'alley' }>> = {
  '/alleys': { sizes: DESK },
  '/alley-sheet': { sizes: DESK, needs: 'alley' },
  '/visit': { sizes: PHONE },
  '/survey': { sizes: PHONE },
  '/walk': { needs: 'grid' },
  '/cards': { sizes: DESK, needs: 'grid' },
};

const {
  values: { only = '' },
  positionals: [given],
} = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
const native: Record<string, string> = process.env.DATABASE_URL ? { DATABASE_URL: process.env.DATABASE_URL, DISTRICT: 'shots' } : {};
const server = given === undefined ? startServer({ DATA_DIR: join(ROOT, '.data', 'shots'), DEMO: 'M', LOG_LEVEL: 'warn', ...native }) : null;
const address = (given ?? (await (server as NonNullable<typeof server>).ready())).replace(/\/$/, '');
const browser = await launchBrowser();
try {
  mkdirSync(FOLDER, { recursive: true });
  const scenes = [...(await pageScenes()), ...(await mapScenes())];
  const failed: string[] = [];
  for (const look of LOOKS) failed.push(...(await shoot(browser, scenes, look)));
  if (failed.length > 0) {
    process.stderr.write(`No picture of:\n${failed.join('\n')}\n`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  await server?.exit('SIGTERM');
}

/** Every page of the product, as its list names them, on whatever district is loaded. */
async function pageScenes(): Promise<Scene[]> {
  const code = (await firstCommunity())?.code;
  const found = { grid: code && encodeURIComponent(code), alley: (await firstAlley())?.id };
  return pages.flatMap(({ path }): Scene[] => {
    const isNamed = path.includes(':code');
    const { sizes = SIZES, needs = isNamed ? 'grid' : undefined } = PAGE_SCENES[path] ?? {};
    const thing = needs === undefined ? '' : found[needs];
    if (thing === undefined) return [];
    const address = isNamed ? path.replace(':code', String(thing)) : needs === undefined ? path : `${path}?${needs}=${thing}`;
    return [{ name: path.split('/').find((word) => word !== '') ?? 'start', path: address, sizes }];
  });
}

/** Further states of the map page worth looking at. */
async function mapScenes(): Promise<Scene[]> {
  const community = await firstCommunity();
  const alley = await firstAlley();
  const scenes: Scene[] = [
    { name: 'map-issues', path: '/map?panel=issues.open', sizes: ENDS },
    { name: 'map-works', path: '/map?panel=works', sizes: ENDS },
  ];
  if (community) {
    const grid = encodeURIComponent(community.code);
    scenes.push({ name: 'map-grid', path: `/map?grid=${grid}` }, { name: 'map-households', path: `/map?grid=${grid}&panel=households.uncovered`, sizes: ENDS });
  }
  if (community?.labelPoint) scenes.push({ name: 'map-shape', path: `/map?shape=c${community.labelPoint.join(',')},250` });
  if (alley)
    scenes.push({ name: 'map-alley', path: `/map?alley=${alley.id}`, sizes: ENDS }, { name: 'map-alley-distance', path: `/map?alley=${alley.id}&distance=80` });
  return scenes;
}

async function firstAlley(): Promise<{ id: number } | undefined> {
  return (await ask<{ items: { id: number }[] }>('/api/alleys?limit=1')).items[0];
}

async function firstCommunity(): Promise<{ code: string; labelPoint: [number, number] | null } | undefined> {
  return (await ask<{ items: { code: string; labelPoint: [number, number] | null }[] }>('/api/grids?level=3&kind=basic&limit=1')).items[0];
}

/** All scenes in one look, on one page whose size changes: a new one would load everything again. @returns the files that could not be made */
async function shoot(from: TestBrowser, scenes: readonly Scene[], look: (typeof LOOKS)[number]): Promise<string[]> {
  const { page, close } = await from.open(look);
  await page.addInitScript(`localStorage.setItem('alleygrid.language', ${JSON.stringify(look.language)})`);
  const failed: string[] = [];
  for (const { name, path, sizes = SIZES } of scenes) {
    for (const size of sizes) {
      const file = `${name}-${size.width}x${size.height}-${look.theme}-${look.language}.png`;
      if (!file.includes(only)) continue;
      try {
        await page.setViewportSize(size);
        await page.goto(address + path);
        await quiet(page);
        await page.screenshot({ path: join(FOLDER, file) });
        process.stdout.write(`shots/${file}\n`);
      } catch (error) {
        failed.push(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      }
    }
  }
  await close();
  return failed;
}

/** Waits until neither a map nor a list has been busy for a moment. */
async function quiet(page: Page): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let from = Date.now(); Date.now() - from < SETTLE_MS; await page.waitForTimeout(200)) {
    if ((await page.locator('[aria-busy="true"]').count()) === 0) continue;
    if (Date.now() > deadline) throw new Error(`busy for more than ${PATIENCE_MS / 1000} s`);
    from = Date.now();
  }
}

async function ask<Answer>(path: string): Promise<Answer> {
  const answer = await fetch(address + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as Answer;
}
