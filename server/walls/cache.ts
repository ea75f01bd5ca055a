import { LRUCache } from 'lru-cache';

/** Between two drawings of the same: twenty events a second must not cost twenty pictures. */
const APART_MS = 250;
/** Lateness turns on the clock, not on events. */
const OLDEST_MS = 10_000;
const MOST = 50;

interface Kept {
  seq: number;
  at: number;
  /** JSON as it is sent. */
  text: string;
}
interface Drawing {
  /** The event that whoever waits for it has at least. */
  seq: number;
  text: Promise<string>;
}

/**
 * Answers that many walls ask for, as text: drawn once for a seq, and at most one drawing of the same at a time. Whoever asks while one is under way
 * that began before his event waits for the next.
 */
export class PictureCache {
  readonly #kept = new LRUCache<string, Kept>({ max: MOST });
  readonly #drawings = new Map<string, Drawing>();
  readonly #begunAt = new Map<string, number>();

  /**
   * @param seq the newest event there is
   * @param now the moment of the request in ms; an answer of more than ten seconds before (or after it) is drawn anew
   * @param draw makes the answer; it holds seq at least
   */
  async get(key: string, seq: number, now: number, draw: () => Promise<{ seq: number }>): Promise<string> {
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.seq >= seq && Math.abs(now - kept.at) < OLDEST_MS) return kept.text;
    const running = this.#drawings.get(key);
    if (running !== undefined) {
      if (running.seq >= seq) return running.text;
      await running.text.catch(() => undefined);
      return this.get(key, seq, now, draw);
    }
    const text = this.#draw(key, now, draw);
    this.#drawings.set(key, { seq, text });
    return text;
  }

  async #draw(key: string, now: number, draw: () => Promise<{ seq: number }>): Promise<string> {
    try {
      const wait = (this.#begunAt.get(key) ?? Number.NEGATIVE_INFINITY) + APART_MS - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      this.#begunAt.set(key, performance.now());
      const answer = await draw();
      const text = JSON.stringify(answer);
      this.#kept.set(key, { seq: answer.seq, at: now, text });
      return text;
    } finally {
      this.#drawings.delete(key);
    }
  }
}
