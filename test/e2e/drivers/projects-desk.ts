import { type Locator, type OpenedPage, type Page, seriousViolations, type TestBrowser, type Violation } from '../../support/browser.ts';
import type { DeskServer } from './server.ts';

const PATIENCE_MS = 40_000;

/** The page of programmes and projects as a planner uses it. Words are those of the screen, in Chinese. */
export class ProjectsDesk {
  readonly page: Page;
  readonly #opened: OpenedPage;
  readonly #server: DeskServer;

  constructor(opened: OpenedPage, server: DeskServer) {
    this.#opened = opened;
    this.#server = server;
    this.page = opened.page;
  }

  /** Opens an address of the page, `?view=time`, and waits for the programmes and the projects. */
  async visit(search = ''): Promise<void> {
    await this.page.goto(`${this.#server.url}/projects${search}`);
    await this.page.locator('.programmes strong').first().waitFor({ timeout: PATIENCE_MS });
    await this.page.locator('.projects-table, .gantt, .clashes').waitFor({ timeout: PATIENCE_MS });
  }

  /** The figures of a programme as they are written. */
  async figures(programme: string): Promise<string> {
    const text = await this.page.locator('.programmes > li').filter({ hasText: programme }).textContent();
    return (text ?? '').replace(/\s+/g, ' ');
  }

  /** Presses one part of "8 + 28 + 17". */
  async openPart(programme: string, part: string): Promise<void> {
    await this.page.locator('.programmes > li').filter({ hasText: programme }).locator('.programme-part', { hasText: part }).click();
  }

  get rows(): Locator {
    return this.page.locator('.projects-table tbody tr:not(.projects-phase)');
  }

  get card(): Locator {
    return this.page.locator('.projects-card');
  }

  async view(name: string): Promise<void> {
    await this.page.locator('.projects-bar .segmented label').filter({ hasText: name }).click();
  }

  /** Works as a person, from the next page on. */
  async workAs(person: { id: number; name: string; role: string }): Promise<void> {
    await this.page.addInitScript((who) => localStorage.setItem('alleygrid.work-as', JSON.stringify(who)), person);
  }

  /** The form in which a project is written or corrected. */
  get form(): Locator {
    return this.page.locator('form.project-editor');
  }

  async write(label: string, text: string): Promise<void> {
    await this.form.getByLabel(label, { exact: true }).fill(text);
  }

  async choose(label: string, value: string): Promise<void> {
    await this.form.getByLabel(label, { exact: true }).selectOption(value);
  }

  /** Takes an alley into the place of the project by its name. */
  async takeAlley(name: string): Promise<void> {
    await this.form.locator('.place-tools').getByText('街巷', { exact: true }).click();
    await this.form.getByPlaceholder('查找小巷').fill(name);
    await this.form.locator('.place-found').getByRole('button', { name, exact: true }).first().click({ timeout: PATIENCE_MS });
  }

  /** What the form says it would dig twice. */
  get foreseen(): Locator {
    return this.form.locator('.foresight .clash');
  }

  async save(): Promise<void> {
    await this.form.getByRole('button', { name: '保存' }).click();
  }

  violations(): Promise<Violation[]> {
    return seriousViolations(this.page);
  }

  close(): Promise<void> {
    return this.#opened.close();
  }
}

export async function openProjects(browser: TestBrowser, server: DeskServer): Promise<ProjectsDesk> {
  return new ProjectsDesk(await browser.open({}), server);
}
