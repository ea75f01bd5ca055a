import { availableParallelism } from 'node:os';
import { LRUCache } from 'lru-cache';
import type { WithActor } from '../db/actor.ts';
import { problems } from '../http/problem.ts';
import type { TileLayer } from './contract.ts';
import type { LayerCopy } from './copy.ts';
import { CopyStore, type LoadReport } from './copy-store.ts';
import { ThreadClient } from './thread-client.ts';
import type { EncodedTile } from './thread-messages.ts';

export interface TileStoreOptions {
  withActor: WithActor;
  /** Bytes of encoded tiles kept at most; 0 = none are kept (benches). */
  cacheBytes?: number;
  /** Told about every load of a copy. */
  onLoad?: (report: LoadReport) => void;
  /** Told when a copy could not be brought up to date; the older one goes on serving. */
  onError?: (error: unknown) => void;
}

/** A tile ready to be sent. body (gzip) null = nothing is in it. */
export interface Tile {
  body: Uint8Array | null;
  /** Strong, with its quotes. */
  etag: string;
}

const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;
/** What the cache counts for a tile beside its bytes: key and entry. */
const ENTRY_BYTES = 200;
/** More threads than this only wait for each other's memory. */
const MOST_ENCODERS = 4;

/** Tiles: the ones made lately, the ones being made, and the threads that make them of the copies. */
export class TileStore {
  readonly copies: CopyStore;
  /** How many tiles were encoded; what came from the cache or shared a flight is not in it. */
  encodings = 0;
  private readonly cache: LRUCache<string, Tile> | null;
  private readonly flights = new Map<string, Promise<Tile>>();
  private readonly encoders: ThreadClient[] = [];

  constructor({ withActor, cacheBytes = DEFAULT_CACHE_BYTES, onLoad, onError }: TileStoreOptions) {
    this.cache = cacheBytes === 0 ? null : new LRUCache({ maxSize: cacheBytes, sizeCalculation: ({ body }) => (body?.byteLength ?? 0) + ENTRY_BYTES });
    this.copies = new CopyStore({
      withActor,
      onLoad,
      onError,
      onCopy: (copy) => {
        for (const thread of this.encoders) give(thread, copy);
      },
    });
  }

  /**
   * A tile of a layer at a revision. The address must have been checked.
   * @throws Problem revision-gone (older than now) or revision-unknown (nobody has published it).
   */
  async tile(layer: TileLayer, revision: number, z: number, x: number, y: number): Promise<Tile> {
    const copy = await this.copies.current(layer, revision);
    if (revision < copy.revision) throw problems.revisionGone(layer, copy.revision);
    if (revision > copy.revision) throw problems.revisionUnknown(layer, copy.revision);
    const key = `${layer}/${revision}/${z}/${x}/${y}`;
    const kept = this.cache?.get(key) ?? this.flights.get(key);
    if (kept !== undefined) return kept;
    const flight = this.encode(layer, z, x, y);
    this.flights.set(key, flight);
    try {
      const tile = await flight;
      this.cache?.set(key, tile);
      return tile;
    } finally {
      this.flights.delete(key);
    }
  }

  /** Ends the threads; tiles under way fail. */
  async close(): Promise<void> {
    await Promise.all(this.encoders.map((thread) => thread.close()));
    await this.copies.close();
  }

  private async encode(layer: TileLayer, z: number, x: number, y: number): Promise<Tile> {
    this.encodings++;
    const { body } = (await this.encoder().ask({ type: 'encode', layer, z, x, y })) as EncodedTile;
    return { body, etag: body === null ? '"empty"' : etagOf(body) };
  }

  /** The encoder with the least to do. One that ended is replaced and given all copies. */
  private encoder(): ThreadClient {
    // One processor is left to the thread that speaks HTTP.
    const wanted = Math.min(MOST_ENCODERS, Math.max(1, availableParallelism() - 1));
    for (let index = this.encoders.length; index < wanted; index++) this.encoders.push(this.newEncoder(index));
    const gone = this.encoders.findIndex((thread) => thread.isGone);
    if (gone >= 0) this.encoders[gone] = this.newEncoder(gone);
    return this.encoders.reduce((best, thread) => (thread.load < best.load ? thread : best));
  }

  private newEncoder(index: number): ThreadClient {
    const thread = new ThreadClient(`tiles-${index + 1}`);
    for (const copy of this.copies.all) give(thread, copy);
    return thread;
  }
}

/** A thread that ends meanwhile needs no copy: its successor is given all of them. */
function give(thread: ThreadClient, copy: LayerCopy): void {
  thread.ask({ type: 'use', copy }).catch(() => undefined);
}

/** gzip ends with the CRC-32 and the length of what it holds: a checksum that costs nothing. */
function etagOf(body: Uint8Array): string {
  return `"${Buffer.from(body.buffer, body.byteOffset + body.byteLength - 8, 8).toString('hex')}"`;
}
