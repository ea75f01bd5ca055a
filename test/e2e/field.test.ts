import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS } from '../../server/db/actor.ts';
import type { Database } from '../../server/db/sql.ts';
import type { Visit } from '../../server/visits/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { doorsOf, openPhone, type Phone, type Tour, toursOf } from './drivers/phone.ts';
import { deskServer } from './drivers/server.ts';

const server = await deskServer({ now: () => new Date() });
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What a phone recorded is known by its client ids: no visit of the demo has the time of this run. */
const STARTED = new Date(Date.now() - 60_000).toISOString();
async function visitsOf(householdId: number): Promise<Visit[]> {
  const { items } = await server.get<{ items: Visit[] }>(`/api/households/${householdId}/visits?limit=50`);
  return items.filter(({ visitedAt }) => visitedAt >= STARTED);
}
const coveredOf = async (code: string) => (await doorsOf(server, code)).filter(({ state }) => state === 'covered').length;

let tours: Tour[];
await server.prepare(async () => {
  tours = await toursOf(server);
});
/** A building of its own for each story, so that none meets another's records. */
function aTour(): Tour {
  const tour = tours.pop();
  if (tour === undefined) throw new Error('The demo district has no building left that nobody has knocked at.');
  return tour;
}

/** A phone whose worker stands before a building. */
async function onTour(phone?: Phone): Promise<Tour & { phone: Phone }> {
  const tour = aTour();
  const opened = phone ?? (await openPhone(browser, server));
  await opened.start();
  await opened.workAs(tour.person);
  await opened.openBuilding(tour.grid, tour.building);
  return { phone: opened, ...tour };
}

describe('a knock in the hand', () => {
  it('recorded without a network survives a reload without one, and reaches the server once', async () => {
    const { phone, grid, building, untried } = await onTour();
    const [met, away] = untried as [number, number];
    const covered = await coveredOf(grid.code);
    await phone.keptForOffline();
    await phone.setOffline(true);
    await phone.record(met, '已见面');
    await phone.stateIs(met, 'covered');
    await phone.record(away, '无人在家');
    await phone.queueIs(2);
    expect(await phone.page.locator('.field-queue').textContent()).toBe('离线，待传 2');
    await phone.page.reload();
    await phone.stateIs(met, 'covered');
    await phone.stateIs(away, 'tried');
    await phone.queueIs(2);
    expect([await visitsOf(met), await visitsOf(away)]).toEqual([[], []]);
    await phone.setOffline(false);
    await phone.queueIs(0);
    expect(await visitsOf(met)).toMatchObject([{ outcome: 'visited', person: null }]);
    expect(await visitsOf(away)).toMatchObject([{ outcome: 'nobody_home' }]);
    expect(await coveredOf(grid.code)).toBe(covered + 1);
    // The page had the network taken away, and said nothing worse than that.
    expect(phone.errors.filter((text) => !/Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(text))).toEqual([]);
    await phone.openBuilding(grid, building);
    await phone.stateIs(met, 'covered');
    await phone.close();
  });

  it('whose page dies on the way to the server is stored once', async () => {
    const { phone, grid, building, untried } = await onTour();
    const [door] = untried as [number];
    // The server takes it; the answer never comes back.
    let taken = 0;
    await phone.page.context().route('**/api/visits', async (route) => {
      await route.fetch();
      taken += 1;
      await route.abort('connectionreset');
    });
    await phone.record(door, '已见面');
    await expect.poll(() => taken, { timeout: 20_000 }).toBeGreaterThan(0);
    await phone.queueIs(1);
    const next = await phone.second();
    await phone.page.close();
    await phone.page.context().unroute('**/api/visits');
    await next.openBuilding(grid, building);
    await next.queueIs(0);
    expect(await visitsOf(door)).toHaveLength(1);
    await next.close();
  });

  it('is sent once by two pages that both see the queue', async () => {
    const { phone, grid, building, untried } = await onTour();
    const second = await phone.second();
    await second.openBuilding(grid, building);
    await phone.setOffline(true);
    const doors = untried.slice(0, 3);
    for (const door of doors) await phone.record(door, '无人在家');
    await second.queueIs(3);
    const sent: string[] = [];
    // Answers, not attempts: one that falls into the moment at which the network comes back may come to nothing.
    phone.page.context().on('response', (response) => {
      const request = response.request();
      if (request.method() === 'POST' && request.url().endsWith('/api/visits')) sent.push(request.postData() ?? '');
    });
    await phone.setOffline(false);
    await phone.queueIs(0);
    await second.queueIs(0);
    await second.stateIs(doors[0] as number, 'tried');
    expect(sent.map((body) => JSON.parse(body).householdId)).toEqual(doors);
    for (const door of doors) expect(await visitsOf(door)).toHaveLength(1);
    await phone.close();
  });

  it('without Web Locks two pages send by turns under a lease', async () => {
    const phone = await openPhone(browser, server);
    await phone.page.context().addInitScript("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })");
    const { grid, building, untried } = await onTour(phone);
    const second = await phone.second();
    await second.openBuilding(grid, building);
    const doors = untried.slice(0, 2);
    for (const door of doors) await phone.record(door, '无人在家');
    await phone.queueIs(0);
    await second.queueIs(0);
    for (const door of doors) expect(await visitsOf(door)).toHaveLength(1);
    await phone.close();
  });
});

