import type { Actor, WithActor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { holdLease, newHolder, releaseLease } from './lease.ts';

/** An event as it was written, with its place in the order. */
export interface StampedEvent {
  seq: number;
  type: string;
  path: string | null;
  payload: Record<string, unknown>;
}

interface Pulse {
  newest: number;
  epoch: string;
  hasWork: boolean;
  isMine: boolean | null;
  isEnding: boolean | null;
  isOver: boolean | null;
}

const pulse = sqlFile<Pulse>(import.meta.url, './pulse.sql');
const fold = sqlFile<{ deltas: number; events: number }>(import.meta.url, './fold.sql');
const eventsAfter = sqlFile<StampedEvent>(import.meta.url, './events-after.sql');
const newestEvents = sqlFile<StampedEvent>(import.meta.url, './newest-events.sql');
const pruneEvents = sqlFile(import.meta.url, './prune-events.sql');

/** The server itself: no person, no scope. */
const FOLLOWER: Actor = { personId: null, role: 'system', scopePath: '' };
const LEASE = 'fold';
const LEASE_MS = 2_000;
const RENEW_MS = 1_200;
const RELEASE_MS = 1_000;
const BUSY_MS = 100;
const IDLE_MS = 250;
/** How long a server keeps the quick pace after the last event. */
const BUSY_FOR_MS = 10_000;
const RETRY_MS = { first: 250, most: 1_000 };
const MOST_EVENTS = 2_000;
/** Tally events of one fold at most. */
const MOST_MOVES = 500;
const KEPT_EVENTS = 1_000_000;
const PRUNE_EVERY_MS = 3_600_000;

export interface FollowerOptions {
  withActor: WithActor;
  /** How many events are told at the start, so that clients of the server before this one can go on. */
  remembered: number;
  /** The order begins (again) here: at the start, and when the database turns out to have another history (a restored backup). */
  onStart: (events: readonly StampedEvent[], newest: number, epoch: string) => void;
  /** Committed events in order, each once. */
  onEvents: (events: readonly StampedEvent[]) => void;
  /** Whether somebody waits for events: then the quick pace is kept although nothing happens. */
  isWatched: () => boolean;
  /** The database does not answer (an error), or does again (null). Called on changes only. */
  onHealth: (error: unknown) => void;
}

/**
 * Follows the outbox: every server reads numbered events for its own clients, and the one that holds the lease folds and numbers them first.
 * Whichever is killed, another holds the lease at most two seconds and one look later.
 */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #holder = newHolder();
  #last: number | null = null;
  #epoch = '';
  #lastEventAt = 0;
  #prunedAt = 0;
  #answeredAt = new Date(0);
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** When the database answered last. */
  get answeredAt(): Date {
    return this.#answeredAt;
  }

  /** Looks for the first time; rejects when the database does not answer. */
  async start(): Promise<void> {
    await this.#look();
    this.#later(0);
  }

  /** Stops after the round under way and gives the lease back, so that another server need not wait for its end. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const released = this.#round.then(() => this.#options.withActor(FOLLOWER, (db) => releaseLease(db, { name: LEASE, holder: this.#holder })));
    // A database that does not answer keeps nobody from stopping: the lease ends by itself.
    const patience = new Promise((resolve) => setTimeout(resolve, RELEASE_MS).unref());
    await Promise.race([released.catch(() => undefined), patience]);
  }

  #later(milliseconds: number): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#turn();
    }, milliseconds);
  }

  async #turn(): Promise<void> {
    try {
      const isMore = await this.#look();
      if (this.#failures > 0) this.#options.onHealth(null);
      this.#failures = 0;
      const isBusy = this.#options.isWatched() || performance.now() - this.#lastEventAt < BUSY_FOR_MS;
      this.#later(isMore ? 0 : isBusy ? BUSY_MS : IDLE_MS);
    } catch (error) {
      if (this.#failures === 0 && !this.#isClosed) this.#options.onHealth(error);
      this.#failures += 1;
      this.#later(Math.min(RETRY_MS.first * this.#failures, RETRY_MS.most));
    }
  }

  /** One look in one transaction; what it read is told only after it was committed. @returns whether more is waiting. */
  async #look(): Promise<boolean> {
    const { withActor, remembered, onStart, onEvents } = this.#options;
    const { newest, epoch, restart, events } = await withActor(FOLLOWER, async (db) => {
      const seen = await this.#foldIfOurs(db);
      const isNew = this.#last === null || seen.epoch !== this.#epoch || seen.newest < this.#last;
      if (isNew) return { ...seen, restart: true, events: await newestEvents(db, { most: remembered }) };
      return { ...seen, restart: false, events: await eventsAfter(db, { after: this.#last, most: MOST_EVENTS }) };
    });
    this.#answeredAt = new Date();
    if (restart) {
      this.#last = events.at(-1)?.seq ?? newest;
      this.#epoch = epoch;
      onStart(events, this.#last, epoch);
      return false;
    }
    if (events.length === 0) return false;
    this.#last = (events.at(-1) as StampedEvent).seq;
    this.#lastEventAt = performance.now();
    onEvents(events);
    return events.length === MOST_EVENTS;
  }

  /** @returns the newest seq before this fold, and the epoch it belongs to. */
  async #foldIfOurs(db: Database): Promise<Pick<Pulse, 'newest' | 'epoch'>> {
    const [{ newest, epoch, hasWork, isMine, isEnding, isOver }] = (await pulse(db, { holder: this.#holder, renew_ms: RENEW_MS })) as [Pulse];
    const mayHold = isMine === null || isMine || isOver === true;
    const isWanted = isMine !== true || isEnding === true || hasWork;
    if (!mayHold || !isWanted) return { newest, epoch };
    if (!(await holdLease(db, { name: LEASE, holder: this.#holder, holdMs: LEASE_MS }))) return { newest, epoch };
    if (hasWork) await fold(db, { most_moves: MOST_MOVES });
    if (performance.now() - this.#prunedAt > PRUNE_EVERY_MS) {
      this.#prunedAt = performance.now();
      await pruneEvents(db, { kept: KEPT_EVENTS });
    }
    return { newest, epoch };
  }
}
