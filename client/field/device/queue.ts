import { newUuid } from '../../api/uuid.ts';
import { ROUND_KEY, SETTINGS_KEY } from './kept.ts';
import type { DevicePhoto, QueuedRecord, SentRecord } from './records.ts';
import { bySeq, sendRecord } from './send.ts';
import { withSenderLock } from './sender-lock.ts';
import type { Shelf } from './shelf.ts';

/** What has just been recorded waits this long, so that "undo" need not become a correction. */
const SECOND_THOUGHTS_MS = 3_000;
const RETRY_MS = { first: 1_000, most: 60_000 };
/** Pages tell each other by it that the queue has changed. */
const CHANNEL = 'alleygrid.field';

export interface QueueState {
  /** In the order of recording. */
  records: readonly QueuedRecord[];
  sent: readonly SentRecord[];
}

type Note = 'changed' | 'sent' | 'wiped';

/** What was recorded on this device and not yet taken by the server; sends it, one at a time, in the order of recording. */
export class FieldQueue {
  readonly shelf: Shelf;
  readonly #me = newUuid();
  readonly #watchers = new Set<() => void>();
  readonly #listeners = new Set<(note: Note) => void>();
  #channel: BroadcastChannel | null = null;
  #state: QueueState = { records: [], sent: [] };
  #isRunning = false;
  #isAskedAgain = false;
  #isPatient = true;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shelf: Shelf) {
    this.shelf = shelf;
  }

  /** Begins to send what waits. Returns the way to stop. */
  start(): () => void {
    const channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : null;
    if (channel) channel.onmessage = ({ data }: MessageEvent<Note>) => void this.#hear(data);
    this.#channel = channel;
    const soon = () => this.sendNow();
    const hidden = () => document.visibilityState === 'hidden' && this.sendNow();
    window.addEventListener('online', soon);
    document.addEventListener('visibilitychange', hidden);
    void this.#reload().then(() => this.#run());
    return () => {
      window.removeEventListener('online', soon);
      document.removeEventListener('visibilitychange', hidden);
      clearTimeout(this.#timer);
      channel?.close();
      this.#channel = null;
    };
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };
  readonly state = (): QueueState => this.#state;

  /** Told when records were sent, by this page or another, and when the device was wiped. */
  listen(listener: (note: Note) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Keeps a record on the device; only then is it called recorded. @throws whatever the storage says when it is full */
  async add(record: Omit<QueuedRecord, 'seq' | 'status' | 'attempts' | 'lastStatus' | 'refusal'>, photos: DevicePhoto[]): Promise<number> {
    const seq = await this.shelf.add({ ...record, status: 'waiting', attempts: 0, lastStatus: null, refusal: null }, photos);
    await this.#changed('changed');
    void this.#run();
    return seq;
  }

  /** Takes a record back. @returns false when it is on its way or gone, so that only a correction can help */
  async drop(seq: number): Promise<boolean> {
    const { before, after } = await this.shelf.update('records', seq, (now) => (now?.status === 'sending' ? now : undefined));
    const isDropped = before !== undefined && after === undefined;
    if (isDropped) await this.#forget(before);
    await this.#changed('changed');
    void this.#run();
    return isDropped;
  }

  /**
   * Changes a record that waits or was refused, and has it sent. null drops it. photos: those it names from now on that may not be on the device yet;
   * those it names no more go.
   */
  async change(seq: number, change: (record: QueuedRecord) => QueuedRecord | null, photos: readonly DevicePhoto[] = []): Promise<void> {
    if (photos.length > 0) await this.shelf.apply(photos.map((photo) => ({ table: 'photos', put: photo })));
    const { before, after } = await this.shelf.update('records', seq, (now) => {
      if (now === undefined || now.status === 'sending') return now;
      const changed = change(now);
      return changed === null ? undefined : { ...changed, status: 'waiting', refusal: null };
    });
    const left = before?.photoUuids.filter((uuid) => !after?.photoUuids.includes(uuid)) ?? [];
    if (left.length > 0) await this.shelf.apply(left.map((uuid) => ({ table: 'photos', remove: uuid })));
    await this.#changed('changed');
    this.sendNow();
  }

  /** Does not wait: not for second thoughts, not for the line. */
  sendNow(): void {
    this.#failures = 0;
    this.#isPatient = false;
    void this.#run();
  }

  /** Removes everything from the device, the unsent too. The district's own facts stay: without them the page could not even ask who is next. */
  async wipe(): Promise<void> {
    const facts = await Promise.all([SETTINGS_KEY, ROUND_KEY].map((key) => this.shelf.get('kept', key)));
    await this.shelf.wipe();
    await this.shelf.apply(facts.flatMap((fact) => (fact === undefined ? [] : [{ table: 'kept', put: fact }])));
    await this.#changed('wiped');
  }

  async #forget(record: QueuedRecord): Promise<void> {
    const uuid = record.sending.kind === 'visit' ? record.sending.body.clientUuid : null;
    await this.shelf.apply(record.photoUuids.map((photo) => ({ table: 'photos', remove: photo })));
    // An issue that speaks of a visit which will never be.
    for (const { seq } of this.#state.records)
      await this.shelf.update('records', seq, (now) => {
        if (now?.sending.kind !== 'issue' || uuid === null || now.sending.body.visitClientUuid !== uuid) return now;
        const { visitClientUuid: _gone, ...body } = now.sending.body;
        return { ...now, sending: { kind: 'issue', body } };
      });
  }

  async #hear(note: Note): Promise<void> {
    await this.#reload();
    this.#tell(note);
    void this.#run();
  }

  async #changed(note: Note): Promise<void> {
    await this.#reload();
    this.#tell(note);
    this.#channel?.postMessage(note);
  }

  #tell(note: Note): void {
    for (const listener of this.#listeners) listener(note);
  }

  async #reload(): Promise<void> {
    const [records, sent] = await Promise.all([this.shelf.all('records'), this.shelf.all('sent')]);
    this.#state = { records, sent: bySeq(sent) };
    for (const watcher of this.#watchers) watcher();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) {
      this.#isAskedAgain = true;
      return;
    }
    this.#isRunning = true;
    clearTimeout(this.#timer);
    try {
      do {
        this.#isAskedAgain = false;
        if (nextToSend(this.#state.records) !== undefined) await withSenderLock(this.shelf, this.#me, () => this.#sendAll());
      } while (this.#isAskedAgain);
    } finally {
      this.#isRunning = false;
      this.#isPatient = true;
    }
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      await this.#reload();
      const next = nextToSend(this.#state.records);
      if (next === undefined) return;
      const waitMs = SECOND_THOUGHTS_MS - Math.abs(Date.now() - Date.parse(next.recordedAt));
      if (waitMs > 0 && this.#isPatient) {
        await this.#patience(waitMs);
        continue;
      }
      if (!(await this.#sendOne(next.seq))) return;
    }
  }

  /** Until the time is over or somebody asks for more haste; undo may happen meanwhile. */
  async #patience(ms: number): Promise<void> {
    const end = performance.now() + ms;
    while (performance.now() < end && this.#isPatient) await new Promise((resolve) => setTimeout(resolve, Math.min(200, ms)));
  }

  /** @returns whether the line held */
  async #sendOne(seq: number): Promise<boolean> {
    const { after: record } = await this.shelf.update('records', seq, (now) => now && { ...now, status: now.status === 'conflict' ? 'conflict' : 'sending' });
    // Taken back, or refused under another page.
    if (record === undefined || record.status === 'conflict') return true;
    await this.#changed('changed');
    const outcome = await sendRecord(this.shelf, record);
    if (outcome.kind === 'sent') {
      this.#failures = 0;
      await this.#changed('sent');
      return true;
    }
    const attempts = record.attempts + 1;
    await this.shelf.update('records', seq, (now) => {
      if (now === undefined) return now;
      if (outcome.kind === 'refused') return { ...now, attempts, status: 'conflict', refusal: outcome.refusal };
      return { ...now, attempts, status: 'waiting', lastStatus: outcome.status };
    });
    await this.#changed('changed');
    if (outcome.kind === 'refused') return true;
    this.#later();
    return false;
  }

  #later(): void {
    const wait = Math.min(RETRY_MS.first * 2 ** this.#failures, RETRY_MS.most);
    this.#failures += 1;
    this.#isAskedAgain = false;
    // Up to half as long again: a street of phones comes back into the network at one moment.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), wait * (1 + Math.random() / 2));
  }
}

/**
 * The first record that may go. Behind a refused one the other records of its doors wait, so that a door's story is told in order; other doors go on.
 * One that was on its way when its page died goes again.
 */
export function nextToSend(records: readonly QueuedRecord[]): QueuedRecord | undefined {
  const held = new Set<number>();
  for (const record of records) {
    const isHeld = record.householdIds.some((id) => held.has(id));
    if (record.status !== 'conflict' && !isHeld) return record;
    for (const id of record.householdIds) held.add(id);
  }
  return undefined;
}
