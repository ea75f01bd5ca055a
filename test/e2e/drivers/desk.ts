import { expect } from 'vitest';
import { type Locator, type OpenedPage, type OpenOptions, type Page, seriousViolations, type TestBrowser } from '../../support/browser.ts';
import type { DeskServer } from './server.ts';

/** Only the choropleth: nothing lies in the way of a click on a grid. */
const QUIET = 'layers=coverage,-issues,-uncovered,-works,-alleys,-responsibilities';
const TILE_PX = 512;
const QUIET_MS = 800;
/** A machine that draws WebGL in software, and does other work meanwhile, may need most of this. */
const PATIENCE_MS = 40_000;

type LonLat = readonly [number, number];

/** The map page as a person at a desk uses it. Words are those of the screen, in Chinese unless the desk was opened in English. */
export class Desk {
  readonly page: Page;
  readonly requests: string[];
  readonly errors: string[];
  readonly #opened: OpenedPage;
  readonly #server: DeskServer;

  constructor(opened: OpenedPage, server: DeskServer) {
    this.#opened = opened;
    this.#server = server;
    this.page = opened.page;
    this.requests = opened.requests;
    this.errors = opened.errors;
  }

  /** Opens an address of the page, `?grid=…`, and waits until the card says something. */
  async visit(search = ''): Promise<void> {
    await this.page.goto(`${this.#server.url}/map${search}`);
    await this.card.locator('h2').waitFor({ timeout: PATIENCE_MS });
  }

  /** The same, looking at a place with nothing but grids on the map. */
  visitAt([lon, lat]: LonLat, zoom: number, search = ''): Promise<void> {
    return this.visit(`?${search}${search === '' ? '' : '&'}${QUIET}&at=${lon},${lat},${zoom}`);
  }

  /** Waits until the map has drawn its first picture. */
  async mapDrawn(): Promise<void> {
    await this.page.locator('.map-notice').waitFor({ state: 'detached', timeout: 3 * PATIENCE_MS });
  }

  /** Waits until nothing has been asked for for a moment. Not by networkidle: the worker that holds the live stream never counts as loaded. */
  async quiet(): Promise<void> {
    for (let seen = -1; seen !== this.requests.length; await this.page.waitForTimeout(QUIET_MS)) seen = this.requests.length;
  }

  get card(): Locator {
    return this.page.locator('.map-card');
  }

  get tools(): Locator {
    return this.page.getByRole('toolbar');
  }

  async cardIs(title: string | RegExp): Promise<void> {
    await this.card.getByRole('heading', { level: 2, name: title }).waitFor({ timeout: PATIENCE_MS });
  }

  /** The one large number of the card. */
  async answer(): Promise<number> {
    const text = await this.card.locator('.answer-number').textContent({ timeout: PATIENCE_MS });
    return Number((text ?? '').replace(/,/g, ''));
  }

  async answerIs(count: number): Promise<void> {
    await expect.poll(() => this.answer(), { timeout: PATIENCE_MS }).toBe(count);
  }

  /** Opens the rows behind a number of the card; the sentence beside the answer may name it once more. @returns the number */
  async openRows(name: string): Promise<number> {
    const words = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const button = this.card.getByRole('button', { name: new RegExp(`^${words} [\\d,]+( 户)?，列出$`) }).first();
    const label = await button.getAttribute('aria-label', { timeout: PATIENCE_MS });
    await button.click();
    return Number((label ?? '').slice(name.length).replace(/\D/g, ''));
  }

  /** How many rows the open list has when it has been scrolled to its end. */
  async rowsTotal(): Promise<number> {
    const note = this.card.getByRole('status').filter({ hasText: '户' });
    await note.waitFor({ timeout: PATIENCE_MS });
    const list = this.card.locator('.virtual-list');
    const isWhole = async () => {
      await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      return note.filter({ hasText: '全部列出' }).isVisible();
    };
    await expect.poll(isWhole, { timeout: PATIENCE_MS }).toBe(true);
    return Number((await note.textContent())?.replace(/\D/g, ''));
  }

  /** Names on the way down, from the district. */
  async trail(): Promise<string[]> {
    const names = await this.page.locator('.breadcrumb .crumb:not(.crumb-below)').allInnerTexts();
    return names.map((name) => name.trim());
  }

