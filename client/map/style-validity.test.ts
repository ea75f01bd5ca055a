import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { alleyLayers } from '../alleys/layers.ts';
import { coverageLayers, uncoveredLayers } from '../coverage/layers.ts';
import { gridLabelLayers } from '../grids/layers.ts';
import { issueLayers } from '../issues/layers.ts';
import { themes } from '../tokens.ts';
import { workLayers } from '../works/layers.ts';
import { alleyNames, basemap } from './basemap.ts';
import { gridOutlines } from './borders.ts';
import { focus } from './focus.ts';
import { composeStyle } from './layer-order.ts';
import { levelRanges } from './shown-level.ts';
import { alleys, grids, households, issues, works } from './state-examples.ts';
import { NO_NAMES } from './water-names.ts';

const letters = { road: 'a', light: 'b', water: 'c', line: 'd', scene: 'e', other: 'f' };
const breaks = [0.6, 0.7, 0.8, 0.85, 0.9, 0.95];

describe('the whole style', () => {
  it.each(['light', 'dark'] as const)('is valid with everything on, %s', (name) => {
    const theme = themes[name];
    const ranges = levelRanges(grids.level, grids.kind, [114.63, 33.61, 114.67, 33.63]);
    const area = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [114, 33],
          [115, 33],
          [115, 34],
          [114, 33],
        ],
      ],
    };
    const style = composeStyle([
      basemap(theme, { overChoropleth: true, rasterUrl: 'https://t0.example/{z}/{x}/{y}.png', waterNames: NO_NAMES }),
      gridOutlines(theme, ranges, { id: 4, level: 4 }),
      focus(theme, area, true, null),
      alleyNames(theme, [1, 2]),
      gridLabelLayers(theme, grids, ranges, { uncovered: (count) => `${count}`, responsible: null, scale: { breaks, denominator: 'reachable' } }),
      coverageLayers(theme, grids, ranges, { breaks, denominator: 'reachable' }, 0.7),
      alleyLayers(theme, alleys, letters, 1, 1),
      workLayers(theme, works, new Map(), letters, 1, String),
      uncoveredLayers(theme, households, 1),
      issueLayers(theme, issues, 400, 0.5),
    ]);
    expect(validateStyleMin(style).map(({ message }) => message)).toEqual([]);
  });
});
