import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeShape, shapePolygon } from '../../client/drawing/shape.ts';
import type { GridDetail } from '../../server/grids/contract.ts';
import type { WorkTotals } from '../../server/works/contract.ts';
import { downloadedText, launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type Desk, openDesk } from './drivers/desk.ts';
import { District } from './drivers/district.ts';
import { deskServer } from './drivers/server.ts';

const server = await deskServer();
const district = new District(server);
let browser: TestBrowser;
let centre: [number, number];
beforeAll(async () => {
  browser = await launchBrowser();
  centre = ((await district.wayDown())[3] as GridDetail).labelPoint as [number, number];
});
afterAll(() => browser.close());

/** Corners of a square around the centre, half a side away (degrees), in order. */
function square(half: number): [number, number][] {
  const [lon, lat] = centre;
  return [
    [lon - half, lat - half],
    [lon + half, lat - half],
    [lon + half, lat + half],
    [lon - half, lat + half],
  ];
}

async function startDrawing(tool: string): Promise<Desk> {
  const desk = await openDesk(browser, server);
  await desk.visitAt(centre, 16);
  await desk.mapDrawn();
  await desk.chooseTool(tool);
  await desk.page.locator('svg.draft').waitFor({ state: 'attached', timeout: 20_000 });
  return desk;
}

function polygonInAddress(desk: Desk) {
  const shape = decodeShape(desk.selection.get('shape'));
  if (shape === null) throw new Error(`no shape in ${desk.page.url()}`);
  return shapePolygon(shape);
}

async function shapeAppears(desk: Desk, before: string | null = null): Promise<void> {
  await expect.poll(() => desk.selection.get('shape'), { timeout: 20_000 }).not.toBe(before);
}

