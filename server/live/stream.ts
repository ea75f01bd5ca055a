import type { Response } from 'express';
import type { Message } from './ring.ts';

/** More than this waiting in a client's socket and it is told to read the state again instead of everything it missed. */
const MOST_WAITING_BYTES = 1_048_576;

export interface StreamFilter {
  /** Path of a grid; '' = everything. */
  scope: string;
  campaignId: number | null;
}

/** One client's text/event-stream. */
export class Stream {
  readonly #response: Response;
  readonly #filter: StreamFilter;
  readonly #lineFrame: (type: 'hello' | 'heartbeat' | 'resync') => string;
  #isLagging = false;

  /** @param lineFrame the message about the line itself as of now, with the newest seq as its id. */
  constructor(response: Response, filter: StreamFilter, lineFrame: (type: 'hello' | 'heartbeat' | 'resync') => string) {
    this.#response = response;
    this.#filter = filter;
    this.#lineFrame = lineFrame;
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      // no-transform and X-Accel-Buffering: proxies neither compress nor collect it.
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    response.socket?.setNoDelay(true);
  }

  /** missed = what came after the client's last event; null when that cannot be told. */
  open(missed: readonly Message[] | null): void {
    this.#write('retry: 2000\n\n');
    if (missed !== null) this.send(missed);
    // Last, because its id is the newest: a line that breaks before it must not have told the client that it knows everything.
    this.#write(this.#lineFrame(missed === null ? 'resync' : 'hello'));
  }

  /** Messages in order, those outside the filter left out. */
  send(messages: readonly Message[]): void {
    const text = messages
      .filter((message) => this.#concerns(message))
      .map(({ frame }) => frame)
      .join('');
    if (text !== '') this.#write(text);
  }

  line(type: 'heartbeat' | 'resync'): void {
    this.#write(this.#lineFrame(type));
  }

  end(): void {
    this.#response.end();
  }

  #concerns({ path, campaignId }: Message): boolean {
    const { scope, campaignId: wanted } = this.#filter;
    if (wanted !== null && campaignId !== null && campaignId !== wanted) return false;
    return scope === '' || path === null || path === scope || path.startsWith(`${scope}/`);
  }

  /** A client that does not take what it is sent is left alone until its socket is empty; one that never empties runs into the idle limit. */
  #write(text: string): void {
    if (this.#isLagging || this.#response.writableEnded || this.#response.destroyed) return;
    this.#response.write(text);
    if (this.#response.writableLength <= MOST_WAITING_BYTES) return;
    this.#isLagging = true;
    this.#response.once('drain', () => {
      this.#isLagging = false;
      this.line('resync');
    });
  }
}
