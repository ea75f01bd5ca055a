import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { composeStyle } from '../map/layer-order.ts';
import { levelRanges } from '../map/shown-level.ts';
import { alleys, grids, households, issues, works } from '../map/state-examples.ts';
import { NO_NAMES } from '../map/water-names.ts';
import { themes } from '../tokens.ts';
import { type MapFocus, wallParts } from './parts.ts';

const letters = { road: 'a', light: 'b', water: 'c', line: 'd', scene: 'e', other: 'f' };
const ranges = levelRanges(grids.level, grids.kind, [114.63, 33.61, 114.67, 33.63]);
const data = { grids, issues, works, workTypes: new Map(), alleys, households, waterNames: NO_NAMES };

function parts(focus: Partial<MapFocus>, u: number, theme: 'light' | 'dark' = 'dark') {
  return wallParts(
    data,
    { kind: 'overview', grid: null, building: null, workIds: works.id, alleys: [], own: { code: null, area: null }, areUp: false, ...focus },
    {
      theme: themes[theme],
      u,
      breaks: [0.6, 0.7, 0.8, 0.85, 0.9, 0.95],
      rasterUrl: null,
      fills: ranges,
      names: ranges,
      letters: { works: letters, alleys: letters },
      zoom: 14,
    },
  );
}

describe('the map of a wall', () => {
  it.each([
    [{ kind: 'overview' }, 1],
    [{ kind: 'section', grid: { id: 4, level: 4 }, building: { id: 9, floors: [0.5, null, 1] } }, 2],
    [{ kind: 'works' }, 1],
    [{ kind: 'works', areUp: true }, 1.66],
    [{ kind: 'alleys', alleys: [{ id: 1, rank: 1, name: 'A', lon: 114.65, lat: 33.62 }] }, 2],
    [{ kind: 'alarm' }, 1],
  ] satisfies [Partial<MapFocus>, number][])('is a valid style in each scene and size: %j × %d', (focus, u) => {
    for (const theme of ['light', 'dark'] as const) expect(validateStyleMin(composeStyle(parts(focus, u, theme))).map(({ message }) => message)).toEqual([]);
  });

  it('lights buildings by how much is left, and draws none of their points around the one that stands up', () => {
    const lit = parts({}, 1).flatMap(({ states = [] }) => states.filter(({ source }) => source === 'buildings'));
    expect(lit.flatMap(({ values }) => [...values.values()]).every(({ lit: light }) => Number(light) > 0)).toBe(true);
    const points = (focus: Partial<MapFocus>) => parts(focus, 1).flatMap(({ deck = [] }) => deck.filter(({ kind }) => kind === 'points'));
    expect(points({})).toHaveLength(1);
    expect(points({ kind: 'section' })).toHaveLength(0);
  });

  it('shows works where works are the scene, first below their place and unseen', () => {
    const rising = (focus: Partial<MapFocus>) => parts(focus, 1).flatMap(({ layers }) => layers.filter(({ layer }) => layer.id.startsWith('rising-works')));
    expect(rising({})).toHaveLength(0);
    const marks = (areUp: boolean) => rising({ kind: 'works', areUp }).flatMap(({ layer }) => (layer.type === 'symbol' ? [layer] : []));
    const paint = (areUp: boolean) => marks(areUp).flatMap(({ id, paint }) => (id.endsWith('places') ? [] : [paint?.['icon-opacity']]));
    expect(new Set(paint(false))).toEqual(new Set([0]));
    expect(new Set(paint(true))).toEqual(new Set([1]));
    // What names make way for stands still, and is the only one they make way for.
    for (const areUp of [false, true]) {
      const met = marks(areUp).filter(({ layout }) => layout?.['icon-ignore-placement'] !== true);
      expect(met.map(({ id, paint }) => [id, paint?.['icon-translate']])).toEqual([['rising-works-places', undefined]]);
    }
  });
});