describe('second thoughts', () => {
  it('take back what was not sent, and correct what was', async () => {
    const { phone, untried } = await onTour();
    const [door, other] = untried as [number, number];
    await phone.setOffline(true);
    await phone.record(door, '已见面');
    await phone.queueIs(1);
    await phone.tap('撤销上一条');
    await phone.queueIs(0);
    await phone.stateIs(door, 'untried');
    await phone.setOffline(false);
    await phone.record(other, '已见面');
    await phone.queueIs(0);
    await phone.tap('更正上一条');
    await phone.page.waitForTimeout(500);
    await phone.tap('无人在家');
    await phone.stateIs(other, 'tried');
    await phone.queueIs(0);
    expect(await visitsOf(door)).toEqual([]);
    const kept = await visitsOf(other);
    expect(kept.map(({ outcome, supersededBy }) => [outcome, supersededBy !== null]).sort()).toEqual([
      ['nobody_home', false],
      ['visited', true],
    ]);
    await phone.close();
  });
});

describe('a whole staircase', () => {
  it('where nobody opens is one tap, all of it or nothing', async () => {
    const { phone, building, untried } = await onTour();
    const [first] = untried as [number];
    const unit = building.doors.find(({ id }) => id === first)?.unit;
    const rest = building.doors.filter((door) => door.unit === unit && door.id !== first).map(({ id }) => id);
    expect(rest.length).toBeGreaterThan(0);
    await phone.tapDoor(first);
    await phone.tap(`${unit} 单元其余记无人（${rest.length} 户）`);
    for (const id of rest) await phone.stateIs(id, 'tried');
    await phone.queueIs(0);
    for (const id of rest) {
      expect(await visitsOf(id)).toMatchObject([{ outcome: 'nobody_home' }]);
    }
    expect(await visitsOf(first)).toEqual([]);
    await phone.close();
  });
});

