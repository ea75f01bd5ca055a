import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReportedIssue } from '../../server/issues/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { phonePhoto } from '../support/pictures.ts';
import { TEST_NOW } from '../support/test-demo.ts';
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

interface Worker {
  id: number;
  name: string;
  role: string;
}
const aWorker = async (): Promise<Worker> => {
  const { items } = await server.get<{ items: Worker[] }>('/api/people?limit=200');
  return items.find(({ role }) => role === 'grid_worker') as Worker;
};

/** As a phone would send it: the photos first, then the report that names them. */
async function report(worker: Worker, position: readonly number[], photos: number): Promise<ReportedIssue> {
  const headers = { 'x-work-as': String(worker.id) };
  const photoIds: number[] = [];
  for (let index = 0; index < photos; index++) {
    const body = new Uint8Array(await phonePhoto(900, 600 + index));
    const answer = await fetch(`${server.url}/api/photos`, {
      method: 'POST',
      body,
      headers: { ...headers, 'content-type': 'image/jpeg', 'x-client-uuid': randomUUID() },
    });
    photoIds.push(((await answer.json()) as { id: number }).id);
  }
  const issue = {
    clientUuid: randomUUID(),
    domain: 'living_environment',
    title: '井盖破损',
    description: '盖板断成两半',
    position,
    photoIds,
    reportedAt: TEST_NOW.toISOString(),
  };
  const answer = await fetch(`${server.url}/api/issues`, {
    method: 'POST',
    body: JSON.stringify(issue),
    headers: { ...headers, 'content-type': 'application/json' },
  });
  expect(answer.status).toBe(201);
  return answer.json() as Promise<ReportedIssue>;
}

it('a report comes to the map as it is sent; its photos are for staff, and open large', async () => {
  const worker = await aWorker();
  const { center } = await place();
  const desk = await openDesk(browser, server);
  await desk.visit('?panel=issues.open');
  await expect.poll(() => desk.page.locator('.bar-connection').getAttribute('data-line'), { timeout: 20_000 }).toBe('live');
  await desk.quiet();
  const { id } = await report(worker, center, 2);
  await desk.card.getByText('井盖破损').first().waitFor({ timeout: 10_000 });

  await desk.visit(`?panel=issue.${id}`);
  await desk.card.getByText('照片 2 张，选择身份后可看').waitFor();
  expect(await desk.card.getByText('盖板断成两半').count()).toBe(0);
  await desk.card.getByText('网格员').waitFor();
  expect(desk.requests.filter((address) => address.includes('/api/photos'))).toEqual([]);

  await desk.page.evaluate((person) => localStorage.setItem('alleygrid.work-as', JSON.stringify(person)), worker);
  await desk.visit(`?panel=issue.${id}`);
  await desk.card.getByText('盖板断成两半').waitFor();
  const small = desk.card.locator('.photo-thumb img');
  await expect.poll(() => small.count(), { timeout: 10_000 }).toBe(2);
  expect(await small.first().evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([213, 320]);
  await desk.expectNoViolations();
  await desk.card.getByRole('button', { name: '放大第 2 张' }).click();
  const viewer = desk.page.getByRole('dialog', { name: '第 2 张照片' });
  const large = viewer.getByRole('img');
  await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalHeight), { timeout: 10_000 }).toBe(900);
  await desk.expectNoViolations();
  await desk.page.keyboard.press('ArrowRight');
  await desk.page.getByRole('dialog', { name: '第 1 张照片' }).waitFor();
  await desk.page.keyboard.press('Escape');
  await expect.poll(() => desk.page.locator('.photo-viewer').count()).toBe(0);
  expect(desk.errors).toEqual([]);
  await desk.close();
});

/** A place inside the district. */
async function place(): Promise<{ center: readonly number[] }> {
  const alley = await district.alley();
  const [west, south, east, north] = alley.bbox;
  return { center: [(west + east) / 2, (south + north) / 2] };
}
