import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CampaignComparison, CampaignDetail, Checklist, Duty } from '../../server/campaigns/contract.ts';
import type { Campaign, CoverageFigures, GridCoverage } from '../../server/coverage/contract.ts';
import { ANONYMOUS } from '../../server/db/actor.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { knock } from '../support/knock.ts';
import { TEST_NOW } from '../support/test-demo.ts';
import { District } from './drivers/district.ts';
import { openRounds, type Somebody } from './drivers/rounds-desk.ts';
import { deskServer } from './drivers/server.ts';

const server = await deskServer();
const district = new District(server);
let browser: TestBrowser;
let command: Somebody;
let open: Campaign;
let closed: Campaign;
let root: string;
/** Targets of the open round at whose doors nobody has been. */
const untried = async (count: number): Promise<number[]> =>
  (await server.get<{ items: { id: number }[] }>(`/api/grids/${root}/uncovered-households?campaign=${open.code}&state=untried&limit=${count}`)).items.map(
    ({ id }) => id,
  );
const coverage = (code: string) => server.get<GridCoverage>(`/api/grids/${root}/coverage?campaign=${code}`);
beforeAll(async () => {
  browser = await launchBrowser({ webgl: false });
  const { items } = await server.get<{ items: Somebody[] }>('/api/people?limit=200');
  command = items.find(({ role }) => role === 'district_command') as Somebody;
  const { items: rounds } = await server.get<{ items: Campaign[] }>('/api/campaigns');
  open = rounds.find(({ status }) => status === 'open') as Campaign;
  closed = rounds.find(({ kind, status }) => kind === 'round' && status === 'closed') as Campaign;
  root = (await district.root()).code;
});
afterAll(() => browser.close());

