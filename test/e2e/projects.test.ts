import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Programme, Project, ProjectClash } from '../../server/projects/contract.ts';
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