describe('what the server refuses', () => {
  it('stays, is told in words, and is somebody’s to decide: again, otherwise, or not at all', async () => {
    const { phone, untried } = await onTour();
    const [gone, refusedDoor] = untried as [number, number];
    await phone.setOffline(true);
    await phone.record(gone, '已见面');
    await phone.tapDoor(refusedDoor);
    await phone.tap('拒访');
    await phone.page.waitForTimeout(500);
    await phone.tap('不愿开门');
    await phone.queueIs(2);
    const archive = (ids: number[], at: Date | null) => server.withActor(ANONYMOUS, (db) => db('households').whereIn('id', ids).update({ archived_at: at }));
    await archive([gone], new Date());
    await phone.setOffline(false);
    await phone.queueIs(1);
    await phone.refusedIs(1);
    expect(await visitsOf(refusedDoor)).toMatchObject([{ outcome: 'refused' }]);
    await phone.openQueue();
    const refusal = phone.page.locator('[data-problem="household-archived"]');
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain('这一户已经注销');
    expect(await refusal.textContent()).toContain('已不再走访');
    await phone.page.reload();
    await refusal.waitFor();
    await archive([gone], null);
    await phone.tap('重传');
    await phone.queueIs(0);
    expect(await visitsOf(gone)).toMatchObject([{ outcome: 'visited' }]);
    await phone.close();
  });

  it('is opened, said anew and sent as the knock it was; what was only begun survives a reload', async () => {
    const { phone, grid, building, untried } = await onTour();
    const [door, next] = untried as [number, number];
    const round = (db: Database) => db('campaigns').where({ status: 'open' });
    const domains = (db: Database) => db('settings').where({ key: 'issue_domains' });
    const { value: before }: { value: { code: string }[] } = await server.withActor(ANONYMOUS, (db) => domains(db).first('value'));
    const asked = await server.withActor(ANONYMOUS, (db) => round(db).first('checklist_code', 'checklist_version'));
    await phone.tapDoor(door);
    await phone.setOffline(true);
    await phone.tap('已见面');
    await phone.queueIs(1);
    const knocked = Date.now();
    await phone.tap('记问题');
    await phone.page.getByLabel('什么问题').fill('楼道堆物');
    // The device takes every letter to its store at once, but not before the very next instruction: no hand is as quick as that.
    await phone.page.waitForTimeout(500);
    await phone.page.reload();
    await phone.tapDoor(door);
    await phone.tap('记问题（未记完）');
    await phone.page.getByLabel('说明（可不填）').fill('二楼');
    await phone.page.waitForTimeout(500);
    await phone.tap('记下问题');
    await phone.queueIs(2);
    // Meanwhile the round got a question, and the domain of the issue another name.
    await server.withActor(ANONYMOUS, async (db) => {
      const questions = [{ code: 'people', text: '家里几口人？', kind: 'number', isRequired: true }];
      await db('checklists').insert({ code: 'short', version: 1, name: '必问', questions: JSON.stringify(questions) });
      await round(db).update({ checklist_code: 'short', checklist_version: 1 });
      await domains(db).update({ value: JSON.stringify(before.slice(1)) });
    });
    try {
      await phone.setOffline(false);
      await phone.refusedIs(1);
      await phone.openQueue();
      await phone.page.reload();
      await phone.page.getByRole('link', { name: '修改', exact: true }).click();
      await phone.tap('改好，重传');
      await phone.page.getByText('还差 1 问必答').waitFor();
      await phone.page.getByLabel('家里几口人？').fill('3');
      await phone.page.getByLabel('备注', { exact: true }).fill('补记');
      await phone.expectNoViolations();
      await phone.tap('改好，重传');
      await phone.page.locator('[data-problem="issue-domain-unknown"]').waitFor();
      const [visit] = await visitsOf(door);
      expect(visit?.outcome).toBe('visited');
      expect(Date.parse(visit?.visitedAt ?? '')).toBeLessThan(knocked + 500);
      await phone.page.getByRole('link', { name: '修改', exact: true }).click();
      await phone.tap('改好，重传');
      await phone.page.getByText('原来的类别已经取消，请改选。').waitFor();
      await phone.page.getByLabel('类别').selectOption(before[1]?.code ?? '');
      await phone.tap('改好，重传');
      await phone.queueIs(0);
      const { items } = await server.get<{ items: { title: string; domain: string }[] }>('/api/issues?limit=10000');
      expect(items.filter(({ title }) => title === '楼道堆物')).toMatchObject([{ domain: before[1]?.code }]);

      await phone.openBuilding(grid, building);
      await phone.tapDoor(next);
      await phone.tap('已见面');
      await phone.page.getByText('必问：第 1 问，共 1 问').waitFor();
      expect(await phone.page.getByRole('button', { name: '答完，记下已见面' }).count()).toBe(0);
      await phone.page.getByLabel('家里几口人？').fill('2');
      await phone.page.waitForTimeout(500);
      await phone.page.reload();
      await phone.tapDoor(next);
      expect(await phone.page.locator('.field-extras').textContent()).toBe('已填 1 项');
      await phone.tap('已见面');
      await phone.queueIs(0);
      await expect.poll(() => visitsOf(next), { timeout: 10_000 }).toMatchObject([{ outcome: 'visited' }]);
    } finally {
      await server.withActor(ANONYMOUS, async (db) => {
        await round(db).update(asked);
        await domains(db).update({ value: JSON.stringify(before) });
      });
    }
    await phone.close();
  });

  it('a round that was closed meanwhile: nothing is stored, nothing is lost without being asked', async () => {
    const { phone, untried } = await onTour();
    const [door] = untried as [number];
    await phone.setOffline(true);
    await phone.record(door, '已见面');
    const status = (word: string) => server.withActor(ANONYMOUS, (db) => db('campaigns').where({ code: openRound }).update({ status: word }));
    const openRound = (await server.get<{ items: { code: string; status: string }[] }>('/api/campaigns')).items.find((one) => one.status === 'open')
      ?.code as string;
    await status('closed');
    try {
      await phone.setOffline(false);
      await phone.refusedIs(1);
      await phone.openQueue();
      await phone.page.locator('[data-problem="campaign-not-open"]').waitFor();
      await phone.expectNoViolations();
      await phone.tap('丢弃');
      await phone.tap('确定丢弃？这条记录不会上传');
      await phone.queueIs(0);
      expect(await visitsOf(door)).toEqual([]);
    } finally {
      await status('open');
    }
    await phone.close();
  });
});

