import { describe, expect, it } from 'vitest';
import { themes } from '../tokens.ts';
import { basemap } from './basemap.ts';
import { gridOutlines } from './borders.ts';
import { focus } from './focus.ts';
import { composeStyle, LAYER_ORDER, slotEnd } from './layer-order.ts';
import type { MapPart } from './map-part.ts';

const base = (theme: 'light' | 'dark') => [
  basemap(themes[theme], { overChoropleth: true, rasterUrl: null }),
  gridOutlines(themes[theme], [{ level: 3, from: 0, to: 24 }], { id: 7, level: 3 }),
  focus(themes[theme], null, false, null),
];
const mark = (id: string, slot: 'marks' | 'land'): MapPart => ({ layers: [{ slot, layer: { id, type: 'background' } }] });

describe('composeStyle', () => {
  it('puts every layer into its slot, whatever order the parts come in', () => {
    const ids = composeStyle([mark('late', 'marks'), ...base('light'), mark('early', 'land')]).layers.map(({ id }) => id);
    const ends = LAYER_ORDER.map((slot) => ids.indexOf(slotEnd(slot)));
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    const inOrder = [
      'ground',
      'land',
      'building',
      'road',
      'water',
      'bridge',
      'alley',
      'border-5',
      'border-1',
      'veil',
      'selected-casing',
      'selected',
      'road-name',
      'late',
    ];
    expect(inOrder.map((id) => ids.indexOf(id))).toEqual(inOrder.map((id) => ids.indexOf(id)).sort((a, b) => a - b));
    expect(ids.indexOf('early')).toBeLessThan(ids.indexOf('building'));
  });

  it('keeps the order of parts inside a slot, so that the order of overlays decides', () => {
    const ids = composeStyle([mark('below', 'marks'), mark('above', 'marks')]).layers.map(({ id }) => id);
    expect(ids.indexOf('below')).toBeLessThan(ids.indexOf('above'));
  });

  it('refuses two parts that bring the same layer', () => {
    expect(() => composeStyle([mark('twice', 'marks'), mark('twice', 'land')])).toThrow('twice');
  });

  it('asks no other origin: no glyphs, no sprite, tiles by path', () => {
    const style = composeStyle(base('dark'));
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    expect(JSON.stringify(style)).not.toMatch(/https?:/);
  });

  it('differs between themes in colours only, so that a switch keeps every source and layer', () => {
    const [light, dark] = (['light', 'dark'] as const).map((theme) => composeStyle(base(theme)));
    expect(dark?.sources).toEqual(light?.sources);
    expect(dark?.layers.map(({ id }) => id)).toEqual(light?.layers.map(({ id }) => id));
    expect(dark).not.toEqual(light);
  });
});