describe('drawing', () => {
  it('counts inside a polygon what the API counts, in the panel and in the file', async () => {
    const desk = await startDrawing('多边形');
    for (const corner of square(0.0012)) await desk.clickOn(corner);
    await desk.page.keyboard.press('Enter');
    await shapeAppears(desk);
    await desk.cardIs('图形内应访未访户');
    const polygon = polygonInAddress(desk);
    expect(polygon.coordinates[0]).toHaveLength(5);
    const count = await district.uncovered(polygon);
    expect(count).toBeGreaterThan(0);
    await desk.answerIs(count);
    const { name, text } = await downloadedText(desk.page, () => desk.card.getByRole('button', { name: 'CSV' }).click());
    expect(name).toMatch(/^图形内应访未访户 \d{4}-\d\d-\d\d\.csv$/);
    expect(text.trim().split('\n')).toHaveLength(count + 1);
    const { byGrid, byBuilding } = await district.summary(polygon);
    const [grid] = byGrid;
    const [building] = byBuilding;
    if (!grid || !building) throw new Error('nothing uncovered inside the polygon');
    expect(grid.grid.level).toBe(4);
    for (const [name, expected, panel] of [
      [`${grid.grid.name} 应访未访`, grid.uncovered, `households.uncovered..inside.${grid.grid.code}`],
      [`${building.name} 全部对象`, building.total, `households.all..building.${building.id}`],
    ] as const) {
      expect(await desk.openRows(name)).toBe(expected);
      expect(await desk.rowsTotal()).toBe(expected);
      expect(desk.selection.get('panel')).toBe(panel);
      await desk.card.getByRole('button', { name: '返回' }).click();
      await desk.cardIs('图形内应访未访户');
    }
    // What was built inside, each line as far as it lies inside; a line opens its works.
    const { items } = await server.post<WorkTotals>('/api/works/totals', { within: polygon });
    const lines = desk.card.locator('.work-totals .work-quantity');
    await expect.poll(() => lines.count(), { timeout: 20_000 }).toBe(items.length);
    expect(items.length).toBeGreaterThan(0);
    await lines.first().click();
    const asked = { within: polygon, type: items[0]?.workType.code, completed: 'true' };
    const { items: works } = await server.post<{ items: unknown[] }>('/api/works/query', asked);
    await desk.card.getByText(`${works.length} 项，全部列出`).waitFor({ timeout: 20_000 });
    await desk.card.getByRole('button', { name: '清除' }).click();
    await expect.poll(() => desk.selection.get('shape')).toBeNull();
    await desk.close();
  });

  it('takes back the last corner with Backspace and the whole with Esc', async () => {
    const desk = await startDrawing('多边形');
    const corners = square(0.0012);
    for (const corner of corners) await desk.clickOn(corner);
    await desk.page.keyboard.press('Backspace');
    await desk.page.keyboard.press('Enter');
    await shapeAppears(desk);
    expect(polygonInAddress(desk).coordinates[0]).toHaveLength(4);
    await desk.page.getByRole('button', { name: '重画' }).click();
    for (const corner of corners.slice(0, 2)) await desk.clickOn(corner);
    await desk.page.keyboard.press('Escape');
    expect(await desk.page.locator('svg.draft rect').count()).toBe(0);
    await desk.close();
  });

  it('moves a corner, and the answer follows', async () => {
    const desk = await startDrawing('多边形');
    const corners = square(0.0012);
    for (const corner of corners) await desk.clickOn(corner);
    await desk.page.keyboard.press('Enter');
    await shapeAppears(desk);
    const before = desk.selection.get('shape');
    await expect.poll(() => desk.page.locator('svg.draft rect').count(), { timeout: 20_000 }).toBe(4);
    const from = await desk.pixelOf(corners[2] as [number, number]);
    await desk.page.mouse.move(from.x, from.y);
    await desk.page.mouse.down();
    for (const step of [10, 25, 40]) await desk.page.mouse.move(from.x + step, from.y - step);
    await desk.page.mouse.up();
    await shapeAppears(desk, before);
    await desk.answerIs(await district.uncovered(polygonInAddress(desk)));
    await desk.close();
  });

  it('says what is wrong with sides that cross, and how to mend it', async () => {
    const [a, b, c, d] = square(0.0012).map((corner) => corner.join(','));
    const desk = await openDesk(browser, server);
    await desk.page.goto(`${server.url}/map?shape=p${[a, c, b, d].join('~')}`);
    await desk.page.getByRole('alert').filter({ hasText: '请移动角点，使边线互不相交' }).first().waitFor({ timeout: 20_000 });
    await desk.close();
  });

  it('draws a circle from the keyboard and changes its radius', async () => {
    const desk = await startDrawing('圆');
    await desk.page.locator('.map canvas').first().focus();
    await desk.page.keyboard.press('Enter');
    await shapeAppears(desk);
    await desk.answerIs(await district.uncovered(polygonInAddress(desk)));
    const before = desk.selection.get('shape');
    await desk.page.getByRole('spinbutton', { name: '半径，米' }).fill('90');
    await desk.page.keyboard.press('Enter');
    await shapeAppears(desk, before);
    expect(decodeShape(desk.selection.get('shape'))).toMatchObject({ kind: 'circle', radiusM: 90 });
    await desk.answerIs(await district.uncovered(polygonInAddress(desk)));
    await desk.close();
  });

  it('counts around an alley what the API counts, at any distance', async () => {
    const alley = await district.alley();
    const desk = await openDesk(browser, server);
    await desk.visit(`?alley=${alley.id}`);
    await desk.cardIs(alley.name as string);
    await desk.chooseTool('小巷 + 距离');
    await desk.cardIs(new RegExp(`${alley.name} 50 米内`));
    await desk.answerIs(await district.uncovered({ alley: alley.id, distance_m: 50 }));
    await desk.page.locator('.tools').getByRole('spinbutton', { name: '距离，米' }).fill('120');
    await desk.cardIs(new RegExp(`${alley.name} 120 米内`));
    await desk.answerIs(await district.uncovered({ alley: alley.id, distance_m: 120 }));
    expect(desk.selection.get('distance')).toBe('120');
    const trail = await desk.trail();
    expect(trail.slice(-1)).toEqual([alley.name]);
    const all = await desk.openRows('全部对象');
    expect(all).toBeGreaterThan(0);
    expect(await desk.rowsTotal()).toBe(all);
    expect(await desk.trail()).toEqual(trail);
    await desk.page.goBack();
    await desk.cardIs(new RegExp(`${alley.name} 120 米内`));
    await desk.page.locator('.breadcrumb button.crumb:not(.crumb-below)').last().click();
    await desk.cardIs(trail[trail.length - 2] as string);
    await desk.page.goBack();
    await desk.cardIs(new RegExp(`${alley.name} 120 米内`));
    await desk.close();
  });
});
