import { along, length, nearestPointOnLine } from '@turf/turf';
import type { Position } from 'geojson';

const METRES_A_DEGREE = 111_320;
const LEAST_SPAN_M = 40;
/** POST /api/alleys/{id}/surveys takes a find within as much of the line. */
export const FIND_REACH_M = 30;

/** How a part of the ground is drawn: north up, metres to the screen's units by one factor. */
export interface Plan {
  width: number;
  height: number;
  /** Screen units a metre. */
  scale: number;
  toScreen(position: Position): [x: number, y: number];
  toGround(x: number, y: number): [lon: number, lat: number];
}

/** A plan in which all lines lie inside the margin; its height follows their shape, between two bounds. */
export function planOf(lines: readonly Position[][], { width, least, most, margin }: { width: number; least: number; most: number; margin: number }): Plan {
  const all = lines.flat();
  const lons = all.map(([lon = 0]) => lon);
  const lats = all.map(([, lat = 0]) => lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const middle: [number, number] = [(west + east) / 2, (south + north) / 2];
  const perLon = METRES_A_DEGREE * Math.cos((middle[1] * Math.PI) / 180);
  const spanX = Math.max(LEAST_SPAN_M, (east - west) * perLon);
  const spanY = Math.max(LEAST_SPAN_M, (north - south) * METRES_A_DEGREE);
  const room = width - 2 * margin;
  const height = Math.round(Math.min(most, Math.max(least, (room / spanX) * spanY + 2 * margin)));
  const scale = Math.min(room / spanX, (height - 2 * margin) / spanY);
  return {
    width,
    height,
    scale,
    toScreen: ([lon = 0, lat = 0]) => [width / 2 + (lon - middle[0]) * perLon * scale, height / 2 - (lat - middle[1]) * METRES_A_DEGREE * scale],
    toGround: (x, y) => [middle[0] + (x - width / 2) / scale / perLon, middle[1] - (y - height / 2) / scale / METRES_A_DEGREE],
  };
}

/** SVG path of lines. */
export function pathOf(plan: Plan, lines: readonly Position[][]): string {
  return lines
    .map((line) =>
      line
        .map((position, index) => {
          const [x, y] = plan.toScreen(position);
          return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
        })
        .join(''),
    )
    .join('');
}

/** A place on an alley: the nearest to where somebody tapped or stands. */
export interface LinePlace {
  position: [lon: number, lat: number];
  /** From the start of the line, metres. */
  alongM: number;
  /** From the tap to the line, metres. */
  offM: number;
}

export function placeOn(lines: readonly Position[][], [lon, lat]: readonly [number, number]): LinePlace {
  const found = nearestPointOnLine({ type: 'MultiLineString', coordinates: lines as Position[][] }, [lon, lat], { units: 'meters' });
  const [x = lon, y = lat] = found.geometry.coordinates;
  const { totalDistance, pointDistance } = found.properties;
  return { position: [Number(x.toFixed(7)), Number(y.toFixed(7))], alongM: totalDistance, offM: pointDistance };
}

/** The place so many metres from the start of the alley, its ends beyond them. */
export function placeAlong(lines: readonly Position[][], metres: number): [lon: number, lat: number] {
  let left = Math.max(0, metres);
  for (const [index, coordinates] of lines.entries()) {
    const part = { type: 'LineString' as const, coordinates };
    const partM = length({ type: 'Feature', properties: {}, geometry: part }, { units: 'meters' });
    if (left <= partM || index === lines.length - 1) {
      const [lon = 0, lat = 0] = along(part, Math.min(left, partM), { units: 'meters' }).geometry.coordinates;
      return [Number(lon.toFixed(7)), Number(lat.toFixed(7))];
    }
    left -= partM;
  }
  return [0, 0];
}
