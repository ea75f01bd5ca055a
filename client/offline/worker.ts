/**
 * The service worker of the pages for the hand (their scope: `/visit`; see register.ts). They start without a network; the desk's pages lie outside
 * its scope and never meet it. It keeps the program, never data: no request to /api is answered or stored here.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';

/** Filled in by build.ts. */
declare const PRECACHE: { url: string; revision: string | null }[];
declare const BUILD: string;

/** The parts of ServiceWorkerGlobalScope that are used: the compiler has the names of pages only. */
interface WorkerScope {
  registration: ServiceWorkerRegistration;
  clients: { matchAll(): Promise<readonly unknown[]>; claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'message' | 'activate', listener: (event: MessageEvent & { waitUntil(work: Promise<unknown>): void }) => void): void;
}
const scope = self as unknown as WorkerScope;

const ASSETS = 'field-assets-';
const START = 'start';

precacheAndRoute(PRECACHE);
cleanupOutdatedCaches();

// What the pages load later and the list does not hold: named by its content, so what is kept is right.
registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'), new CacheFirst({ cacheName: ASSETS + BUILD }));

/**
 * Starts the page again as soon as no version waits any more. It waits itself instead of asking again and again: a version takes over only when the
 * one before has no request in hand, and pages that follow each other without a pause would keep it from that for as long as the device is busy.
 */
const CHANGING = `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><script>
const start = () => location.reload();
const workers = navigator.serviceWorker;
workers.addEventListener('controllerchange', start);
workers.ready.then(({ waiting }) => waiting === null && start());
setTimeout(start, 5000);
</script>`;

const page = createHandlerBoundToURL('/index.html');
/**
 * A page that starts is the moment for a version that waits: nothing is in the worker's hands yet. Only if no other page is open, for that one
 * still runs on the files of this version.
 */
registerRoute(
  new NavigationRoute(async (options) => {
    const { waiting } = scope.registration;
    if (waiting === null || (await scope.clients.matchAll()).length > 1) return page(options);
    waiting.postMessage(START);
    return new Response(CHANGING, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  }),
);

scope.addEventListener('message', (event) => {
  if (event.data === START) event.waitUntil(scope.skipWaiting());
});
scope.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([scope.clients.claim(), dropOldAssets()]));
});

async function dropOldAssets(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(ASSETS) && name !== ASSETS + BUILD).map((name) => caches.delete(name)));
}
