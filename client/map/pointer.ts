import type { MapGeoJSONFeature, Map as MapLibreMap, PointLike } from 'maplibre-gl';
import { hitLayer } from './borders.ts';
import type { MapHit } from './map-context.ts';

/** Pixels around the pointer that still hit a thin line. */
const REACH = 5;
const MARK_LAYERS = {
  'issue-marks': 'issue',
  'issue-marks-calm': 'issue',
  'work-marks': 'work',
  'project-hits': 'project',
  'project-areas': 'project',
  'clash-marks': 'project',
  'clash-lines': 'project',
  'clash-areas': 'project',
} as const;
const CLUSTER_LAYERS = ['work-clusters'];
const ALLEY_LAYERS = ['alley-cells', 'alley-fails', 'alley-unknown', 'alley'];

/** The topmost mark or alley under a point of the screen, or null. Households are asked of deck.gl first. */
export function markAt(map: MapLibreMap, point: { x: number; y: number }, lngLat: [number, number]): MapHit | null {
  const box: [PointLike, PointLike] = [
    [point.x - REACH, point.y - REACH],
    [point.x + REACH, point.y + REACH],
  ];
  const layers = existing(map, [...Object.keys(MARK_LAYERS), ...ALLEY_LAYERS]);
  const hits = map.queryRenderedFeatures(box, { layers });
  const mark = hits.find((hit) => hit.layer.id in MARK_LAYERS);
  if (mark) return { kind: MARK_LAYERS[mark.layer.id as keyof typeof MARK_LAYERS], id: Number(mark.id), lngLat };
  const alley = hits.find((hit) => hit.id !== undefined && isDrawn(hit));
  return alley ? { kind: 'alley', id: Number(alley.id), lngLat } : null;
}

/** A mark that stands for several under a point: which source gathered them, and its number there. */
export function clusterAt(map: MapLibreMap, point: { x: number; y: number }): { source: string; id: number; centre: [number, number] } | null {
  const layers = existing(map, CLUSTER_LAYERS);
  const [hit] = layers.length === 0 ? [] : map.queryRenderedFeatures([point.x, point.y], { layers });
  if (hit?.geometry.type !== 'Point') return null;
  const [lon = 0, lat = 0] = hit.geometry.coordinates;
  return { source: hit.source, id: Number(hit.properties.cluster_id), centre: [lon, lat] };
}

/** The basic grid of a level under a point, by code; null outside, or where tiles of the level are not drawn yet. */
export function gridAt(map: MapLibreMap, point: { x: number; y: number }, level: number): { id: number; code: string } | null {
  const layers = existing(map, [hitLayer(level)]);
  if (layers.length === 0) return null;
  const [hit] = map.queryRenderedFeatures([point.x, point.y], { layers });
  return hit && typeof hit.properties.code === 'string' ? { id: Number(hit.id), code: hit.properties.code } : null;
}

function existing(map: MapLibreMap, layers: string[]): string[] {
  return layers.filter((layer) => map.getLayer(layer));
}

/** Lines painted by condition are invisible where the condition is another: those are not under the pointer. */
function isDrawn(hit: MapGeoJSONFeature): boolean {
  if (hit.layer.id === 'alley-fails') return Number(hit.state.fails ?? 0) > 0;
  return hit.layer.id !== 'alley-unknown' || hit.state.unknown === true;
}
