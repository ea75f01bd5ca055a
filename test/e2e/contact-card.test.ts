import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContactCards, FindingsTotals, PublicGrid } from '../../server/responsibilities/contract.ts';
import { launchBrowser, type Page, seriousViolations, type TestBrowser } from '../support/browser.ts';
import { readQr } from '../support/qr-reader.ts';
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

const PHONE = { width: 360, height: 740 };
/** Points of a sheet: 148 by 105 and 297 by 210 millimetres. */
const A6 = [420, 298];
const A4 = [842, 595];

/** Width and height of every page of what would be printed, in whole points. */
async function printed(page: Page): Promise<number[][]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  return [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((match) => [Math.round(Number(match[1])), Math.round(Number(match[2]))]);
}

const community = async () => (await district.wayDown())[2] as { code: string; name: string };
const telLinks = (page: Page) => page.locator('a[href^="tel:"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));

describe('the contact card', () => {
  it('is reached from the card of a grid, and prints on one A6 what anybody may know', async () => {
    const { code, name } = await community();
    const desk = await openDesk(browser, server);
    await desk.visit(`?grid=${code}`);
    const [opened] = await Promise.all([desk.page.context().waitForEvent('page'), desk.card.getByRole('link', { name: '便民联系卡' }).click()]);
    const card = opened.getByRole('article', { name: `便民联系卡 ${name}` });
    await card.waitFor();
    const grid = await server.get<PublicGrid>(`/api/public/grids/${code}`);
    const text = await card.textContent();
    for (const { name: who, dutyPhone } of grid.people) expect(text).toContain(`${who}${dutyPhone}`);
    for (const { service, phone } of grid.services) expect([text?.includes(service), text?.includes(phone)]).toEqual([true, true]);
    expect(await card.getByRole('img').getAttribute('aria-label')).toBe(`${server.url}/g/${code}`);
    expect(await printed(opened)).toEqual([A6]);
    // Nothing is cut off: the lists end above the foot.
    const ends = await card.evaluate((paper) => [...paper.querySelectorAll('li')].map((line) => line.getBoundingClientRect().bottom));
    const foot = await card.locator('footer').boundingBox();
    expect(Math.max(...ends)).toBeLessThanOrEqual((foot?.y ?? 0) + 0.5);
    // Printers have more dots than a screen: the code is read as large as they see it.
    const code2d = card.getByRole('img');
    await code2d.evaluate((drawing) =>
      drawing.setAttribute('style', 'position: fixed; z-index: 9; inset: 0 auto auto 0; width: 600px; height: 600px; background: white'),
    );
    expect(await readQr(await code2d.screenshot())).toBe(`${server.url}/g/${code}`);
    await desk.close();
  });

  it('says on the screen, and not on paper, that no phone reaches an address of this machine alone', async () => {
    const { code } = await community();
    const { page, close } = await browser.open();
    await page.goto(`${server.url}/cards?grid=${code}`);
    const hint = page.getByText('只有这台电脑打得开');
    await hint.waitFor();
    await page.emulateMedia({ media: 'print' });
    expect([await hint.isVisible(), await page.getByRole('button', { name: '打印' }).isVisible(), await page.locator('.card-paper').isVisible()]).toEqual([
      false,
      false,
      true,
    ]);
    await close();
  });

  it('prints all communities of the district, four on an A4, and is light on a dark screen', async () => {
    const root = await district.root();
    const { items } = await server.get<ContactCards>(`/api/grids/${root.code}/contact-cards`);
    const { page, errors, close } = await browser.open({ theme: 'dark' });
    await page.goto(`${server.url}/cards?grid=${root.code}&layout=a4`);
    await page.locator('.card-paper').first().waitFor();
    expect(await page.locator('.card-paper').count()).toBe(items.length);
    expect(await printed(page)).toEqual(Array.from({ length: Math.ceil(items.length / 4) }, () => A4));
    expect(
      await page
        .locator('.sheet')
        .first()
        .evaluate((sheet) => getComputedStyle(sheet).backgroundColor),
    ).toBe('rgb(255, 255, 255)');
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByText('A6 每页一张').click();
    await expect.poll(() => printed(page)).toHaveLength(items.length);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the public page', () => {
  it.each([
    { theme: 'light' as const, language: 'zh-CN' as const },
    { theme: 'dark' as const, language: 'en' as const },
  ])('holds on a small phone in $theme, $language: every phone is a link, nothing overflows, no map is loaded', async (options) => {
    const { code, name } = await community();
    const { page, requests, errors, close } = await browser.open({ ...PHONE, ...options });
    await page.addInitScript(`localStorage.setItem('alleygrid.language', ${JSON.stringify(options.language)})`);
    await page.goto(`${server.url}/g/${code}`);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const grid = await server.get<PublicGrid>(`/api/public/grids/${code}`);
    const phones = [...grid.people.map(({ dutyPhone }) => dutyPhone), ...grid.services.map(({ phone }) => phone)];
    expect(new Set(await telLinks(page))).toEqual(new Set(phones.map((phone) => `tel:${phone}`)));
    expect(await page.locator('.public-works > div').count()).toBe(grid.works.length);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    const low = await page.locator('.public-calls a').evaluateAll((links) => links.filter((link) => link.getBoundingClientRect().height < 44).length);
    expect(low).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
    expect(requests.filter((address) => /map-page|tile-worker|\/tiles\//.test(address))).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });

  it('says what to do where a code leads nowhere, also one with a point in it', async () => {
    const { page, close } = await browser.open(PHONE);
    await page.goto(`${server.url}/g/old.card.12`);
    await page.getByRole('heading', { name: '没有这个网格' }).waitFor();
    await page.getByText('请向社区居委会索取新的便民联系卡').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await close();
  });
});

describe('the layer of responsibilities', () => {
  it('counts what is wrong on the tier that is chosen, and lists as many rows', async () => {
    const totals = await server.get<FindingsTotals>('/api/responsibilities/totals');
    const vacant = totals.items.find(({ kind, tier }) => kind === 'vacant' && tier === 4)?.count;
    expect(vacant).toBeGreaterThan(0);
    const desk = await openDesk(browser, server);
    await desk.visit('?layers=responsibilities,-coverage,-issues,-uncovered,-works,-alleys');
    const legend = desk.page.locator('.map-legend');
    await legend.getByRole('button', { name: `缺岗 ${vacant} 处，列出` }).click();
    await desk.card.getByText(`共 ${vacant} 处，全部列出`).waitFor();
    const row = desk.card.locator('.duty-line').first();
    const name = await row.locator('span').nth(1).textContent();
    await desk.expectNoViolations();
    await row.click();
    await desk.cardIs(name ?? '');
    await desk.card.getByText('缺岗：').waitFor();
    await legend.getByRole('combobox').selectOption('1');
    await expect.poll(() => desk.selection.get('tier')).toBe('1');
    await expect.poll(() => legend.getByRole('button').count()).toBe(totals.items.filter(({ tier }) => tier === 1).length);
    expect(desk.errors).toEqual([]);
    await desk.close();
  });
});
