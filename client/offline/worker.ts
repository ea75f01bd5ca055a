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

const page = createHandlerBoundToURL('/index.html');
/**
 * A page that starts is the moment for a version that waits: nothing is in the worker's hands yet. Only if no other page is open, for that one
 * still runs on the files of this version. The empty answer starts the page again, on the new one.
 */
registerRoute(
  new NavigationRoute(async (options) => {
    const { waiting } = scope.registration;
    if (waiting === null || (await scope.clients.matchAll()).length > 1) return page(options);
    waiting.postMessage(START);
    return new Response('', { headers: { Refresh: '0' } });
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