/** A JPEG that the browser itself draws. */
const paint = `new Promise((resolve) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1200 });
  const pen = canvas.getContext('2d'); pen.fillStyle = '#886644'; pen.fillRect(0, 0, 2400, 1200); pen.fillStyle = '#fff'; pen.fillRect(200, 200, 900, 500);
  resolve(canvas.toDataURL('image/jpeg').split(',')[1]);
})`;

describe('a photo and an issue', () => {
  it('wait on the device, and arrive with the record that shows them', async () => {
    const { phone, person, untried } = await onTour();
    const [door] = untried as [number];
    const jpeg = Buffer.from((await phone.page.evaluate(paint)) as string, 'base64');
    const file = { name: 'door.jpg', mimeType: 'image/jpeg', buffer: jpeg };
    await phone.tapDoor(door);
    await phone.setOffline(true);
    await phone.tap(/^备注、照片/);
    await phone.page.getByLabel('拍照').setInputFiles(file);
    await phone.page.getByRole('button', { name: '删除第 1 张照片' }).waitFor();
    await phone.page.getByLabel('备注', { exact: true }).fill('门牌脱落');
    await phone.tap('完成');
    await phone.page.waitForTimeout(500);
    await phone.tap('已见面');
    await phone.queueIs(1);
    await phone.tap('记问题');
    await phone.page.getByLabel('什么问题').fill('楼道灯不亮');
    await phone.page.getByLabel('拍照').setInputFiles(file);
    await phone.page.getByRole('button', { name: '删除第 1 张照片' }).waitFor();
    await phone.page.waitForTimeout(500);
    await phone.tap('记下问题');
    await phone.queueIs(2);
    await phone.page.reload();
    await phone.queueIs(2);
    await phone.setOffline(false);
    await phone.queueIs(0);
    const asWorker = { headers: { 'X-Work-As': String(person.id) } };
    const { items } = await (await fetch(`${server.url}/api/households/${door}/visits`, asWorker)).json();
    expect(items[0]).toMatchObject({ outcome: 'visited', note: '门牌脱落', person: { id: person.id }, photoIds: [expect.any(Number)] });
    const issues = await server.get<{ items: { id: number; title: string }[] }>('/api/issues?limit=10000');
    const [reported] = issues.items.filter(({ title }) => title === '楼道灯不亮');
    const issue = await (await fetch(`${server.url}/api/issues/${reported?.id}`, asWorker)).json();
    expect(issue.photoIds).toHaveLength(1);
    await phone.close();
  });
});

describe('an appointment', () => {
  it('takes two taps, and shows its hour', async () => {
    const { phone, untried } = await onTour();
    const [door] = untried as [number];
    await phone.tapDoor(door);
    await phone.tap('预约');
    await phone.page.waitForTimeout(500);
    await phone.tap('明晚 19:00');
    await phone.stateIs(door, 'appointment');
    expect(await phone.cell(door).textContent()).toContain('19:00');
    await phone.queueIs(0);
    const [visit] = await visitsOf(door);
    expect(visit?.appointmentAt).toMatch(/T11:00:00/);
    await phone.close();
  });
});

