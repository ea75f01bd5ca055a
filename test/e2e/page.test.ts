import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
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

const source = () => [Object.hasOwn, Array.prototype.at, [].findLast, structuredClone].map(String).join();

describe('the map page', () => {
  it('asks no other origin for anything, and logs no error', async () => {
    const desk = await openDesk(browser, server);
    const community = (await district.wayDown())[2];
    await desk.visit(`?grid=${community?.code}&layers=issues,uncovered,works,alleys,coverage,responsibilities`);
    await desk.mapDrawn();
    await desk.chooseTool('多边形');
    await desk.page.locator('svg.draft').waitFor({ state: 'attached', timeout: 20_000 });
    expect(desk.requests.length).toBeGreaterThan(10);
    expect(desk.requests.filter((address) => new URL(address).origin !== server.url)).toEqual([]);
    expect(desk.errors).toEqual([]);
    await desk.close();
  });

  it.each([
    { theme: 'light' as const, language: 'zh-CN' as const },
    { theme: 'dark' as const, language: 'en' as const },
  ])(
    'has no serious accessibility violation in $theme, $language',
    async (options) => {
      const desk = await openDesk(browser, server, options);
      const alley = await district.alley();
      for (const search of ['', `?alley=${alley.id}`, `?alley=${alley.id}&distance=80`, '?panel=households.uncovered', '?panel=issues.open', '?panel=works']) {
        await desk.visit(search);
        await desk.quiet();
        await desk.expectNoViolations();
      }
      await desk.close();
    },
    300_000,
  );

  it('changes language and theme, and keeps both', async () => {
    const desk = await openDesk(browser, server);
    await desk.visit();
    await desk.card.getByText('按状态').waitFor();
    await desk.page.getByRole('button', { name: /EN$/ }).click();
    await desk.card.getByText('By state').waitFor();
    await desk.page.getByRole('button', { name: /Dark$/ }).click();
    await desk.page.reload();
    await desk.card.getByText('By state').waitFor();
    expect(await desk.page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await desk.page.locator('html').getAttribute('lang')).toBe('en');
    await desk.close();
  });

  it('is usable at the width of a phone: the card is a sheet, nothing runs out of the screen', async () => {
    const desk = await openDesk(browser, server, { width: 390, height: 844 });
    await desk.visit();
    await desk.answerIs(await district.uncovered({ grid: (await district.root()).code }));
    const box = await desk.card.boundingBox();
    expect(box?.y).toBeGreaterThan(844 * 0.5);
    expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await desk.close();
  });

  it('runs in a browser without the newer globals, in the page and in its workers', async () => {
    const desk = await openDesk(browser, server, { oldBrowser: true });
    await desk.visit('?layers=issues,uncovered,works,alleys,coverage');
    await desk.mapDrawn();
    await desk.answerIs(await district.uncovered({ grid: (await district.root()).code }));
    // Ours, not the browser's: they had really been taken away, in both places.
    const sources = [await desk.page.evaluate(source), ...(await Promise.all(desk.page.workers().map((worker) => worker.evaluate(source))))];
    expect(sources.length).toBeGreaterThan(1);
    for (const text of sources) expect(text).not.toContain('[native code]');
    expect(desk.errors).toEqual([]);
    await desk.close();
  });

  it('says plainly that there is no map where there is no WebGL2, and shows the figures in a table', async () => {
    const plain = await launchBrowser({ webgl: false });
    const { page, close } = await plain.open();
    await page.goto(`${server.url}/map`);
    await page.getByRole('heading', { name: '这台设备的浏览器不能显示地图' }).waitFor({ timeout: 20_000 });
    const root = await district.root();
    const [first] = root.children;
    await page.getByRole('button', { name: first?.name as string, exact: true }).click();
    await page.getByRole('heading', { level: 2, name: first?.name as string }).waitFor();
    await close();
    await plain.close();
  });
});
