import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS } from '../../server/db/actor.ts';
import type { Person } from '../../server/people/contract.ts';
import type { AlleySurvey, SurveyAlley } from '../../server/surveys/contract.ts';
import { launchBrowser, type OpenedPage, type TestBrowser } from '../support/browser.ts';
import { phonePhoto } from '../support/pictures.ts';
import { deskServer } from './drivers/server.ts';

const WAIT = { timeout: 20_000 };
/** The device takes what was written to its store at once, but not before the very next instruction: no hand is as quick as that. */
const HAND_MS = 500;
const server = await deskServer({ now: () => new Date() });
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Somebody with alleys, and the longest of them: there is room for a thumb. */
async function surveyor(): Promise<{ person: Person; alley: SurveyAlley }> {
  const { items } = await server.get<{ items: Person[] }>('/api/people?role=community_secretary&limit=100');
  for (const person of items) {
    const answer = await fetch(`${server.url}/api/survey-alleys?limit=1000`, { headers: { 'X-Work-As': String(person.id) } });
    const { items: alleys } = (await answer.json()) as { items: SurveyAlley[] };
    const [alley] = alleys.sort((a, b) => b.lengthM - a.lengthM);
    if (alley) return { person, alley };
  }
  throw new Error('Nobody in the demo district has an alley.');
}
const surveysOf = async (alley: SurveyAlley, since: string): Promise<AlleySurvey[]> =>
  (await server.get<{ items: AlleySurvey[] }>(`/api/alleys/${alley.id}/surveys`)).items.filter(
    ({ clientUuid, surveyedOn }) => clientUuid !== null && surveyedOn >= since,
  );
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

async function phoneOf({ id, name, role }: Person, alley: SurveyAlley): Promise<OpenedPage> {
  const phone = await browser.open({ width: 390, height: 844 });
  await phone.page.context().addInitScript((kept) => localStorage.setItem('alleygrid.work-as', kept), JSON.stringify({ id, name, role }));
  await phone.page.goto(`${server.url}/survey`);
  await phone.page.locator('[data-offline="ready"]').waitFor(WAIT);
  await phone.page.locator(`[data-alley="${alley.id}"]`).click(WAIT);
  await phone.page.locator('.line-map').waitFor(WAIT);
  return phone;
}

/** A tap on the middle of the line, and what is there. */
async function mark({ page }: OpenedPage, what: RegExp): Promise<void> {
  const box = await page.locator('.line-map').boundingBox();
  const [x = 0, y = 0] = await page.locator('.line-own').evaluate((path: SVGPathElement) => {
    const middle = path.getPointAtLength(path.getTotalLength() * 0.4);
    const matrix = path.getScreenCTM();
    const at = matrix === null ? middle : middle.matrixTransform(matrix);
    return [at.x, at.y];
  });
  expect(box).not.toBeNull();
  await page.mouse.click(x, y);
  await page.getByRole('button', { name: what }).click(WAIT);
}
const queueIs = (phone: OpenedPage, count: number) =>
  expect.poll(() => phone.page.locator('.field-queue').getAttribute('data-count'), WAIT).toBe(String(count));

describe('a survey in the hand', () => {
  it('walked without a network survives a reload, and reaches the server once with its photo', async () => {
    const { person, alley } = await surveyor();
    const phone = await phoneOf(person, alley);
    const { page } = phone;
    await page.context().setOffline(true);
    await mark(phone, /积水点/);
    await page.locator('.survey-sheet input[type=file]').setInputFiles({ name: 'puddle.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto() });
    // What is written while the photo is scaled stays, and a phone that forgets the page over it loses nothing of the open sheet.
    await page.getByLabel('这一项的备注').fill('门前');
    await page.locator('.survey-thumbnail img').waitFor(WAIT);
    await page.waitForTimeout(HAND_MS);
    await page.reload();
    await page.locator('.survey-thumbnail img').waitFor(WAIT);
    expect(await page.getByLabel('这一项的备注').inputValue()).toBe('门前');
    await page.getByRole('button', { name: '往终点移 1 米' }).click();
    await page.getByRole('button', { name: '记下' }).click();
    await page.locator('[data-find="1"]').waitFor(WAIT);
    await page.waitForTimeout(HAND_MS);
    await page.reload();
    await page.locator('[data-find="1"]').waitFor(WAIT);
    await page.getByRole('button', { name: '核对' }).click();
    expect(await page.locator('[data-standard="water"]').textContent()).toMatch(/需求 \d+/);
    await page.getByRole('button', { name: '发送' }).click();
    await queueIs(phone, 1);
    await page.reload();
    await queueIs(phone, 1);
    expect(await surveysOf(alley, today)).toEqual([]);
    await page.context().setOffline(false);
    await queueIs(phone, 0);
    const [survey, ...others] = await surveysOf(alley, today);
    expect(others).toEqual([]);
    expect(survey).toMatchObject({ standard: 'water', items: [{ code: 'ponding_points', value: 1 }] });
    expect(survey?.finds.map(({ item, photoIds }) => [item, photoIds.length])).toEqual([['ponding_points', 1]]);
    await phone.close();
  });

  it('that the server refuses says why, opens again, and is sent when it is mended', async () => {
    const { person, alley } = await surveyor();
    const paths = (value: string[]) => server.withActor(ANONYMOUS, (db) => db('people').where({ id: person.id }).update({ grid_paths: value }));
    const { grid_paths: own } = await server.withActor(ANONYMOUS, (db) => db('people').where({ id: person.id }).first('grid_paths'));
    const phone = await phoneOf(person, alley);
    const { page } = phone;
    await page.locator('[data-line="live"]').waitFor(WAIT);
    await mark(phone, /墙面破损/);
    await page.getByRole('button', { name: '记下' }).click();
    await page.getByRole('button', { name: '核对' }).click();
    await paths([]);
    await page.getByRole('button', { name: '发送' }).click();
    await expect.poll(() => page.locator('.field-queue').getAttribute('data-refused'), WAIT).toBe('1');
    await page.locator('.field-queue').click();
    await page.getByText('这条小巷不在你的网格内').waitFor(WAIT);
    await paths(own);
    await page.getByRole('link', { name: '修改' }).click();
    await page.locator('[data-find="1"]').waitFor(WAIT);
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByRole('button', { name: '发送' }).click();
    await queueIs(phone, 0);
    const scenes = (await surveysOf(alley, today)).filter(({ standard }) => standard === 'scene');
    expect(scenes).toHaveLength(1);
    await phone.close();
  });
});
