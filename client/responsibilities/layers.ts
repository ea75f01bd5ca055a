import type { GridColumns, LayerStateOf } from '../api/layer-state.ts';
import { dutyIcon } from '../map/icons.ts';
import type { Expression, FeaturePaint, MapPart } from '../map/map-part.ts';
import { BUILDING_ZOOM, type LevelRange } from '../map/shown-level.ts';
import type { Theme } from '../tokens.ts';

/** What may be wrong in a grid, worst last: the worst is what the grid is filled with. */
export const MARKS = ['vacant', 'overlap', 'gap'] as const;
export type DutyMark = (typeof MARKS)[number];

/** Held grids stay in the background; over buildings everything steps back. */
const QUIET = 0.1;
const OVER_BUILDINGS = 0.5;

/** The worst finding of every grid that has one. */
export function dutyMarks({ findings }: LayerStateOf<'responsibilities'>): Map<number, DutyMark> {
  const marks = new Map<number, DutyMark>();
  findings.gridId.forEach((id, index) => {
    const mark =
      (findings.gaps[index] ?? 0) > 0 ? 'gap' : (findings.overlaps[index] ?? 0) > 0 ? 'overlap' : (findings.vacant[index] ?? 0) > 0 ? 'vacant' : null;
    if (mark !== null) marks.set(id, mark);
  });
  return marks;
}

/** Held grids in a quiet tint, the others in a pattern of their own: never by colour alone. The level by zoom. */
export function responsibilityLayers(
  theme: Theme,
  state: LayerStateOf<'responsibilities'> | null,
  grids: GridColumns | null,
  ranges: readonly LevelRange[],
  opacity: number,
): MapPart {
  if (state === null || grids === null) return { layers: [] };
  const when = (key: DutyMark): Expression => {
    const shown = (value: number) => ['case', ['boolean', ['feature-state', key], false], value, 0];
    return ['interpolate', ['linear'], ['zoom'], BUILDING_ZOOM, shown(opacity), BUILDING_ZOOM + 0.7, shown(opacity * OVER_BUILDINGS)] as unknown as Expression;
  };
  const layers: MapPart['layers'] = ranges.flatMap(({ level, from, to }) => {
    const source = {
      source: `grids-${level}`,
      'source-layer': `grids-${level}`,
      minzoom: from,
      maxzoom: to,
      filter: ['==', ['get', 'kind'], 'basic'] as Expression,
    };
    const quiet: MapPart['layers'][number] = {
      slot: 'choropleth',
      layer: {
        id: `duty-held-${level}`,
        type: 'fill',
        ...(source as object as { source: string }),
        paint: { 'fill-color': theme.accent, 'fill-opacity': QUIET * opacity },
      },
    };
    const patterns = MARKS.map((mark): MapPart['layers'][number] => ({
      slot: 'choropleth',
      layer: {
        id: `duty-${mark}-${level}`,
        type: 'fill',
        ...(source as object as { source: string }),
        paint: { 'fill-pattern': dutyIcon(theme.name, mark), 'fill-opacity': when(mark) },
      },
    }));
    return [quiet, ...patterns];
  });
  return { layers, states: paintByLevel(dutyMarks(state), grids, ranges) };
}

function paintByLevel(marks: ReadonlyMap<number, DutyMark>, grids: GridColumns, ranges: readonly LevelRange[]): FeaturePaint[] {
  return ranges.map(({ level }) => {
    const values = new Map<number, Record<string, boolean>>();
    grids.id.forEach((id, index) => {
      const mark = marks.get(id);
      if (mark !== undefined && grids.level[index] === level && grids.kind[index] === 'basic') values.set(id, { [mark]: true });
    });
    return { source: `grids-${level}`, values };
  });
}
