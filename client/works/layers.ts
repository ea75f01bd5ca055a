import type { FeatureCollection, Point } from 'geojson';
import type { WorkState } from '#contract/state';
import type { Qualifier, WorkFamily, WorkType } from '#contract/works';
import { FONT_BOLD, translucent } from '../map/basemap.ts';
import { workIcon } from '../map/icons.ts';
import type { Bounds } from '../map/map-context.ts';
import type { MapPart } from '../map/map-part.ts';
import type { WorkGroup } from '../map/panel-view.ts';
import type { Theme } from '../tokens.ts';

type Letters = Record<WorkFamily, string>;
type Qualified = ReturnType<typeof Qualifier.parse>;

/** One line per type and unit in view: different units are never added together, and a figure one part of which is "about" is about. */
export interface WorkTally {
  type: WorkType;
  unit: string;
  count: number;
  /** null when no work of the line says how much. */
  quantity: number | null;
  qualifier: Qualified | null;
}

export function worksInView(state: WorkState, types: ReadonlyMap<string, WorkType>, [west, south, east, north]: Bounds): WorkTally[] {
  const tallies = new Map<string, WorkTally>();
  state.id.forEach((_, index) => {
    const lon = state.lon[index] ?? Number.NaN;
    const lat = state.lat[index] ?? Number.NaN;
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) return;
    const type = types.get(state.workType[index] ?? '');
    if (!type) return;
    const unit = state.unit[index] ?? type.unit;
    const key = `${type.code} ${unit}`;
    const tally = tallies.get(key) ?? { type, unit, count: 0, quantity: null, qualifier: null };
    const quantity = state.quantity[index] ?? null;
    tallies.set(key, {
      ...tally,
      count: tally.count + 1,
      quantity: quantity === null ? tally.quantity : (tally.quantity ?? 0) + quantity,
      qualifier: tally.qualifier ?? state.qualifier[index] ?? null,
    });
  });
  return [...tallies.values()].sort((a, b) => b.count - a.count || a.type.code.localeCompare(b.type.code));
}

/** The columns of the works of a type, a kind and a period; where nobody knows the day, a work belongs to no period that has a first day. */
export function worksOf(state: WorkState, { type, kind, from, to }: WorkGroup): WorkState {
  const kept = (_: unknown, index: number) => {
    const day = state.completedOn[index] ?? null;
    return (
      (type === null || state.workType[index] === type) &&
      (kind === undefined || state.kind[index] === kind) &&
      (from === undefined || (day !== null && day >= from)) &&
      (to === undefined || day === null || day <= to)
    );
  };
  return Object.fromEntries(Object.entries(state).map(([name, column]) => [name, Array.isArray(column) ? column.filter(kept) : column])) as WorkState;
}

/** Tags that would lie on one another, in pixels; from LAST_CLUSTER_ZOOM + 1 on each stands for itself. */
const CLUSTER_PX = 24;
const LAST_CLUSTER_ZOOM = 16;

/** From here on a work says how many households asked for it. */
const ASKED_ZOOM = 17;

/** A tag with the letter of its family per completed work, from near by with how many households asked for it (askedText); where tags would lie on one another, one with their number: none is left out. */
export function workLayers(
  theme: Theme,
  state: WorkState | null,
  types: ReadonlyMap<string, WorkType>,
  letters: Letters,
  opacity: number,
  askedText: (households: number) => string,
): MapPart {
  if (state === null) return { layers: [] };
  return {
    sources: {
      works: {
        type: 'geojson',
        data: workPoints(theme, state, types, letters, askedText),
        cluster: true,
        clusterRadius: CLUSTER_PX,
        clusterMaxZoom: LAST_CLUSTER_ZOOM,
      },
    },
    layers: [
      {
        slot: 'marks',
        layer: {
          id: 'work-clusters',
          type: 'symbol',
          source: 'works',
          filter: ['has', 'point_count'],
          layout: {
            'icon-image': workIcon(theme.name, 'other', ''),
            'icon-text-fit': 'width',
            'icon-text-fit-padding': [0, 5, 0, 5],
            'icon-allow-overlap': true,
            'icon-ignore-placement': true,
            'text-field': ['get', 'point_count_abbreviated'],
            'text-font': FONT_BOLD,
            'text-size': 12,
            'text-allow-overlap': true,
            'text-ignore-placement': true,
          },
          paint: { 'icon-opacity': opacity, 'text-opacity': opacity, 'text-color': theme.accentInk },
        },
      },
      {
        slot: 'marks',
        layer: {
          id: 'work-marks',
          type: 'symbol',
          source: 'works',
          filter: ['!', ['has', 'point_count']],
          layout: {
            'icon-image': ['get', 'icon'],
            'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.8, 16, 1],
            'icon-allow-overlap': true,
            'icon-ignore-placement': true,
          },
          paint: { 'icon-opacity': opacity },
        },
      },
      {
        slot: 'marks',
        layer: {
          id: 'work-asked',
          type: 'symbol',
          source: 'works',
          minzoom: ASKED_ZOOM,
          filter: ['has', 'asked'],
          layout: {
            'text-field': ['get', 'asked'],
            'text-font': FONT_BOLD,
            'text-size': 12,
            'text-anchor': 'top',
            'text-offset': [0, 0.9],
            'text-optional': true,
          },
          paint: { 'text-color': theme.text, 'text-halo-color': translucent(theme.ground, 0.95), 'text-halo-width': 2, 'text-opacity': opacity },
        },
      },
    ],
  };
}

function workPoints(
  theme: Theme,
  state: WorkState,
  types: ReadonlyMap<string, WorkType>,
  letters: Letters,
  askedText: (households: number) => string,
): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: state.id.map((id, index) => {
      const family = types.get(state.workType[index] ?? '')?.family ?? 'other';
      const asked = state.askedHouseholds[index] ?? 0;
      return {
        type: 'Feature',
        id,
        geometry: { type: 'Point', coordinates: [state.lon[index] ?? 0, state.lat[index] ?? 0] },
        properties: { id, icon: workIcon(theme.name, family, letters[family]), ...(asked > 0 && { asked: askedText(asked) }) },
      };
    }),
  };
}
