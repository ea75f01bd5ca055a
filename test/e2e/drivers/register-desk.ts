import { expect } from 'vitest';
import { type Locator, type OpenedPage, type OpenOptions, type Page, seriousViolations, type TestBrowser, type Violation } from '../../support/browser.ts';
import type { DeskServer } from './server.ts';

const PATIENCE_MS = 40_000;

/** The page of back alleys as a planner uses it. Words are those of the screen, in Chinese. */
export class RegisterDesk {
  readonly page: Page;
  readonly #opened: OpenedPage;
  readonly #server: DeskServer;

  constructor(opened: OpenedPage, server: DeskServer) {
    this.#opened = opened;
    this.#server = server;
    this.page = opened.page;
  }

  /** Whom the page works as, from the next visit on. */
  async workAs(person: { id: number; name: string; role: string } | undefined): Promise<void> {
    await this.page.addInitScript((kept) => localStorage.setItem('alleygrid.work-as', kept), JSON.stringify(person));
  }

  /** Opens an address of the page, `?fails=road`, and waits for the table. */
  async visit(search = ''): Promise<void> {
    await this.page.goto(`${this.#server.url}/alleys${search}`);
    await this.page.locator('.register-totals strong').waitFor({ timeout: PATIENCE_MS });
  }

  /** Rows that are drawn, from the top. */
  get rows(): Locator {
    return this.page.locator('.register-rows .register-row');
  }

  /** The row of an alley by its code. */
  row(code: string): Locator {
    return this.rows.filter({ hasText: code });
  }

  get card(): Locator {
    return this.page.locator('.register-card');
  }

  /** How many alleys the page says it lists. */
  async count(): Promise<number> {
    const text = await this.page.locator('.register-totals strong').textContent();
    return Number((text ?? '').replace(/\D/g, ''));
  }

  async countIs(count: number): Promise<void> {
    await expect.poll(() => this.count(), { timeout: PATIENCE_MS }).toBe(count);
  }

  /** Waits until the map has drawn, and flown where it wanted. */
  async mapRests(): Promise<void> {
    await this.page.locator('.register-map canvas').waitFor({ timeout: PATIENCE_MS });
    for (let before = ''; before !== this.page.url() || before === ''; await this.page.waitForTimeout(2_500)) before = this.page.url();
  }

  /** The place the map has flown to: it leaves a little more room below than above. */
  async clickMiddleOfMap(): Promise<void> {
    const box = await this.page.locator('.register-map').boundingBox();
    if (box === null) throw new Error('the map is not shown');
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2 - 10);
  }

  /** Drags the middle of the first piece of a line. */
  async dragMiddleOf(line: readonly [number, number][], dx: number, dy: number): Promise<void> {
    const [x, y] = await this.#middleOf(line);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 });
    await this.page.mouse.move(x + dx, y + dy, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Clicks the middle of the first piece of a line. */
  async clickMiddleOf(line: readonly [number, number][]): Promise<void> {
    const [x, y] = await this.#middleOf(line);
    await this.page.mouse.click(x, y);
  }

  /** Where the middle of the first piece of a line is on the screen, by the camera in the address. */
  async #middleOf([from, to]: readonly [number, number][]): Promise<[number, number]> {
    const box = await this.page.locator('.register-map').boundingBox();
    const [lon = 0, lat = 0, zoom = 0] = (new URL(this.page.url()).searchParams.get('at') ?? '').split(',').map(Number);
    if (box === null || from === undefined || to === undefined) throw new Error('no map or no line');
    const worldPx = 512 * 2 ** zoom;
    const mercator = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI);
    const right = (((from[0] + to[0]) / 2 - lon) / 360) * worldPx;
    const down = (mercator(lat) - mercator((from[1] + to[1]) / 2)) * worldPx;
    return [box.x + box.width / 2 + right, box.y + box.height / 2 + down];
  }

  violations(): Promise<Violation[]> {
    return seriousViolations(this.page);
  }

  close(): Promise<void> {
    return this.#opened.close();
  }
}

export async function openRegister(browser: TestBrowser, server: DeskServer, options: OpenOptions = {}): Promise<RegisterDesk> {
  return new RegisterDesk(await browser.open(options), server);
}
