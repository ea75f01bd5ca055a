import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryFrame } from '../../server/history/contract.ts';
import type { Issue } from '../../server/issues/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type Desk, openDesk } from './drivers/desk.ts';
import { deskServer } from './drivers/server.ts';

const server = await deskServer();
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const bar = (desk: Desk) => desk.page.getByRole('region', { name: '回看' });
const shown = (desk: Desk) => bar(desk).getByRole('status').locator('strong').textContent();
const DAY_MS = 86_400_000;
const daysLater = (day: string, days: number) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

describe('the past', () => {
  it('is played from a day on without asking for anything, says so everywhere, and leads back to now', async () => {
    const { rounds, today } = await server.get<HistoryFrame>('/api/history');
    const begun = rounds.at(-1)?.firstDay as string;
    const desk = await openDesk(browser, server);
    await desk.visit();
    await desk.mapDrawn();
    const now = await desk.answer();
    await desk.visit(`?day=${daysLater(begun, 2)}`);
    await desk.mapDrawn();
    await expect.poll(() => shown(desk), { timeout: 20_000 }).toBe(`截至 ${daysLater(begun, 2)}`);
    expect(await desk.page.locator('.bar-round').textContent()).toBe(`${rounds.at(-1)?.name} ${daysLater(begun, 2)}`);
    const before = await desk.answer();
    expect(before).toBeGreaterThan(now);
    await desk.card.getByText(`截至 ${daysLater(begun, 2)}`).waitFor();
    // Who answered for the district that day.
    await desk.card.locator('.chain').waitFor();
    await desk.quiet();

    const asked = desk.requests.length;
    await bar(desk).getByLabel('速度').selectOption({ index: 2 });
    await bar(desk).getByRole('button', { name: '播放' }).click();
    await expect.poll(() => shown(desk), { timeout: 20_000 }).toBe(`截至 ${daysLater(today, -1)}`);
    await bar(desk).getByRole('button', { name: '播放' }).waitFor();
    // Code comes once, with the first day that has something of its kind to draw.
    const during = desk.requests.slice(asked).filter((address) => !/\/(assets|icon)\b/.test(new URL(address).pathname));
    expect(during.filter((address) => /\/tiles\/|\/api\/history\/(series|households|issues|works)|\/coverage/.test(address))).toEqual([]);
    // What asks once a minute may have done so.
    expect(during.length, during.join(' ')).toBeLessThanOrEqual(3);
    expect(await desk.answer()).toBeLessThan(before);
    expect(new URL(desk.page.url()).searchParams.get('day')).toBe(daysLater(today, -1));

    await bar(desk).getByRole('button', { name: '回到现在' }).click();
    await desk.answerIs(now);
    expect(new URL(desk.page.url()).searchParams.has('day')).toBe(false);
    expect(await desk.page.locator('.bar-round').textContent()).toContain('第 ');
    await desk.close();
  });

  it('names the round of the day in the bar, on the map and in the tree alike', async () => {
    const { rounds } = await server.get<HistoryFrame>('/api/history');
    const [first] = rounds as [HistoryFrame['rounds'][number]];
    const day = daysLater(first.firstDay, 3);
    const desk = await openDesk(browser, server);
    for (const page of ['map', 'coverage']) {
      await desk.page.goto(`${server.url}/${page}?day=${day}`);
      await expect.poll(() => desk.page.locator('.bar-round').textContent(), { timeout: 20_000 }).toBe(`${first.name} ${day}`);
    }
    await desk.close();
  });

  it('says of an issue that was reported later that nobody had reported it', async () => {
    const { items } = await server.get<{ items: Issue[] }>('/api/issues?limit=10000');
    const last = items.reduce((one, other) => (Date.parse(other.reportedAt) > Date.parse(one.reportedAt) ? other : one));
    const day = daysLater(last.reportedAt.slice(0, 10), -2);
    const desk = await openDesk(browser, server);
    await desk.visit(`?day=${day}&panel=issue.${last.id}`);
    await desk.card.getByText(`${day.slice(5)} 还没有上报这个问题。`).waitFor({ timeout: 40_000 });
    await desk.close();
  });

  it('since the briefing is a list of what has changed, which flies to each place', async () => {
    const desk = await openDesk(browser, server);
    await desk.visit();
    await desk.mapDrawn();
    await bar(desk)
      .getByRole('button', { name: /晨查以来/ })
      .click();
    await desk.cardIs(/晨查以来/);
    const row = desk.card.locator('button.change-row').first();
    const group = desk.card.locator('.change-grid').first();
    await group.waitFor({ timeout: 20_000 });
    // Doors are many: their rows open when they are wanted.
    if ((await row.count()) === 0) await group.click();
    await row.waitFor();
    const before = desk.page.url();
    await row.click();
    await expect.poll(() => desk.page.url(), { timeout: 20_000 }).not.toBe(before);
    await desk.card.getByRole('button', { name: '关闭' }).click();
    await desk.cardIs(/./);
    await desk.close();
  });
});
