import type { Feature, FeatureCollection, Geometry, Point, Position } from 'geojson';
import type { Bounds } from './map-context.ts';

/** Two names of one river stand at least this far apart on the screen. */
const GAP_PX = 560;
/** Circumference of the world on the screen at zoom 0. */
const WORLD_PX = 512;

export const NO_NAMES: FeatureCollection<Point, { name: string }> = { type: 'FeatureCollection', features: [] };

/**
 * Where the names of water stand. A river reaches the browser cut into the pieces of its tiles, and every piece would be named; here the
 * larger pieces come first, and a piece near to one of the same name stays silent. Positions depend on the pieces alone, so that a name
 * does not wander while the map is moved.
 */
export function placeWaterNames(pieces: readonly Feature<Geometry>[], view: Bounds, zoom: number): FeatureCollection<Point, { name: string }> {
  const gap = (GAP_PX * 360) / (WORLD_PX * 2 ** zoom);
  const [west, south, east, north] = view;
  const candidates = pieces
    .flatMap(({ geometry, properties }) => ringsOf(geometry).map((rings) => ({ name: String(properties?.name ?? ''), ...middle(rings) })))
    .filter(({ name, at: [lon, lat] }) => name !== '' && lon >= west && lon <= east && lat >= south && lat <= north)
    .sort((a, b) => b.size - a.size || a.at[0] - b.at[0] || a.at[1] - b.at[1]);
  const kept: typeof candidates = [];
  for (const candidate of candidates) {
    const isNear = kept.some(({ name, at }) => name === candidate.name && Math.hypot(at[0] - candidate.at[0], at[1] - candidate.at[1]) < gap);
    if (!isNear) kept.push(candidate);
  }
  return {
    type: 'FeatureCollection',
    features: kept.map(({ name, at }) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: { name } })),
  };
}

function ringsOf(geometry: Geometry): Position[][][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/** The middle of the longest stretch of water on the north-south line through the middle of a piece, and the size of its box. */
function middle(rings: readonly Position[][]): { at: [number, number]; size: number } {
  const outline = rings[0] ?? [];
  const lons = outline.map(([lon = 0]) => lon);
  const lats = outline.map(([, lat = 0]) => lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const lon = (west + east) / 2;
  const crossings = rings.flatMap((ring) => ring.flatMap((from, index) => crossing(from, ring[index + 1], lon))).sort((a, b) => a - b);
  let [best, length] = [lats[0] ?? 0, 0];
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const [low = 0, high = 0] = crossings.slice(index, index + 2);
    if (high - low > length) [best, length] = [(low + high) / 2, high - low];
  }
  return { at: [lon, best], size: (east - west) * (Math.max(...lats) - Math.min(...lats)) };
}

function crossing([x1 = 0, y1 = 0]: Position, to: Position | undefined, lon: number): number[] {
  const [x2 = 0, y2 = 0] = to ?? [x1, y1];
  return x1 <= lon === x2 <= lon ? [] : [y1 + ((lon - x1) / (x2 - x1)) * (y2 - y1)];
}
