import { afterAll, beforeAll, expect, it } from 'vitest';
import { evaluateAlarms } from '../../server/alarms/evaluate.ts';
import type { Person } from '../../server/people/contract.ts';
import type { NewWallLink, Wall } from '../../server/walls/contract.ts';
import { launchBrowser, type Page, type TestBrowser } from '../support/browser.ts';
import { deskServer } from './drivers/server.ts';

const server = await deskServer({ now: () => new Date() });
const PATIENCE_MS = 30_000;
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const mode = (page: Page) => page.locator('.w-stage').getAttribute('data-mode');
const coverage = (page: Page) => page.locator('[data-panel=coverage] .w-headline').waitFor({ timeout: PATIENCE_MS });

it('a link belongs to one screen, a phone steers its room, an alarm holds all its walls, and the screen goes dark when the link is taken back', async () => {
  const [person] = (await server.get<{ items: Person[] }>('/api/people?role=district_command&limit=1')).items as [Person];
  const { wall } = await server.get<{ wall: Wall }>('/api/wall');
  const { id: _id, grid, version: _version, isDefault: _isDefault, changedAt: _changedAt, ...choices } = wall;
  // Of its own in each attempt: a room remembers that it was told to stand still.
  const room = `东厅 ${Date.now()}`;
  const kept = await server.post<Wall>('/api/walls', { ...choices, name: '东墙', room, grid: grid.code }, person.id);
  // In the same room, and without alarms of its own.
  const beside = await server.post<Wall>(
    '/api/walls',
    { ...choices, name: '西墙', room, grid: grid.code, scenes: [{ kind: 'overview' }, { kind: 'ranking' }], alarms: { kinds: [], level: 4 } },
    person.id,
  );
  const link = await server.post<NewWallLink>(`/api/walls/${kept.id}/links`, { label: '东墙主机' }, person.id);
  const { pathname, search } = new URL(link.url);

  const [screen, stranger, phone] = await Promise.all([
    browser.open({ width: 1280, height: 720 }),
    browser.open({ width: 800, height: 450 }),
    browser.open({ width: 390, height: 844 }),
  ]);
  await screen.page.goto(`${server.url}${pathname}${search}`);
  await coverage(screen.page);
  await stranger.page.goto(`${server.url}${pathname}${search}`);
  await stranger.page.getByRole('alert').getByText('另一台设备').waitFor({ timeout: PATIENCE_MS });

  await screen.page.keyboard.press('r');
  const code = (await screen.page.locator('.w-pairing-code').textContent({ timeout: PATIENCE_MS })) ?? '';
  await phone.page.goto(`${server.url}/remote?code=${code}`);
  await phone.page.getByRole('button', { name: '连接' }).click();
  await phone.page.getByRole('heading', { name: '大屏遥控' }).waitFor();
  // The hand that asked for the code holds this screen: what the phone says counts for more.
  const second = phone.page.locator('.remote-scenes button').nth(1);
  const title = ((await second.textContent({ timeout: PATIENCE_MS })) ?? '').replace(/^\d+\s*/, '');
  await second.click();
  await screen.page.locator('.wall-tour').getByText(title).waitFor({ timeout: PATIENCE_MS });
  await screen.page.locator('.w-pairing').waitFor({ state: 'detached' });
  await phone.page.getByRole('button', { name: '停住' }).click();
  await expect.poll(() => mode(screen.page), { timeout: PATIENCE_MS }).toBe('held');
  await phone.page.getByRole('button', { name: '继续' }).click();
  await expect.poll(() => mode(screen.page), { timeout: PATIENCE_MS }).toBe('tour');
  // The stranger's page has done its part: one more would be one more map to draw.
  await stranger.page.goto(`${server.url}/wall?wall=${beside.id}`);
  await coverage(stranger.page);

  const system = { personId: null, role: 'system', scopePath: '' };
  const due = Date.now() - 8 * 86_400_000;
  await server.withActor(system, async (db) => {
    const { id }: { id: number } = await db('issues').whereIn('state', ['assigned', 'in_progress']).whereNotNull('geom').orderBy('id').first('id');
    await db('issues')
      .where({ id })
      .update({ reported_at: new Date(due - 86_400_000), due_at: new Date(due), state: 'assigned' });
    await evaluateAlarms(db, new Date(due + 3_600_000), false);
  });
  await server.withActor(system, (db) => evaluateAlarms(db, new Date(), false));
  await expect.poll(() => mode(screen.page), { timeout: PATIENCE_MS }).toBe('alarm');
  await stranger.page.locator('.wall-tour').getByText('他屏告警待签收').waitFor({ timeout: PATIENCE_MS });
  await phone.page.getByText('紧急告警待签收').waitFor({ timeout: PATIENCE_MS });
  await phone.page.getByLabel('谁签收').selectOption(String(person.id), { timeout: PATIENCE_MS });
  await phone.page.getByRole('button', { name: '签收', exact: true }).click();
  for (const { page } of [screen, stranger]) await expect.poll(() => mode(page), { timeout: PATIENCE_MS }).toBe('tour');

  await server.post(`/api/walls/${kept.id}/links/${link.id}/revoke`, {}, person.id);
  await screen.page.getByRole('alert').getByText('已被收回').waitFor({ timeout: PATIENCE_MS });
  await Promise.all([screen, stranger, phone].map((opened) => opened.close()));
}, 150_000);
