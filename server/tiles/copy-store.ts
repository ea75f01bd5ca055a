import { ANONYMOUS, type WithActor } from '../db/actor.ts';
import { problems } from '../http/problem.ts';
import { TILE_LAYERS, type TileLayer } from './contract.ts';
import { copyBytes, type LayerCopy } from './copy.ts';
import { loadCopy } from './load-copy.ts';
import { changedFeatures, layerRevisions } from './revisions.ts';
import { ThreadClient } from './thread-client.ts';

/** rowsRead is what was read from the database: all rows at first, on a change the changed ones. */
export interface LoadReport {
  layer: TileLayer;
  revision: number;
  rows: number;
  rowsRead: number;
  bytes: number;
  milliseconds: number;
}

export interface CopyStoreOptions {
  withActor: WithActor;
  /** Told of every new copy before anybody is given it. */
  onCopy: (copy: LayerCopy) => void;
  /** Told about every load. */
  onLoad?: ((report: LoadReport) => void) | undefined;
  /** Told when a copy could not be brought up to date; the older one goes on serving. */
  onError?: ((error: unknown) => void) | undefined;
}

/** The database is asked for revisions when they are wanted and older than this. */
const FRESH_MS = 1_000;
/** A builder that has nothing to do gives its memory back. */
const BUILDER_IDLE_MS = 10_000;

/** The copy of every layer, and how it follows the database. */
export class CopyStore {
  private readonly options: CopyStoreOptions;
  private readonly copies = new Map<TileLayer, LayerCopy>();
  private readonly loads = new Map<TileLayer, Promise<LayerCopy>>();
  /** Copies are built one after another: two at once would need twice the memory. */
  private lastBuild: Promise<unknown> = Promise.resolve();
  private builder: ThreadClient | null = null;
  private builderIdle: NodeJS.Timeout | null = null;
  private revisions: { known: Map<TileLayer, number>; at: number } | null = null;
  private reading: Promise<Map<TileLayer, number>> | null = null;
  private isClosed = false;

  constructor(options: CopyStoreOptions) {
    this.options = options;
  }

  /** Copies there are now. */
  get all(): Iterable<LayerCopy> {
    return this.copies.values();
  }

  /**
   * The copy that serves a layer. After a change the older one serves until the new one is ready; the answer waits only where there is no
   * copy, or where `atLeast` is newer, as when another server has told a client of it.
   */
  async current(layer: TileLayer, atLeast = 0): Promise<LayerCopy> {
    const copy = this.copies.get(layer);
    if (copy === undefined || copy.revision < atLeast) return this.upTo(layer, (await this.readRevisions(FRESH_MS)).get(layer) ?? 0);
    this.followInBackground();
    return copy;
  }

  /** The copy at the revision the database names now; waits until it is ready. */
  async newest(layer: TileLayer): Promise<LayerCopy> {
    return this.upTo(layer, (await this.readRevisions(0)).get(layer) ?? 0);
  }

  /** Loads every layer, so that the first map does not wait for it. */
  async warm(): Promise<void> {
    for (const layer of TILE_LAYERS) await this.current(layer);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.builderIdle !== null) clearTimeout(this.builderIdle);
    await this.builder?.close();
    await Promise.allSettled([...this.loads.values(), this.lastBuild]);
  }

  private async upTo(layer: TileLayer, revision: number): Promise<LayerCopy> {
    let copy = this.copies.get(layer);
    // A load under way may be of an older revision.
    while (copy === undefined || copy.revision < revision) copy = await this.load(layer, revision);
    return copy;
  }

  /** One load per layer at a time; whoever asks meanwhile waits for the same. */
  private load(layer: TileLayer, revision: number): Promise<LayerCopy> {
    const loading = this.loads.get(layer);
    if (loading !== undefined) return loading;
    const build = this.lastBuild.then(() => this.build(layer, revision)).finally(() => this.loads.delete(layer));
    this.lastBuild = build.catch(() => undefined);
    this.loads.set(layer, build);
    return build;
  }

  private async build(layer: TileLayer, revision: number): Promise<LayerCopy> {
    if (this.isClosed) throw problems.busy('The server is stopping.');
    const { withActor, onCopy, onLoad } = this.options;
    const old = this.copies.get(layer);
    const touched = old === undefined ? null : await withActor(ANONYMOUS, (db) => changedFeatures(db, layer, old.revision, revision));
    const previous = old === undefined || touched === null ? null : { copy: old, touched };
    const { copy, rowsRead, milliseconds } = await loadCopy(withActor, this.busyBuilder(), layer, revision, previous).finally(() => this.restBuilder());
    onCopy(copy);
    this.copies.set(layer, copy);
    onLoad?.({ layer, revision, rows: copy.rows, rowsRead, bytes: copyBytes(copy), milliseconds });
    return copy;
  }

  private busyBuilder(): ThreadClient {
    if (this.builderIdle !== null) clearTimeout(this.builderIdle);
    if (this.builder === null || this.builder.isGone) this.builder = new ThreadClient('tiles-builder');
    return this.builder;
  }

  private restBuilder(): void {
    this.builderIdle = setTimeout(() => {
      void this.builder?.close();
      this.builder = null;
    }, BUILDER_IDLE_MS);
    this.builderIdle.unref();
  }

  /** Looks for newer revisions and loads what changed, without anybody waiting for it. */
  private followInBackground(): void {
    if (this.reading !== null || (this.revisions !== null && performance.now() - this.revisions.at < FRESH_MS)) return;
    this.follow().catch((error: unknown) => this.options.onError?.(error));
  }

  private async follow(): Promise<void> {
    const known = await this.readRevisions(0);
    await Promise.all([...this.copies.keys()].map((layer) => this.upTo(layer, known.get(layer) ?? 0)));
  }

  private async readRevisions(freshMs: number): Promise<Map<TileLayer, number>> {
    if (this.revisions !== null && performance.now() - this.revisions.at < freshMs) return this.revisions.known;
    this.reading ??= this.options.withActor(ANONYMOUS, layerRevisions).finally(() => {
      this.reading = null;
    });
    const known = await this.reading;
    this.revisions = { known, at: performance.now() };
    return known;
  }
}
