import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Bounds } from './map-context.ts';

const MAX_FIT_ZOOM = 17.4;
const POINT_ZOOM = 17;
const FLIGHT_MS = { least: 900, most: 1600, perDegree: 20_000 };

/** Room the panels take at each side, in CSS pixels. */
export interface ClearSpace {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** How the camera is turned when it arrives; what is not said stays. */
export interface Turn {
  bearing?: number;
  pitch?: number;
}

/** Flies to a box, or to a point at building scale, beside the panels; cuts where reduced motion is asked for. */
export function fly(map: MapLibreMap, target: Bounds | [number, number], clear: ClearSpace, zoom?: number, turn: Turn = {}): void {
  const place =
    target.length === 4
      ? map.cameraForBounds(target, { padding: clear, maxZoom: zoom ?? MAX_FIT_ZOOM, ...(turn.bearing === undefined ? {} : { bearing: turn.bearing }) })
      : { center: target, zoom: zoom ?? Math.max(map.getZoom(), POINT_ZOOM) };
  if (!place) return;
  const camera = { ...place, ...turn };
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    map.jumpTo(camera);
    // A cut, softened: nothing travels over the screen.
    map.getContainer().animate([{ opacity: 0.4 }, { opacity: 1 }], 200);
    return;
  }
  const from = map.getCenter();
  const [lon, lat] = target.length === 4 ? [(target[0] + target[2]) / 2, (target[1] + target[3]) / 2] : target;
  const far = Math.hypot(lon - from.lng, lat - from.lat) * FLIGHT_MS.perDegree;
  map.flyTo({ ...camera, duration: Math.min(FLIGHT_MS.most, FLIGHT_MS.least + far), easing: smooth });
}

/** Slow to leave and to arrive, as motion.camera is for CSS. */
function smooth(time: number): number {
  return time * time * (3 - 2 * time);
}
