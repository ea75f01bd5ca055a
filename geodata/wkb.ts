/** One piece of a geometry: a point, a line, or a ring (closed, as written). A hole follows the outer ring it belongs to. */
export interface WkbPart {
  dimension: 0 | 1 | 2;
  isHole: boolean;
  /** x, y, x, y, … */
  coordinates: Float64Array;
}

interface Cursor {
  view: DataView;
  at: number;
}

/**
 * The pieces of a geometry in well-known binary (OGC, ISO with Z/M, or EWKB with SRID; either byte order). Z and M are left out.
 * Multi geometries and collections give the pieces of their members; an empty geometry gives none.
 * @throws RangeError when the bytes end too early, Error on an unknown type (curves).
 */
export function readWkb(bytes: Uint8Array): WkbPart[] {
  const parts: WkbPart[] = [];
  readGeometry({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 }, parts);
  return parts;
}

function readGeometry(cursor: Cursor, parts: WkbPart[]): void {
  const little = cursor.view.getUint8(cursor.at) === 1;
  const code = cursor.view.getUint32(cursor.at + 1, little);
  cursor.at += 5;
  if (code & 0x20000000) cursor.at += 4;
  const plain = code & 0x0fffffff;
  const iso = Math.floor(plain / 1000);
  const hasZ = (code & 0x80000000) !== 0 || iso === 1 || iso === 3;
  const hasM = (code & 0x40000000) !== 0 || iso >= 2;
  const stride = 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0);
  switch (plain % 1000) {
    case 1: {
      const coordinates = readPositions(cursor, 1, stride, little);
      if (!Number.isNaN(coordinates[0])) parts.push({ dimension: 0, isHole: false, coordinates });
      return;
    }
    case 2: {
      const coordinates = readPositions(cursor, readCount(cursor, little), stride, little);
      if (coordinates.length > 0) parts.push({ dimension: 1, isHole: false, coordinates });
      return;
    }
    case 3: {
      const rings = readCount(cursor, little);
      for (let ring = 0; ring < rings; ring++) {
        parts.push({ dimension: 2, isHole: ring > 0, coordinates: readPositions(cursor, readCount(cursor, little), stride, little) });
      }
      return;
    }
    case 4:
    case 5:
    case 6:
    case 7: {
      const members = readCount(cursor, little);
      for (let member = 0; member < members; member++) readGeometry(cursor, parts);
      return;
    }
    default:
      throw new Error(`geometry type ${plain} in well-known binary is not supported`);
  }
}

function readCount(cursor: Cursor, little: boolean): number {
  const count = cursor.view.getUint32(cursor.at, little);
  cursor.at += 4;
  return count;
}

function readPositions(cursor: Cursor, count: number, stride: number, little: boolean): Float64Array {
  // A damaged count must fail here and not as an allocation of gigabytes.
  if (cursor.at + count * stride * 8 > cursor.view.byteLength) throw new RangeError('well-known binary ends too early');
  const coordinates = new Float64Array(count * 2);
  for (let index = 0; index < count; index++) {
    coordinates[index * 2] = cursor.view.getFloat64(cursor.at, little);
    coordinates[index * 2 + 1] = cursor.view.getFloat64(cursor.at + 8, little);
    cursor.at += stride * 8;
  }
  return coordinates;
}
