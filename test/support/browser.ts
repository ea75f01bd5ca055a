import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, Result } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';

/** The one file that knows Playwright: drivers and stories import these names from here. */
export type { Locator, Page };

const require = createRequire(import.meta.url);

/** Debian's Chromium unless CHROMIUM_PATH names another. */
export function chromiumPath(): string {
  const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(path)) throw new Error(`No browser at ${path}. Install Chromium or set CHROMIUM_PATH.`);
  return path;
}

/** WebGL2 by SwiftShader: the test machine has no graphics card. Background traffic is off so that the network story sees only ours. */
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];
const NO_WEBGL = ['--disable-gpu', '--disable-3d-apis'];

/** What an old browser (Chrome 90) does not have; run in the page, and before every worker script. */
const DELETE_NEWER_GLOBALS = `
  delete Object.hasOwn;
  for (const type of [Array, String, Int8Array.prototype.__proto__.constructor]) delete type.prototype.at;
  for (const type of [Array, Int8Array.prototype.__proto__.constructor]) {
    for (const name of ['findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']) delete type.prototype[name];
  }
  // A worker inherits it, a window owns it.
  for (let scope = globalThis; scope; scope = Object.getPrototypeOf(scope)) delete scope.structuredClone;
  delete Array.fromAsync;
  delete Object.groupBy;
  delete Promise.withResolvers;
`;

export interface OpenOptions {
  /** CSS pixels. */
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  language?: 'zh-CN' | 'en';
  /** Take away what Chrome 90 lacks, in page and workers, before anything loads. */
  oldBrowser?: boolean;
  reducedMotion?: boolean;
}

/** A page and what it said while it ran. */
export interface OpenedPage {
  page: Page;
  /** Addresses asked for, in order, blob: and data: left out. */
  requests: string[];
  /** Uncaught exceptions and console errors. */
  errors: string[];
  close(): Promise<void>;
}

export interface TestBrowser {
  /** A fresh context (own storage) on about:blank. */
  open(options?: OpenOptions): Promise<OpenedPage>;
  version: string;
  close(): Promise<void>;
}

/** @param options.name a host name that leads to this machine: a browser trusts 127.0.0.1 more than a name. */
export async function launchBrowser({ webgl = true, name }: { webgl?: boolean; name?: string } = {}): Promise<TestBrowser> {
  const names = name === undefined ? [] : [`--host-resolver-rules=MAP ${name} 127.0.0.1`];
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    args: [...(webgl ? FLAGS : [...FLAGS.slice(0, 6), ...NO_WEBGL]), ...names],
  });
  return { open: (options) => openPage(browser, options ?? {}), version: browser.version(), close: () => browser.close() };
}

const openContexts = new Set<BrowserContext>();

/** Closes the pages that are opened from now on and are open when the answer is called: a story that failed leaves its own behind. */
export function rememberPages(): () => Promise<void> {
  const before = new Set(openContexts);
  return async () => {
    await Promise.all([...openContexts].filter((context) => !before.has(context)).map((context) => context.close()));
  };
}

async function openPage(browser: Browser, options: OpenOptions): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.theme ?? 'light',
    locale: options.language ?? 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Flights and moving lists are cut: a story waits for what is shown, never for an animation.
    reducedMotion: options.reducedMotion === false ? 'no-preference' : 'reduce',
    acceptDownloads: true,
  });
  openContexts.add(context);
  context.on('close', () => openContexts.delete(context));
  if (options.oldBrowser) await makeOld(context);
  const page = await context.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url())) requests.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, requests, errors, close: () => context.close() };
}

async function makeOld(context: BrowserContext): Promise<void> {
  await context.addInitScript({ content: DELETE_NEWER_GLOBALS });
  // addInitScript does not reach workers: their script is served with the same lines in front.
  await context.route(/worker[^/]*\.js(\?.*)?$/i, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${DELETE_NEWER_GLOBALS}\n${await response.text()}` });
  });
}

export interface Violation {
  rule: string;
  impact: string;
  help: string;
  targets: string[];
}

/** axe-core's serious and critical findings on the page as it stands. */
export async function seriousViolations(page: Page): Promise<Violation[]> {
  // Evaluated through the debugger: the page's own policy lets no foreign script in, and shall not.
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const results = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(context: Document, options: object): Promise<AxeResults> } };
    return axe.run(document, { resultTypes: ['violations'] });
  });
  return results.violations.filter((result: Result) => result.impact === 'serious' || result.impact === 'critical').map(toViolation);
}

function toViolation(result: Result): Violation {
  return {
    rule: result.id,
    impact: result.impact ?? '',
    help: result.help,
    targets: result.nodes.slice(0, 5).map((node) => `${node.target.join(' ')} — ${node.failureSummary ?? ''}`),
  };
}

/** The text of what the browser downloads when something is clicked. */
export async function downloadedText(page: Page, click: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  const stream = await download.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
}
