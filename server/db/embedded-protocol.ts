import type { PGlite } from '@electric-sql/pglite';

const MESSAGE = { simpleQuery: 0x51, sync: 0x53, readyForQuery: 0x5a } as const;
/** Type byte and length. */
const HEAD = 5;

type Pass = (data: Uint8Array) => void;

/**
 * Passes on an answer without its ReadyForQuery messages. Pieces may be cut anywhere, inside a message's head too: they are what PGlite's send
 * buffer held when it was full.
 */
export function withoutReady(pass: Pass): Pass {
  let head: Buffer = Buffer.alloc(0);
  let left = 0;
  let isReady = false;
  return (data) => {
    const bytes = Buffer.concat([head, data]);
    head = Buffer.alloc(0);
    let from = 0;
    let at = 0;
    while (at < bytes.length) {
      if (left === 0) {
        if (bytes.length - at < HEAD) break;
        isReady = bytes[at] === MESSAGE.readyForQuery;
        if (isReady && from < at) pass(bytes.subarray(from, at));
        left = 1 + bytes.readUInt32BE(at + 1);
      }
      const step = Math.min(left, bytes.length - at);
      left -= step;
      at += step;
      if (isReady) from = at;
    }
    if (from < at) pass(bytes.subarray(from, at));
    head = bytes.subarray(at);
  };
}

/**
 * Mends two faults of PGlite 0.5.8 behind its socket.
 * When a parse, bind or execute message fails, PGlite says "ready for query" at once (behind the settings that the failed transaction gives back)
 * and again at the sync that follows; the driver then takes the answer to its next query for that of the one after, and closes the connection.
 * Only a simple query, a sync and a start may be answered so.
 * And once a message has thrown inside PGlite, pglite-socket never answers again: better to die and be started anew.
 */
export function mendProtocol(db: PGlite): void {
  const run = db.execProtocolRawStream.bind(db);
  db.execProtocolRawStream = async (message, options) => {
    const mayBeReady = message[0] === MESSAGE.simpleQuery || message[0] === MESSAGE.sync || message[0] === 0;
    const pass: Pass = options?.onRawData ?? (() => undefined);
    try {
      await run(message, { ...options, onRawData: mayBeReady ? pass : withoutReady(pass) });
    } catch (error) {
      console.error('embedded database: fault', error);
      process.exit(70);
    }
  };
}
