import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WalkList } from '../../server/walk/contract.ts';
import { launchBrowser, type Page, seriousViolations, type TestBrowser } from '../support/browser.ts';
import { openDesk } from './drivers/desk.ts';
import { District } from './drivers/district.ts';
import { deskServer } from './drivers/server.ts';

const server = await deskServer();
const district = new District(server);
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const PATIENCE_MS = 40_000;
const sorted = (ids: number[]) => [...ids].sort((a, b) => a - b);

/** How many sheets the page prints. */
async function pagesOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** The grid of level 4 with the most doors left, and a worker who may read room numbers. */
async function aBusyGrid() {
  const community = (await district.wayDown())[2];
  const grids = await Promise.all((community?.children ?? []).map(async ({ code }) => ({ code, uncovered: await district.uncovered({ grid: code }) })));
  const [most] = grids.sort((a, b) => b.uncovered - a.uncovered);
  const { items } = await server.get<{ items: { id: number; name: string; role: string }[] }>('/api/people?limit=1000');
  const worker = items.find(({ role }) => role === 'grid_worker');
  if (most === undefined || worker === undefined) throw new Error('The demo has no grid with doors left, or nobody to visit them.');
  return { ...most, worker };
}

describe('the walking list', () => {
  it('leads from the card to a list of as many doors as the card says, on paper and in a spreadsheet each of them once', async () => {
    const { code, uncovered, worker } = await aBusyGrid();
    const desk = await openDesk(browser, server, { width: 1440, height: 900 });
    const { page } = desk;
    await page.addInitScript((person) => localStorage.setItem('alleygrid.work-as', JSON.stringify(person)), worker);
    await desk.visit(`?grid=${code}`);
    expect(uncovered).toBeGreaterThan(0);
    await desk.answerIs(uncovered);
    await desk.card.getByRole('link', { name: '走访清单' }).click();
    await page.locator('.walk-door').first().waitFor({ timeout: PATIENCE_MS });
    expect(Number(await page.locator('.walk-answer b').textContent())).toBe(uncovered);
    expect(await page.locator('.walk-door').count()).toBe(uncovered);
    expect(await seriousViolations(page)).toEqual([]);

    const { items } = await server.get<{ items: { id: number }[] }>(`/api/grids/${code}/uncovered-households?limit=10000`);
    const list = await server.get<WalkList>(`/api/grids/${code}/walk`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Excel' }).click()]);
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(await download.path());
    const ids: number[] = [];
    book.worksheets[0]?.eachRow((row, number) => number > 1 && ids.push(Number(row.getCell(19).value)));
    expect(sorted(ids)).toEqual(sorted(items.map(({ id }) => id)));
    expect(sorted(list.stops.flatMap(({ doors }) => doors.map(({ id }) => id)))).toEqual(sorted(ids));

    await page.getByRole('button', { name: '打印 A4' }).click();
    await page.locator('.paper-box').first().waitFor({ timeout: PATIENCE_MS });
    expect(await page.locator('.paper-box').count()).toBe(uncovered);
    expect(await page.locator('.paper').textContent()).toContain('用毕收回');
    expect(await page.locator('.paper').textContent()).toContain(worker.name);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.bar').isVisible()).toBe(false);
    expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
    expect(desk.errors).toEqual([]);
    await desk.close();
  });

  it('prints a long list in strips, two columns to a page: every door once, and fewer pages', async () => {
    const { worker } = await aBusyGrid();
    const { code } = (await district.wayDown())[1] ?? (await district.root());
    const list = await server.get<WalkList>(`/api/grids/${code}/walk`);
    const ids = list.stops.flatMap(({ doors }) => doors.map(({ id }) => id));
    expect(list.stops.length).toBeGreaterThan(24);
    const { page, close } = await browser.open({ width: 1440, height: 900 });
    await page.addInitScript((person) => localStorage.setItem('alleygrid.work-as', JSON.stringify(person)), worker);
    await page.goto(`${server.url}/walk?grid=${code}&view=paper`);
    await page.locator('.paper-strip').first().waitFor({ timeout: PATIENCE_MS });
    expect(await page.getByRole('radio', { name: '紧凑' }).isChecked()).toBe(true);
    expect(sorted(await page.locator('[data-door]').evaluateAll((doors) => doors.map((door) => Number(door.getAttribute('data-door')))))).toEqual(sorted(ids));
    expect(await page.locator('.paper-strip-door .paper-box').count()).toBe(ids.length);
    expect(await seriousViolations(page)).toEqual([]);
    const compact = await pagesOf(page);
    await page.getByText('逐户', { exact: true }).click();
    await page.locator('.paper-doors').first().waitFor();
    expect(compact).toBeLessThan(await pagesOf(page));
    await close();
  });

  it('names no rooms on the paper of somebody who is nobody, and says why', async () => {
    const { code } = await aBusyGrid();
    const desk = await openDesk(browser, server, { theme: 'dark', language: 'en' });
    await desk.page.goto(`${server.url}/walk?grid=${code}&view=paper&layout=full`);
    await desk.page.locator('.paper-doors').first().waitFor({ timeout: PATIENCE_MS });
    expect(await desk.page.locator('.paper-warning').textContent()).toContain('No worker is named');
    expect((await desk.page.locator('.paper .section-cell > b').allTextContents()).join('')).not.toMatch(/\d/);
    expect(await seriousViolations(desk.page)).toEqual([]);
    await desk.close();
  });

  it('fits a phone, line by line, and says in Chinese what a stale address means', async () => {
    const { code, uncovered } = await aBusyGrid();
    const { page, close } = await browser.open({ width: 360, height: 740 });
    await page.goto(`${server.url}/walk?grid=${code}`);
    await page.locator('.walk-door').first().waitFor({ timeout: PATIENCE_MS });
    expect(await page.locator('.walk-door').count()).toBe(uncovered);
    const heights = await page
      .locator('.walk-reason')
      .evaluateAll((reasons) => reasons.slice(0, 20).map((reason) => reason.getClientRects().item(0)?.height ?? 0));
    const lineHeight = Math.min(...heights);
    expect(
      heights.every((height) => height > 0 && height <= 1.5 * lineHeight),
      heights.join(),
    ).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.goto(`${server.url}/walk?grid=nowhere`);
    await page.locator('.load-failure').waitFor({ timeout: PATIENCE_MS });
    expect(await page.locator('.load-failure').textContent()).toContain('没有这个网格');
    await close();
  });

  it('begins where somebody says, and keeps that in the address', async () => {
    const { code } = await aBusyGrid();
    const desk = await openDesk(browser, server);
    const { page } = desk;
    await page.goto(`${server.url}/walk?grid=${code}`);
    const last = page.locator('.walk-stop').last();
    await last.waitFor({ timeout: PATIENCE_MS });
    const name = await last.locator('.walk-stop-head .row-link').textContent();
    await last.getByRole('button', { name: '从这里出发' }).click();
    await expect.poll(() => page.locator('.walk-stop-head .row-link').first().textContent(), { timeout: PATIENCE_MS }).toBe(name);
    expect(new URL(page.url()).searchParams.get('start')).toMatch(/^\d+\.\d+,\d+\.\d+$/);
    await desk.close();
  });
});
