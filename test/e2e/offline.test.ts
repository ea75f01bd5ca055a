import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type OpenedPage, type Page, type TestBrowser } from '../support/browser.ts';
import { CLIENT, deskServer } from './drivers/server.ts';

const MOST_KEPT_BYTES = 1_600_000;
const clientFolder = mkdtempSync(join(tmpdir(), 'alleygrid-offline-'));
cpSync(CLIENT, clientFolder, { recursive: true });
const server = await deskServer({ clientFolder });
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(clientFolder, { recursive: true, force: true });
});

let builds = 0;
/** A version that no page has met: what a build of another version differs in is index.html, and its revision in the worker. */
function buildVersion(): string {
  const version = `build${++builds}`;
  const [index, worker] = [join(clientFolder, 'index.html'), join(clientFolder, 'offline-worker.js')];
  const html = readFileSync(join(CLIENT, 'index.html'), 'utf8').replace('<head>', `<head><meta name="version" content="${version}">`);
  const script = readFileSync(join(CLIENT, 'offline-worker.js'), 'utf8');
  const revised = script.replace(/(\/index\.html["'`],\s*revision:\s*["'`])\w+/, `$1${version}`);
  expect(revised).not.toBe(script);
  writeFileSync(index, html);
  writeFileSync(worker, revised);
  return version;
}
const versionOf = (page: Page) => page.evaluate(() => document.querySelector('meta[name=version]')?.getAttribute('content') ?? 'first');

/** The page for the hand, with its files on the device. */
async function ready(): Promise<OpenedPage> {
  const opened = await browser.open({ width: 390, height: 844 });
  await opened.page.goto(`${server.url}/visit`);
  await opened.page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state !== 'activated') await new Promise((resolve) => active?.addEventListener('statechange', resolve));
  });
  await drawn(opened.page);
  return opened;
}
const drawn = (page: Page) => page.locator('h1').first().waitFor();

describe('the page for the hand without a network', () => {
  it('starts again, again and at any address below it; no data comes out of a cache', async () => {
    const { page, close } = await ready();
    await page.context().setOffline(true);
    for (const address of ['/visit', '/visit?grid=none']) {
      await page.goto(server.url + address);
      await drawn(page);
    }
    await page.reload();
    await drawn(page);
    const answered = await page.evaluate(() =>
      fetch('/api/settings').then(
        ({ status }) => status,
        () => 'no network',
      ),
    );
    expect(answered).toBe('no network');
    await close();
  });

  it('starts while the server is down, and works on when it is back', async () => {
    const { page, close } = await ready();
    await server.restart(async () => {
      await page.reload();
      await drawn(page);
    });
    expect(await page.evaluate(() => fetch('/api/settings').then(({ status }) => status))).toBe(200);
    await close();
  });

  it('keeps the program only: no answer of the server, no map, and not much', async () => {
    const { page, close } = await ready();
    const kept = await page.evaluate(async () => {
      const files: { path: string; bytes: number; isMap: boolean }[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const text = (await (await cache.match(request))?.text()) ?? '';
          files.push({ path: new URL(request.url).pathname, bytes: text.length, isMap: /HexagonLayer|TerraDraw|_maplibre|maplibregl-canvas/.test(text) });
        }
      }
      return files;
    });
    expect(kept.map(({ path }) => path)).toContain('/index.html');
    expect(kept.filter(({ path }) => path.startsWith('/api'))).toEqual([]);
    expect(kept.filter(({ isMap }) => isMap)).toEqual([]);
    expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MOST_KEPT_BYTES);
    await close();
  });
});

describe("the desk's pages", () => {
  it('never meet the worker: they come from the server, or not at all', async () => {
    const { page, close } = await ready();
    for (const address of ['/map', '/']) {
      const answer = await page.goto(server.url + address);
      expect([answer?.fromServiceWorker(), answer?.status()]).toEqual([false, 200]);
      expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    }
    await page.context().setOffline(true);
    await expect(page.goto(`${server.url}/map`)).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/);
    await close();
  });
});

describe('a new version', () => {
  it('says that it waits, leaves the page alone, and is there at the next start; what is not sent yet stays', async () => {
    const { page, close } = await ready();
    const before = await versionOf(page);
    await page.evaluate(() => {
      document.title = 'in hand';
      return new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('unsent', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('records', { autoIncrement: true }).add('knock');
        opening.onsuccess = () => resolve(opening.result.close());
        opening.onerror = () => reject(opening.error);
      });
    });
    const built = buildVersion();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByText('有新版本').waitFor();
    expect([await versionOf(page), await page.title()]).toEqual([before, 'in hand']);

    await page.reload();
    await page.locator(`meta[name=version][content=${built}]`).waitFor({ state: 'attached' });
    await drawn(page);
    expect(await page.getByText('有新版本').count()).toBe(0);
    const unsent = await page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          const opening = indexedDB.open('unsent', 1);
          opening.onsuccess = () => {
            const reading = opening.result.transaction('records').objectStore('records').getAll();
            reading.onsuccess = () => resolve(reading.result);
          };
        }),
    );
    expect(unsent).toEqual(['knock']);
    await page.context().setOffline(true);
    await page.reload();
    await drawn(page);
    expect(await versionOf(page)).toBe(built);
    await close();
  });

  it('does not take the files from under a second page that is open', async () => {
    const { page, close } = await ready();
    const before = await versionOf(page);
    const other = await page.context().newPage();
    await other.goto(`${server.url}/visit`);
    await drawn(other);
    const built = buildVersion();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await other.getByText('有新版本').waitFor();
    await page.reload();
    await drawn(page);
    expect(await versionOf(page)).toBe(before);
    await other.close();
    // The browser lets go of a closed page in its own time: the next start after that has the new version.
    const versionOfNextStart = async () => {
      await page.reload();
      await drawn(page);
      return versionOf(page);
    };
    await expect.poll(versionOfNextStart, { timeout: 60_000, interval: 1_000 }).toBe(built);
    await close();
  });
});

describe('where it cannot be', () => {
  it('over plain HTTP off this machine the page works without, and nothing is registered', async () => {
    const named = await launchBrowser({ name: 'field.test' });
    const { page, close } = await named.open();
    await page.goto(server.url.replace('127.0.0.1', 'field.test').concat('/visit'));
    await drawn(page);
    expect(await page.evaluate(() => [window.isSecureContext, 'serviceWorker' in navigator])).toEqual([false, false]);
    await close();
    await named.close();
  });

  it('its files are asked for again each time, and what may be put on the home screen is complete', async () => {
    for (const file of ['offline-worker.js', 'visit.webmanifest', 'icon-192.png'])
      expect((await fetch(`${server.url}/${file}`)).headers.get('cache-control'), file).toBe('no-cache');
    const answer = await fetch(`${server.url}/visit.webmanifest`);
    expect(answer.headers.get('content-type')).toContain('application/manifest+json');
    const manifest = (await answer.json()) as { icons: { src: string; type: string }[] };
    expect(manifest).toMatchObject({ name: '巷格走访', start_url: '/visit', scope: '/visit', display: 'standalone' });
    for (const { src, type } of manifest.icons) expect((await fetch(server.url + src)).headers.get('content-type')).toContain(type);
  });
});
