import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOn } from '../../client/surveys/line-plan.ts';
import type { Alley, AlleyDetail, AlleyRevision } from '../../server/alleys/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { openRegister } from './drivers/register-desk.ts';
import { deskServer } from './drivers/server.ts';

const WAIT = { timeout: 20_000 };
const server = await deskServer();
let browser: TestBrowser;
let alleys: Alley[];
beforeAll(async () => {
  browser = await launchBrowser();
  alleys = (await server.get<{ items: Alley[] }>('/api/alleys?limit=10000')).items;
});
afterAll(() => browser.close());

/** From the middle of a straight alley to another alley. */
function metresOff({ geometry: { coordinates } }: AlleyDetail, other: AlleyDetail): number {
  const [[x, y], [toX, toY]] = coordinates[0] as [[number, number], [number, number]];
  return placeOn(other.geometry.coordinates, [(x + toX) / 2, (y + toY) / 2]).offM;
}

/** So many pixels square to a straight alley. */
function across({ geometry: { coordinates } }: AlleyDetail, px: number): [right: number, down: number] {
  const [[x, y], [toX, toY]] = coordinates[0] as [[number, number], [number, number]];
  const [east, north] = [(toX - x) * Math.cos((y * Math.PI) / 180), toY - y];
  const length = Math.hypot(east, north);
  return [(north / length) * px, (east / length) * px];
}

