import { ANONYMOUS, type WithActor } from '../db/actor.ts';
import { engineOf } from '../db/engine.ts';
import type { Database } from '../db/sql.ts';
import type { TileLayer } from './contract.ts';
import type { LayerCopy } from './copy.ts';
import { LAYERS, type LayerDefinition, type PackedPage, type ShapeRow } from './layers.ts';
import type { PointPage } from './point-builder.ts';
import type { ShapePage } from './shape-builder.ts';
import type { ThreadClient } from './thread-client.ts';
import type { ThreadTask } from './thread-messages.ts';

/** Rows a page. The driver decodes a page in one go, so a large one would stall whoever waits for an answer. The embedded engine answers nobody else meanwhile, and holds a page in its WASM memory. */
const POINTS_PER_PAGE = { native: 25_000, embedded: 5_000 } as const;
const SHAPES_PER_PAGE = 2_000;

/** An older copy and the features to read anew; everything else of it is kept. */
export interface Previous {
  copy: LayerCopy;
  touched: number[];
}

/** What one load did, for the log and for tests. */
export interface Loaded {
  copy: LayerCopy;
  rowsRead: number;
  milliseconds: number;
}

/**
 * Reads a layer page after page, each in a short transaction of its own, into a thread that builds the copy.
 * The next page is asked for while the thread works on the last one; this thread only passes bytes on.
 */
export async function loadCopy(withActor: WithActor, thread: ThreadClient, layer: TileLayer, revision: number, previous: Previous | null): Promise<Loaded> {
  const started = performance.now();
  const definition = LAYERS[layer];
  const fieldNames = Object.keys(definition.fields);
  const rules = definition.geometry === 'point' ? null : shapeRules(definition);
  const send = (task: ThreadTask, transfer: ArrayBuffer[] = []) => {
    const answer = thread.ask(task, transfer);
    // It is awaited after the next page has been read; a failure in between must not count as nobody's.
    answer.catch(() => undefined);
    return answer;
  };
  let built = send({ type: 'begin', start: { layer, revision, rules, fieldNames, previous } });
  let rowsRead = 0;
  let afterId = 0;
  for (;;) {
    const read = await withActor(ANONYMOUS, (db) => readPage(db, definition, afterId, previous?.touched ?? null));
    await built;
    if (read.page.kind === 'points' ? read.page.rows > 0 : read.page.ids.length > 0) {
      rowsRead += read.page.kind === 'points' ? read.page.rows : read.page.ids.length;
      built = send({ type: 'page', page: read.page }, transferable(read.page));
    }
    if (read.next === null) break;
    afterId = read.next;
  }
  await built;
  const copy = (await thread.ask({ type: 'finish' })) as LayerCopy;
  return { copy, rowsRead, milliseconds: performance.now() - started };
}

function shapeRules(definition: Extract<LayerDefinition, { geometry: 'shape' }>) {
  const { isGeneralised, smallestArea, zoomByField } = definition;
  return { isGeneralised, smallestArea, zoomByField: zoomByField ?? null };
}

interface Read {
  page: PointPage | ShapePage;
  /** Where the next page starts; null = this was the last. */
  next: number | null;
}

async function readPage(db: Database, definition: LayerDefinition, afterId: number, ids: number[] | null): Promise<Read> {
  const fieldNames = Object.keys(definition.fields);
  if (definition.geometry === 'point') {
    const limit = POINTS_PER_PAGE[engineOf(db)];
    const [packed] = await definition.page(db, { ...definition.bindings, after_id: afterId, ids, limit });
    const page = pointPage(packed as PackedPage, fieldNames);
    return { page, next: page.rows < limit ? null : (packed as PackedPage).last_id };
  }
  const rows = await definition.page(db, { ...definition.bindings, after_id: afterId, ids, limit: SHAPES_PER_PAGE });
  return { page: shapePage(rows, fieldNames), next: rows.length < SHAPES_PER_PAGE ? null : (rows.at(-1) as ShapeRow).id };
}

function pointPage(packed: PackedPage, fieldNames: string[]): PointPage {
  const column = (name: string) => (packed[name] as Uint8Array | null) ?? new Uint8Array(0);
  return {
    kind: 'points',
    rows: packed.rows,
    ids: column('ids'),
    longitudes: column('longitudes'),
    latitudes: column('latitudes'),
    fields: fieldNames.map(column),
  };
}

function shapePage(rows: ShapeRow[], fieldNames: string[]): ShapePage {
  const offsets = [0];
  for (const { wkb } of rows) offsets.push((offsets.at(-1) as number) + wkb.length);
  const bytes = new Uint8Array(offsets.at(-1) as number);
  rows.forEach(({ wkb }, row) => {
    bytes.set(wkb, offsets[row]);
  });
  return { kind: 'shapes', ids: rows.map(({ id }) => id), wkb: bytes, offsets, fields: fieldNames.map((name) => rows.map((row) => row[name])) };
}

/** Small buffers share one pool of Node's and cannot be handed over; they are copied. */
function transferable(page: PointPage | ShapePage): ArrayBuffer[] {
  const columns = page.kind === 'points' ? [page.ids, page.longitudes, page.latitudes, ...page.fields] : [page.wkb];
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer, byteLength } of columns) if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength > 0) buffers.add(buffer);
  return [...buffers];
}
