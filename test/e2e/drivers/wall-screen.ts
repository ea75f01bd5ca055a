import sharp from 'sharp';
import type { OpenedPage, OpenOptions, Page, TestBrowser } from '../../support/browser.ts';
import { TEST_NOW } from '../../support/test-demo.ts';
import type { DeskServer } from './server.ts';

const PATIENCE_MS = 60_000;
/** Without a graphics card a picture of 16 million pixels takes its time. */
const SCREENSHOT_MS = 100_000;
const LOOK_MS = 400;
/** A wall lets a window come to rest before its camera follows; the picture before that stands still as well, but shows another part of the map. */
const RESIZED_MS = 2_000;
const QUARTER = 4;
/** Of 255, in any channel: less is the noise of drawing the same thing twice. */
const NOTICEABLE = 24;
const STILL_SHARE = 0.002;

/** The stream says one thing, the test's moment, and is silent: what a wall shows stands still. */
const STILL_STREAM = `
  delete window.SharedWorker;
  window.EventSource = class {
    constructor() {
      setTimeout(() => {
        const time = '${TEST_NOW.toISOString()}';
        this.onmessage?.({ lastEventId: '0', data: JSON.stringify({ type: 'hello', epoch: 'still', time, asOf: time }) });
      }, 50);
    }
    close() {}
  };
  // What keeps a screen from burning in moves the picture by a pixel or two every few minutes: a slow machine needs longer than that for all layouts.
  const { setProperty } = CSSStyleDeclaration.prototype;
  CSSStyleDeclaration.prototype.setProperty = function (name, ...rest) {
    if (!name.startsWith('--drift-')) setProperty.call(this, name, ...rest);
  };
`;

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Look {
  boxes: Record<string, Rect>;
  /** Of every text on the screen, CSS pixels; headline: of the largest figure. */
  smallestText: number;
  headline: number;
  /** Texts that stick out of their panel, or figures that are cut. */
  overflowing: string[];
  canvases: { pixels: [number, number]; css: [number, number]; ratio: number }[];
  /** Texts with their place, for what must not lie on a seam. */
  texts: (Rect & { text: string; isOnMap: boolean })[];
}

/** A wall as it hangs, at a moment that does not pass. */
export class WallScreen {
  readonly page: Page;
  readonly opened: OpenedPage;
  readonly #server: DeskServer;

  constructor(opened: OpenedPage, server: DeskServer) {
    this.opened = opened;
    this.page = opened.page;
    this.#server = server;
  }

  static async open(browser: TestBrowser, server: DeskServer, options: OpenOptions): Promise<WallScreen> {
    const opened = await browser.open(options);
    await opened.page.addInitScript({ content: STILL_STREAM });
    await opened.page.clock.setFixedTime(TEST_NOW);
    return new WallScreen(opened, server);
  }

  /** Opens the wall and goes to its first scene. */
  async visit(search = ''): Promise<void> {
    await this.page.goto(`${this.#server.url}/wall${search}`);
    await this.page.locator('[data-panel="coverage"] .w-headline').waitFor({ timeout: PATIENCE_MS });
    await this.page.locator('.w-map canvas').first().waitFor({ timeout: PATIENCE_MS });
    await this.page.locator('.w-map .map-notice').waitFor({ state: 'detached', timeout: PATIENCE_MS });
    await this.page.keyboard.press('1');
  }

  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
    await this.page.waitForTimeout(RESIZED_MS);
    // Sixteen million pixels take longer than that on a busy machine.
    await this.page.waitForFunction(
      () =>
        [...document.querySelectorAll<HTMLCanvasElement>('.w-map canvas')].every(
          (canvas) => canvas.width === Math.round(canvas.clientWidth * devicePixelRatio),
        ),
      undefined,
      { timeout: PATIENCE_MS },
    );
  }

  /** The picture at a quarter of its size, once it stands still. */
  async quarter(): Promise<Buffer> {
    let before = await this.#shrunk();
    for (let tries = 0; tries < 20; tries++) {
      await this.page.waitForTimeout(LOOK_MS);
      const now = await this.#shrunk();
      if ((await differing(before, now)) <= STILL_SHARE) return now;
      before = now;
    }
    throw new Error('The wall does not come to rest.');
  }

  look(): Promise<Look> {
    return this.page.evaluate(measure);
  }

  async #shrunk(): Promise<Buffer> {
    // A cut of the camera is softened for a moment: the picture is that after it.
    const picture = sharp(await this.page.screenshot({ timeout: SCREENSHOT_MS, animations: 'disabled' }));
    const { width } = await picture.metadata();
    return picture
      .resize(Math.round(width / QUARTER))
      .png()
      .toBuffer();
  }
}

/** Share of the pixels of two pictures that a viewer would notice to differ; 1 where their sizes do. */
export async function differing(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((image) => sharp(image).removeAlpha().raw().toBuffer({ resolveWithObject: true })));
  if (!a || !b || a.info.width !== b.info.width || a.info.height !== b.info.height) return 1;
  let count = 0;
  for (let at = 0; at < a.data.length; at += 3) {
    const off = (channel: number): number => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0));
    if (Math.max(off(0), off(1), off(2)) > NOTICEABLE) count++;
  }
  return count / (a.info.width * a.info.height);
}

/** Runs in the page. */
function measure(): Look {
  const rectOf = (element: Element): Rect => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  };
  const boxes: Record<string, Rect> = {};
  for (const panel of document.querySelectorAll<HTMLElement>('[data-panel]')) boxes[panel.dataset.panel ?? ''] = rectOf(panel);
  const texts: Look['texts'] = [];
  const overflowing: string[] = [];
  let smallestText = Number.POSITIVE_INFINITY;
  for (const element of document.querySelectorAll<HTMLElement>('.w-stage *')) {
    const text = [...element.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.textContent?.trim() ?? ''] : [])).join('');
    const rect = rectOf(element);
    if (text === '' || element.closest('.visually-hidden, svg') || rect.width <= 1 || rect.height <= 1) continue;
    smallestText = Math.min(smallestText, Number.parseFloat(getComputedStyle(element).fontSize));
    const isOnMap = element.closest('.w-map') !== null;
    texts.push({ ...rect, text, isOnMap });
    const panel = element.closest<HTMLElement>('[data-panel]');
    const isName = element.closest('.w-name') !== null;
    const isCut = !isName && getComputedStyle(element).display !== 'inline' && element.scrollWidth > element.clientWidth + 1;
    const room = panel?.getBoundingClientRect();
    const sticksOut = room !== undefined && (rect.x < room.x - 1 || rect.x + rect.width > room.right + 1 || rect.y + rect.height > room.bottom + 3);
    if (isCut || sticksOut) overflowing.push(`${panel?.dataset.panel ?? ''}: ${text}`);
  }
  const headline = document.querySelector('.w-headline > b');
  const canvases = [...document.querySelectorAll<HTMLCanvasElement>('.w-map canvas')].map((canvas): Look['canvases'][number] => ({
    pixels: [canvas.width, canvas.height],
    css: [canvas.clientWidth, canvas.clientHeight],
    ratio: window.devicePixelRatio,
  }));
  return { boxes, smallestText, headline: headline ? Number.parseFloat(getComputedStyle(headline).fontSize) : 0, overflowing, canvases, texts };
}