describe('the page of back alleys', () => {
  it('lists what the filters leave, says how many, and the address keeps it', async () => {
    const desk = await openRegister(browser, server);
    await desk.visit();
    await desk.countIs(alleys.length);
    await desk.page.getByRole('button', { name: '不达标 路平' }).click();
    const failing = alleys.filter(({ conditions }) => conditions.road === 'fails');
    expect(failing.length).toBeGreaterThan(0);
    await desk.countIs(failing.length);
    expect(new URL(desk.page.url()).searchParams.get('fails')).toBe('road');
    const address = desk.page.url();
    await desk.page.goto(address);
    await desk.countIs(failing.length);
    await desk.page.getByRole('button', { name: '清除条件' }).click();
    await desk.countIs(alleys.length);
    await desk.close();
  });

  it('sorts by a column, one way and the other', async () => {
    const desk = await openRegister(browser, server);
    await desk.visit();
    const lengths = alleys.map(({ lengthM }) => lengthM).sort((a, b) => a - b);
    const longest = alleys.find(({ lengthM }) => lengthM === lengths.at(-1)) as Alley;
    const shortest = alleys.find(({ lengthM }) => lengthM === lengths[0]) as Alley;
    const byLength = desk.page.getByRole('button', { name: /按长 m排序/ });
    await byLength.click();
    await desk.rows.first().filter({ hasText: longest.code }).waitFor(WAIT);
    await byLength.click();
    await desk.rows.first().filter({ hasText: shortest.code }).waitFor(WAIT);
    expect(await desk.page.locator('[aria-sort="ascending"]').textContent()).toContain('长');
    await desk.close();
  });

  it('opens the card from the keyboard: needs, lamps and the surveys are those of the server', async () => {
    const desk = await openRegister(browser, server);
    await desk.visit('?sort=-dark');
    await desk.rows.first().focus();
    await desk.page.keyboard.press('ArrowDown');
    await desk.page.keyboard.press('Enter');
    await desk.card.locator('.need-bar').first().waitFor(WAIT);
    const id = Number(new URL(desk.page.url()).searchParams.get('alley'));
    const alley = await server.get<AlleyDetail>(`/api/alleys/${id}`);
    expect(await desk.card.locator('h2').textContent()).toBe(alley.name ?? '无名巷');
    expect(await desk.card.textContent()).toContain(`${alley.light?.workingLamps} / ${alley.light?.lamps} 盏正常`);
    expect(await desk.card.locator('.condition-cells > li').count()).toBe(5);
    expect(await desk.card.locator('.condition-fails').count()).toBe(alley.fails);
    expect(await desk.row(alley.code).getAttribute('aria-selected')).toBe('true');
    // A link brings the row of its alley into view, wherever in the list it stands.
    const far = alleys.findLast(({ fails }) => fails === 0) as Alley;
    await desk.visit(`?alley=${far.id}`);
    const [row, table] = await Promise.all([desk.row(far.code).boundingBox(WAIT), desk.page.locator('.register-table').boundingBox()]);
    expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThanOrEqual((table?.y ?? 0) + (table?.height ?? 0));
    expect(await desk.violations()).toEqual([]);
    await desk.close();
  });

  it('records a survey in the card, and corrects the register: the cell, the bar, the facts and the history follow', async () => {
    const { items: people } = await server.get<{ items: { id: number; name: string; role: string }[] }>('/api/people?limit=10000');
    const person = people.find(({ role }) => ['planner', 'district_command', 'administrator'].includes(role));
    const alley = alleys.find(({ conditions }) => conditions.road === 'meets') as Alley;
    const desk = await openRegister(browser, server);
    await desk.workAs(person);
    await desk.visit(`?alley=${alley.id}`);
    await desk.card.getByRole('button', { name: '记录调查' }).click(WAIT);
    await desk.card.getByLabel('检查表').selectOption('five 2');
    await desk.card.getByLabel('调查日期').fill('2026-11-20');
    await desk.card.getByLabel(/路面状况指数/).fill('20');
    await desk.card.getByRole('button', { name: '保存' }).click();
    await desk.card.locator('.condition-cells .condition-fails', { hasText: '平' }).waitFor(WAIT);
    const now = await server.get<AlleyDetail>(`/api/alleys/${alley.id}`);
    expect(now.needs.road).toEqual({ min: 100, max: 100, source: 'survey' });
    expect(await desk.card.textContent()).toContain('20 PCI');

    await desk.page.evaluate((who) => localStorage.setItem('alleygrid.work-as', JSON.stringify(who)), person);
    await desk.visit(`?alley=${alley.id}`);
    await desk.card.getByRole('button', { name: '更正登记信息' }).click(WAIT);
    const form = desk.card.getByRole('form', { name: '更正登记信息' });
    await form.getByLabel('线缆', { exact: true }).selectOption({ label: '部分入地' });
    await form.getByLabel('架空线长，米').fill('0');
    await form.getByLabel('依据').fill('现场查看');
    await form.getByText('有架空线时长度大于 0').waitFor(WAIT);
    expect(await desk.violations()).toEqual([]);
    // A reload loses nothing.
    await desk.page.reload();
    await desk.card.getByRole('button', { name: '更正登记信息' }).click(WAIT);
    expect(await form.getByLabel('依据').inputValue()).toBe('现场查看');
    await form.getByLabel('架空线长，米').fill('12.5');
    await form.getByRole('button', { name: '保存更正' }).click();
    await desk.card.getByText('已更正。').waitFor(WAIT);
    await desk.card.getByText('部分入地，12.5 米').waitFor(WAIT);
    await desk.card
      .locator('.register-amended', { hasText: '→ 12.5 米' })
      .filter({ hasText: `现场查看，${person?.name}` })
      .waitFor(WAIT);
    await desk.close();
  });

  it('redraws an alley by dragging a corner, and joins it with the one it meets', async () => {
    const { items: people } = await server.get<{ items: { id: number; name: string; role: string }[] }>('/api/people?limit=10000');
    const person = people.find(({ role }) => ['planner', 'district_command', 'administrator'].includes(role));
    const all = await Promise.all(alleys.map(({ id }) => server.get<AlleyDetail>(`/api/alleys/${id}`)));
    // Far from every other: a corner that is dragged onto another alley meets that one too.
    const alley = all
      .filter(({ lengthM, geometry: { coordinates } }) => lengthM > 25 && coordinates.length === 1 && coordinates[0]?.length === 2)
      .map((one) => ({ one, clearM: Math.min(...all.filter(({ id }) => id !== one.id).map((other) => metresOff(one, other))) }))
      .sort((a, b) => b.clearM - a.clearM)[0]?.one as AlleyDetail;
    const desk = await openRegister(browser, server);
    await desk.workAs(person);
    await desk.visit(`?alley=${alley.id}`);
    await desk.countIs(alleys.length);
    await desk.mapRests();
    await desk.card.getByRole('button', { name: '重画' }).click();
    await desk.card.getByText('2 个点').waitFor(WAIT);
    await desk.page.waitForTimeout(1_500);
    // The middle of the straight piece becomes a corner when it is dragged.
    await desk.dragMiddleOf(alley.geometry.coordinates[0] as [number, number][], ...across(alley, 30));
    await desk.card.getByText('3 个点').waitFor(WAIT);
    await desk.card.getByRole('button', { name: '退一步' }).click();
    await desk.card.getByText('2 个点').waitFor(WAIT);
    await desk.page.waitForTimeout(500);
    await desk.dragMiddleOf(alley.geometry.coordinates[0] as [number, number][], ...across(alley, 30));
    await desk.card.getByText('3 个点').waitFor(WAIT);
    // Another row does not take away what is drawn.
    await desk.rows.first().click();
    await desk.card.getByText('线位还没有保存').waitFor(WAIT);
    await desk.card.getByLabel('变更原因').fill('实测');
    await desk.card.getByRole('button', { name: '保存' }).click();
    await desk.card.getByText('已保存').waitFor(WAIT);
    const bent = await server.get<AlleyDetail>(`/api/alleys/${alley.id}`);
    expect(bent.geometry.coordinates[0]).toHaveLength(3);
    expect(bent.lengthM).toBeGreaterThan(alley.lengthM);
    const { items } = await server.get<{ items: AlleyRevision[] }>(`/api/alleys/${alley.id}/revisions`);
    expect(items.map(({ action, lengthM, reason }) => [action, lengthM, reason])).toEqual([['redraw', expect.closeTo(alley.lengthM, 3), '实测']]);
    // The former line is put back from the history.
    await desk.card.getByRole('table').getByRole('button', { name: '重画' }).click(WAIT);
    await desk.card.getByRole('button', { name: '恢复到这条线' }).click();
    await desk.card.getByRole('table').getByRole('button', { name: '重画' }).nth(1).waitFor(WAIT);
    const back = await server.get<AlleyDetail>(`/api/alleys/${alley.id}`);
    expect(back.lengthM).toBeCloseTo(alley.lengthM, 2);

    // Cut by the program, so that there surely is one it meets; joined by hand.
    const [[x, y], [toX, toY]] = back.geometry.coordinates[0] as [[number, number], [number, number]];
    const middle: [number, number] = [(x + toX) / 2, (y + toY) / 2];
    const split = await server.post<{ items: AlleyDetail[] }>(`/api/alleys/${alley.id}/split`, { clientUuid: crypto.randomUUID(), point: middle }, person?.id);
    const other = split.items[1] as AlleyDetail;
    await desk.visit(`?alley=${alley.id}`);
    await desk.countIs(alleys.length + 1);
    await desk.mapRests();
    await desk.card.getByRole('button', { name: '合并' }).click();
    await desk.clickMiddleOf(other.geometry.coordinates[0] as [number, number][]);
    await desk.card.getByText('将并入本巷').waitFor(WAIT);
    await desk.card.getByRole('button', { name: '保存' }).click();
    await desk.countIs(alleys.length);
    const joined = await server.get<AlleyDetail>(`/api/alleys/${alley.id}`);
    expect(joined.lengthM).toBeCloseTo(back.lengthM, 1);
    await desk.close();
  });

  it('splits an alley by a click on the map; its former line stands in the history', async () => {
    const { items: people } = await server.get<{ items: { id: number; name: string; role: string }[] }>('/api/people?limit=10000');
    const person = people.find(({ role }) => ['planner', 'district_command', 'administrator'].includes(role));
    const straight = await Promise.all(alleys.map(({ id }) => server.get<AlleyDetail>(`/api/alleys/${id}`)));
    const alley = straight
      .filter(({ geometry: { coordinates } }) => coordinates.length === 1 && coordinates[0]?.length === 2)
      .sort((a, b) => b.lengthM - a.lengthM)[0] as AlleyDetail;
    const desk = await openRegister(browser, server);
    await desk.workAs(person);
    await desk.visit(`?alley=${alley.id}`);
    await desk.countIs(alleys.length);
    await desk.mapRests();
    await desk.card.getByRole('button', { name: '拆分' }).click();
    await desk.clickMiddleOfMap();
    await desk.card.getByText('在此断开').waitFor(WAIT);
    await desk.card.getByRole('button', { name: '保存' }).click();
    await desk.countIs(alleys.length + 1);
    const half = await server.get<AlleyDetail>(`/api/alleys/${alley.id}`);
    expect(half.lengthM).toBeGreaterThan(alley.lengthM * 0.2);
    expect(half.lengthM).toBeLessThan(alley.lengthM * 0.8);
    const { items: revisions } = await server.get<{ items: AlleyRevision[] }>(`/api/alleys/${alley.id}/revisions`);
    expect(revisions.map(({ action, lengthM }) => [action, lengthM])).toEqual([['split', expect.closeTo(alley.lengthM, 3)]]);
    const entry = desk.card.getByRole('table').getByRole('button', { name: '拆分' });
    await entry.click(WAIT);
    expect(await entry.getAttribute('aria-pressed')).toBe('true');
    await desk.close();
  });
});
