/** Address of the stream; the contract's schemas stay out of the worker's bundle. */
const ADDRESS = '/api/live';
/** The server beats every 15 s: a line that is silent for longer is dead, whatever the browser thinks. */
const SILENCE_MS = 22_000;
const EPOCH = /^\{"type":"(?:hello|heartbeat|resync)","epoch":"(\w+)"/;
/** A wall is right again within 5 s of the server: the longest wait, half as long again, and the answer. */
const RETRY_MS = { first: 500, most: 2_500 };

/** waiting = never heard of the server yet; lost = trying again. */
export type LineState = 'waiting' | 'live' | 'lost';

export type LineNews =
  | { kind: 'line'; line: LineState }
  /** A message as it came; seq is the number to go on from; atMs = when it came, by our clock: a page that is busy reads it later. */
  | { kind: 'message'; seq: number; data: string; atMs: number }
  /** Whoever joins late: events up to seq were before its time. beat = the last message about the line, which came at beatAtMs. */
  | { kind: 'joined'; seq: number; beat: string; beatAtMs: number };

/** One EventSource that is opened again, with the last id, until it is closed. Runs in a page or in the worker that pages share. */
export class LiveLine {
  readonly #tell: (news: LineNews) => void;
  readonly #who: string;
  #source: EventSource | null = null;
  #state: LineState = 'waiting';
  #seq: number | null = null;
  #beat = '';
  #beatAtMs = 0;
  #epoch = '';
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param who what a screen with a link says of itself in the address; '' elsewhere. */
  constructor(tell: (news: LineNews) => void, who = '') {
    this.#tell = tell;
    this.#who = who;
    self.addEventListener('online', this.#again);
  }

  open(): void {
    if (this.#source !== null) return;
    const known = this.#seq === null ? [] : [`after=${this.#seq}`, `epoch=${this.#epoch}`];
    const query = [...known, ...(this.#who === '' ? [] : [this.#who])].join('&');
    const source = new EventSource(query === '' ? ADDRESS : `${ADDRESS}?${query}`);
    this.#source = source;
    source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
      const atMs = Date.now();
      this.#failures = 0;
      this.#seq = Number(lastEventId);
      if (data.startsWith('{"type":"h')) {
        this.#beat = data;
        this.#beatAtMs = atMs;
      }
      // What is told about the line names the history that the numbers belong to.
      this.#epoch = EPOCH.exec(data)?.[1] ?? this.#epoch;
      this.#change('live');
      this.#tell({ kind: 'message', seq: this.#seq, data, atMs });
      this.#watch();
    };
    // The browser tries again by itself only where the server ended the stream in order; a refusal or a proxy's page stops it for ever.
    source.onerror = () => this.#lose();
    this.#watch();
  }

  close(): void {
    clearTimeout(this.#timer);
    self.removeEventListener('online', this.#again);
    this.#source?.close();
    this.#source = null;
  }

  /** What a page that comes later must know. */
  summary(): LineNews[] {
    const line: LineNews = { kind: 'line', line: this.#state };
    return this.#seq === null ? [line] : [{ kind: 'joined', seq: this.#seq, beat: this.#beat, beatAtMs: this.#beatAtMs }, line];
  }

  #watch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose(), SILENCE_MS);
  }

  #lose(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
    if (this.#state === 'live') this.#change('lost');
    const wait = Math.min(RETRY_MS.first * 2 ** this.#failures, RETRY_MS.most);
    this.#failures += 1;
    // Up to half as long again, so that all clients of a server that was started anew do not come at once.
    this.#timer = setTimeout(() => this.open(), wait * (1 + Math.random() / 2));
  }

  /** The network is back: no need to wait. */
  readonly #again = (): void => {
    if (this.#source !== null) return;
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.open();
  };

  #change(line: LineState): void {
    if (this.#state === line) return;
    this.#state = line;
    this.#tell({ kind: 'line', line });
  }
}