describe('the device', () => {
  it('is wiped by signing off, which names what would be lost', async () => {
    const { phone, untried } = await onTour();
    const [door] = untried as [number];
    await phone.setOffline(true);
    await phone.record(door, '已见面');
    await phone.page.goto(`${server.url}/visit`).catch(() => undefined);
    await phone.tap('退出本机');
    await phone.page.getByText('还有 1 条记录没有上传').waitFor();
    await phone.tap('丢弃并退出');
    await phone.page.getByRole('heading', { level: 1, name: '你是谁' }).waitFor();
    const left = await phone.page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('alleygrid.field');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const count = (store: string) =>
        new Promise<number>((resolve) => {
          const counting = database.transaction(store).objectStore(store).getAllKeys();
          counting.onsuccess = () => resolve(counting.result.filter((key) => !['settings', 'round'].includes(String(key))).length);
        });
      return Promise.all([...database.objectStoreNames].map(count));
    });
    expect(left).toEqual([0, 0, 0, 0]);
    await phone.close();
  });

  it('that can keep nothing says so, and records while it is connected only', async () => {
    const phone = await openPhone(browser, server);
    await phone.page.addInitScript("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }");
    const { person, grid, building, untried } = aTour();
    const [first, second] = untried as [number, number];
    await phone.start();
    await phone.page.getByText('这台设备不能保存数据').waitFor();
    await phone.page.getByRole('searchbox').fill(person.code);
    await phone.tap(new RegExp(`^${person.name}`));
    await phone.openBuilding(grid, building);
    await phone.record(first, '已见面');
    await phone.queueIs(0);
    await expect.poll(async () => (await visitsOf(first)).length).toBe(1);
    await phone.setOffline(true);
    await phone.record(second, '已见面');
    await phone.page.getByText('这条没有记下').waitFor();
    await phone.queueIs(0);
    await phone.stateIs(second, 'untried');
    await phone.close();
  });

  it('holds doors, never who lives behind them', async () => {
    const { phone } = await onTour();
    const kept = await phone.page.evaluate(async () => {
      const opening = indexedDB.open('alleygrid.field');
      await new Promise((resolve) => {
        opening.onsuccess = resolve;
      });
      const all = opening.result.transaction('kept').objectStore('kept').getAll();
      await new Promise((resolve) => {
        all.onsuccess = resolve;
      });
      return all.result.flatMap(({ key, value }: { key: string; value: { kind: string; name: string | null }[] }) => (key.startsWith('doors ') ? value : []));
    });
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter(({ kind, name }) => kind === 'household' && name !== null)).toEqual([]);
    await phone.close();
  });
});

describe('the page', () => {
  it.each([
    { width: 360, height: 640, theme: 'light' as const, language: 'zh-CN' as const },
    { width: 390, height: 844, theme: 'dark' as const, language: 'en' as const },
  ])('fits $width px in $theme, $language, every target is large, and nothing is wrong for who cannot see', async (options) => {
    const phone = await openPhone(browser, server, options);
    const { person, grid, building } = aTour();
    await phone.start();
    await phone.workAs(person);
    const screens = ['', `?grid=${grid.code}`, `?grid=${grid.code}&building=${building.id}&door=${building.doors[0]?.id}`, '?queue'];
    for (const screen of screens) {
      await phone.start(screen);
      await phone.page.waitForTimeout(600);
      expect(await phone.overflow(), screen).toBeLessThanOrEqual(0);
      const small = await phone.page.evaluate(() =>
        [...document.querySelectorAll('.field-page button, .field-page a, .field-page summary')]
          .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent }))
          .filter(({ box }) => box.width > 0 && (box.height < 48 || box.width < 48))
          .map(({ box, text }) => `${text} ${Math.round(box.width)}×${Math.round(box.height)}`),
      );
      expect(small, screen).toEqual([]);
      await phone.expectNoViolations();
    }
    await phone.close();
  });

  it('runs in a browser without the newer globals', async () => {
    const phone = await openPhone(browser, server, { oldBrowser: true });
    const { untried } = await onTour(phone);
    const [door] = untried as [number];
    await phone.record(door, '已见面');
    await phone.queueIs(0);
    expect(await visitsOf(door)).toHaveLength(1);
    expect(phone.errors).toEqual([]);
    await phone.close();
  });
});
