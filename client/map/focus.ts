import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import type { Theme } from '../tokens.ts';
import type { MapPart } from './map-part.ts';

const VEIL = 0.38;
/** A ring around the world Mercator knows. */
const WORLD: Position[] = [
  [-180, -85],
  [180, -85],
  [180, 85],
  [-180, 85],
  [-180, -85],
];
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Everything but the area: the world with the area's outlines as holes, and its holes as islands. */
export function outside(area: Polygon | MultiPolygon): MultiPolygon {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  const outlines = polygons.flatMap(([outline]) => (outline ? [outline] : []));
  const islands = polygons.flatMap(([, ...holes]) => holes.map((hole) => [hole]));
  return { type: 'MultiPolygon', coordinates: [[WORLD, ...outlines], ...islands] };
}

/**
 * The veil over everything outside `area`; its outline too when `drawn` (a drawn shape, the surroundings of an alley), where grids
 * have their own. `highlight` is one feature a panel points at.
 */
export function focus(theme: Theme, area: Polygon | MultiPolygon | null, drawn: boolean, highlight: Feature<Geometry> | null): MapPart {
  const outline = area !== null && drawn ? feature(area) : NOTHING;
  return {
    sources: {
      veil: { type: 'geojson', data: area === null ? NOTHING : feature(outside(area)) },
      shape: { type: 'geojson', data: outline },
      highlight: { type: 'geojson', data: highlight ?? NOTHING },
    },
    layers: [
      {
        slot: 'veil',
        layer: { id: 'veil', type: 'fill', source: 'veil', paint: { 'fill-color': theme.ground, 'fill-opacity': VEIL, 'fill-antialias': false } },
      },
      {
        slot: 'selection',
        layer: {
          id: 'shape-casing',
          type: 'line',
          source: 'shape',
          layout: { 'line-join': 'round' },
          paint: { 'line-color': theme.map.shapeCasing, 'line-width': 6 },
        },
      },
      {
        slot: 'selection',
        layer: { id: 'shape-line', type: 'line', source: 'shape', layout: { 'line-join': 'round' }, paint: { 'line-color': theme.accent, 'line-width': 2.5 } },
      },
      {
        slot: 'selection',
        layer: {
          id: 'highlight-casing',
          type: 'line',
          source: 'highlight',
          layout: { 'line-join': 'round' },
          paint: { 'line-color': theme.ground, 'line-width': 6 },
        },
      },
      {
        slot: 'selection',
        layer: {
          id: 'highlight-line',
          type: 'line',
          source: 'highlight',
          layout: { 'line-join': 'round' },
          paint: { 'line-color': theme.select, 'line-width': 2.5 },
        },
      },
      {
        slot: 'marks',
        layer: {
          id: 'highlight-point',
          type: 'circle',
          source: 'highlight',
          filter: ['==', ['geometry-type'], 'Point'],
          paint: { 'circle-radius': 13, 'circle-opacity': 0, 'circle-stroke-color': theme.select, 'circle-stroke-width': 2.5 },
        },
      },
    ],
  };
}

function feature(geometry: Geometry): Feature {
  return { type: 'Feature', geometry, properties: {} };
}
