import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GridDetail } from '../../server/grids/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { openDesk } from './drivers/desk.ts';
import { District } from './drivers/district.ts';
import { deskServer } from './drivers/server.ts';

const server = await deskServer();
const district = new District(server);
let browser: TestBrowser;
let way: GridDetail[];
beforeAll(async () => {
  browser = await launchBrowser();
  way = await district.wayDown();
});
afterAll(() => browser.close());

describe('a newcomer', () => {
  it('goes down five levels from card to card, and comes back step by step with Back', async () => {
    const desk = await openDesk(browser, server);
    await desk.visit();
    expect(way).toHaveLength(5);
    for (const [index, grid] of way.entries()) {
      if (index > 0) await desk.drillInto(grid.name);
      await desk.cardIs(grid.name);
      await desk.trailIs(way.slice(0, index + 1).map(({ name }) => name));
      await desk.answerIs(await district.uncovered({ grid: grid.code }));
    }
    for (const grid of way.slice(0, -1).reverse()) {
      await desk.page.goBack();
      await desk.cardIs(grid.name);
    }
    await desk.close();
  });

  it('goes down by clicking the map, always to a grid inside the one before', async () => {
    const desk = await openDesk(browser, server);
    const [root] = way as [GridDetail];
    await desk.visitAt(root.labelPoint as [number, number], 14.5);
    await desk.mapDrawn();
    const target = (way[4] as GridDetail).labelPoint as [number, number];
    let depth = 1;
    while (depth < 5) {
      const before = desk.selection.get('grid');
      await desk.clickUntil(target, () => desk.selection.get('grid') !== before);
      const selected = await district.grid(desk.selection.get('grid') as string);
      expect(selected.level).toBeGreaterThan(depth);
      expect((way[selected.level - 1] as GridDetail).code).toBe(selected.code);
      depth = selected.level;
      await desk.cardIs(selected.name);
    }
    await desk.close();
  });

  it('goes back up by the breadcrumb, and sideways to a neighbour with the keyboard alone', async () => {
    const desk = await openDesk(browser, server);
    const [, subdistrict] = way as [GridDetail, GridDetail];
    await desk.visit(`?grid=${subdistrict.code}`);
    await desk.cardIs(subdistrict.name);
    const neighbour = (way[0] as GridDetail).children.find(({ code }) => code !== subdistrict.code);
    if (!neighbour) throw new Error('the district has one subdistrict only');
    const list = desk.page.getByRole('button', { name: new RegExp(`${(way[0] as GridDetail).name}的下级网格`) });
    await list.focus();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('searchbox', { name: '名称或代码' }).waitFor();
    await desk.page.keyboard.type(neighbour.name);
    await desk.page.keyboard.press('ArrowDown');
    await desk.page.keyboard.press('Enter');
    await desk.cardIs(neighbour.name);
    await desk.page
      .locator('.breadcrumb')
      .getByRole('button', { name: (way[0] as GridDetail).name, exact: true })
      .click();
    await desk.cardIs((way[0] as GridDetail).name);
    await desk.close();
  });

  it('opens the rows behind the number, all of them, and gets back to the card', async () => {
    const desk = await openDesk(browser, server);
    const [, subdistrict] = way as [GridDetail, GridDetail];
    await desk.visit(`?grid=${subdistrict.code}`);
    const count = await desk.answer();
    await desk.card.locator('.answer-number').click();
    await desk.card.getByRole('listitem').first().waitFor();
    expect(desk.selection.get('panel')).toBe('households.uncovered');
    for (let page = 0; page < 40 && !(await desk.card.getByText('全部列出').isVisible()); page++) {
      await desk.card.locator('.virtual-list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
      await desk.page.waitForTimeout(100);
    }
    expect(await desk.card.getByRole('status').textContent()).toContain(count.toLocaleString('en'));
    await desk.card.getByRole('button', { name: '返回' }).click();
    await desk.answerIs(count);
    await desk.close();
  });
});

describe('the numbers of a card', () => {
  it('open as many rows as they say: totals, states and kinds of a grid', async () => {
    const desk = await openDesk(browser, server);
    const [, , community] = way as [GridDetail, GridDetail, GridDetail];
    await desk.visit(`?grid=${community.code}`);
    const opened: string[] = [];
    for (const name of ['全部对象', '已访', '免访（已批）', '可达', '敲门未遇', '户', '户 可达']) {
      const count = await desk.openRows(name);
      if (count > 0) expect(await desk.rowsTotal(), name).toBe(count);
      opened.push(desk.selection.get('panel') as string);
      await desk.card.getByRole('button', { name: '返回' }).click();
      await desk.cardIs(community.name);
    }
    expect(opened).toEqual([
      ...['households.all', 'households.covered', 'households.exempt', 'households.reachable', 'households.tried'],
      ...['households.uncovered.household', 'households.reachable.household'],
    ]);
    await desk.close();
  });

  it('are named in the heading of their list, never beside an empty place', async () => {
    const desk = await openDesk(browser, server);
    const [, , community] = way as [GridDetail, GridDetail, GridDetail];
    await desk.visit(`?grid=${community.code}&panel=households.covered`);
    await desk.cardIs(`${community.name}　已访`);
    await desk.visit(`?grid=${community.code}&panel=issues.open`);
    await desk.cardIs(`${community.name}　在办问题`);
    await desk.page.route(/\/api\/grids\/[^/?]+$/, () => undefined);
    await desk.visit(`?grid=${community.code}&panel=issues.open`);
    await desk.cardIs(/^在办问题$/);
    await desk.close();
  });
});

describe('a shared link', () => {
  it('shows another person the same thing', async () => {
    const first = await openDesk(browser, server);
    const grid = way[2] as GridDetail;
    await first.visit(`?grid=${grid.code}&kind=household`);
    await first.card.getByText('冻结轮次').click();
    const count = await first.answer();
    const address = first.page.url();
    const second = await openDesk(browser, server);
    await second.page.goto(address);
    await second.cardIs(grid.name);
    await second.answerIs(count);
    expect(await second.card.getByRole('combobox', { name: '对象' }).inputValue()).toBe('household');
    expect(await second.card.getByRole('radio', { name: '冻结轮次' }).isChecked()).toBe(true);
    await first.close();
    await second.close();
  });
});
