import { expect } from 'vitest';
import type { Locator, OpenedPage, OpenOptions, Page, TestBrowser } from '../../support/browser.ts';
import type { DeskServer } from './server.ts';

const PATIENCE_MS = 40_000;

/** The coverage page as a person at a desk uses it. Words are those of the screen, in Chinese. */
export class PaceDesk {
  readonly page: Page;
  readonly #opened: OpenedPage;
  readonly #server: DeskServer;

  constructor(opened: OpenedPage, server: DeskServer) {
    this.#opened = opened;
    this.#server = server;
    this.page = opened.page;
  }

  /** Opens an address of the page and waits until its rows stand. */
  async visit(search = ''): Promise<void> {
    await this.page.goto(`${this.#server.url}/coverage${search}`);
    await this.page.locator('.tree-rows [role=row]').first().waitFor({ timeout: PATIENCE_MS });
  }

  /** Waits until grids can be hit: the map has tiles. */
  async mapDrawn(): Promise<void> {
    await this.page.locator('.pace-map canvas').waitFor({ timeout: PATIENCE_MS });
    await expect.poll(() => this.#isOverGrid(), { timeout: 3 * PATIENCE_MS, interval: 500 }).toBe(true);
  }

  row(code: string): Locator {
    return this.page.locator(`.tree-rows [role=row][data-code="${code}"]`);
  }

  /** What the row of a grid says is left to visit. */
  async left(code: string): Promise<number> {
    const text = await this.row(code).locator('.tree-left').textContent({ timeout: PATIENCE_MS });
    return Number((text ?? '').replace(/,/g, ''));
  }

  /** Codes of all rows from top to bottom, those that are scrolled out of view too. */
  async shownCodes(): Promise<string[]> {
    const table = this.page.getByRole('treegrid');
    const codes = new Map<number, string>();
    const count = Number(await table.getAttribute('aria-rowcount')) - 1;
    const top = await table.evaluate((element) => element.scrollTop);
    for (let y = 0; codes.size < count && y < count * 30 + 600; y += 300) {
      await table.evaluate((element, to) => {
        element.scrollTop = to;
      }, y);
      await this.page.waitForTimeout(60);
      const seen = await table
        .locator('.tree-rows [role=row]')
        .evaluateAll((rows) => rows.map((row) => [Number(row.getAttribute('data-index')), row.getAttribute('data-code') ?? ''] as [number, string]));
      for (const [index, code] of seen) codes.set(index, code);
    }
    await table.evaluate((element, to) => {
      element.scrollTop = to;
    }, top);
    return [...codes].sort(([a], [b]) => a - b).map(([, code]) => code);
  }

  /** The grid that the address says is chosen. */
  get selected(): string | null {
    return new URL(this.page.url()).searchParams.get('grid');
  }

  /** Clicks the name of a grid in the table. */
  async choose(code: string): Promise<void> {
    await this.row(code).locator('.tree-word').click();
  }

  /** The grid whose row has the keyboard. */
  focused(): Promise<string | null> {
    return this.page.evaluate(() => document.activeElement?.getAttribute('data-code') ?? null);
  }

  /** The row of a grid is in view and marked. */
  async isChosen(code: string): Promise<void> {
    await expect.poll(() => this.row(code).getAttribute('aria-selected'), { timeout: PATIENCE_MS }).toBe('true');
  }

  /** Clicks the middle of the map, again where tiles had not arrived yet, until something has come of it. */
  async clickMapUntil(done: () => boolean): Promise<void> {
    for (let attempt = 0; attempt < 8 && !done(); attempt++) {
      const { x, y } = await this.#middle();
      await this.page.mouse.click(x, y);
      await this.page.waitForTimeout(1_500);
    }
    expect(done()).toBe(true);
  }

  /** The step of the histogram with the most grids. */
  async tallestBar(): Promise<{ name: string; count: number }> {
    const names = await this.page.locator('.histogram-bars button').evaluateAll((bars) => bars.map((bar) => bar.getAttribute('aria-label') ?? ''));
    const counted = names.map((name) => ({ name, count: Number(/(\d+) 个网格$/.exec(name)?.[1] ?? 0) }));
    return counted.sort((a, b) => b.count - a.count)[0] as { name: string; count: number };
  }

  bar(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Fetches the file behind a button. @returns where it lies */
  async download(name: string): Promise<string> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.page.getByRole('button', { name, exact: true }).click()]);
    return download.path();
  }

  close(): Promise<void> {
    return this.#opened.close();
  }

  async #middle(): Promise<{ x: number; y: number }> {
    const canvas = await this.page.locator('.pace-map canvas').boundingBox();
    if (!canvas) throw new Error('There is no map.');
    return { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
  }

  async #isOverGrid(): Promise<boolean> {
    const { x, y } = await this.#middle();
    await this.page.mouse.move(x - 3, y);
    await this.page.mouse.move(x, y);
    await this.page.waitForTimeout(200);
    return (await this.page.locator('.pace-map canvas').evaluate((element) => element.style.cursor)) === 'pointer';
  }
}

/** The coverage page in a fresh browser context; noWebgl: in a browser that cannot draw a map. */
export async function openPaceDesk(
  browser: TestBrowser,
  server: DeskServer,
  { noWebgl = false, ...options }: OpenOptions & { noWebgl?: boolean } = {},
): Promise<PaceDesk> {
  const opened = await browser.open({ width: 1920, height: 1080, ...options });
  if (noWebgl)
    await opened.page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
  return new PaceDesk(opened, server);
}
