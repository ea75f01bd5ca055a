import type { Actor, WithActor } from '../db/actor.ts';
import { holdLease, newHolder, releaseLease } from '../live/lease.ts';
import { evaluateAlarms } from './evaluate.ts';

/** The server itself: no person, no scope. */
const WATCH: Actor = { personId: null, role: 'system', scopePath: '' };
const LEASE = 'alarms';
const LEASE_MS = 5_000;
const RELEASE_MS = 1_000;
/** After something happened; a burst of events is looked at once. */
const SOON_MS = 1_000;
/** Deadlines pass by the clock. */
const EVERY_MS = 60_000;
/** What can raise or clear an alarm at once; visits only end a stall, which is looked for by the minute. */
const RELEVANT = new Set(['issue', 'settings', 'campaign', 'recount']);

export interface AlarmWatch {
  /** Something was told: looks soon when it may matter. */
  noticed(types: Iterable<string>): void;
  /** Looks no more; waits for a look under way. */
  close(): Promise<void>;
}

/**
 * Looks for alarms at the start, each minute, and a second after events that matter, on whichever server holds the lease.
 * @param onError a look failed; the next one comes by the clock
 */
export function watchAlarms(options: { withActor: WithActor; now: () => Date; onError: (error: unknown) => void }): AlarmWatch {
  const { withActor, now, onError } = options;
  const lease = { name: LEASE, holder: newHolder(), holdMs: LEASE_MS };
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let soonAt = Number.POSITIVE_INFINITY;
  let isClosed = false;

  const look = async (): Promise<void> => {
    const withStalls = performance.now() - lookedAt >= EVERY_MS;
    if (withStalls) lookedAt = performance.now();
    soonAt = Number.POSITIVE_INFINITY;
    try {
      await withActor(WATCH, async (db) => {
        if (await holdLease(db, lease)) await evaluateAlarms(db, now(), withStalls);
      });
    } catch (error) {
      onError(error);
    }
    later();
  };
  const later = (): void => {
    if (isClosed) return;
    if (timer !== null) clearTimeout(timer);
    const at = Math.min(soonAt, lookedAt + EVERY_MS);
    timer = setTimeout(
      () => {
        timer = null;
        running = look();
      },
      Math.max(0, at - performance.now()),
    );
    timer.unref();
  };
  running = look();
  return {
    noticed: (types) => {
      if (soonAt !== Number.POSITIVE_INFINITY || ![...types].some((type) => RELEVANT.has(type))) return;
      soonAt = performance.now() + SOON_MS;
      // While a look is under way it sets the timer itself.
      if (timer !== null) later();
    },
    close: async () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      // A database that does not answer keeps nobody from stopping: the lease ends by itself.
      const patience = new Promise((resolve) => setTimeout(resolve, RELEASE_MS).unref());
      const released = running.then(() => withActor(WATCH, (db) => releaseLease(db, lease)));
      await Promise.race([released.catch(() => undefined), patience]);
    },
  };
}
