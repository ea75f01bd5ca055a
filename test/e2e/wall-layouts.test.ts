import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANVASES, type Canvas } from '../../client/wall/layout.ts';
import type { Person } from '../../server/people/contract.ts';
import type { Wall } from '../../server/walls/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { deskServer } from './drivers/server.ts';
import { differing, type Look, type Rect, WallScreen } from './drivers/wall-screen.ts';

/** BLESS=1 writes what is seen instead of comparing with it: look at the pictures before they are committed. */
const isBlessing = process.env.BLESS === '1';
const at = (name: string): URL => new URL(`../gallery/wall/${name}`, import.meta.url);
const BOXES = at('boxes.json');
const MOST_DIFFERING = 0.02;
const COLOURS = 10;
const SEAM_U = 12;
const SEAMS = { columns: [960, 1920, 2880], rows: [] };

const server = await deskServer({ isReadOnly: true });
const kept: Record<string, Record<string, Rect>> = existsSync(BOXES) ? JSON.parse(readFileSync(BOXES, 'utf8')) : {};
let browser: TestBrowser;
let screen: WallScreen;
beforeAll(async () => {
  browser = await launchBrowser();
  screen = await WallScreen.open(browser, server, { width: 1920, height: 1080 });
  await screen.visit();
}, 120_000);
afterAll(async () => {
  if (isBlessing) writeFileSync(BOXES, `${JSON.stringify(kept, null, 2)}\n`);
  await browser.close();
});

const overlaps = (a: Rect, b: Rect): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** What holds for every layout, whatever is shown. */
function expectReadable(look: Look, heightPx: number): void {
  expect(look.smallestText).toBeGreaterThanOrEqual(heightPx / 45 - 0.01);
  expect(look.headline).toBeGreaterThanOrEqual(heightPx / 18);
  expect(look.overflowing).toEqual([]);
  const boxes = Object.entries(look.boxes);
  for (const [index, [name, box]] of boxes.entries())
    for (const [other, beside] of boxes.slice(index + 1)) expect(overlaps(box, beside), `${name} and ${other}`).toBe(false);
  expect(look.canvases.length).toBeGreaterThan(0);
  for (const { pixels, css, ratio } of look.canvases) expect(pixels).toEqual(css.map((side) => Math.round(side * ratio)));
}

describe('a wall on every screen it is made for', () => {
  it.each(Object.keys(CANVASES) as Canvas[])(
    '%s: boxes, sizes of text, true pixels, and the picture',
    async (canvas) => {
      const [width, height] = CANVASES[canvas];
      await screen.resize(width, height);
      const picture = await screen.quarter();
      const look = await screen.look();
      expectReadable(look, height);
      const file = at(`${canvas}.png`);
      if (isBlessing) {
        kept[canvas] = look.boxes;
        writeFileSync(file, await sharp(picture).png({ palette: true, colours: COLOURS, dither: 0, effort: 10 }).toBuffer());
        return;
      }
      expect(look.boxes).toEqual(kept[canvas]);
      expect(await differing(readFileSync(file), picture)).toBeLessThanOrEqual(MOST_DIFFERING);
    },
    240_000,
  );

  it('keeps text off the seams between displays', async () => {
    const { items } = await server.get<{ items: Person[] }>('/api/people?role=district_command&limit=1');
    const { wall } = await server.get<{ wall: Wall }>('/api/wall');
    const { id: _id, grid, version: _version, isDefault: _isDefault, changedAt: _changedAt, ...choices } = wall;
    const made = await server.post<Wall>('/api/walls', { ...choices, name: '拼接屏', grid: grid.code, layout: '3840x1080', bezels: SEAMS }, items[0]?.id);
    await screen.resize(3840, 1080);
    await screen.visit(`?wall=${made.id}`);
    const look = await screen.look();
    expectReadable(look, 1080);
    const crossing = look.texts
      .filter(({ isOnMap }) => !isOnMap)
      .filter(
        ({ x, y, width, height }) =>
          SEAMS.columns.some((seam) => x < seam + SEAM_U - 1 && x + width > seam - SEAM_U + 1) ||
          SEAMS.rows.some((seam) => y < seam + 1 && y + height > seam - 1),
      );
    expect(crossing.map(({ text }) => text)).toEqual([]);
    expect(screen.opened.errors).toEqual([]);
  });
});
