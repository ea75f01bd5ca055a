import Flatbush from 'flatbush';
import { clipLine, clipRing, Path } from '#geodata/tile-clip';
import { FULL_DETAIL_ZOOM } from '#geodata/vertex-zooms';
import { cellNumber, cellRange } from '#geodata/web-mercator';
import type { LayerCopy, PointCopy, ShapeCopy } from './copy.ts';
import { EXTENT, GEOMETRY_TYPE, LayerWriter } from './layer-writer.ts';

/** How far shapes reach over the edge of a tile, in tile units: enough that a line's end at the cut is never seen. */
const LINE_BUFFER = 160;
const RING_BUFFER = 64;
const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 7;

/** Makes vector tiles of copies. Holds working memory: one per thread, one tile at a time. */
export class TileEncoder {
  private readonly writer = new LayerWriter();
  private readonly path = new Path();
  private readonly spare = new Path();
  private readonly indexes = new WeakMap<ShapeCopy, Flatbush>();
  private cursorX = 0;
  private cursorY = 0;

  /** The tile as MVT 2.1, not compressed; null when nothing is in it. */
  encode(copy: LayerCopy, z: number, x: number, y: number): Uint8Array<ArrayBuffer> | null {
    this.writer.begin(copy);
    if (copy.geometry === 'point') this.points(copy, z, x, y);
    else this.shapes(copy, z, x, y);
    return this.writer.finish();
  }

  private points(copy: PointCopy, z: number, tileX: number, tileY: number): void {
    const { coordinates } = copy;
    const { geometry } = this.writer;
    const over = Math.max(0, z - 16);
    const [first, end] = cellRange(z - over, tileX >> over, tileY >> over);
    const unit = 2 ** (20 - z);
    const left = tileX * EXTENT * unit;
    const top = tileY * EXTENT * unit;
    const side = EXTENT * unit;
    const last = firstRowFrom(copy, end);
    for (let row = firstRowFrom(copy, first); row < last; row++) {
      const x = (coordinates[row * 2] as number) - left;
      const y = (coordinates[row * 2 + 1] as number) - top;
      // Half open: a point on an edge belongs to one tile. Beyond zoom 16 the run of rows holds the neighbours too.
      if (x < 0 || y < 0 || x >= side || y >= side) continue;
      geometry.reset();
      geometry.byte(0x09);
      // Down, not to the nearest: the map does not draw a point at 4096, and the next tile does not have it.
      geometry.signed(Math.floor(x / unit));
      geometry.signed(Math.floor(y / unit));
      this.writer.addFeature(row, GEOMETRY_TYPE.point);
    }
  }

  private shapes(copy: ShapeCopy, z: number, tileX: number, tileY: number): void {
    const index = this.indexOf(copy);
    if (index === null) return;
    const unit = 2 ** (20 - z);
    const left = tileX * EXTENT * unit;
    const top = tileY * EXTENT * unit;
    const reach = (EXTENT + LINE_BUFFER) * unit;
    const rows = index.search(left - LINE_BUFFER * unit, top - LINE_BUFFER * unit, left + reach, top + reach);
    // In the order of ids whatever the index does: the same tile is the same bytes.
    rows.sort((a, b) => a - b);
    for (const row of rows) {
      if (copy.rowZooms !== null && (copy.rowZooms[row] as number) > z) continue;
      this.writer.geometry.reset();
      this.cursorX = 0;
      this.cursorY = 0;
      if (copy.dimensions[row] === 2) this.area(copy, row, z, left, top);
      else this.line(copy, row, z, left, top);
    }
  }

  private line(copy: ShapeCopy, row: number, z: number, left: number, top: number): void {
    for (let part = copy.partOffsets[row] as number; part < (copy.partOffsets[row + 1] as number); part++) {
      const position = this.quantise(copy, part, z, left, top, LINE_BUFFER);
      if (position === Position.outside) continue;
      if (position === Position.inside) this.take(this.path);
      else clipLine(this.path, this.spare, -LINE_BUFFER, EXTENT + LINE_BUFFER, this.take);
    }
    if (this.writer.geometry.length > 0) this.writer.addFeature(row, GEOMETRY_TYPE.line);
  }

  private readonly take = (piece: Path): void => {
    if (piece.length > 1) this.write(piece, false, false);
  };

