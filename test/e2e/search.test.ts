import { pinyin } from 'pinyin-pro';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GridDetail } from '../../server/grids/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type Desk, openDesk } from './drivers/desk.ts';
import { District } from './drivers/district.ts';
import { deskServer } from './drivers/server.ts';

const server = await deskServer();
const district = new District(server);
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const initials = (name: string) => pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join('');

async function typeInto(desk: Desk, text: string): Promise<void> {
  await desk.page.locator('body').press('/');
  await desk.page.keyboard.type(text);
  await desk.page.getByRole('option').first().waitFor({ timeout: 20_000 });
}

describe('the search box', () => {
  it('finds a community by its pinyin initials, without the mouse', async () => {
    const community = (await district.wayDown())[2] as GridDetail;
    const desk = await openDesk(browser, server);
    await desk.visit();
    await typeInto(desk, initials(community.name));
    const names = await desk.page.getByRole('option').locator('.search-name').allInnerTexts();
    const place = names.indexOf(community.name);
    expect(place).toBeGreaterThanOrEqual(0);
    for (let step = 0; step < place; step++) await desk.page.keyboard.press('ArrowDown');
    await desk.page.keyboard.press('Enter');
    await desk.cardIs(community.name);
    await desk.close();
  });

  it('selects an alley, whose card shows its five standards', async () => {
    const alley = await district.alley();
    const desk = await openDesk(browser, server);
    await desk.visit();
    await typeInto(desk, alley.name as string);
    const named = desk.page.locator('.search-name', { hasText: new RegExp(`^${alley.name}$`) });
    await desk.page.getByRole('option', { name: /小巷/ }).filter({ has: named }).first().click();
    await desk.cardIs(alley.name as string);
    expect(await desk.card.locator('.condition-cells li').count()).toBe(5);
    await desk.close();
  });

  it('says so when nothing is found, and Esc gives the page back', async () => {
    const desk = await openDesk(browser, server);
    await desk.visit();
    await desk.page.locator('body').press('/');
    await desk.page.keyboard.type('qqqqzzzz');
    await desk.page.getByText('没有找到“qqqqzzzz”').waitFor({ timeout: 20_000 });
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('Escape');
    expect(await desk.page.getByRole('combobox', { name: /查找/ }).inputValue()).toBe('');
    await desk.close();
  });
});