describe('the page of rounds', () => {
  it('puts two rounds side by side by one named denominator, and the address carries both', async () => {
    const { rows } = await server.get<CampaignComparison>(`/api/campaigns/${closed.code}/compare?with=${open.code}`);
    const row = rows.find(({ grid }) => grid.level === 2) as CampaignComparison['rows'][number];
    const written = (side: 0 | 1, of: 'reachable' | 'frozen') => {
      const { covered, count } = (row.figures[side] as CoverageFigures).denominators[of];
      return `${((covered / count) * 100).toFixed(1)}%${covered.toLocaleString('en')} / ${count.toLocaleString('en')}`;
    };
    const desk = await openRounds(browser, server, null);
    await desk.visit(`?view=compare&campaign=${closed.code}&with=${open.code}`);
    expect([await desk.cell(row.grid.code, 'first'), await desk.cell(row.grid.code, 'second')]).toEqual([written(0, 'reachable'), written(1, 'reachable')]);
    const points = (row.change as number) * 100;
    expect(await desk.cell(row.grid.code, 'change')).toBe(`${points > 0 ? '↑ 升' : '↓ 降'} ${Math.abs(points).toFixed(1)} 个百分点`);
    await desk.page.getByText('冻结对象', { exact: true }).click();
    await desk.becomes(() => desk.cell(row.grid.code, 'second'), written(1, 'frozen'));
    await desk.button(`展开 ${row.grid.name}`).click();
    const { children } = await district.grid(row.grid.code);
    await desk.becomes(async () => /%/.test(await desk.cell(children[0]?.code as string, 'first')), true);
    await desk.page.getByLabel('前一轮').selectOption(open.code);
    await desk.says('对比需要两个不同的已开启轮次');
    await desk.page.getByLabel('后一轮').selectOption(closed.code);
    await desk.becomes(() => desk.cell(row.grid.code, 'first'), written(1, 'frozen'));
    expect([desk.parameters.get('campaign'), desk.parameters.get('with'), desk.parameters.get('of')]).toEqual([open.code, closed.code, 'frozen']);
    await desk.page.reload();
    await desk.becomes(() => desk.cell(row.grid.code, 'second'), written(0, 'frozen'));
    expect(await desk.violations()).toEqual([]);
    await desk.close();
  });

  it('lets a supervisor decide what waits by keyboard, and the card of the round follows at once', async () => {
    const homes = await untried(2);
    const visits = await server.withActor(ANONYMOUS, (db) => knock(db, open.id, homes, 'refused'));
    const [approved, rejected] = visits as [number, number];
    const card = await openRounds(browser, server, null);
    await card.visit();
    const before = await coverage(open.code);
    await card.becomes(() => card.inState('exempt_pending'), before.own.exemptPending);
    const desk = await openRounds(browser, server, command);
    await desk.visit(`?view=exemptions&campaign=${open.code}`);
    expect(await desk.exemption(approved).textContent()).toContain('拒访');
    await desk.exemption(approved).getByRole('button', { name: /^批准/ }).press('Enter');
    await desk.page.keyboard.press('Escape');
    await desk.becomes(async () => (await desk.focused()).startsWith('批准'), true);
    await desk.page.keyboard.press('Enter');
    await desk.page.keyboard.type('both documents seen');
    await desk.page.keyboard.press('Enter');
    await desk.exemption(approved).waitFor({ state: 'detached' });
    await desk.says(/^已批准：/);
    await card.becomes(() => card.inState('exempt'), before.own.exempt + 1);
    const { count } = before.own.denominators.reachable;
    await card.becomes(async () => (await card.figures('reachable')).count, count - 1);

    await desk.exemption(rejected).getByRole('button', { name: /^驳回/ }).click();
    await desk.button('确认驳回').click();
    await desk.says('请写明驳回理由。');
    await desk.page.getByLabel('驳回理由，网格员会看到').fill('somebody lives there');
    await desk.button('确认驳回').click();
    await desk.exemption(rejected).waitFor({ state: 'detached' });
    await card.becomes(() => card.inState('exempt_pending'), before.own.exemptPending - 2);
    await card.becomes(async () => (await card.figures('reachable')).count, count - 1);
    expect(await desk.violations()).toEqual([]);
    await desk.close();

    await card.visit(`?view=exemptions&campaign=${open.code}`);
    await card.says(/待批名单含住户情况/);
    expect(await card.page.locator('[data-visit]').count()).toBe(0);
    await card.close();
  });

  it('shows doubtful visits as shares of grids', async () => {
    const desk = await openRounds(browser, server, null);
    await desk.visit('?view=doubts');
    const { own } = await server.get<{ own: { visits: number } }>(`/api/grids/${root}/doubtful?campaign=${open.code}`);
    await desk.becomes(() => desk.page.locator(`tr[data-code="${root}"] td`).first().textContent(), own.visits.toLocaleString('en'));
    expect(await desk.page.locator(`tr[data-code="${root}"] [data-doubt]`).count()).toBe(5);
    expect(await desk.violations()).toEqual([]);
    await desk.close();
  });

  it('words a checklist from the template, plans a round with it, and says who goes where', async () => {
    const desk = await openRounds(browser, server, command);
    await desk.visit('?view=checklists');
    await desk.button('载入“九必问”模板').click();
    for (let number = 9; number > 2; number -= 1) await desk.button(`删除第 ${number} 问`).click();
    await desk.page.getByLabel('第 1 问', { exact: true }).fill('家里常住几口人？');
    await desk.page.getByLabel('第 1 问的答法').selectOption('number');
    await desk.button('保存第 1 版').click();
    await desk.says('还有 1 问是占位文字，入户时会原样念给住户。');
    await desk.page.getByLabel('第 2 问', { exact: true }).fill('缺什么？');
    await desk.page.getByLabel('第 2 问的答法').selectOption('multiple');
    await desk.button('保存第 1 版').click();
    await desk.says('至少一个选项，每行一个，不超过 200 个字符。');
    expect(await desk.violations()).toEqual([]);
    await desk.page.getByLabel('第 2 问的选项').fill('路灯\n车位');
    await desk.button('保存第 1 版').click();
    await desk.button('修改为新的一版').click();
    await desk.button('第 2 问上移').click();
    await desk.button('保存第 2 版').click();
    await desk.cardSays(/第 2 版，2 问/);
    const { items } = await server.get<{ items: Checklist[] }>('/api/checklists');
    expect(items.find(({ code }) => code === 'nine-questions')).toMatchObject({
      version: 2,
      questions: [
        { code: 'q2', text: '缺什么？', kind: 'multiple', options: ['路灯', '车位'] },
        { code: 'q1', text: '家里常住几口人？', kind: 'number', isRequired: true },
      ],
    });

    await desk.visit();
    await desk.button('计划新一轮').click();
    await desk.page.getByLabel('编码').fill('winter');
    await desk.page.getByLabel('名称').fill('冬季走访');
    await desk.page.getByLabel('开始日').fill('2026-12-01');
    await desk.page.getByLabel('必问清单').last().selectOption('nine-questions');
    await desk.button('计划').click();
    await desk.cardSays('第 2 版，2 问');
    await desk.button('编辑包联责任').click();
    const [first, second] = (await district.grid(root)).children;
    if (first === undefined || second === undefined) throw new Error('The demo district has fewer than two subdistricts.');
    await desk.page.getByLabel(first.name, { exact: true }).check();
    await desk.page.getByLabel(second.name, { exact: true }).check();
    const { items: units } = await server.get<{ items: { code: string; name: string }[] }>('/api/units?limit=1');
    await desk.page.getByLabel('单位', { exact: true }).selectOption(units[0]?.code as string);
    await desk.button('加入清单（2 个网格）').click();
    await desk.button(`移除 ${second.name}`).click();
    expect(await desk.violations()).toEqual([]);
    await desk.button('保存 1 条').click();
    await desk.cardSays(units[0]?.name as string);
    const duties = await server.get<{ items: Duty[] }>('/api/campaigns/winter/duties');
    expect(duties.items).toMatchObject([{ grid: { code: first.code }, kind: 'leader', person: null, unit: { code: units[0]?.code } }]);
    await desk.close();
  });

  it('plans a recheck, says what the server refuses at its field, and opens it', async () => {
    const desk = await openRounds(browser, server, command, { width: 390, height: 844 });
    await desk.visit(`?campaign=${closed.code}`);
    await desk.button('计划回头看').click();
    await desk.page.getByLabel('编码').fill(closed.code);
    await desk.button('计划').click();
    await desk.says('填 1–200 个字符。');
    await desk.says('填开始日。');
    await desk.page.getByLabel('名称').fill('回头看一');
    await desk.page.getByLabel('开始日').fill('2026-11-20');
    await desk.button('计划').click();
    await desk.says('已有轮次用这个编码，请换一个。');
    expect(await desk.violations()).toEqual([]);
    await desk.page.getByLabel('编码').fill('look-back');
    await desk.button('计划').click();
    await desk.cardSays('未开始，没有结果。');
    await desk.button('开启这一轮').click();
    await desk.cardSays(/即冻结为分母/);
    await desk.button('确认开启并冻结对象').click();
    await desk.button('结束这一轮').waitFor();
    const round = await server.get<CampaignDetail>('/api/campaigns/look-back');
    const frozen = Object.values(round.frozen).reduce((sum, count) => sum + count, 0);
    expect(frozen).toBe((await coverage(closed.code)).own.covered);
    await desk.becomes(async () => (await desk.figures('frozen')).count, frozen);
    await desk.close();
  });

  it('closes a round after saying what happens, and the result moves no more', async () => {
    const desk = await openRounds(browser, server, command);
    await desk.visit(`?campaign=${open.code}`);
    const { own } = await coverage(open.code);
    const { covered, count } = own.denominators.all;
    await desk.becomes(() => desk.figures('all'), { covered, count });
    const [home] = await untried(1);
    await desk.button('结束这一轮').click();
    await desk.cardSays(/不能重新开启/);
    await desk.button('取消').click();
    expect((await server.get<CampaignDetail>(`/api/campaigns/${open.code}`)).status).toBe('open');
    await desk.button('结束这一轮').click();
    await desk.button('确认结束并冻结结果').click();
    await desk.cardSays(/已冻结的结果/);
    expect(await desk.figures('all')).toEqual({ covered, count });
    const visit = { clientUuid: randomUUID(), campaign: open.code, householdId: home, outcome: 'visited', visitedAt: TEST_NOW.toISOString() };
    const headers = { 'content-type': 'application/json', 'x-work-as': String(command.id) };
    const refused = await fetch(`${server.url}/api/visits`, { method: 'POST', headers, body: JSON.stringify(visit) });
    expect(await refused.json()).toMatchObject({ status: 409, type: '/problems/campaign-not-open' });
    await desk.page.reload();
    await desk.cardSays(/已冻结的结果/);
    expect(await desk.figures('all')).toEqual({ covered, count });
    await desk.close();
  });
});
