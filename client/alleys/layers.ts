import type { FeatureCollection, Point } from 'geojson';
import type { AlleyStandard, Condition } from '#contract/alleys';
import type { AlleyState } from '#contract/state';
import { STANDARDS } from '#geodata/standards/names';
import { FONT_BOLD, translucent } from '../map/basemap.ts';
import { cellsIcon } from '../map/icons.ts';
import { byZoom, type Expression, type MapPart } from '../map/map-part.ts';
import { BUILDING_ZOOM } from '../map/shown-level.ts';
import type { Theme } from '../tokens.ts';

/** Below this the web of lines would drown the coverage it lies on. */
export const ALLEY_ZOOM = 14.6;
/** Tiles of alleys begin here. */
const MAIN_ZOOM = 13;
/** Beside the name from here on; below it the width of the line tells. */
export const CELLS_ZOOM = 16;
const MANY_FAILS = 3;
const WIDTH_PX = 1.2;
const WIDTH_PER_FAIL_PX = 0.6;
/** A chosen alley is to be seen: its name and cells stand above its middle, clear of the line of a short one, not on it. Pixels. */
const CHOSEN_LIFT_PX = 40;
const NAME_PX = 13;
const CODES: Record<Condition, string> = { meets: 'm', fails: 'f', unknown: 'u' };

/** The five conditions of an alley in the fixed order of the standards. */
export function conditionsOf(state: AlleyState, index: number): Condition[] {
  return STANDARDS.map((standard) => state[standard][index] ?? 'unknown');
}

/** Ids whose five cells are drawn: something fails or is not known. An alley in order needs no board. */
export function alleysWithCells(state: AlleyState): number[] {
  return state.id.filter((_, index) => conditionsOf(state, index).some((condition) => condition === 'fails'));
}

/** Alleys by condition: width by the number of fails, dashed where nobody has looked, five cells beside the name from CELLS_ZOOM.
 * isMain: they are what the map is about, so they show as soon as there are tiles of them. */
export function alleyLayers(
  theme: Theme,
  state: AlleyState | null,
  letters: Record<AlleyStandard, string>,
  selected: number | null,
  opacity: number,
  isMain = false,
): MapPart {
  const from = isMain ? MAIN_ZOOM : ALLEY_ZOOM;
  const source = { source: 'alleys', 'source-layer': 'alleys', minzoom: from } as const;
  const layers: MapPart['layers'] = selected === null ? [] : selectedLine(theme, selected);
  if (state === null) return { layers };
  const fails: Expression = ['coalesce', ['feature-state', 'fails'], 0];
  const when = (share: number): Expression => ['case', ['>', fails, 0], share * opacity, 0];
  const isChosen: Expression = ['==', ['get', 'id'], selected ?? 0];
  const width: Expression = ['+', WIDTH_PX, ['*', WIDTH_PER_FAIL_PX, fails]];
  return {
    sources: { 'alley-conditions': { type: 'geojson', data: cellPoints(theme, state, letters) } },
    states: [{ source: 'alleys', values: paint(state) }],
    layers: [
      {
        slot: 'alleys',
        layer: {
          id: 'alley-fails',
          type: 'line',
          ...source,
          layout: { 'line-cap': 'round', 'line-join': 'round' },
          paint: {
            'line-color': theme.text,
            // Far away an alley is a hint; it becomes a statement where its name can be read.
            'line-opacity': byZoom(
              [
                [from, when(isMain ? 0.75 : 0.12)],
                [15.2, when(isMain ? 0.75 : 0.4)],
                [16.5, when(0.75)],
              ],
              1,
            ),
            'line-width': byZoom(
              [
                [from, ['*', 0.4, width]],
                [15.5, ['*', 0.8, width]],
                [18, ['*', 2.2, width]],
              ],
              1,
            ),
          },
        },
      },
      {
        slot: 'alleys',
        layer: {
          id: 'alley-unknown',
          type: 'line',
          ...source,
          minzoom: isMain ? MAIN_ZOOM : BUILDING_ZOOM,
          layout: { 'line-join': 'round' },
          paint: {
            'line-color': theme.text3,
            'line-opacity': ['case', ['boolean', ['feature-state', 'unknown'], false], opacity, 0],
            'line-width': 1.6,
            'line-dasharray': [2, 2],
          },
        },
      },
      ...layers,
      {
        slot: 'labels',
        layer: {
          id: 'alley-cells',
          type: 'symbol',
          source: 'alley-conditions',
          minzoom: CELLS_ZOOM,
          // The worst first: one zoom later there is room for every alley that fails anything.
          filter: ['any', isChosen, ['>=', ['get', 'fails'], ['step', ['zoom'], MANY_FAILS, CELLS_ZOOM + 1, 1]]],
          layout: {
            'icon-image': ['get', 'icon'],
            'icon-anchor': 'top',
            'icon-offset': ['case', isChosen, ['literal', [0, -CHOSEN_LIFT_PX]], ['literal', [0, 0]]],
            'icon-padding': byZoom(
              [
                [CELLS_ZOOM, 32],
                [CELLS_ZOOM + 1.5, 10],
              ],
              1,
            ),
            'text-field': ['get', 'name'],
            'text-font': FONT_BOLD,
            'text-size': NAME_PX,
            'text-anchor': 'bottom',
            'text-offset': ['case', isChosen, ['literal', [0, -0.1 - CHOSEN_LIFT_PX / NAME_PX]], ['literal', [0, -0.1]]],
            'symbol-sort-key': ['case', isChosen, -10, ['-', 0, ['get', 'fails']]],
          },
          paint: { 'icon-opacity': opacity, 'text-color': theme.text, 'text-halo-color': translucent(theme.surface, 0.86), 'text-halo-width': 2.5 },
        },
      },
    ],
  };
}

function selectedLine(theme: Theme, id: number): MapPart['layers'] {
  const line = (name: string, colour: string, width: number): MapPart['layers'][number] => ({
    slot: 'selection',
    layer: {
      id: name,
      type: 'line',
      source: 'alleys',
      'source-layer': 'alleys',
      filter: ['==', ['id'], id],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour, 'line-width': width },
    },
  });
  return [line('alley-selected-casing', theme.ground, 8), line('alley-selected', theme.accent, 4.6)];
}

function paint(state: AlleyState): Map<number, Record<string, number | boolean>> {
  return new Map(
    state.id.map((id, index) => {
      const conditions = conditionsOf(state, index);
      const fails = conditions.filter((condition) => condition === 'fails').length;
      return [id, { fails, unknown: conditions.every((condition) => condition === 'unknown') }];
    }),
  );
}

function cellPoints(theme: Theme, state: AlleyState, letters: Record<AlleyStandard, string>): FeatureCollection<Point> {
  const written = STANDARDS.map((standard) => letters[standard]).join('');
  const wanted = new Set(alleysWithCells(state));
  return {
    type: 'FeatureCollection',
    features: state.id.flatMap((id, index) => {
      if (!wanted.has(id)) return [];
      const conditions = conditionsOf(state, index);
      return [
        {
          type: 'Feature' as const,
          id,
          geometry: { type: 'Point' as const, coordinates: [state.lon[index] ?? 0, state.lat[index] ?? 0] },
          properties: {
            id,
            name: state.name[index] ?? '',
            fails: conditions.filter((condition) => condition === 'fails').length,
            icon: cellsIcon(theme.name, conditions.map((condition) => CODES[condition]).join(''), written),
          },
        },
      ];
    }),
  };
}
