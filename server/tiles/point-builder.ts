import { cellNumber, latitudeOf, longitudeOf, worldX, worldY } from '#geodata/web-mercator';
import type { TileLayer } from './contract.ts';
import { type FieldColumn, type NumberColumn, newNumbers, newWords, type PointCopy } from './copy.ts';
import { ValueTableBuilder } from './value-table.ts';

/** Columns of a page as the database packed them (array_send), plus how many rows they have. */
export interface PointPage {
  kind: 'points';
  rows: number;
  ids: Uint8Array;
  longitudes: Uint8Array;
  latitudes: Uint8Array;
  /** In the order of the layer's fields; whole numbers. */
  fields: Uint8Array[];
}

/** One page, decoded, or the rows kept of an older copy. */
interface Chunk {
  rows: number;
  ids: Float64Array;
  coordinates: Uint32Array;
  cells: Uint32Array;
  /** Numbers in the value table. */
  fields: Uint32Array[];
}

/** array_send: 5 words of header (one dimension, element type, length, lower bound), then per element its length (8) and itself. */
const HEADER_BYTES = 20;
const ELEMENT_BYTES = 12;

/** Builds the copy of a point layer from pages and, on a change, from what an older copy keeps. */
export class PointBuilder {
  private readonly chunks: Chunk[] = [];
  private readonly values = new ValueTableBuilder();
  private readonly fieldNames: string[];

  constructor(fieldNames: string[]) {
    this.fieldNames = fieldNames;
  }

  /** Keeps the rows of an older copy, except those that are read anew. Call before `add`. */
  keep(copy: PointCopy, touched: ReadonlySet<number>): void {
    this.values.takeOver(copy.values);
    const chunk = newChunk(copy.rows, this.fieldNames.length);
    let to = 0;
    for (let row = 0; row < copy.rows; row++) {
      const id = copy.ids[row] as number;
      if (touched.has(id)) continue;
      chunk.ids[to] = id;
      put(chunk, to, copy.coordinates[row * 2] as number, copy.coordinates[row * 2 + 1] as number);
      for (let field = 0; field < chunk.fields.length; field++)
        (chunk.fields[field] as Uint32Array)[to] = (copy.fields[field] as FieldColumn).values[row] as number;
      to++;
    }
    chunk.rows = to;
    this.chunks.push(chunk);
  }

  add(page: PointPage): void {
    const chunk = newChunk(page.rows, this.fieldNames.length);
    const ids = viewOf(page.ids);
    const longitudes = viewOf(page.longitudes);
    const latitudes = viewOf(page.latitudes);
    for (let row = 0, at = HEADER_BYTES + 4; row < page.rows; row++, at += ELEMENT_BYTES) {
      chunk.ids[row] = wholeNumber(ids, at);
      put(chunk, row, worldX(longitudes.getFloat64(at)), worldY(latitudes.getFloat64(at)));
    }
    page.fields.forEach((bytes, field) => {
      const column = chunk.fields[field] as Uint32Array;
      const view = viewOf(bytes);
      for (let row = 0, at = HEADER_BYTES + 4; row < page.rows; row++, at += ELEMENT_BYTES) column[row] = this.values.numberOf(wholeNumber(view, at));
    });
    this.chunks.push(chunk);
  }

