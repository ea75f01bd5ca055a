import { circle } from '@turf/turf';
import type { Polygon, Position } from 'geojson';

/** What a person can draw. Rings are closed, [longitude, latitude]; a circle keeps its centre and radius so that it can be changed later. */
export type Shape = { kind: 'polygon'; rings: Position[][] } | { kind: 'circle'; centre: [number, number]; radiusM: number };

export const MIN_RADIUS_M = 5;
export const MAX_RADIUS_M = 5_000;
const CIRCLE_STEPS = 64;
/** 6 decimals of a degree are about 0.1 m: finer than anybody draws. */
const DECIMALS = 6;

const round = (value: number) => Number(value.toFixed(DECIMALS));

/**
 * Shape to the text kept in the URL: `p` + corners (`lon,lat` joined by `~`, rings joined by `!`, the closing corner left out) or `c` + `lon,lat,radius`.
 */
export function encodeShape(shape: Shape): string {
  if (shape.kind === 'circle') return `c${round(shape.centre[0])},${round(shape.centre[1])},${Math.round(shape.radiusM)}`;
  return `p${shape.rings.map((ring) => openRing(ring).map(writePosition).join('~')).join('!')}`;
}

/** Text from the URL to a shape; null when it is not one (a link may be cut or made up). */
export function decodeShape(text: string | null | undefined): Shape | null {
  if (!text) return null;
  const body = text.slice(1);
  if (text.startsWith('c')) {
    const [lon, lat, radius] = body.split(',').map(Number);
    if (!isLonLat(lon, lat) || !Number.isFinite(radius) || (radius as number) < MIN_RADIUS_M || (radius as number) > MAX_RADIUS_M) return null;
    return { kind: 'circle', centre: [lon as number, lat as number], radiusM: radius as number };
  }
  if (!text.startsWith('p')) return null;
  const rings = body.split('!').map(readRing);
  return rings.every((ring): ring is Position[] => ring !== null) ? { kind: 'polygon', rings } : null;
}

/** The GeoJSON polygon that is asked about and drawn. */
export function shapePolygon(shape: Shape): Polygon {
  if (shape.kind === 'polygon') return { type: 'Polygon', coordinates: shape.rings };
  const ring = circle(shape.centre, shape.radiusM, { steps: CIRCLE_STEPS, units: 'meters' }).geometry.coordinates;
  return { type: 'Polygon', coordinates: ring.map((positions) => positions.map((position) => position.map(round))) };
}

/** Corners a person may drag: none on a circle, which has its centre and radius instead. */
export function shapeCorners(shape: Shape): Position[] {
  return shape.kind === 'polygon' ? shape.rings.flatMap(openRing) : [];
}

/** [west, south, east, north] in degrees. */
export function shapeBounds(shape: Shape): [number, number, number, number] {
  const positions = shapePolygon(shape).coordinates.flat();
  const longitudes = positions.map((position) => position[0] as number);
  const latitudes = positions.map((position) => position[1] as number);
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}

/** A ring as kept in shapes: closed, rounded to what the URL keeps, so that a shared link gives the very same answer. */
export function closedRing(positions: Position[]): Position[] {
  const ring = openRing(positions).map((position) => [round(position[0] as number), round(position[1] as number)]);
  return ring[0] ? [...ring, ring[0]] : [];
}

function openRing(ring: Position[]): Position[] {
  const first = ring[0];
  const last = ring[ring.length - 1];
  return ring.length > 1 && first && last && first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
}

function writePosition(position: Position): string {
  return `${round(position[0] as number)},${round(position[1] as number)}`;
}

function readRing(text: string): Position[] | null {
  const positions = text.split('~').map((pair) => pair.split(',').map(Number));
  if (positions.length < 3 || !positions.every((pair) => pair.length === 2 && isLonLat(pair[0], pair[1]))) return null;
  return closedRing(positions);
}

function isLonLat(lon: number | undefined, lat: number | undefined): boolean {
  return Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon as number) <= 180 && Math.abs(lat as number) <= 90;
}
