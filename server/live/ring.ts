/** One committed event as the wire carries it. */
export interface Message {
  seq: number;
  /** Path of the grid it happened in; null concerns everybody. */
  path: string | null;
  /** Of a visit; null concerns every round. */
  campaignId: number | null;
  /** `id: …\ndata: …\n\n`, made once for all clients. */
  frame: string;
}

/** The newest messages in order of seq: what a client that comes back can still be told. */
export class Ring {
  readonly #capacity: number;
  #messages: Message[] = [];
  /** Every committed event after this one is here. */
  #floor: number;
  #newest: number;

  /** @param newest the last seq there is; the ring holds nothing of it. */
  constructor(capacity: number, newest = 0) {
    this.#capacity = capacity;
    this.#floor = newest;
    this.#newest = newest;
  }

  /** seq of the last event known, 0 when there was none yet. */
  get newest(): number {
    return this.#newest;
  }

  push(messages: readonly Message[]): void {
    const last = messages.at(-1);
    if (last === undefined) return;
    this.#newest = last.seq;
    this.#messages.push(...messages);
    // Cut in large pieces: shifting 10,000 entries for every one that comes would cost more than the entry.
    if (this.#messages.length < 2 * this.#capacity) return;
    const kept = this.#messages.slice(-this.#capacity);
    this.#floor = (kept[0] as Message).seq - 1;
    this.#messages = kept;
  }

  /** What came after an event, or null when that cannot be told: it is too long ago, or of another history (a restored backup). */
  after(seq: number): readonly Message[] | null {
    if (seq < this.#floor || seq > this.#newest) return null;
    let low = 0;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#messages[middle] as Message).seq > seq) high = middle;
      else low = middle + 1;
    }
    return this.#messages.slice(low);
  }
}