  finish(layer: TileLayer, revision: number): PointCopy {
    const rows = this.chunks.reduce((sum, chunk) => sum + chunk.rows, 0);
    const order = cellOrder(this.chunks, rows);
    const coordinates = newWords(rows * 2);
    const box = { west: Number.POSITIVE_INFINITY, south: Number.NEGATIVE_INFINITY, east: Number.NEGATIVE_INFINITY, north: Number.POSITIVE_INFINITY };
    let from = 0;
    for (const chunk of this.chunks) {
      for (let row = 0; row < chunk.rows; row++) {
        const to = (order[from + row] as number) * 2;
        const x = chunk.coordinates[row * 2] as number;
        const y = chunk.coordinates[row * 2 + 1] as number;
        coordinates[to] = x;
        coordinates[to + 1] = y;
        if (x < box.west) box.west = x;
        if (x > box.east) box.east = x;
        if (y < box.north) box.north = y;
        if (y > box.south) box.south = y;
      }
      from += chunk.rows;
    }
    const ids = this.ordered(order, (chunk) => chunk.ids);
    const fields = this.fieldNames.map((name, field) => ({ name, values: this.ordered(order, (chunk) => chunk.fields[field] as Uint32Array) }));
    const bounds: PointCopy['bounds'] = rows === 0 ? null : [longitudeOf(box.west), latitudeOf(box.south), longitudeOf(box.east), latitudeOf(box.north)];
    return { geometry: 'point', layer, revision, rows, ids, fields, values: this.values.finish(), coordinates, bounds };
  }

  /** One column of all chunks, each value at its row's place. */
  private ordered(order: Uint32Array, columnOf: (chunk: Chunk) => Float64Array | Uint32Array): NumberColumn {
    let greatest = 0;
    for (const chunk of this.chunks) {
      const column = columnOf(chunk);
      for (let row = 0; row < chunk.rows; row++) greatest = Math.max(greatest, column[row] as number);
    }
    const target = newNumbers(order.length, greatest);
    let from = 0;
    for (const chunk of this.chunks) {
      const column = columnOf(chunk);
      for (let row = 0; row < chunk.rows; row++) target[order[from + row] as number] = column[row] as number;
      from += chunk.rows;
    }
    return target;
  }
}

function newChunk(rows: number, fields: number): Chunk {
  return {
    rows,
    ids: new Float64Array(rows),
    coordinates: new Uint32Array(rows * 2),
    cells: new Uint32Array(rows),
    fields: Array.from({ length: fields }, () => new Uint32Array(rows)),
  };
}

function put(chunk: Chunk, row: number, x: number, y: number): void {
  chunk.coordinates[row * 2] = x;
  chunk.coordinates[row * 2 + 1] = y;
  chunk.cells[row] = cellNumber(x, y);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** int8 within 2^53. */
function wholeNumber(view: DataView, at: number): number {
  return view.getInt32(at) * 4_294_967_296 + view.getUint32(at + 4);
}

/**
 * The place of every row when rows are sorted by cell: two counting passes over the halves of the cell number. A comparison sort of
 * four million rows takes ten times as long.
 */
function cellOrder(chunks: Chunk[], rows: number): Uint32Array {
  const cells = new Uint32Array(rows);
  let from = 0;
  for (const chunk of chunks) {
    cells.set(chunk.cells.subarray(0, chunk.rows), from);
    from += chunk.rows;
  }
  const byLow = countingPass(cells, null, 0);
  const byBoth = countingPass(cells, byLow, 16);
  // byBoth lists rows in order; the caller wants the place of each row. byLow has served and takes the answer.
  for (let place = 0; place < rows; place++) byLow[byBoth[place] as number] = place;
  return byLow;
}

/** The rows of `previous` (null = as they come), stably sorted by 16 bits of their cell. */
function countingPass(cells: Uint32Array, previous: Uint32Array | null, shift: number): Uint32Array {
  const starts = new Uint32Array(65_537);
  for (let row = 0; row < cells.length; row++) {
    const digit = (((cells[row] as number) >>> shift) & 0xffff) + 1;
    starts[digit] = (starts[digit] as number) + 1;
  }
  for (let digit = 1; digit < starts.length; digit++) starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number);
  const sorted = new Uint32Array(cells.length);
  for (let place = 0; place < cells.length; place++) {
    const row = previous === null ? place : (previous[place] as number);
    const digit = ((cells[row] as number) >>> shift) & 0xffff;
    const to = starts[digit] as number;
    starts[digit] = to + 1;
    sorted[to] = row;
  }
  return sorted;
}
