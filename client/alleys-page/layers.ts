import type { Feature, FeatureCollection, LineString, MultiLineString, Point } from 'geojson';
import type { AlleyDetail } from '#contract/alleys';
import { LANE_ZOOM, widths } from '../alleys/line-layers.ts';
import type { Draft } from '../drawing/draft.ts';
import { byZoom, type Expression, type MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';

const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };
/** Components and ends of segments are things of the street: nobody can tell them apart from afar. */
const COMPONENT_ZOOM = 16;

/** The chosen alley: where its segments meet, and its lamps and drains by shape: a disc works, a cross is out of order, a ring nobody has checked. */
export function chosenLayers(theme: Theme, alley: AlleyDetail | null): MapPart {
  const joints: Feature<Point>[] = (alley?.segments ?? []).slice(1).map(({ geometry: { coordinates } }) => point(coordinates[0] ?? [0, 0], {}));
  const components = (alley?.components ?? []).map(({ lon, lat, kind, condition }) => point([lon, lat], { kind, condition }));
  const isLamp: Expression = ['==', ['get', 'kind'], 'lamp'];
  const is = (condition: string): Expression => ['==', ['get', 'condition'], condition];
  const radius = byZoom(
    [
      [COMPONENT_ZOOM, ['case', isLamp, 3, 2]],
      [19, ['case', isLamp, 7, 5]],
    ],
    1.2,
  );
  return {
    sources: {
      'alley-joints': { type: 'geojson', data: { type: 'FeatureCollection', features: joints } },
      'alley-components': { type: 'geojson', data: { type: 'FeatureCollection', features: components } },
    },
    layers: [
      {
        slot: 'selection',
        layer: {
          id: 'alley-joints',
          type: 'circle',
          source: 'alley-joints',
          minzoom: COMPONENT_ZOOM - 1,
          paint: { 'circle-radius': 3.5, 'circle-color': theme.ground, 'circle-stroke-color': theme.accent, 'circle-stroke-width': 1.6 },
        },
      },
      {
        slot: 'points',
        layer: {
          id: 'alley-components',
          type: 'circle',
          source: 'alley-components',
          minzoom: COMPONENT_ZOOM,
          paint: {
            'circle-radius': radius,
            'circle-color': ['case', is('working'), ['case', isLamp, theme.work.light, theme.work.water], theme.ground],
            'circle-stroke-color': ['case', is('faulty'), theme.text, ['case', isLamp, theme.work.light, theme.work.water]],
            'circle-stroke-width': 1.6,
          },
        },
      },
      {
        slot: 'points',
        layer: {
          id: 'alley-faults',
          type: 'symbol',
          source: 'alley-components',
          minzoom: COMPONENT_ZOOM,
          filter: is('faulty'),
          layout: { 'text-field': '×', 'text-size': 16, 'text-allow-overlap': true, 'text-ignore-placement': true },
          paint: { 'text-color': theme.text },
        },
      },
    ],
  };
}

/** The line under the pointer in the table, and the alleys the filters leave out, drawn back. */
export function listedLayers(theme: Theme, hovered: number | null, only: readonly number[] | null): MapPart {
  const lane = { type: 'line', source: 'alleys', 'source-layer': 'alleys' } as const;
  return {
    layers: [
      ...(only === null
        ? []
        : [
            {
              slot: 'alleys' as const,
              layer: {
                id: 'alleys-left-out',
                ...lane,
                minzoom: LANE_ZOOM,
                filter: ['!', ['in', ['id'], ['literal', [...only]]]] as never,
                paint: { 'line-color': theme.map.landIn, 'line-width': widths(7), 'line-opacity': 0.86 },
              },
            },
          ]),
      {
        slot: 'selection',
        layer: {
          id: 'alley-hovered',
          ...lane,
          filter: ['==', ['id'], hovered ?? 0],
          layout: { 'line-cap': 'round' },
          paint: { 'line-color': theme.select, 'line-width': 3, 'line-opacity': 0.75 },
        },
      },
    ],
  };
}

/** A line that is being drawn, with its corners (handles: and the middles of its pieces), and the alley's line as it was before a change that is looked at. */
export function draftLayers(theme: Theme, positions: readonly number[][], former: MultiLineString | null, handles: Draft | null = null): MapPart {
  const line: Feature<LineString>[] =
    positions.length > 1 ? [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [...positions] } }] : [];
  const middles = (handles?.midpoints ?? []).map((position) => point(position, { is: 'middle' }));
  const features = [...line, ...(handles?.corners ?? positions).map((position) => point(position, { is: 'corner' })), ...middles];
  return {
    sources: {
      'alley-draft': { type: 'geojson', data: { type: 'FeatureCollection', features } as FeatureCollection },
      'alley-former': { type: 'geojson', data: former === null ? NOTHING : { type: 'Feature', properties: {}, geometry: former } },
    },
    layers: [
      {
        slot: 'selection',
        layer: { id: 'alley-former', type: 'line', source: 'alley-former', paint: { 'line-color': theme.text2, 'line-width': 2, 'line-dasharray': [3, 2] } },
      },
      {
        slot: 'selection',
        layer: {
          id: 'alley-draft',
          type: 'line',
          source: 'alley-draft',
          filter: ['==', ['geometry-type'], 'LineString'],
          paint: { 'line-color': theme.accent, 'line-width': 2.5 },
        },
      },
      {
        slot: 'points',
        layer: {
          id: 'alley-draft-points',
          type: 'circle',
          source: 'alley-draft',
          filter: ['==', ['geometry-type'], 'Point'],
          paint: {
            'circle-radius': ['case', ['==', ['get', 'is'], 'middle'], 3, handles === null ? 4 : 6],
            'circle-color': theme.ground,
            'circle-stroke-color': theme.accent,
            'circle-stroke-width': 2,
          },
        },
      },
    ],
  };
}

function point(coordinates: readonly number[], properties: Record<string, string>): Feature<Point> {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...coordinates] } };
}
