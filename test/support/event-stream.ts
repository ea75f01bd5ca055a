import { LiveEvent } from '../../server/live/contract.ts';

export interface Received {
  /** Seq; null where a message had none. */
  id: number | null;
  event: LiveEvent;
  /** performance.now() when it arrived. */
  at: number;
  /** Of the message on the wire, without the transfer encoding. */
  bytes: number;
}

export interface EventStream {
  status: number;
  headers: Headers;
  received: Received[];
  /** The first message after the `from`-th that fits; waits for it. @throws when none comes in time. */
  next(fits: (event: LiveEvent) => boolean, options?: { from?: number; timeoutMs?: number }): Promise<Received>;
  /** Resolves when the server has ended the stream or the line broke. */
  ended: Promise<void>;
  close(): void;
}

/** Reads `GET /api/live` as a browser does; every message is checked against the contract. */
export async function openStream(address: string, headers: Record<string, string> = {}): Promise<EventStream> {
  const abort = new AbortController();
  const response = await fetch(address, { headers: { accept: 'text/event-stream', ...headers }, signal: abort.signal });
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const ended = (async () => {
    let rest = '';
    const decoder = new TextDecoder();
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const blocks = (rest + decoder.decode(piece.value, { stream: true })).split('\n\n');
      rest = blocks.pop() as string;
      for (const block of blocks) {
        const message = parse(block);
        if (message !== null) received.push(message);
      }
      for (const look of waiting) look();
    }
  })().catch(() => undefined);
  const next: EventStream['next'] = (fits, { from = 0, timeoutMs = 5_000 } = {}) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = received.slice(from).find(({ event }) => fits(event));
        if (found === undefined) return;
        finish();
        resolve(found);
      };
      const finish = () => {
        clearTimeout(timer);
        waiting.delete(look);
      };
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`No such message within ${timeoutMs} ms; there came ${JSON.stringify(received.slice(from, from + 20).map(({ event }) => event))}`));
      }, timeoutMs);
      waiting.add(look);
      look();
    });
  return { status: response.status, headers: response.headers, received, next, ended, close: () => abort.abort() };
}

function parse(block: string): Received | null {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const data = fields.get('data');
  if (data === undefined) return null;
  const id = fields.get('id');
  return { id: id === undefined ? null : Number(id), event: LiveEvent.parse(JSON.parse(data)), at: performance.now(), bytes: Buffer.byteLength(block) + 2 };
}
