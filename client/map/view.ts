import type { Bounds } from './map-context.ts';
import { BUILDING_ZOOM, METRES_PER_PX } from './shown-level.ts';

/** Tiles of this zoom are what household requests are rounded out to, so that small moves ask nothing new. */
const REQUEST_ZOOM = BUILDING_ZOOM;
const TILES = 2 ** REQUEST_ZOOM;
const DECIMALS = 6;

/** A box rounded out to whole tiles, as `bbox=` wants it. */
export function requestBox([west, south, east, north]: Bounds): string {
  const x = (lon: number) => ((lon + 180) / 360) * TILES;
  const y = (lat: number) => {
    const sine = Math.sin((lat * Math.PI) / 180);
    return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * TILES;
  };
  const lon = (column: number) => (column / TILES) * 360 - 180;
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / TILES))) * 180) / Math.PI;
  return [lon(Math.floor(x(west))), lat(Math.ceil(y(south))), lon(Math.ceil(x(east))), lat(Math.floor(y(north)))]
    .map((value) => value.toFixed(DECIMALS))
    .join(',');
}

const STEPS = [1, 2, 5];

/** The longest round distance that fits in `maxPx` pixels at a zoom and latitude: metres and its width. */
export function scaleBar(zoom: number, lat: number, maxPx: number): { metres: number; px: number } {
  const metresPerPx = (METRES_PER_PX * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom;
  const most = metresPerPx * maxPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = STEPS.filter((value) => value * power <= most).pop() ?? 1;
  return { metres: step * power, px: (step * power) / metresPerPx };
}

/** Whether a box lies inside the view and fills at least a twelfth of its width: smaller ones can hardly be made out. */
export function isInView([west, south, east, north]: Bounds, box: Bounds): boolean {
  const inside = box[0] >= west && box[1] >= south && box[2] <= east && box[3] <= north;
  return inside && Math.max(box[2] - box[0], box[3] - box[1]) > (east - west) / 12;
}
