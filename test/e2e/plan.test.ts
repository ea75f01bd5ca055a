import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../server/people/contract.ts';
import type { PlanReport, PlanRow } from '../../server/plans/contract.ts';
import { type Locator, launchBrowser, type Page, seriousViolations, type TestBrowser } from '../support/browser.ts';
import { openAs, sheetsOf } from './drivers/plan-desk.ts';
import { deskServer } from './drivers/server.ts';

const WAIT = { timeout: 40_000 };
const server = await deskServer();
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Keeps what is computed under a name, and answers its row among the plans. */
async function keepPlan(page: Page, name: string): Promise<Locator> {
  const keep = page.locator('.plan-saved form').getByRole('button', { name: '保存', exact: true });
  await expect.poll(() => keep.isEnabled(), WAIT).toBe(true);
  await page.getByLabel('方案名称').fill(name);
  await keep.click();
  const row = page.locator('.plan-saved > ul > li', { hasText: name });
  await row.waitFor(WAIT);
  return row;
}

describe('the planner', () => {
  it('ranks for everybody, and says who may compute', async () => {
    const opened = await openAs(browser, server, null);
    const { page } = opened;
    await page.goto(`${server.url}/plan`);
    await page.locator('.plan-table li').first().waitFor(WAIT);
    expect(await page.locator('.plan-note').textContent()).toContain('规划员');
    expect(await page.locator('.plan-table li [data-column="outcome"]').first().textContent()).toBe('待测算');
    await opened.close();
  });

  it('computes a plan within its budget, re-ranks while a weight is dragged, keeps out what a named person locks, with the reason, and keeps the result', async () => {
    const opened = await openAs(browser, server, 'planner');
    const { page } = opened;
    await page.goto(`${server.url}/plan?set=1`);
    await page.locator('.plan-figures').waitFor(WAIT);
    // What is in stands above the cut, what is not below it; both are always in view.
    expect(await page.locator('.plan-chosen li [data-column="outcome"]').first().textContent()).toContain('入选');
    expect(await page.locator('.plan-cut').textContent()).toMatch(/以上入选 \d+ 条.*以下未入选 \d+ 条/);
    const names = () => page.locator('.plan-table li [data-column="name"]').allTextContents();
    const before = await names();
    // The slider of paving, from the keyboard, to its end: the order follows at once, without a computation.
    const slider = page.locator('.plan-slider input').first();
    await slider.focus();
    await page.keyboard.press('End');
    await expect.poll(names, WAIT).not.toEqual(before);
    // The address has it once the key is let go and the change has settled.
    await expect.poll(() => new URL(page.url()).searchParams.get('w')?.split(',')[0], WAIT).toBe('40');
    await page.locator('.plan-right[aria-busy="false"]').waitFor(WAIT);

    await page.locator('.plan-chosen button.plan-row').first().click(WAIT);
    const why = page.locator('.plan-why');
    await why.locator('.plan-sentence').waitFor(WAIT);
    expect(await why.locator('.plan-sentence').textContent()).toMatch(/^入选/);
    await why.getByRole('button', { name: '排除' }).click();
    await why.getByRole('textbox').fill('明年整体征收');
    await why.getByRole('button', { name: '确定' }).click();
    await expect.poll(() => why.locator('.plan-sentence').textContent(), WAIT).toContain('已排除：明年整体征收');
    expect(await seriousViolations(page)).toEqual([]);

    const row = await keepPlan(page, '故事里的方案');
    expect(await row.textContent()).toContain('第 1 版');
    expect(opened.errors).toEqual([]);
    await opened.close();
  });

  it('says in words which constraints cannot be kept, and gives way by one click', async () => {
    const opened = await openAs(browser, server, 'planner');
    const { page } = opened;
    const { items } = await server.get<{ items: { code: string }[] }>('/api/grids?level=2');
    // One subdistrict is owed more than there is money.
    await page.goto(`${server.url}/plan?budget=any:20&floor=0&floors=${items[0]?.code}:30:0`);
    const conflict = page.locator('.plan-conflict');
    await conflict.waitFor(WAIT);
    expect(await conflict.locator('li').allTextContents()).toContainEqual(expect.stringMatching(/保底 30 万元/));
    const before = new URL(page.url()).search;
    await conflict.locator('.plan-ways button').first().click();
    await conflict.waitFor({ state: 'detached', ...WAIT });
    await page.locator('.plan-cut').waitFor(WAIT);
    expect(new URL(page.url()).search).not.toBe(before);
    expect(opened.errors).toEqual([]);
    await opened.close();
  });

  it('lays another plan beside it on maps that move together, and names the judgement that contradicts the others', async () => {
    const opened = await openAs(browser, server, 'planner');
    const { page } = opened;
    await page.goto(`${server.url}/plan?beside=rule`);
    await page.locator('.compare-maps .map').nth(1).waitFor(WAIT);
    await expect.poll(() => page.locator('.compare-maps .map[aria-busy="false"]').count(), WAIT).toBe(2);
    const scales = () => page.locator('.compare-maps .map-foot').allTextContents();
    const [before] = await scales();
    await page.locator('.compare-maps .map-foot').first().getByRole('button').first().click();
    await expect.poll(async () => (await scales())[1], WAIT).not.toBe(before);
    expect((await scales())[0]).toBe((await scales())[1]);

    await page.goto(`${server.url}/plan?set=1`);
    await page.getByRole('button', { name: '两两比较（AHP）' }).click(WAIT);
    const dialog = page.locator('.plan-ahp');
    // Three that contradict one another: condition over residents, residents over reports, reports over condition, each as far as it goes.
    for (const [pair, key] of [
      ['状况缺陷 与 居民受益', 'Home'],
      ['居民受益 与 群众反映', 'Home'],
      ['状况缺陷 与 群众反映', 'End'],
    ] as const) {
      await dialog.getByLabel(pair).focus();
      await page.keyboard.press(key);
    }
    expect(await dialog.locator('.plan-consistency').first().textContent()).toContain('最不协调的一项');
    expect(await dialog.getByRole('button', { name: '采用这组权重' }).isDisabled()).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
    for (let tries = 0; tries < 6 && (await dialog.getByRole('button', { name: '采用这组权重' }).isDisabled()); tries++)
      await dialog.getByRole('button', { name: '改成这样' }).first().click();
    await dialog.getByRole('button', { name: '采用这组权重' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('w'), WAIT).not.toBeNull();
    expect(opened.errors).toEqual([]);
    await opened.close();
  });

  it('prints a report and a public notice that names nobody', async () => {
    const opened = await openAs(browser, server, 'planner');
    const { page } = opened;
    await page.goto(`${server.url}/plan?set=1`);
    await keepPlan(page, '公示的方案');
    const { items } = await server.get<{ items: PlanRow[] }>('/api/plans');
    const { id } = items.find(({ name }) => name === '公示的方案') as PlanRow;
    const report = await server.get<PlanReport>(`/api/plans/${id}/report`);
    await page.goto(`${server.url}/plan-report?plan=${id}`);
    await page.locator('.paper-map svg').waitFor(WAIT);
    // The map, then all chosen alleys with their reasons from a new sheet on.
    expect(await page.locator('.paper-new tbody tr').count()).toBe(report.rows.length);
    expect(await sheetsOf(page)).toBeGreaterThanOrEqual(2);
    await page.goto(`${server.url}/plan-notice?plan=${id}`);
    await page.locator('.paper-map svg').waitFor(WAIT);
    const notice = (await page.locator('.plan-paper').textContent()) ?? '';
    const { items: people } = await server.get<{ items: Person[] }>('/api/people?limit=500');
    expect(people.filter(({ name }) => notice.includes(name))).toEqual([]);
    expect(await page.locator('.plan-paper tbody tr').count()).toBe(report.notice.rows.length);
    const sheets = await sheetsOf(page);
    expect(sheets).toBeGreaterThanOrEqual(1);
    expect(sheets).toBeLessThanOrEqual(2 + Math.ceil(report.notice.rows.length / 20));
    expect(opened.errors).toEqual([]);
    await opened.close();
  });
});
