import { expect } from 'vitest';
import type { Locator, OpenedPage, Page, TestBrowser } from '../../support/browser.ts';
import type { DeskServer } from './server.ts';

/** A machine that draws WebGL in software, and does other work meanwhile, may need most of this. */
const PATIENCE_MS = 40_000;

/** A wall as those in the room see it. */
export class Wall {
  readonly page: Page;
  readonly #opened: OpenedPage;

  constructor(opened: OpenedPage) {
    this.#opened = opened;
    this.page = opened.page;
  }

  get map(): Locator {
    return this.page.locator('.wall-map');
  }

  /** Titles of the tour above the map, with what holds it. */
  get tour(): Locator {
    return this.page.locator('.wall-tour');
  }

  get alarm(): Locator {
    return this.page.locator('.w-alarm');
  }

  /** Key of the scene whose turn it is. */
  scene(): Promise<string | null> {
    return this.map.getAttribute('data-scene');
  }

  async sceneIs(key: string): Promise<void> {
    await expect.poll(() => this.scene(), { timeout: PATIENCE_MS }).toBe(key);
  }

  async alarmIs(isShown: boolean): Promise<void> {
    await expect.poll(async () => (await this.map.getAttribute('data-kind')) === 'alarm', { timeout: PATIENCE_MS }).toBe(isShown);
  }

  /** Covered targets of all, as the panel writes them. */
  async covered(): Promise<number> {
    const text = await this.page.locator('[data-panel=coverage] .w-beside b').textContent();
    return Number((text ?? '').replace(/\D/g, ''));
  }

  /** Waits until everything the map asked for is drawn. */
  async drawn(): Promise<void> {
    await this.page.locator('.map[aria-busy=false] canvas').waitFor({ timeout: PATIENCE_MS });
  }

  /** Size of each canvas in pixels, and what it should be. */
  canvases(): Promise<{ pixels: number[]; wanted: number[] }[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('canvas')].map((canvas) => ({
        pixels: [canvas.width, canvas.height],
        wanted: [canvas.clientWidth, canvas.clientHeight].map((side) => Math.round(side * devicePixelRatio)),
      })),
    );
  }

  /** Takes the map's WebGL context away, as a driver that is started anew does. */
  loseContext(): Promise<void> {
    return this.page.evaluate(() => document.querySelector('canvas')?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext());
  }

  close(): Promise<void> {
    return this.#opened.close();
  }
}

/** Opens the default wall. dwellS: how long its room lets a scene stay, where a story has not the time of a real one (the server's least is 8 s). */
export async function openWall(browser: TestBrowser, server: DeskServer, { dwellS }: { dwellS?: number } = {}): Promise<Wall> {
  const opened = await browser.open({ width: 1280, height: 720, theme: 'dark' });
  if (dwellS !== undefined)
    await opened.page.route(/\/api\/wall(\?.*)?$/, async (route) => {
      const answer = await route.fetch();
      const view = await answer.json();
      await route.fulfill({ response: answer, json: { ...view, room: { ...view.room, dwellS } } });
    });
  await opened.page.goto(`${server.url}/wall`);
  const wall = new Wall(opened);
  await wall.drawn();
  return wall;
}
