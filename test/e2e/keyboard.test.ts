import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GridDetail } from '../../server/grids/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { openDesk } from './drivers/desk.ts';
import { District } from './drivers/district.ts';
import { deskServer } from './drivers/server.ts';

const server = await deskServer();
const district = new District(server);
let browser: TestBrowser;
let community: GridDetail;
beforeAll(async () => {
  browser = await launchBrowser();
  community = (await district.wayDown())[2] as GridDetail;
});
afterAll(() => browser.close());

describe('the map without a mouse', () => {
  it('leads from the search to a grid, to its number, to the rows, to a door, and back to the card', async () => {
    const desk = await openDesk(browser, server);
    const { page, card } = desk;
    await desk.visit();
    await page.locator('body').press('/');
    await page.keyboard.type(community.code);
    await page.getByRole('option').first().waitFor({ timeout: 20_000 });
    await page.keyboard.press('Enter');
    await desk.cardIs(community.name);
    const count = await desk.answer();
    await desk.tabTo(card.locator('.answer-number'));
    await page.keyboard.press('Enter');
    await desk.cardIs(/应访未访/);
    // The heading of what has opened has the focus, so the next Tab is its first row.
    await expect.poll(() => card.locator('h2').evaluate((heading) => heading === document.activeElement)).toBe(true);
    await card.locator('.list-row').first().waitFor({ timeout: 20_000 });
    await desk.tabTo(card.locator('.list-row').first(), 4);
    const before = desk.selection.get('at');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.selection.get('at'), { timeout: 20_000 }).not.toBe(before);
    await page.keyboard.press('Shift+Tab');
    while (!(await card.getByRole('button', { name: '返回' }).evaluate((button) => button === document.activeElement))) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await desk.cardIs(community.name);
    expect(await desk.answer()).toBe(count);
    await desk.close();
  });
});

describe('the parts of the map page', () => {
  it.each([
    [1280, 800, 'zh-CN'],
    [360, 740, 'zh-CN'],
    [360, 740, 'en'],
  ] as const)('do not lie on one another at %i × %i in %s, and say whose data it is', async (width, height, language) => {
    const desk = await openDesk(browser, server, { width, height, language });
    await desk.visit(`?grid=${community.code}&layers=works,issues,uncovered,alleys,coverage`);
    await desk.cardIs(community.name);
    await desk.mapDrawn();
    await desk.expectApart(['.bar', '.breadcrumb', '.tools-bar', '.switcher', '.switcher-open', '.map-legend', '.map-foot', '.map-card > *']);
    expect(await desk.page.locator('.map-credits').textContent()).toMatch(/CGCS2000/);
    expect(await desk.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    await desk.close();
  });
});