  private area(copy: ShapeCopy, row: number, z: number, left: number, top: number): void {
    const smallest = z < FULL_DETAIL_ZOOM ? copy.smallestArea : 1;
    const { path, spare } = this;
    let outerIsDrawn = false;
    for (let part = copy.partOffsets[row] as number; part < (copy.partOffsets[row + 1] as number); part++) {
      const isHole = copy.holes[part] === 1;
      if (isHole && !outerIsDrawn) continue;
      if (!isHole) outerIsDrawn = false;
      const position = this.quantise(copy, part, z, left, top, RING_BUFFER);
      if (position === Position.outside) continue;
      path.open();
      if (path.length < 3 || Math.abs(path.doubleArea()) < 2 * smallest) continue;
      if (position === Position.across) clipRing(path, spare, -RING_BUFFER, EXTENT + RING_BUFFER);
      const doubleArea = path.doubleArea();
      if (path.length < 3 || Math.abs(doubleArea) < 2) continue;
      this.write(path, true, doubleArea > 0 === isHole);
      if (!isHole) outerIsDrawn = true;
    }
    if (this.writer.geometry.length > 0) this.writer.addFeature(row, GEOMETRY_TYPE.polygon);
  }

  /** Puts a part into `path` in tile units and tells how it lies to the tile with its buffer. */
  private quantise(copy: ShapeCopy, part: number, z: number, left: number, top: number, buffer: number): number {
    const { coordinates, vertexZooms } = copy;
    const { path } = this;
    const perUnit = 1 / 2 ** (20 - z);
    let west = Number.POSITIVE_INFINITY;
    let east = Number.NEGATIVE_INFINITY;
    let north = Number.POSITIVE_INFINITY;
    let south = Number.NEGATIVE_INFINITY;
    const end = copy.vertexOffsets[part + 1] as number;
    const hasAll = vertexZooms === null || z >= FULL_DETAIL_ZOOM;
    path.length = 0;
    for (let vertex = copy.vertexOffsets[part] as number; vertex < end; vertex++) {
      if (!hasAll && (vertexZooms[vertex] as number) > z) continue;
      const x = Math.round(((coordinates[vertex * 2] as number) - left) * perUnit);
      const y = Math.round(((coordinates[vertex * 2 + 1] as number) - top) * perUnit);
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < north) north = y;
      if (y > south) south = y;
      path.add(x, y);
    }
    const far = EXTENT + buffer;
    if (east < -buffer || west > far || south < -buffer || north > far) return Position.outside;
    return west >= -buffer && east <= far && north >= -buffer && south <= far ? Position.inside : Position.across;
  }

  /** Commands for a line, or for a ring in its own or the opposite direction. */
  private write(path: Path, isRing: boolean, isReversed: boolean): void {
    const { geometry } = this.writer;
    const { x, y, length } = path;
    geometry.reserve(length * 10 + 16);
    geometry.varint(MOVE_TO | (1 << 3));
    let cursorX = this.cursorX;
    let cursorY = this.cursorY;
    for (let step = 0; step < length; step++) {
      if (step === 1) geometry.varint(LINE_TO | ((length - 1) << 3));
      const index = isReversed ? length - 1 - step : step;
      const nextX = x[index] as number;
      const nextY = y[index] as number;
      geometry.signed(nextX - cursorX);
      geometry.signed(nextY - cursorY);
      cursorX = nextX;
      cursorY = nextY;
    }
    this.cursorX = cursorX;
    this.cursorY = cursorY;
    if (isRing) geometry.varint(CLOSE_PATH | (1 << 3));
  }

  private indexOf(copy: ShapeCopy): Flatbush | null {
    if (copy.index === null) return null;
    let index = this.indexes.get(copy);
    if (index === undefined) {
      index = Flatbush.from(copy.index);
      this.indexes.set(copy, index);
    }
    return index;
  }
}

const Position = { outside: 0, across: 1, inside: 2 } as const;

/** The first row whose cell number is not below `cell`. */
function firstRowFrom({ coordinates, rows }: PointCopy, cell: number): number {
  let low = 0;
  let high = rows;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cellNumber(coordinates[middle * 2] as number, coordinates[middle * 2 + 1] as number) < cell) low = middle + 1;
    else high = middle;
  }
  return low;
}
