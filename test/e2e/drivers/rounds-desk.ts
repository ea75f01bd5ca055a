import { expect } from 'vitest';
import { type Locator, type OpenedPage, type OpenOptions, type Page, seriousViolations, type TestBrowser, type Violation } from '../../support/browser.ts';
import type { DeskServer } from './server.ts';

const PATIENCE_MS = 40_000;

export interface Somebody {
  id: number;
  name: string;
  role: string;
}

/** The page of rounds as the command centre uses it. Words are those of the screen, in Chinese. */
export class RoundsDesk {
  readonly page: Page;
  readonly #opened: OpenedPage;
  readonly #server: DeskServer;

  constructor(opened: OpenedPage, server: DeskServer) {
    this.#opened = opened;
    this.#server = server;
    this.page = opened.page;
  }

  /** Opens an address of the page, `?view=compare`. */
  async visit(search = ''): Promise<void> {
    await this.page.goto(`${this.#server.url}/rounds${search}`);
    await this.page.getByRole('heading', { level: 1, name: '走访轮次' }).waitFor({ timeout: PATIENCE_MS });
  }

  get parameters(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** What the card says by a denominator: covered and whole. */
  async figures(of: 'all' | 'reachable' | 'frozen'): Promise<{ covered: number; count: number }> {
    const text = await this.page.locator(`.round-figures [data-of="${of}"] small`).textContent({ timeout: PATIENCE_MS });
    const [covered = Number.NaN, count = Number.NaN] = (text ?? '').split('/').map(numberIn);
    return { covered, count };
  }

  /** How many the card says are in a state. */
  async inState(state: string): Promise<number> {
    return numberIn(await this.page.locator(`.round-states [data-state="${state}"] dd`).textContent({ timeout: PATIENCE_MS }));
  }

  async cardSays(text: string | RegExp): Promise<void> {
    await this.page.locator('.round-card').getByText(text).first().waitFor({ timeout: PATIENCE_MS });
  }

  /** Rate, covered and whole of a side in the row of a grid, as they are written; of the change only its words. */
  async cell(grid: string, side: 'first' | 'second' | 'change'): Promise<string> {
    const text = await this.page.locator(`tr[data-code="${grid}"] [data-side="${side}"]`).textContent({ timeout: PATIENCE_MS });
    return (text ?? '').trim();
  }

  /** The row of a waiting exemption. */
  exemption(visit: number): Locator {
    return this.page.locator(`[data-visit="${visit}"]`);
  }

  async says(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor({ timeout: PATIENCE_MS });
  }

  /** The text or label of what has the keyboard. */
  focused(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
  }

  async becomes(read: () => Promise<unknown>, value: unknown): Promise<void> {
    await expect.poll(read, { timeout: PATIENCE_MS }).toEqual(value);
  }

  violations(): Promise<Violation[]> {
    return seriousViolations(this.page);
  }

  close(): Promise<void> {
    return this.#opened.close();
  }
}

/** The page in a fresh browser context, as somebody or as nobody. */
export async function openRounds(browser: TestBrowser, server: DeskServer, person: Somebody | null, options: OpenOptions = {}): Promise<RoundsDesk> {
  const opened = await browser.open(options);
  if (person !== null) await opened.page.addInitScript((kept) => localStorage.setItem('alleygrid.work-as', kept), JSON.stringify(person));
  return new RoundsDesk(opened, server);
}

function numberIn(text: string | null): number {
  return Number((text ?? '').replace(/[^\d]/g, '') || Number.NaN);
}
