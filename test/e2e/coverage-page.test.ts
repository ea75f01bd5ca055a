import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GridCoverage } from '../../server/coverage/contract.ts';
import { ANONYMOUS } from '../../server/db/actor.ts';
import type { PaceTree } from '../../server/pace/contract.ts';
import { launchBrowser, seriousViolations, type TestBrowser } from '../support/browser.ts';
import { knock } from '../support/knock.ts';
import { openDesk } from './drivers/desk.ts';
import { District } from './drivers/district.ts';
import { openPaceDesk } from './drivers/pace-desk.ts';
import { deskServer } from './drivers/server.ts';

const WAIT = { timeout: 20_000 };
const server = await deskServer();
const district = new District(server);
let browser: TestBrowser;
let tree: PaceTree;
/** A community with most left to visit. */
let place: string;
const column = (name: 'uncovered' | 'reachable' | 'covered' | 'level' | 'id', code: string) => tree[name][tree.code.indexOf(code)] ?? 0;
beforeAll(async () => {
  browser = await launchBrowser();
  tree = await server.get<PaceTree>('/api/pace');
  const communities = tree.code.filter((code) => column('level', code) === 3);
  place = communities.sort((a, b) => column('uncovered', b) - column('uncovered', a))[0] as string;
});
afterAll(() => browser.close());

describe('the coverage page', () => {
  it('shows one figure in the table, in the card of the map and in the file, and opens its rows', async () => {
    const desk = await openPaceDesk(browser, server);
    await desk.visit(`?grid=${place}`);
    const left = await desk.left(place);
    expect(left).toBe((await server.get<GridCoverage>(`/api/grids/${place}/coverage`)).own.uncovered);
    const lines = readFileSync(await desk.download('导出 CSV'), 'utf8')
      .slice(1)
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const head = lines[0] as string[];
    const inFile = (name: string) => lines.slice(1).map((line) => line[head.indexOf(name)]);
    expect(inFile('编码')).toEqual(await desk.shownCodes());
    expect(Number(inFile('应访未访')[inFile('编码').indexOf(place)])).toBe(left);
    await desk
      .row(place)
      .getByRole('link', { name: /应访未访/ })
      .click();
    const map = await openDesk(browser, server);
    await map.page.goto(desk.page.url());
    expect(await map.rowsTotal()).toBe(left);
    await map.visit(`?grid=${place}`);
    await map.answerIs(left);
    await map.close();
    await desk.close();
  });

  it('links the rows with the map both ways', async () => {
    const desk = await openPaceDesk(browser, server);
    await desk.visit('?level=2');
    await desk.mapDrawn();
    const [subdistrict] = (await district.root()).children.filter(({ labelPoint }) => labelPoint !== null);
    if (!subdistrict) throw new Error('the district has no subdistrict');
    await desk.choose(subdistrict.code);
    await expect.poll(() => desk.selected, WAIT).toBe(subdistrict.code);
    await desk.isChosen(subdistrict.code);
    await desk.choose(subdistrict.code);
    await expect.poll(() => desk.selected, WAIT).toBe(null);
    await desk.visit(`?level=2&at=${subdistrict.labelPoint?.join(',')},13`);
    await desk.mapDrawn();
    await desk.clickMapUntil(() => desk.selected === subdistrict.code);
    await desk.isChosen(subdistrict.code);
    await desk.close();
  });

  it('shows the grids of one step alone, in the table as on the bar', async () => {
    const desk = await openPaceDesk(browser, server);
    await desk.visit('?level=4');
    const { name, count } = await desk.tallestBar();
    await desk.bar(name).click();
    await expect.poll(async () => (await desk.shownCodes()).length, WAIT).toBe(count);
    const [first] = await desk.shownCodes();
    await desk.row(first as string).hover();
    await expect.poll(() => desk.bar(name).getAttribute('data-marked'), WAIT).toBe('true');
    for (const code of await desk.shownCodes()) expect(column('level', code)).toBe(4);
    await desk.page.getByRole('button', { name: '显示全部' }).click();
    await expect.poll(() => desk.shownCodes(), WAIT).toContain((await district.root()).code);
    await desk.close();
  });

  it('is a tree grid for the keyboard, keeps its state in the address, and has no serious violation', async () => {
    const desk = await openPaceDesk(browser, server);
    await desk.visit('?sort=name&depth=1');
    const root = (await district.root()).code;
    expect(await desk.shownCodes()).toEqual([root]);
    await desk.row(root).focus();
    await desk.page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await desk.shownCodes()).length, WAIT).toBeGreaterThan(1);
    const second = (await desk.shownCodes())[1] as string;
    await desk.row(root).focus();
    await desk.page.keyboard.press('ArrowDown');
    await expect.poll(() => desk.focused(), WAIT).toBe(second);
    await desk.page.keyboard.press('Enter');
    await expect.poll(() => desk.selected, WAIT).toBe(second);
    const shown = await desk.shownCodes();
    await desk.page.reload();
    await expect.poll(() => desk.shownCodes(), WAIT).toEqual(shown);
    expect(await seriousViolations(desk.page)).toEqual([]);
    await desk.close();
  });

  it('follows a visit within a second, and keeps the table where there is no WebGL2', async () => {
    const desk = await openPaceDesk(browser, server, { noWebgl: true });
    await desk.visit(`?grid=${place}`);
    await desk.page.getByText('此浏览器不能绘制地图').waitFor();
    const before = await desk.left(place);
    const { items } = await server.get<{ items: { id: number }[] }>(`/api/grids/${place}/uncovered-households?limit=1`);
    const home = items[0]?.id as number;
    await server.withActor(ANONYMOUS, (db) => knock(db, tree.campaign.id, [home], 'visited'));
    await expect.poll(() => desk.left(place), { timeout: 5_000, interval: 50 }).toBe(before - 1);
    await desk.close();
  });
});
