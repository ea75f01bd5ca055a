import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Issue } from '../../server/issues/contract.ts';
import type { Photo } from '../../server/photos/contract.ts';
import type { Work, WorkDetail, WorkTotals } from '../../server/works/contract.ts';
import { launchBrowser, seriousViolations, type TestBrowser } from '../support/browser.ts';
import { phonePhoto } from '../support/pictures.ts';
import { deskServer } from './drivers/server.ts';

const WAIT = { timeout: 30_000 };
const server = await deskServer();
let browser: TestBrowser;
let planner: { id: number; name: string; role: string };
beforeAll(async () => {
  browser = await launchBrowser();
  const { items } = await server.get<{ items: (typeof planner)[] }>('/api/people?role=planner');
  planner = items[0] as typeof planner;
});
afterAll(() => browser.close());

describe('the page of completed works', () => {
  it('shows the quantities the server tells, in a period beside so far; a line opens its works and the address keeps it', async () => {
    const { page, close } = await browser.open({});
    await page.goto(`${server.url}/works`);
    const { items } = await server.get<WorkTotals>('/api/works/totals?grid=KF');
    await page.locator('.works-table tbody').first().waitFor(WAIT);
    expect(await page.locator('.works-table tbody').count()).toBe(items.length);
    const lamps = items.find(({ workType }) => workType.code === 'lamp_install');
    const line = page.locator('.works-table tbody', { hasText: lamps?.workType.name ?? '' });
    expect((await line.locator('td:not(.works-to-map)').last().textContent())?.replace(/\D/g, '')).toBe(String(lamps?.quantity));
    await line.getByRole('button').click();
    await page.getByText(`${lamps?.count} 项，全部列出`).waitFor(WAIT);
    expect(new URL(page.url()).searchParams.get('type')).toBe('lamp_install');
    await page.getByText('自选').click();
    await page.getByLabel('自', { exact: true }).fill('2026-01-01');
    await page.getByLabel('至', { exact: true }).fill('2026-08-31');
    const { items: then } = await server.get<WorkTotals>('/api/works/totals?grid=KF&from=2026-01-01&to=2026-08-31');
    const early = then.find(({ workType }) => workType.code === 'lamp_install');
    await expect
      .poll(() => line.locator('td:not(.works-to-map)').first().textContent(), WAIT)
      .toContain(early?.period?.count ? String(early.period.quantity) : '–');
    await page.reload();
    await line.waitFor(WAIT);
    expect(await page.getByLabel('至', { exact: true }).inputValue()).toBe('2026-08-31');
    expect(await seriousViolations(page)).toEqual([]);
    await close();
  });

  it('an inspector opens a total and gets its rows on the map, and no others; there a finished work is accepted', async () => {
    const [inspector] = (await server.get<{ items: (typeof planner)[] }>('/api/people?role=inspector')).items;
    const { items } = await server.get<WorkTotals>('/api/works/totals?grid=KF');
    const lamps = items.find(({ workType }) => workType.code === 'lamp_install');
    const [done] = (await server.get<{ items: Work[] }>('/api/works?type=lamp_install&phase=done&sort=newest&limit=1')).items;
    const { page, close } = await browser.open({});
    await page.addInitScript((who) => localStorage.setItem('alleygrid.work-as', JSON.stringify(who)), inspector);
    await page.goto(`${server.url}/works`);
    await page.getByRole('link', { name: `在大地图上看${lamps?.workType.name}` }).click(WAIT);
    await page.getByText(`${lamps?.count} 项，全部列出`).waitFor(WAIT);
    expect(new URL(page.url()).pathname).toBe('/map');
    await page.goto(`${server.url}/map?panel=work.${done?.id}`);
    await page.getByRole('button', { name: '验收', exact: true }).click(WAIT);
    await page.getByLabel('验收日期').fill('2026-11-20');
    await page.getByLabel('灯明').selectOption('fails');
    await page.getByRole('button', { name: '退回返工' }).waitFor(WAIT);
    await page.getByLabel('灯明').selectOption('passes');
    await page.getByRole('button', { name: '通过验收' }).click(WAIT);
    await page.getByRole('button', { name: '月查打分' }).waitFor(WAIT);
    expect((await server.get<Work>(`/api/works/${done?.id}`)).phase).toBe('accepted');
    await close();
  });

  it('a planner records from the card of an issue the work that answers it, and both name each other', async () => {
    const { items: issues } = await server.get<{ items: Issue[] }>('/api/issues?open=true&limit=200');
    const issue = issues.find(({ lon }) => lon !== null) as Issue;
    const { page, close } = await browser.open({});
    await page.addInitScript((who) => localStorage.setItem('alleygrid.work-as', JSON.stringify(who)), planner);
    await page.goto(`${server.url}/map?panel=issue.${issue.id}`);
    await page.getByRole('link', { name: '登记办这件事的工程' }).click(WAIT);
    const form = page.locator('form.work-editor');
    await form.locator('.work-asks', { hasText: issue.code }).first().waitFor(WAIT);
    await form.getByLabel('种类', { exact: true }).selectOption('lamp_install');
    await form.getByLabel('数量', { exact: true }).fill('无');
    await form.getByRole('button', { name: '保存' }).click();
    await form.getByText('请写大于 0 的数').waitFor(WAIT);
    await form.getByLabel('数量', { exact: true }).fill('2');
    // The browser's clock runs ahead of the test's.
    await form.getByLabel('完工', { exact: true }).fill('2026-11-20');
    await form.getByRole('button', { name: '保存' }).click();
    const card = page.locator('.works-card');
    await card.locator('.thread-step[data-kind="issue"]', { hasText: issue.title }).first().waitFor(WAIT);
    const id = Number(new URL(page.url()).searchParams.get('work'));
    const work = await server.get<WorkDetail>(`/api/works/${id}`);
    expect(work.asks.map((ask) => ask.id)).toEqual([issue.id]);
    expect([work.lon, work.lat]).toEqual([issue.lon, issue.lat]);
    await card.locator('.thread-step[data-kind="issue"] a').first().click();
    // A work without a name of its own is called by its type.
    await page.locator(`.thread-step[data-kind="work"] a[href$="work.${id}"]`, { hasText: '路灯' }).waitFor(WAIT);
    await close();
  });

  it('shows before and after of one place under a slider that the arrow keys move, and the card from the list', async () => {
    const [work] = (await server.get<{ items: Work[] }>('/api/works?type=wall_paint&completed=true&sort=newest')).items;
    for (const moment of ['before', 'after'] as const) {
      const headers = { 'content-type': 'image/jpeg', 'x-client-uuid': randomUUID(), 'x-work-as': String(planner.id) };
      const answer = await fetch(`${server.url}/api/photos`, {
        method: 'POST',
        headers,
        body: new Uint8Array(await phonePhoto(moment === 'before' ? 400 : 420, 300)),
      });
      const photo = (await answer.json()) as Photo;
      await server.post(`/api/works/${work?.id}/photos`, { photoId: photo.id, moment, spot: 1 }, planner.id);
    }
    const { page, close } = await browser.open({});
    await page.goto(`${server.url}/works?type=wall_paint&view=gallery`);
    // Photos are for staff.
    await page.getByText('照片仅供工作人员').first().waitFor(WAIT);
    await page.evaluate((person) => localStorage.setItem('alleygrid.work-as', JSON.stringify(person)), planner);
    await page.reload();
    const slider = page.getByRole('slider').first();
    await slider.waitFor(WAIT);
    await expect.poll(() => page.locator('.works-gallery .before-after img').count(), WAIT).toBe(2);
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).toBe('左侧 55% 为改造前');
    await page
      .getByRole('button', { name: work?.name ?? '' })
      .first()
      .click();
    await page.locator('.works-card .before-after').waitFor(WAIT);
    expect(new URL(page.url()).searchParams.get('work')).toBe(String(work?.id));
    expect(await seriousViolations(page)).toEqual([]);
    await page.goBack();
    await page.locator('.works-card').waitFor({ state: 'detached', ...WAIT });
    await close();
  });
});
