import { useSyncExternalStore } from 'react';

/**
 * Whether the page starts without a network. ready: it does. pending: its files are still being fetched. insecure: over plain HTTP off localhost
 * browsers allow no service worker. unsupported: this browser has none (or it is the development server).
 * hasUpdate: a newer version is on the device and takes over when the page is started next.
 */
export interface OfflineState {
  kind: 'ready' | 'pending' | 'insecure' | 'unsupported';
  hasUpdate: boolean;
}

const WORKER = '/offline-worker.js';
/** A page stays open for a whole working day. */
const LOOK_EVERY_MS = 1_800_000;

const listeners = new Set<() => void>();
let state: OfflineState = { kind: possible(), hasUpdate: false };
let isRegistered = false;

function possible(): OfflineState['kind'] {
  if (!window.isSecureContext) return 'insecure';
  return 'serviceWorker' in navigator && !import.meta.env.DEV ? 'pending' : 'unsupported';
}

function become(next: Partial<OfflineState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

export function useOfflineState(): OfflineState {
  return useSyncExternalStore(subscribe, () => state);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Makes a page for the hand start without a network, and lets it be put on the home screen. Asked twice it does nothing.
 * @param scope path of the page: nothing beside it is touched.
 */
export function registerOffline(scope = '/visit'): void {
  if (isRegistered) return;
  isRegistered = true;
  offerHomeScreen(scope);
  if (state.kind === 'pending') void register(scope);
}

async function register(scope: string): Promise<void> {
  try {
    follow(await navigator.serviceWorker.register(WORKER, { scope, updateViaCache: 'none' }));
  } catch {
    // No network yet, or a certificate that the browser does not trust: it stays pending, and the next start tries again.
    window.addEventListener('online', () => void register(scope), { once: true });
  }
}

function follow(registration: ServiceWorkerRegistration): void {
  const look = () =>
    become({ kind: registration.active === null ? 'pending' : 'ready', hasUpdate: registration.active !== null && registration.waiting !== null });
  const watch = (worker: ServiceWorker | null) => worker?.addEventListener('statechange', look);
  for (const worker of [registration.installing, registration.waiting, registration.active]) watch(worker);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  look();
  const update = () => {
    if (navigator.onLine) registration.update().catch(() => undefined);
  };
  setInterval(update, LOOK_EVERY_MS);
  window.addEventListener('online', update);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && update());
}

/** Not in index.html: the desk's pages are no app for the home screen. */
function offerHomeScreen(scope: string): void {
  const links = { manifest: `${scope}.webmanifest`, 'apple-touch-icon': '/icon-192.png' };
  for (const [rel, href] of Object.entries(links)) document.head.append(Object.assign(document.createElement('link'), { rel, href }));
}
