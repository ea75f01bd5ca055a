import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../server/people/contract.ts';
import { launchBrowser, seriousViolations, type TestBrowser } from '../support/browser.ts';
import { deskServer } from './drivers/server.ts';

const WAIT = { timeout: 40_000 };
const server = await deskServer();
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function openAs(role: string | null) {
  const { items } = await server.get<{ items: Person[] }>('/api/people?limit=500');
  const person = items.find((one) => one.role === role);
  const opened = await browser.open({});
  if (person !== undefined)
    await opened.page.addInitScript(
      (kept) => localStorage.setItem('alleygrid.work-as', kept),
      JSON.stringify({ id: person.id, name: person.name, role: person.role }),
    );
  return opened;
}

describe('the planner', () => {
  it('ranks for everybody, and says who may compute', async () => {
    const opened = await openAs(null);
    const { page } = opened;
    await page.goto(`${server.url}/plan`);
    await page.locator('.plan-table li').first().waitFor(WAIT);
    expect(await page.locator('.plan-note').textContent()).toContain('规划员');
    expect(await page.locator('.plan-table li [data-column="outcome"]').first().textContent()).toBe('待测算');
    await opened.close();
  });

  it('computes a plan within its budget, re-ranks while a weight is dragged, keeps out what a named person locks, with the reason, and keeps the result', async () => {
    const opened = await openAs('planner');
    const { page } = opened;
    await page.goto(`${server.url}/plan?set=1`);
    await page.locator('.plan-figures').waitFor(WAIT);
    const names = () => page.locator('.plan-table li [data-column="name"]').allTextContents();
    const before = await names();
    // The slider of paving, from the keyboard, to its end: the order follows at once, without a computation.
    const slider = page.locator('.plan-slider input').first();
    await slider.focus();
    await page.keyboard.press('End');
    await expect.poll(names, WAIT).not.toEqual(before);
    expect(new URL(page.url()).searchParams.get('w')?.split(',')[0]).toBe('40');
    await page.locator('.plan-right[aria-busy="false"]').waitFor(WAIT);

    await page.locator('.plan-table button.plan-row[data-standing="core"], .plan-table button.plan-row[data-standing="edge"]').first().click(WAIT);
    const why = page.locator('.plan-why');
    await why.locator('.plan-sentence').waitFor(WAIT);
    expect(await why.locator('.plan-sentence').textContent()).toMatch(/^入选/);
    await why.getByRole('button', { name: '排除' }).click();
    await why.getByRole('textbox').fill('明年整体征收');
    await why.getByRole('button', { name: '确定' }).click();
    await expect.poll(() => why.locator('.plan-sentence').textContent(), WAIT).toContain('已排除：明年整体征收');
    expect(await seriousViolations(page)).toEqual([]);

    await page.locator('.plan-saved form').getByRole('button', { name: '保存' }).click();
    await page.locator('.plan-saved li').first().waitFor(WAIT);
    expect(await page.locator('.plan-saved li').first().textContent()).toContain('第 1 版');
    expect(opened.errors).toEqual([]);
    await opened.close();
  });
});
