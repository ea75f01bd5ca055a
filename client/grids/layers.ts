import type { Feature, FeatureCollection, Point } from 'geojson';
import type { ResponsibilityState } from '#contract/state';
import type { GridColumns } from '../api/layer-state.ts';
import { type CoverageScale, coverageRates, coverageStep } from '../coverage/layers.ts';
import { FONT, FONT_BOLD, translucent } from '../map/basemap.ts';
import { byZoom, type Expression, type MapPart } from '../map/map-part.ts';
import { BUILDING_ZOOM, type LevelRange } from '../map/shown-level.ts';
import type { Theme } from '../tokens.ts';

const GRID_LEVEL = 4;

/** What stands below a grid's name, ready to print. */
export interface LabelNotes {
  /** How many are left to visit, per grid; null where the overlay is off or points show it better. */
  uncovered: ((count: number) => string) | null;
  /** Who answers for the grid; null where the overlay is off. */
  responsible: ResponsibilityState | null;
  /** Scale of the choropleth when it lies under the labels: ink and halo follow its steps. */
  scale: CoverageScale | null;
}

interface LabelProperties {
  id: number;
  level: number;
  name: string;
  note: string;
  person: string;
  /** Step of the choropleth under the label, -1 without. */
  step: number;
}

/** A point per named grid with what is written there. Micro-grids are not named: their buildings are. */
export function gridLabels(state: GridColumns, notes: LabelNotes): FeatureCollection<Point, LabelProperties> {
  const rates = notes.scale === null ? new Map<number, number | null>() : coverageRates(state, notes.scale.denominator);
  const people = new Map<number, string[]>();
  notes.responsible?.gridId.forEach((gridId, index) => {
    const name = notes.responsible?.personName[index];
    if (name) people.set(gridId, [...(people.get(gridId) ?? []), name]);
  });
  const features: Feature<Point, LabelProperties>[] = [];
  state.id.forEach((id, index) => {
    const lon = state.lon[index];
    const lat = state.lat[index];
    const level = state.level[index] ?? 0;
    if (state.kind[index] !== 'basic' || lon === null || lon === undefined || lat === null || lat === undefined || level < 2 || level > GRID_LEVEL) return;
    const uncovered = state.uncovered[index] ?? 0;
    const rate = rates.get(id) ?? null;
    features.push({
      type: 'Feature',
      id,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: {
        id,
        level,
        name: nameOf(state, index),
        note: notes.uncovered !== null && uncovered > 0 ? notes.uncovered(uncovered) : '',
        person: people.get(id)?.join(' ') ?? '',
        step: notes.scale !== null && rate !== null ? coverageStep(rate, notes.scale.breaks) : -1,
      },
    });
  });
  return { type: 'FeatureCollection', features };
}

interface Label {
  id: string;
  level: number;
  from: number;
  to: number;
  hasNotes: boolean;
}

/** How long the names of subdistricts stay above the names of what they opened into: the eye keeps its place while zooming. */
const ABOVE_ZOOMS = 1.3;
const MAX_ZOOM = 24;

const LOOKS: Record<number, { font: string[]; size: number | Expression; spacing: number }> = {
  2: { font: FONT_BOLD, size: 15, spacing: 0.12 },
  3: { font: FONT, size: 14, spacing: 0 },
  4: {
    font: FONT_BOLD,
    size: byZoom(
      [
        [14, 12],
        [BUILDING_ZOOM, 15],
      ],
      1,
    ),
    spacing: 0,
  },
};

/** Names of the grids with their notes. One layer per level and look: MapLibre evaluates a label's text at whole zooms only. */
export function gridLabelLayers(theme: Theme, state: GridColumns | null, ranges: readonly LevelRange[], notes: LabelNotes): MapPart {
  if (state === null) return { layers: [] };
  const layer = ({ id, level, from, to, hasNotes }: Label): MapPart['layers'][number] => ({
    slot: 'labels',
    layer: {
      id,
      type: 'symbol',
      source: 'grid-labels',
      minzoom: from,
      maxzoom: to,
      filter: ['==', ['get', 'level'], level],
      layout: {
        'text-field': text(level, hasNotes),
        'text-font': LOOKS[level]?.font ?? FONT,
        'text-size': LOOKS[level]?.size ?? 14,
        'text-letter-spacing': LOOKS[level]?.spacing ?? 0,
        'text-line-height': 1.25,
        'text-padding': 4,
        'text-max-width': 12,
        'symbol-sort-key': ['get', 'step'],
        // A little up or down, out of the way of urgent marks, which are placed first; farther it would name its neighbour. Where there is no
        // way out, a subdistrict keeps its name all the same.
        'text-variable-anchor': ['center', 'top', 'bottom'],
        'text-radial-offset': 0.7,
        'text-justify': 'center',
        'text-overlap': level === 2 ? 'always' : 'never',
      },
      paint: {
        'text-color': overBuildings(onStep(theme.text, theme.rampInk), theme.text),
        'text-halo-color': overBuildings(
          onStep(
            translucent(theme.ground, 0.8),
            theme.ramp.map((colour, index) => translucent(overFill(index) ? colour : theme.ground, 0.8)),
          ),
          translucent(theme.ground, 0.8),
        ),
        'text-halo-width': 2,
        'text-halo-blur': 0.4,
      },
    },
  });
  return {
    sources: { 'grid-labels': { type: 'geojson', data: gridLabels(state, notes) } },
    // Bottom first, and the topmost is placed first: larger grids keep their name.
    layers: [...ranges].reverse().flatMap(labelsOf).map(layer),
  };
}

function labelsOf({ level, from, to }: LevelRange): Label[] {
  if (level > GRID_LEVEL) return [];
  const label: Label = { id: `grid-name-${level}`, level, from, to: level === GRID_LEVEL ? MAX_ZOOM : to, hasNotes: true };
  if (level !== 2 || to >= MAX_ZOOM) return [label];
  return [label, { id: 'grid-name-2-above', level, from: to, to: Math.min(MAX_ZOOM, to + ABOVE_ZOOMS), hasNotes: false }];
}

/** Steps so far from the ground that its halo would look like a hole. */
function overFill(step: number): boolean {
  return step <= 2;
}

function text(level: number, hasNotes: boolean): Expression {
  const note = (property: string): unknown[] => [
    ['case', ['==', ['get', property], ''], '', ['concat', '\n', ['get', property]]],
    { 'font-scale': level === 2 ? 0.87 : 0.9, 'text-font': ['literal', FONT] },
  ];
  return ['format', ['get', 'name'], {}, ...(hasNotes ? [...note('note'), ...note('person')] : [])] as unknown as Expression;
}

/** From building scale on the fill is too pale to set the ink by. */
function overBuildings(bySteps: Expression, plain: string): Expression {
  return ['step', ['zoom'], bySteps, BUILDING_ZOOM + 0.3, plain] as unknown as Expression;
}

/** A grid is named in full and as the district writes it, so that map, lists and search say the same; its number alone is one of many. */
function nameOf(state: GridColumns, index: number): string {
  const full = state.name[index] ?? '';
  return state.level[index] === GRID_LEVEL ? full : (state.shortName[index] ?? full);
}

function onStep(plain: string, bySteps: readonly string[]): Expression {
  const cases = bySteps.flatMap((colour, index) => [index, colour]);
  return ['match', ['get', 'step'], ...cases, plain] as unknown as Expression;
}
