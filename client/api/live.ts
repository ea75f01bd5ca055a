import { useSyncExternalStore } from 'react';
import { LiveEvent } from '#contract/live';
import { type LineNews, type LineState, LiveLine } from './live-line.ts';
import { screenQuery } from './screen.ts';
import { ServerClock } from './server-clock.ts';

/** An event with its place in the order. */
export interface Numbered<Event = LiveEvent> {
  seq: number;
  event: Event;
}

export interface LiveState {
  line: LineState;
  /** When the server last heard from the database, by the server's clock (RFC 3339); null before the first word. */
  asOf: string | null;
  /** Server's clock minus ours, milliseconds. */
  aheadMs: number;
  /** The server answers and its database does not. */
  isHeld: boolean;
}

export type LiveNews =
  | { kind: 'events'; events: Numbered[] }
  /** Events up to seq are not known here: what was read before it is too old to be patched. */
  | { kind: 'start'; seq: number }
  /** Events are missing: everything has to be read again. */
  | { kind: 'resync'; seq: number };

/** A heartbeat whose knowledge is older than this comes from a server without its database. */
const HELD_MS = 5_000;
/** When the server was last heard of is told this often at most: whoever shows it would otherwise be drawn anew, at once, for every message of twenty knocks a second. */
const TOLD_MS = 1_000;
/** Messages are handed on together: twenty knocks a second are ten paintings, not twenty. */
const GATHER_MS = 50;

const watchers = new Set<() => void>();
const listeners = new Set<(news: LiveNews) => void>();
let state: LiveState = { line: 'waiting', asOf: null, aheadMs: 0, isHeld: false };
/** What the watchers have been told of it. */
let told = state;
let toldAt = Number.NEGATIVE_INFINITY;
let telling: ReturnType<typeof setTimeout> | undefined;
let gathered: Numbered[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
/** Of the last event that came; null before the stream's first word. */
let newest: number | null = null;
let hasLine = false;
const clock = new ServerClock();

/** Opens the browser's one stream at the first call. Returns the way to stop listening. */
export function listenLive(listener: (news: LiveNews) => void): () => void {
  listeners.add(listener);
  if (newest !== null) listener({ kind: 'start', seq: newest });
  if (!hasLine) {
    hasLine = true;
    openLine();
  }
  return () => listeners.delete(listener);
}

/** How the line to the server is, and how old what it says (asOf moves once a second at most). */
export function useLiveState(): LiveState {
  return useSyncExternalStore(watchLive, liveState);
}

/** What watchers were told last. */
export function liveState(): LiveState {
  return told;
}

/** Now by the server's clock (RFC 3339): what patched figures are as of. */
export function liveNow(): string {
  return new Date(Date.now() + state.aheadMs).toISOString();
}

/** Calls back whenever liveState() is another. Returns the way to stop. */
export function watchLive(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function openLine(): void {
  const who = screenQuery();
  const alone = () => new LiveLine(take, who).open();
  // A screen with a link speaks for itself: the line that pages share is nobody's.
  if (who !== '' || !('SharedWorker' in window)) {
    alone();
    return;
  }
  try {
    const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), { type: 'module', name: 'alleygrid-live' });
    // A browser that has shared workers but not as modules.
    worker.onerror = () => {
      worker.port.close();
      alone();
    };
    worker.port.onmessage = ({ data }: MessageEvent<LineNews>) => take(data);
    window.addEventListener('pagehide', ({ persisted }) => persisted || worker.port.postMessage('gone'));
  } catch {
    alone();
  }
}

function take(news: LineNews): void {
  if (news.kind === 'line') change({ line: news.line });
  else if (news.kind === 'message') read(news);
  else {
    begin('start', news.seq);
    if (news.beat !== '') hear(parse(news.beat), news.beatAtMs);
  }
}

function read({ seq, data, atMs }: LineNews & { kind: 'message' }): void {
  const event = parse(data);
  // From a newer server than this page.
  if (event === null) return;
  hear(event, atMs);
  if (event.type === 'resync') begin('resync', seq);
  else if (event.type !== 'hello' && event.type !== 'heartbeat') {
    gathered.push({ seq, event });
    if (timer === undefined) timer = setTimeout(flush, GATHER_MS);
  } else if (newest === null) begin('start', seq);
  newest = seq;
}

function begin(kind: 'start' | 'resync', seq: number): void {
  newest = seq;
  gathered = [];
  for (const listener of listeners) listener({ kind, seq });
}

function flush(): void {
  timer = undefined;
  const events = gathered;
  gathered = [];
  if (events.length > 0) for (const listener of listeners) listener({ kind: 'events', events });
}

/** atMs: when it came, which may be long before it is read. */
function hear(event: LiveEvent | null, atMs: number): void {
  if (event !== null && 'asOf' in event) {
    const time = Date.parse(event.time);
    change({ asOf: event.asOf, aheadMs: clock.heard(time, atMs), isHeld: time - Date.parse(event.asOf) > HELD_MS });
  } else change({ asOf: liveNow(), isHeld: false });
}

function change(changes: Partial<LiveState>): void {
  state = { ...state, ...changes };
  if (state.line !== told.line || state.isHeld !== told.isHeld || told.asOf === null) tell();
  else if (telling === undefined) telling = setTimeout(tell, Math.max(0, toldAt + TOLD_MS - performance.now()));
}

function tell(): void {
  clearTimeout(telling);
  telling = undefined;
  told = state;
  toldAt = performance.now();
  for (const watcher of watchers) watcher();
}

function parse(data: string): LiveEvent | null {
  const parsed = LiveEvent.safeParse(JSON.parse(data));
  return parsed.success ? parsed.data : null;
}
