import { useSyncExternalStore } from 'react';
import { liveNow, liveState, watchLive } from '../api/live.ts';

/** Figures are asked for again at least this often (api.ts); older than twice that they are stale. */
export const INTERVAL_MS = 60_000;
const GRACE_MS = 5_000;

/** The time as the pieces of a wall need it. */
export interface WallTime {
  /** Now by the server's clock, in steps that are coarse enough to rest between. */
  nowMs: number;
  /** The line has been lost for so long that what is shown stands still. */
  isStopped: boolean;
  /** The figures are not to be believed any more: all of them come in one answer, so they grow old together. */
  isOld: boolean;
}

const STEP_MS = 5_000;
/** A line that is lost for longer than this leaves the last picture standing, greyed. */
const LOST_MS = 10_000;

const watchers = new Set<() => void>();
/** When the figures that are shown were true; null before the first. */
let pictureAsOf: string | null = null;
let time = read();
let stop: (() => void) | null = null;

/**
 * What a piece of the wall needs of the time: it is drawn anew when that changes, not whenever time passes.
 * @param select gives a number, a text or a boolean
 */
export function useWallTime<Value extends number | string | boolean>(select: (time: WallTime) => Value): Value {
  return useSyncExternalStore(watch, () => select(time));
}

/** An answer with figures has come: they were true at `asOf`. */
export function figuresAreOf(asOf: string): void {
  pictureAsOf = asOf;
  if (time.isOld) step();
}

function read(): WallTime {
  const nowMs = Date.parse(liveNow());
  const { line, asOf, isHeld } = liveState();
  const isStopped = isHeld || (line === 'lost' && asOf !== null && nowMs - Date.parse(asOf) > LOST_MS);
  return { nowMs, isStopped, isOld: isStopped || (pictureAsOf !== null && nowMs - Date.parse(pictureAsOf) > 2 * INTERVAL_MS + GRACE_MS) };
}

function step(): void {
  time = read();
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  stop ??= run();
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    stop?.();
    stop = null;
  };
}

/** One timer for the whole wall; a line that comes back is told of at once. */
function run(): () => void {
  const turned = (): void => {
    if (read().isStopped !== time.isStopped) step();
  };
  time = read();
  const timer = setInterval(step, STEP_MS);
  const unwatch = watchLive(turned);
  return () => {
    clearInterval(timer);
    unwatch();
  };
}
