/** Overlays of the map page, in the default order of the switcher: top of the drawing first. */
export const OVERLAY_IDS = ['issues', 'uncovered', 'works', 'projects', 'alleys', 'coverage', 'responsibilities'] as const;
export type OverlayId = (typeof OVERLAY_IDS)[number];

export interface OverlayState {
  id: OverlayId;
  visible: boolean;
  /** 0.1 to 1. */
  opacity: number;
}

export interface Camera {
  lon: number;
  lat: number;
  zoom: number;
  bearing: number;
}

const OFF_AT_FIRST: readonly OverlayId[] = ['works', 'projects', 'responsibilities'];
const MIN_OPACITY = 0.1;
const CAMERA_PARTS = 4;

export const DEFAULT_OVERLAYS: OverlayState[] = OVERLAY_IDS.map((id) => ({ id, visible: !OFF_AT_FIRST.includes(id), opacity: 1 }));

/** `issues,uncovered:60,-works,…`: a minus is switched off, the number is per cent. Overlays a link does not name follow in default order, switched off. */
export function writeOverlays(overlays: readonly OverlayState[]): string {
  return overlays.map(({ id, visible, opacity }) => `${visible ? '' : '-'}${id}${opacity === 1 ? '' : `:${Math.round(opacity * 100)}`}`).join(',');
}

export function readOverlays(text: string | null): OverlayState[] {
  if (text === null) return DEFAULT_OVERLAYS;
  const read: OverlayState[] = [];
  for (const part of text.split(',')) {
    const match = /^(-?)([a-z]+)(?::(\d{1,3}))?$/.exec(part);
    const id = OVERLAY_IDS.find((known) => known === match?.[2]);
    if (!match || !id || read.some((overlay) => overlay.id === id)) continue;
    const opacity = match[3] === undefined ? 1 : Math.min(1, Math.max(MIN_OPACITY, Number(match[3]) / 100));
    read.push({ id, visible: match[1] === '', opacity });
  }
  const missing = OVERLAY_IDS.filter((id) => !read.some((overlay) => overlay.id === id));
  return [...read, ...missing.map((id) => ({ id, visible: false, opacity: 1 }))];
}

/** `114.65012,33.62044,14.2` and the bearing when the map is turned. */
export function writeCamera({ lon, lat, zoom, bearing }: Camera): string {
  const parts = [lon.toFixed(5), lat.toFixed(5), Number(zoom.toFixed(2))];
  const turned = Math.round(bearing);
  return (turned === 0 ? parts : [...parts, turned]).join(',');
}

export function readCamera(text: string | null): Camera | null {
  if (text === null) return null;
  const [lon, lat, zoom, bearing = 0, ...rest] = text.split(',').map(Number);
  const numbers = [lon, lat, zoom, bearing];
  if (rest.length > 0 || numbers.length !== CAMERA_PARTS || lon === undefined || lat === undefined || zoom === undefined) return null;
  const inRange = Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 24 && Math.abs(bearing) <= 360;
  return numbers.every(Number.isFinite) && inRange ? { lon, lat, zoom, bearing } : null;
}
