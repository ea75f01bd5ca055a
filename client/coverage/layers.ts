import type { HouseholdState } from '#contract/state';
import type { GridColumns } from '../api/layer-state.ts';
import { householdIcon } from '../map/icons.ts';
import { type FeaturePaint, type MapPart, stepped } from '../map/map-part.ts';
import type { DenominatorName } from '../map/map-state.ts';
import { BUILDING_ZOOM, type LevelRange } from '../map/shown-level.ts';
import type { Theme } from '../tokens.ts';

/** Over buildings the fill steps back for the points. */
const OVER_BUILDINGS = 0.42;

/** Which columns a share is taken from: the same as the card's (CoverageFigures.denominators). */
const COLUMNS = {
  all: { part: 'covered', whole: 'total' },
  reachable: { part: 'covered', whole: 'reachable' },
  frozen: { part: 'frozenCovered', whole: 'frozen' },
} as const satisfies Record<DenominatorName, { part: keyof GridColumns; whole: keyof GridColumns }>;

/** Covered ÷ the chosen denominator of every basic grid. A grid where that is nobody is unknown, not empty and not good. */
export function coverageRates(state: GridColumns, denominator: DenominatorName): Map<number, number | null> {
  const { part, whole } = COLUMNS[denominator];
  const rates = new Map<number, number | null>();
  state.id.forEach((id, index) => {
    if (state.kind[index] !== 'basic') return;
    const count = state[whole][index] ?? 0;
    rates.set(id, count === 0 ? null : (state[part][index] ?? 0) / count);
  });
  return rates;
}

/** The step (0-6) of a share, by the breaks (shares too) of the district's settings. */
export function coverageStep(rate: number, breaks: readonly number[]): number {
  return breaks.filter((edge) => rate >= edge).length;
}

/** What a share is taken of, and where its seven steps begin. */
export interface CoverageScale {
  breaks: readonly number[];
  denominator: DenominatorName;
}

/** The choropleth: seven steps, unknown hatched, the level by zoom. Nothing at all where there is no round to be covered in. */
export function coverageLayers(
  theme: Theme,
  state: GridColumns | null,
  ranges: readonly LevelRange[],
  { breaks, denominator }: CoverageScale,
  opacity: number,
): MapPart {
  if (state === null || !state.hasRound) return { layers: [] };
  const rates = coverageRates(state, denominator);
  const over = opacity * OVER_BUILDINGS;
  const withZoom = (shown: boolean) => {
    const when = (value: number) => ['case', ['boolean', ['feature-state', 'known'], !shown], shown ? value : 0, shown ? 0 : value];
    return ['interpolate', ['linear'], ['zoom'], BUILDING_ZOOM, when(opacity), BUILDING_ZOOM + 0.7, when(over)];
  };
  const share = ['coalesce', ['feature-state', 'rate'], 0];
  const layers: MapPart['layers'] = ranges.flatMap(({ level, from, to }) => {
    const source = {
      source: `grids-${level}`,
      'source-layer': `grids-${level}`,
      minzoom: from,
      maxzoom: to,
      filter: ['==', ['get', 'kind'], 'basic'],
    } as const;
    return [
      {
        slot: 'choropleth' as const,
        layer: {
          id: `coverage-${level}`,
          type: 'fill' as const,
          ...source,
          filter: ['==', ['get', 'kind'], 'basic'] as ['==', ['get', string], string],
          paint: { 'fill-color': stepped(share as never, theme.ramp, breaks), 'fill-opacity': withZoom(true) as never, 'fill-antialias': false },
        },
      },
      {
        slot: 'choropleth' as const,
        layer: {
          id: `coverage-unknown-${level}`,
          type: 'fill' as const,
          ...source,
          filter: ['==', ['get', 'kind'], 'basic'] as ['==', ['get', string], string],
          paint: { 'fill-pattern': `${theme.name}|hatch`, 'fill-opacity': withZoom(false) as never },
        },
      },
    ];
  });
  return { layers, states: paintByLevel(state, rates, ranges, breaks) };
}

/** Where each household is and what it looks like; buildings with somebody left to visit are tinted. */
export function uncoveredLayers(theme: Theme, state: HouseholdState | null, opacity: number): MapPart {
  const dots: MapPart['layers'][number] = {
    slot: 'points',
    layer: {
      id: 'household-dots',
      type: 'circle',
      source: 'households',
      'source-layer': 'households',
      minzoom: BUILDING_ZOOM,
      paint: {
        'circle-color': theme.text3,
        'circle-opacity': 0.55 * opacity,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 15, 0.8, 16, 1.4, 18, 3],
      },
    },
  };
  const tint: MapPart['layers'][number] = {
    slot: 'buildings',
    layer: {
      id: 'building-uncovered',
      type: 'fill',
      source: 'buildings',
      'source-layer': 'buildings',
      minzoom: BUILDING_ZOOM,
      paint: { 'fill-color': theme.map.buildingUncovered, 'fill-opacity': ['case', ['boolean', ['feature-state', 'uncovered'], false], opacity, 0] },
    },
  };
  if (state === null) return { layers: [dots, tint] };
  const positions = new Float64Array(state.id.length * 2);
  const buildings = new Map<number, Record<string, boolean>>();
  state.id.forEach((_, index) => {
    positions[index * 2] = state.lon[index] ?? 0;
    positions[index * 2 + 1] = state.lat[index] ?? 0;
    const building = state.buildingId[index] ?? 0;
    if (building !== 0) buildings.set(building, { uncovered: true });
  });
  return {
    layers: [dots, tint],
    states: [{ source: 'buildings', values: buildings }],
    deck: [
      {
        kind: 'points',
        id: 'uncovered-points',
        slot: 'points',
        positions,
        icon: Uint8Array.from(state.state),
        icons: state.states.map((name) => householdIcon(theme.name, name)),
        ids: state.id,
        buildings: state.buildingId,
        opacity,
      },
    ],
  };
}

/** Each grid by where its step begins, not by its share: one knock seldom changes a colour, and what does not change is not drawn again. */
function paintByLevel(state: GridColumns, rates: Map<number, number | null>, ranges: readonly LevelRange[], breaks: readonly number[]): FeaturePaint[] {
  const values = new Map<number, Map<number, Record<string, number | boolean>>>(ranges.map(({ level }) => [level, new Map()]));
  state.id.forEach((id, index) => {
    const rate = rates.get(id);
    if (rate === undefined) return;
    values.get(state.level[index] ?? 0)?.set(id, rate === null ? { known: false } : { known: true, rate: breaks[coverageStep(rate, breaks) - 1] ?? 0 });
  });
  return [...values].map(([level, byId]) => ({ source: `grids-${level}`, values: byId }));
}
