import type { FeatureCollection } from 'geojson';
import type { DarkStretches, LineFaults } from '#contract/alleys';
import { translucent } from '../map/basemap.ts';
import { byZoom, type Expression, type MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';

const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };
/** Lanes are lines of their own from here on. */
export const LANE_ZOOM = 13;
/** Single places on a line: nobody can tell them apart from afar. */
export const FAULT_ZOOM = 16;

/** Widths in pixels that grow with the lane. */
export function widths(at17: number): Expression {
  return byZoom(
    [
      [LANE_ZOOM, at17 * 0.35],
      [17, at17],
      [19, at17 * 1.8],
    ],
    1.2,
  );
}

/**
 * Where alleys are dark: short heavy dashes on a casing in the colour of the ground, which sets them off from the line of the alley in both themes;
 * hatched where nobody knows. Above the line of the chosen alley: there it matters most.
 */
export function darkLayers(theme: Theme, dark: DarkStretches | null, from = LANE_ZOOM, opacity = 1): MapPart {
  const source = 'dark-stretches';
  const is = (state: 'dark' | 'unknown'): Expression => ['==', ['get', 'state'], state];
  return {
    sources: { [source]: { type: 'geojson', data: (dark ?? NOTHING) as FeatureCollection } },
    layers: [
      {
        slot: 'selection',
        layer: {
          id: 'dark-casing',
          type: 'line',
          source,
          minzoom: from,
          filter: is('dark'),
          paint: { 'line-color': theme.ground, 'line-width': widths(6), 'line-opacity': 0.95 * opacity },
        },
      },
      {
        slot: 'selection',
        layer: {
          id: 'dark-stretches',
          type: 'line',
          source,
          minzoom: from,
          filter: is('dark'),
          paint: { 'line-color': theme.work.light, 'line-width': widths(3.4), 'line-dasharray': [1, 0.7], 'line-opacity': opacity },
        },
      },
      {
        slot: 'selection',
        layer: {
          id: 'dark-unknown',
          type: 'line',
          source,
          minzoom: from,
          filter: is('unknown'),
          paint: { 'line-pattern': `${theme.name}|hatch`, 'line-width': widths(6), 'line-opacity': 0.9 * opacity },
        },
      },
    ],
  };
}

/** What is wrong at a place: a cross for a manhole or drain out of order (at one of them how many there are per 100 m of the alley), a diamond for what a survey found. Lamps speak by the dark they leave. */
export function faultLayers(theme: Theme, faults: LineFaults | null, opacity = 1): MapPart {
  const source = 'line-faults';
  const is = (kinds: string[]): Expression => ['in', ['get', 'kind'], ['literal', kinds]];
  const mark = (id: string, text: string, kinds: string[], colour: string): MapPart['layers'][number] => ({
    slot: 'points',
    layer: {
      id,
      type: 'symbol',
      source,
      minzoom: FAULT_ZOOM,
      filter: is(kinds),
      layout: {
        'text-field': text,
        'text-size': byZoom(
          [
            [FAULT_ZOOM, 13],
            [19, 22],
          ],
          1,
        ),
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': colour, 'text-halo-color': translucent(theme.ground, 0.95), 'text-halo-width': 2, 'text-opacity': opacity },
    },
  });
  return {
    sources: { [source]: { type: 'geojson', data: (faults ?? NOTHING) as FeatureCollection } },
    layers: [
      mark('line-faults-drains', '×', ['manhole', 'drain'], theme.work.water),
      mark('line-faults-found', '◆', ['found'], theme.text),
      {
        slot: 'points',
        layer: {
          id: 'line-fault-rates',
          type: 'symbol',
          source,
          minzoom: FAULT_ZOOM,
          filter: ['!=', ['get', 'drainsPer100M'], null],
          layout: {
            'text-field': ['concat', ['number-format', ['get', 'drainsPer100M'], { 'min-fraction-digits': 1, 'max-fraction-digits': 1 }], '/100 m'],
            'text-size': 12,
            'text-offset': [0, 1.3],
          },
          paint: { 'text-color': theme.work.water, 'text-halo-color': translucent(theme.ground, 0.95), 'text-halo-width': 2, 'text-opacity': opacity },
        },
      },
    ],
  };
}
