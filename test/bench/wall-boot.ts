/** How a wall starts: when the figures, the still map, the moving map and what deck.gl draws are on the screen, and the processor seconds each has taken by then. */
import { loadavg } from 'node:os';
import type { OpenedPage, Page, TestBrowser } from '../support/browser.ts';

const PATIENCE_MS = 120_000;
const DECK = /\/deck-layers-[^/]*\.js/;
/** Key of the scene that shows single doors. */
const NEAR_SCENE = '2';

/** In the order they appear; each by what only stands once it is painted. */
const STAGES = [
  ['figures of the panels', '[data-panel=coverage] .w-headline'],
  ['first picture: figures and still map', '.w-map:not([data-phase=still]) .w-still'],
  ['moving map drawn', '.w-map[data-phase=fading], .w-map[data-phase=live]'],
  ['moving map alone, tour begins', '.w-map[data-phase=live]'],
] as const;

/** Notes in the page itself when each stage is reached: asking from outside would wait for its turn. */
const WATCH = `{
  const reached = (globalThis.reachedAt = []);
  const selectors = ${JSON.stringify(STAGES.map(([, selector]) => selector))};
  const look = (globalThis.lookAtStages = () => {
    selectors.forEach((selector, index) => { if (reached[index] === undefined && document.querySelector(selector)) reached[index] = performance.now(); });
    if (reached.filter((at) => at !== undefined).length < selectors.length) requestAnimationFrame(look);
  });
  requestAnimationFrame(look);
}`;

/** Opens the wall at `url` in a fresh page of 1920×1080 and prints its start. Returns the page, its tour running. */
export async function startWall(browser: TestBrowser, url: string): Promise<OpenedPage> {
  const opened = await browser.open({ width: 1920, height: 1080, theme: 'dark', reducedMotion: false });
  const { page } = opened;
  await page.addInitScript({ content: WATCH });
  const spent = await processorTime(page);
  let deckAt: number | null = null;
  const from = performance.now();
  page.on('response', (response) => {
    if (DECK.test(response.url())) deckAt ??= performance.now() - from;
  });
  await page.goto(url);
  const spentBy = await Promise.all(
    STAGES.map(async ([, selector]) => {
      await page.locator(selector).first().waitFor({ state: 'attached', timeout: PATIENCE_MS });
      return spent();
    }),
  );
  const reached: number[] = await page.evaluate('lookAtStages(), reachedAt');
  STAGES.forEach(([name], index) => {
    console.log(`${name}: ${Math.round(reached[index] ?? Number.NaN)} ms; processor: ${spentBy[index]} (load ${load()})`);
  });
  if (deckAt !== null && deckAt < (reached[1] ?? 0)) throw new Error('deck.gl came before the first picture.');
  await page.locator('.map[aria-busy=false] canvas').waitFor({ timeout: PATIENCE_MS });
  if (deckAt === null) {
    const asked = performance.now();
    const response = page.waitForResponse(DECK, { timeout: PATIENCE_MS });
    await page.keyboard.press(NEAR_SCENE);
    await response;
    await page.locator('.map[aria-busy=false] canvas').waitFor({ timeout: PATIENCE_MS });
    console.log(`first doors by deck.gl, from the key of their scene: ${Math.round(performance.now() - asked)} ms (load ${load()})`);
    await page.keyboard.press('1');
  } else console.log(`deck.gl came with a scene of the tour, ${Math.round(deckAt)} ms after the start`);
  return opened;
}

/** Begins to count; what it returns says the seconds each kind of process has taken since, which do not depend on what else the machine does. */
async function processorTime(page: Page): Promise<() => Promise<string>> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const read = async () => (await session?.send('SystemInfo.getProcessInfo'))?.processInfo ?? [];
  const before = new Map((await read()).map(({ id, cpuTime }) => [id, cpuTime]));
  return async () => {
    const seconds = new Map<string, number>();
    for (const { id, type, cpuTime } of await read()) seconds.set(type, (seconds.get(type) ?? 0) + cpuTime - (before.get(id) ?? 0));
    return ['renderer', 'GPU', 'browser'].map((type) => `${type} ${(seconds.get(type) ?? 0).toFixed(2)} s`).join(', ');
  };
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}
