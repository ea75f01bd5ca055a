import { booleanPointInPolygon } from '@turf/turf';
import type { SearchHit } from '#contract/search';
import type { SceneChoice } from '#contract/walls';
import { readCamera } from '../map/url-values.ts';
import type { Area } from '../wall-map/own-area.ts';

export type OwnCamera = Extract<SceneChoice, { kind: 'own' }>['camera'];

/** A building or a place without extent is shown with what stands around it. */
const PLACE_ZOOM = 17;
/** Less than this, some 100 m, is no view. */
const LEAST_SPAN_DEG = 0.001;
const MOST_ZOOM = 22;

/** The view of what was found; null where it has no place. */
export function cameraOfHit({ bbox, position }: Pick<SearchHit, 'bbox' | 'position'>): OwnCamera | null {
  const flat = { pitch: 0, bearing: 0 };
  if (bbox !== null && Math.max(bbox[2] - bbox[0], bbox[3] - bbox[1]) >= LEAST_SPAN_DEG) return { bbox, ...flat };
  if (position !== null) return { center: position, zoom: PLACE_ZOOM, ...flat };
  return bbox === null ? null : { center: [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2], zoom: PLACE_ZOOM, ...flat };
}

/** Where the map page stands, read from its address; null where the address says nothing of a place. */
export function cameraOfAddress(address: string): OwnCamera | null {
  const query = address.includes('?') ? address.slice(address.indexOf('?')).split('#')[0] : '';
  const camera = readCamera(new URLSearchParams(query).get('at'));
  if (camera === null) return null;
  const bearing = ((((camera.bearing + 180) % 360) + 360) % 360) - 180;
  return { center: [camera.lon, camera.lat], zoom: Math.min(MOST_ZOOM, camera.zoom), pitch: 0, bearing };
}

/** A view as the map page brings it along, "west,south,east,north"; null where that is none. */
export function cameraOfBox(text: string | null): OwnCamera | null {
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN, ...rest] = (text ?? '').split(',').map(Number);
  const isBox = rest.length === 0 && west < east && south < north && Math.max(-west, east) <= 180 && Math.max(-south, north) <= 90;
  return isBox ? { bbox: [west, south, east, north], pitch: 0, bearing: 0 } : null;
}

/** Longitude and latitude of the middle of a view. */
export function middleOf({ bbox, center }: OwnCamera): [number, number] {
  if (center !== undefined) return [center[0], center[1]];
  return bbox === undefined ? [0, 0] : [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2];
}

/** Whether a view looks at the area: the server asks the same of its middle. */
export function isInside(camera: OwnCamera, area: Area): boolean {
  return booleanPointInPolygon(middleOf(camera), area);
}

/** West, south, east and north of what a wall of 16:9 shows of a view, about; its map is some 960 px wide at 1080 lines. */
export function viewOf(camera: OwnCamera): [number, number, number, number] {
  if (camera.bbox !== undefined) return camera.bbox;
  const [lon, lat] = middleOf(camera);
  const degrees = (360 * 960) / (512 * 2 ** (camera.zoom ?? 15)) / 2;
  const high = degrees * Math.cos((lat * Math.PI) / 180) * 0.8;
  return [lon - degrees, lat - high, lon + degrees, lat + high];
}
