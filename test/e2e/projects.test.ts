import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Programme, Project, ProjectClash, ProjectDetail } from '../../server/projects/contract.ts';
import type { Thread } from '../../server/thread/contract.ts';
import type { Work } from '../../server/works/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { openProjects } from './drivers/projects-desk.ts';
import { deskServer } from './drivers/server.ts';

const WAIT = { timeout: 20_000 };
const server = await deskServer();
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('programmes and projects', () => {
  it('a programme says how many of its courtyards have begun and what became of them; each part opens its projects, and what would be dug twice says who goes first', async () => {
    const programmes = (await server.get<{ items: Programme[] }>('/api/programmes')).items;
    const { name, figures, code } = programmes.find(({ kind }) => kind === 'old_compounds') as Programme;
    const desk = await openProjects(browser, server);
    await desk.visit();
    const words = await desk.figures(name);
    expect(words).toContain(`已开工 ${figures.started} = ${figures.done} 完工 + ${figures.underWay} 施工 + ${figures.unstated} 未说明`);
    await desk.openPart(name, '施工');
    const under = (await server.get<{ items: Project[] }>(`/api/projects?programme=${code}&phase=under_construction`)).items;
    await expect.poll(() => desk.rows.count(), WAIT).toBe(under.length);
    expect(under.reduce((sum, { itemCount }) => sum + itemCount, 0)).toBe(figures.underWay);
    await desk.page.getByRole('button', { name: '清除条件' }).click();

    await desk.view('冲突');
    const clashes = (await server.get<{ items: ProjectClash[] }>('/api/project-clashes')).items;
    expect(clashes.length).toBeGreaterThan(0);
    await expect.poll(() => desk.page.locator('.clash').count(), WAIT).toBe(clashes.length);
    const [clash] = clashes as [ProjectClash];
    await desk.page.locator('.clash').first().getByRole('button', { name: clash.first.name }).click();
    await desk.card.locator('.phase-chain').waitFor(WAIT);
    expect(await desk.card.locator('h2').textContent()).toBe(clash.first.name);
    expect(new URL(desk.page.url()).searchParams.get('project')).toBe(String(clash.first.id));
    expect(await desk.violations()).toEqual([]);
    await desk.close();
  });

  it('a planner writes a project down with money and consultation, is told whom it would clash with, moves it a year on, saves it and takes it to its next phase', async () => {
    const [planner] = (await server.get<{ items: { id: number; name: string; role: string }[] }>('/api/people?role=planner')).items;
    const { items: known } = await server.get<{ items: ProjectClash[] }>('/api/project-clashes');
    const gas = known.map(({ second }) => second).find(({ kind }) => kind === 'gas');
    const { alleys } = await server.get<ProjectDetail>(`/api/projects/${known.find(({ second }) => second.id === gas?.id)?.first.id}`);
    const [lane] = alleys.filter(({ name }) => gas?.name.startsWith(name ?? '?'));
    const year = Number(gas?.from.slice(0, 4));
    const desk = await openProjects(browser, server);
    await desk.workAs(planner as never);
    await desk.visit();
    await desk.page.getByRole('button', { name: '新建项目' }).click();
    await desk.choose('类别', 'alleys');
    await desk.write('名称', '故事巷改造');
    await desk.write('计划开工', `${year}-11-01`);
    await desk.write('计划完工', `${year}-10-31`);
    await desk.form.getByText('不能早于开始').waitFor(WAIT);
    await desk.write('计划完工', `${year}-12-31`);
    await desk.takeAlley(lane?.name ?? '');
    await expect.poll(() => desk.foreseen.count(), WAIT).toBeGreaterThan(0);
    expect(await desk.foreseen.filter({ hasText: gas?.name ?? '?' }).count()).toBe(1);
    await desk.form.getByRole('button', { name: '加一笔' }).click();
    await desk.write('计划', '12.345678');
    await desk.write('一征（征求意见） 日期', '2026-03-01');
    await desk.write('一征（征求意见） 征求', '90');
    await desk.write('一征（征求意见） 收回', '80');
    await desk.write('一征（征求意见） 同意', '75');
    await desk.form.getByRole('button', { name: '加文件' }).click();
    await desk.write('文件名称', '居民议事会纪要');
    await desk.write('网址', 'example.invalid/minutes');
    await desk.form.getByText('网址以 https:// 或 / 开头').waitFor(WAIT);
    await desk.write('网址', 'https://example.invalid/minutes');
    // Nothing is lost with the page.
    await desk.page.reload();
    await expect.poll(() => desk.form.getByLabel('计划', { exact: true }).inputValue(), WAIT).toBe('12.345678');
    await desk.form.getByRole('button', { name: '推后一年' }).click();
    for (let more = 0; more < 3; more += 1) {
      await desk.page.waitForTimeout(1_500);
      if ((await desk.foreseen.count()) === 0) break;
      await desk.form.getByRole('button', { name: '推后一年' }).click();
    }
    await desk.form.getByText('没有冲突。').waitFor(WAIT);
    // Another project has this code: the server says so, and it stands at the field.
    await desk.write('编号', gas?.code ?? '');
    await desk.save();
    await desk.form.getByText('编号已被使用，请换一个').waitFor(WAIT);
    await desk.write('编号', 'STORY-1');
    expect(await desk.violations()).toEqual([]);
    await desk.save();
    await desk.card.locator('.phase-chain').waitFor(WAIT);
    const id = Number(new URL(desk.page.url()).searchParams.get('project'));
    const saved = await server.get<ProjectDetail>(`/api/projects/${id}`);
    expect(await desk.card.getByRole('link', { name: '居民议事会纪要' }).getAttribute('href')).toBe('https://example.invalid/minutes');
    expect(saved.documents).toEqual([{ title: '居民议事会纪要', url: 'https://example.invalid/minutes' }]);
    expect(saved).toMatchObject({ code: 'STORY-1', phase: 'planned', plannedMinor: 12_345_678, consent: { asked: 90, agreed: 75 }, place: 'alleys' });
    expect(await desk.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')))).toEqual([]);
    await desk.card.getByRole('button', { name: '转为设计' }).click();
    await desk.card.getByLabel('日期').fill('2026-11-20');
    await desk.card.getByRole('button', { name: '保存' }).click();
    await desk.card.getByRole('button', { name: '转为招标' }).waitFor(WAIT);
    expect((await server.get<ProjectDetail>(`/api/projects/${id}`)).phase).toBe('designed');
    await desk.close();
  });

  it('the card of a work shows the issues that asked for it, and each leads to its own card with the same chain', async () => {
    const works = (await server.get<{ items: (Work & { askedIssues: number })[] }>('/api/works?limit=10000')).items;
    const asked = works.find(({ askedIssues }) => askedIssues > 0) as Work;
    const chain = await server.get<Thread>(`/api/threads/work/${asked.id}`);
    const issue = chain.steps.find(({ kind }) => kind === 'issue');
    const opened = await browser.open({});
    const { page } = opened;
    await page.goto(`${server.url}/map?panel=work.${asked.id}`);
    await page.locator('.thread-step').first().waitFor(WAIT);
    expect(await page.locator('.thread-step').count()).toBe(chain.steps.length);
    await page.locator('.thread-step[data-kind="issue"] a').first().click();
    await page.locator('.thread-step[data-kind="issue"][aria-current]').waitFor(WAIT);
    expect(new URL(page.url()).searchParams.get('panel')).toBe(`issue.${issue?.id}`);
    await page.locator('.thread-step[data-kind="work"] a').first().click();
    await page.locator('.thread-step[data-kind="work"][aria-current]').waitFor(WAIT);
    expect(new URL(page.url()).searchParams.get('panel')).toMatch(/^work\./);
    await opened.close();
  });
});
