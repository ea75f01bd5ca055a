import type { TileLayer } from './contract.ts';

/** A column of numbers as narrow as its values allow, in memory that threads share. */
export type NumberColumn = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Values of one field per row: number of the value in the copy's value table, counted from 1; 0 = null. */
export interface FieldColumn {
  name: string;
  values: NumberColumn;
}

/** Distinct field values, each ready to be put into a tile (an encoded MVT Value), one after another in `bytes`. */
export interface ValueTable {
  bytes: Uint8Array;
  /** count + 1 */
  offsets: Uint32Array;
}

interface CommonCopy {
  layer: TileLayer;
  revision: number;
  rows: number;
  ids: NumberColumn;
  fields: FieldColumn[];
  values: ValueTable;
  /** x, y, x, y, … in world units (geodata/web-mercator.ts). */
  coordinates: Uint32Array;
  /** west, south, east, north in degrees; null when there are no rows. */
  bounds: [number, number, number, number] | null;
}

/** Rows in Z-order of their cells (cellNumber), so a tile's points are one run of rows and need no index beside them. */
export interface PointCopy extends CommonCopy {
  geometry: 'point';
}

/** Lines and areas. Row r has parts partOffsets[r] … partOffsets[r + 1]; part p has positions vertexOffsets[p] … vertexOffsets[p + 1]. Rings are open. */
export interface ShapeCopy extends CommonCopy {
  geometry: 'shape';
  /** Per row, 1 = line, 2 = area. */
  dimensions: Uint8Array;
  partOffsets: Uint32Array;
  vertexOffsets: Uint32Array;
  /** Per part, 1 = hole of the outer ring before it. */
  holes: Uint8Array;
  /** Per position the lowest zoom at which it is drawn; null = all at every zoom. */
  vertexZooms: Uint8Array | null;
  /** Per row the lowest zoom at which it is drawn; null = the layer's. */
  rowZooms: Uint8Array | null;
  /** Boxes of the rows (flatbush). */
  index: SharedArrayBuffer | null;
  /** See ShapeDefinition. */
  smallestArea: number;
}

/** A layer at one revision: everything its tiles need, as typed arrays in shared memory. */
export type LayerCopy = PointCopy | ShapeCopy;

/** Bytes of shared memory a copy holds. */
export function copyBytes(copy: LayerCopy): number {
  const arrays: (ArrayBufferView | SharedArrayBuffer | null)[] = [
    copy.ids,
    copy.coordinates,
    copy.values.bytes,
    copy.values.offsets,
    ...copy.fields.map(({ values }) => values),
  ];
  if (copy.geometry !== 'point') arrays.push(copy.dimensions, copy.partOffsets, copy.vertexOffsets, copy.holes, copy.vertexZooms, copy.rowZooms, copy.index);
  return arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), 0);
}

/** Shared memory for whole numbers, as narrow as the greatest of them allows. */
export function newNumbers(count: number, greatest: number): NumberColumn {
  if (greatest < 2 ** 8) return newBytes(count);
  if (greatest < 2 ** 16) return new Uint16Array(new SharedArrayBuffer(count * 2));
  return greatest < 2 ** 32 ? newWords(count) : new Float64Array(new SharedArrayBuffer(count * 8));
}

export const newBytes = (count: number): Uint8Array<SharedArrayBuffer> => new Uint8Array(new SharedArrayBuffer(count));
export const newWords = (count: number): Uint32Array<SharedArrayBuffer> => new Uint32Array(new SharedArrayBuffer(count * 4));