  async trailIs(names: readonly string[]): Promise<void> {
    await expect.poll(() => this.trail(), { timeout: PATIENCE_MS }).toEqual(names);
  }

  /** What the address says is selected. */
  get selection(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }

  async chooseTool(name: string): Promise<void> {
    await this.tools.getByRole('button', { name, exact: true }).click();
  }

  /** Where a place lies on the screen now. The camera is read from the address, where the map writes it after every move. */
  async pixelOf([lon, lat]: LonLat): Promise<{ x: number; y: number }> {
    const at = this.selection.get('at')?.split(',').map(Number);
    const canvas = await this.page.locator('.map canvas').first().boundingBox();
    if (!at || !canvas) throw new Error('The map has no camera in the address yet.');
    const [centreLon = 0, centreLat = 0, zoom = 0] = at;
    const scale = TILE_PX * 2 ** zoom;
    return {
      x: canvas.x + canvas.width / 2 + (mercatorX(lon) - mercatorX(centreLon)) * scale,
      y: canvas.y + canvas.height / 2 + (mercatorY(lat) - mercatorY(centreLat)) * scale,
    };
  }

  /** Clicks a place on the map. */
  async clickOn(place: LonLat): Promise<void> {
    const { x, y } = await this.pixelOf(place);
    await this.page.mouse.move(x - 2, y);
    await this.page.mouse.click(x, y);
  }

  /** Clicks a place, again where the tiles under it had not arrived yet, until something has come of it. */
  async clickUntil(place: LonLat, done: () => boolean): Promise<void> {
    for (let attempt = 0; attempt < 8 && !done(); attempt++) {
      await this.clickOn(place);
      await this.page.waitForTimeout(1_500);
    }
    expect(done()).toBe(true);
  }

  /** Chooses a grid in the ranking of the card. */
  async drillInto(name: string): Promise<void> {
    const ranking = this.card.getByRole('table').filter({ hasText: '下级网格' });
    await ranking.waitFor({ timeout: PATIENCE_MS });
    const all = this.card.getByRole('button', { name: /^显示全部/ });
    if (await all.isVisible()) await all.click();
    await ranking.getByRole('button', { name, exact: true }).click();
  }

  /** Tab, until this has the focus. @throws when so many steps do not lead there */
  async tabTo(target: Locator, atMost = 30): Promise<void> {
    const isThere = () => target.evaluate((element) => element === document.activeElement);
    for (let step = 0; step < atMost; step++) {
      await this.page.keyboard.press('Tab');
      if (await isThere()) return;
    }
    throw new Error(`${atMost} times Tab did not lead to ${target}`);
  }

  /** These parts of the page lie wholly on the screen, and none on another. Parts that are not there are left out. */
  async expectApart(selectors: readonly string[]): Promise<void> {
    const screen = this.page.viewportSize() ?? { width: 0, height: 0 };
    const boxes: { name: string; left: number; right: number; top: number; bottom: number }[] = [];
    for (const name of selectors) {
      const part = this.page.locator(name).first();
      const box = (await part.isVisible()) ? await part.boundingBox() : null;
      if (box) boxes.push({ name, left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height });
    }
    expect(boxes.filter(({ left, right, top, bottom }) => left < 0 || top < 0 || right > screen.width || bottom > screen.height)).toEqual([]);
    const clashes = boxes.flatMap((a, index) =>
      boxes.slice(index + 1).flatMap((b) => {
        const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        return width > 0 && height > 0 ? [`${a.name} on ${b.name}: ${Math.ceil(width)} × ${Math.ceil(height)} px`] : [];
      }),
    );
    expect(clashes).toEqual([]);
  }

  async expectNoViolations(): Promise<void> {
    expect(await seriousViolations(this.page)).toEqual([]);
  }

  close(): Promise<void> {
    return this.#opened.close();
  }
}

/** A desk in a fresh browser context; close it when the story is told. */
export async function openDesk(browser: TestBrowser, server: DeskServer, options: OpenOptions = {}): Promise<Desk> {
  const opened = await browser.open(options);
  if (options.language) await opened.page.addInitScript(`localStorage.setItem('alleygrid.language', ${JSON.stringify(options.language)})`);
  return new Desk(opened, server);
}

function mercatorX(lon: number): number {
  return (lon + 180) / 360;
}

function mercatorY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
