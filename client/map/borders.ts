import type { LayerSpecification } from 'maplibre-gl';
import type { Theme } from '../tokens.ts';
import type { Slot } from './layer-order.ts';
import { byZoom, type Expression, type MapPart } from './map-part.ts';
import { type LevelRange, levelStart } from './shown-level.ts';

type Placed = { slot: Slot; layer: LayerSpecification };

const MICRO_GRID_ZOOM = 16;
/** Width in px at zooms 12 and 16, by level. */
export const BORDER_WIDTHS: Record<number, readonly [number, number]> = { 1: [3.6, 4.5], 2: [2.6, 3.2], 3: [1.5, 2.2], 4: [0.8, 1.4], 5: [0.8, 0.8] };
/** Borders come this much before their level is shown: what a click will open can be guessed. */
export const AHEAD = 1.2;
const LEVELS = [5, 4, 3, 2, 1] as const;

/** Basic grids tile their parent; dedicated ones overlap it and would be coloured twice. */
export const IS_BASIC: Expression = ['==', ['get', 'kind'], 'basic'];

/** Borders of the five levels, the outline under the pointer, the selected grid, and invisible areas that say which grid was clicked. */
export function gridOutlines(theme: Theme, ranges: readonly LevelRange[], selected: { id: number; level: number } | null): MapPart {
  return {
    layers: [
      ...LEVELS.map((level) => border(theme, level, ranges)),
      ...LEVELS.map(hitArea),
      ...ranges.map((shown) => hover(theme, shown)),
      ...selection(theme, selected),
    ],
  };
}

/** Name of the invisible layer that answers for a level. */
export function hitLayer(level: number): string {
  return `grid-hit-${level}`;
}

function border(theme: Theme, level: 1 | 2 | 3 | 4 | 5, ranges: readonly LevelRange[]): Placed {
  const widths = BORDER_WIDTHS[level] ?? [1, 1];
  const opacity = theme.map.borderOpacity[level - 1] ?? 1;
  const minZoom = level === 5 ? MICRO_GRID_ZOOM : Math.max(0, (levelStart(ranges, level) ?? 0) - AHEAD);
  return {
    slot: 'borders',
    layer: {
      id: `border-${level}`,
      type: 'line',
      source: `grids-${level}`,
      'source-layer': `grids-${level}`,
      minzoom: minZoom,
      filter: IS_BASIC,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': theme.map.border,
        // Both neighbours draw their common border: two passes of this opacity make the one that is meant.
        'line-opacity': level === 1 ? opacity : 1 - Math.sqrt(1 - opacity),
        'line-width': byZoom(
          [
            [12, widths[0]],
            [16, widths[1]],
          ],
          1,
        ),
        ...(level === 5 ? { 'line-dasharray': [3, 3] } : {}),
      },
    },
  };
}

function hitArea(level: number): Placed {
  return {
    slot: 'choropleth',
    layer: {
      id: hitLayer(level),
      type: 'fill',
      source: `grids-${level}`,
      'source-layer': `grids-${level}`,
      filter: IS_BASIC,
      paint: { 'fill-opacity': 0, 'fill-antialias': false },
    },
  };
}

function hover(theme: Theme, { level, from, to }: LevelRange): Placed {
  return {
    slot: 'selection',
    layer: {
      id: `hover-${level}`,
      type: 'line',
      source: `grids-${level}`,
      'source-layer': `grids-${level}`,
      minzoom: from,
      maxzoom: to,
      filter: IS_BASIC,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': theme.select, 'line-width': 2, 'line-opacity': ['case', ['boolean', ['feature-state', 'hover'], false], 0.75, 0] },
    },
  };
}

function selection(theme: Theme, selected: { id: number; level: number } | null): Placed[] {
  if (selected === null) return [];
  const line = (id: string, color: string, width: number): Placed => ({
    slot: 'selection',
    layer: {
      id,
      type: 'line',
      source: `grids-${selected.level}`,
      'source-layer': `grids-${selected.level}`,
      filter: ['==', ['id'], selected.id],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': color, 'line-width': width },
    },
  });
  return [line('selected-casing', theme.ground, 7), line('selected', theme.select, 3.4)];
}
