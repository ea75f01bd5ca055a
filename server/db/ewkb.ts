import type { Geometry, Position } from 'geojson';

const TYPE_CODES = { Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6, GeometryCollection: 7 } as const;
const HAS_SRID = 0x20000000;

/** A place in the buffer being written; little endian throughout. */
interface Pen {
  bytes: Buffer;
  at: number;
}

/**
 * A two-dimensional GeoJSON geometry (x before y; further ordinates are left out) as EWKB, the bytes PostGIS takes as `geometry`.
 * @param srid of the coordinates as they are: nothing is transformed.
 */
export function ewkb(geometry: Geometry, srid: number): Buffer {
  const pen: Pen = { bytes: Buffer.allocUnsafe(sizeOf(geometry) + 4), at: 0 };
  writeGeometry(pen, geometry, srid);
  return pen.bytes;
}

function sizeOf(geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return 5 + 16;
    case 'LineString':
      return 9 + 16 * geometry.coordinates.length;
    case 'MultiPoint':
      return 9 + 21 * geometry.coordinates.length;
    case 'Polygon':
      return 9 + ringsSize(geometry.coordinates);
    case 'MultiLineString':
      return 9 + geometry.coordinates.reduce((sum, line) => sum + 9 + 16 * line.length, 0);
    case 'MultiPolygon':
      return 9 + geometry.coordinates.reduce((sum, polygon) => sum + 9 + ringsSize(polygon), 0);
    case 'GeometryCollection':
      return 9 + geometry.geometries.reduce((sum, part) => sum + sizeOf(part), 0);
  }
}

const ringsSize = (rings: Position[][]): number => rings.reduce((sum, ring) => sum + 4 + 16 * ring.length, 0);

function writeGeometry(pen: Pen, geometry: Geometry, srid?: number): void {
  writeHeader(pen, geometry.type, srid);
  switch (geometry.type) {
    case 'Point':
      // An empty point is written as NaN, NaN: PostGIS reads it so.
      writePosition(pen, geometry.coordinates);
      return;
    case 'LineString':
      writePositions(pen, geometry.coordinates);
      return;
    case 'Polygon':
      writeRings(pen, geometry.coordinates);
      return;
    case 'MultiPoint':
      writeParts(pen, geometry.coordinates, 'Point', writePosition);
      return;
    case 'MultiLineString':
      writeParts(pen, geometry.coordinates, 'LineString', writePositions);
      return;
    case 'MultiPolygon':
      writeParts(pen, geometry.coordinates, 'Polygon', writeRings);
      return;
    case 'GeometryCollection':
      writeCount(pen, geometry.geometries.length);
      for (const part of geometry.geometries) writeGeometry(pen, part);
  }
}

function writeParts<Part>(pen: Pen, parts: Part[], type: keyof typeof TYPE_CODES, write: (pen: Pen, part: Part) => void): void {
  writeCount(pen, parts.length);
  for (const part of parts) {
    writeHeader(pen, type);
    write(pen, part);
  }
}

function writeHeader(pen: Pen, type: keyof typeof TYPE_CODES, srid?: number): void {
  pen.at = pen.bytes.writeUInt8(1, pen.at);
  pen.at = pen.bytes.writeUInt32LE(srid === undefined ? TYPE_CODES[type] : TYPE_CODES[type] + HAS_SRID, pen.at);
  if (srid !== undefined) pen.at = pen.bytes.writeUInt32LE(srid, pen.at);
}

function writeCount(pen: Pen, count: number): void {
  pen.at = pen.bytes.writeUInt32LE(count, pen.at);
}

function writePosition(pen: Pen, position: Position): void {
  pen.at = pen.bytes.writeDoubleLE(position[0] ?? Number.NaN, pen.at);
  pen.at = pen.bytes.writeDoubleLE(position[1] ?? Number.NaN, pen.at);
}

function writePositions(pen: Pen, positions: Position[]): void {
  writeCount(pen, positions.length);
  for (const position of positions) writePosition(pen, position);
}

function writeRings(pen: Pen, rings: Position[][]): void {
  writeCount(pen, rings.length);
  for (const ring of rings) writePositions(pen, ring);
}
