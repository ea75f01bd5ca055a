/**
 * npm run bench:play -- --url http://127.0.0.1:8080 [--per-second 2|5|10|20]
 *
 * The campaign played from its first day on /map of a running server (demo M, 1920×1080, software WebGL): processor time of the page's own thread per day
 * that was shown, its longest piece of work, and what was asked of the server meanwhile. Without a graphics card the map itself is drawn by the processor,
 * so fewer days are shown than with one.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../support/browser.ts';
import { percentile } from './measure.ts';
import { traceOf, workOf } from './page-trace.ts';

const PATIENCE = { timeout: 120_000 };
const CALM_MS = 1_500;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { url: { type: 'string' }, 'per-second': { type: 'string', default: '10' } } });
  if (values.url === undefined) throw new Error('--url of a running server is needed.');
  const browser = await launchBrowser();
  try {
    const { page, errors } = await browser.open({ width: 1920, height: 1080, reducedMotion: false });
    await page.goto(`${values.url.replace(/\/$/, '')}/map`);
    await page.locator('.map[aria-busy="false"]').waitFor(PATIENCE);
    await page.locator('.time-ends button').first().click();
    await page.locator('.time-banner small').waitFor(PATIENCE);
    await page.locator('.time-speed').selectOption(values['per-second']);
    await page.waitForTimeout(CALM_MS);
    const asked: string[] = [];
    page.on('request', (request) => request.resourceType() === 'fetch' && asked.push(new URL(request.url()).pathname));
    await page.evaluate(() => {
      const days: string[] = [];
      Object.assign(window, { shownDays: days });
      const banner = document.querySelector('.time-banner');
      if (banner)
        new MutationObserver(() => days.push(banner.querySelector('strong')?.textContent ?? '')).observe(banner, {
          subtree: true,
          childList: true,
          characterData: true,
        });
    });
    const play = page.locator('.time-play');
    const label = await play.getAttribute('aria-label');
    const start = performance.now();
    let seconds = 0;
    const events = await traceOf(page, async () => {
      await play.click();
      await page.locator(`.time-play:not([aria-label="${label}"])`).waitFor(PATIENCE);
      await page.locator(`.time-play[aria-label="${label}"]`).waitFor(PATIENCE);
      seconds = (performance.now() - start) / 1000;
    });
    if (errors.length > 0) throw new Error(errors.join('\n'));
    const days = new Set(await page.evaluate(() => (window as unknown as { shownDays: string[] }).shownDays)).size;
    const length = Number(await page.locator('.time-track input').getAttribute('max')) + 1;
    const work = workOf(events)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
    const sum = work.reduce((all, ms) => all + ms, 0);
    console.log(
      `${length} days in ${seconds.toFixed(1)} s, ${days} of them rendered; the page's thread ${(sum / days).toFixed(1)} ms a day, pieces of work p95 ${percentile(work, 0.95).toFixed(1)}, longest ${(work.at(-1) ?? 0).toFixed(0)} ms; requests ${asked.length}${asked.length > 0 ? ` (${asked.join(', ')})` : ''} (load ${(loadavg()[0] ?? 0).toFixed(1)})`,
    );
  } finally {
    await browser.close();
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
