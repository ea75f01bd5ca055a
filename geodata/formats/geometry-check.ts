import type { Geometry, Position } from 'geojson';

const DEPTHS: Record<string, number> = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 };
const LEAST_POSITIONS: Record<string, number> = { LineString: 2, MultiLineString: 2, Polygon: 4, MultiPolygon: 4 };

export type GeometryCheck = { valid: true; geometry: Geometry | null } | { valid: false; reason: string };

/**
 * Whether a parsed JSON value has the shape of a GeoJSON geometry with finite coordinates. Empty geometries become null: they place nothing.
 * Shape only: a self-crossing ring passes, for the database repairs it.
 */
export function checkGeometry(value: unknown): GeometryCheck {
  if (value === null || value === undefined) return { valid: true, geometry: null };
  if (typeof value !== 'object') return { valid: false, reason: 'geometry is not an object' };
  const { type, coordinates, geometries } = value as { type?: unknown; coordinates?: unknown; geometries?: unknown };
  if (type === 'GeometryCollection' && Array.isArray(geometries)) {
    for (const part of geometries) {
      const check = checkGeometry(part);
      if (!check.valid) return check;
    }
    return { valid: true, geometry: geometries.length === 0 ? null : (value as Geometry) };
  }
  const depth = typeof type === 'string' ? DEPTHS[type] : undefined;
  if (depth === undefined) return { valid: false, reason: `geometry type ${JSON.stringify(type)} is not known` };
  if (!Array.isArray(coordinates)) return { valid: false, reason: 'coordinates are missing' };
  if (coordinates.length === 0) return { valid: true, geometry: null };
  const reason = checkNested(coordinates, depth, LEAST_POSITIONS[type as string] ?? 0);
  return reason === null ? { valid: true, geometry: value as Geometry } : { valid: false, reason };
}

function checkNested(value: unknown, depth: number, least: number): string | null {
  if (!Array.isArray(value)) return 'coordinates are nested wrongly';
  if (depth === 0) return isPosition(value) ? null : `${JSON.stringify(value).slice(0, 60)} is not a position [longitude, latitude]`;
  if (depth === 1 && value.length < least) return `a line or ring has ${value.length} positions, ${least} are needed`;
  for (const item of value) {
    const reason = checkNested(item, depth - 1, least);
    if (reason !== null) return reason;
  }
  return null;
}

const isPosition = (value: unknown[]): boolean => value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);

/** Calls visit for every position of a geometry. */
export function eachPosition(geometry: Geometry, visit: (position: Position) => void): void {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) eachPosition(part, visit);
    return;
  }
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') visit(value as Position);
    else for (const item of value) walk(item);
  };
  walk(geometry.coordinates);
}
