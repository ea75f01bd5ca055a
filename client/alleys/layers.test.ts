import { createExpression, type SymbolLayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { alleys } from '../map/state-examples.ts';
import { themes } from '../tokens.ts';
import { alleyLayers, alleysWithCells, conditionsOf } from './layers.ts';

const letters = { road: 'P', light: 'L', water: 'W', line: 'C', scene: 'V' };

describe('alleys by condition', () => {
  it('always come in the order of the standards', () => {
    expect(conditionsOf(alleys, 0)).toEqual(['fails', 'meets', 'unknown', 'fails', 'meets']);
  });

  it('count fails for the width; only an alley nobody has looked at is unknown', () => {
    const values = alleyLayers(themes.light, alleys, letters, null, 1).states?.[0]?.values;
    expect([...(values ?? [])]).toEqual([
      [41, { fails: 2, unknown: false }],
      [42, { fails: 0, unknown: true }],
      [43, { fails: 0, unknown: false }],
    ]);
  });

  it('show five cells only where something fails', () => {
    expect(alleysWithCells(alleys)).toEqual([41]);
    const source = alleyLayers(themes.light, alleys, letters, null, 1).sources?.['alley-conditions'];
    expect(JSON.stringify(source)).toContain('light|cells|fmufm|PLWCV');
  });

  it.each(['icon-offset', 'text-offset'] as const)('stand on their alley, but clear above a chosen one: %s', (name) => {
    const cells = alleyLayers(themes.light, alleys, letters, 41, 1).layers.find(({ layer }) => layer.id === 'alley-cells')?.layer as SymbolLayerSpecification;
    const made = createExpression(cells.layout?.[name], name);
    if (made.result === 'error') throw new Error(made.value.join());
    const offsetOf = (id: number): number => {
      const [, down = 0] = made.value.evaluate({ zoom: 17 }, { type: 'Point', properties: { id } } as never) as number[];
      return name === 'text-offset' ? down * 13 : down;
    };
    expect(Math.abs(offsetOf(42))).toBeLessThan(3);
    expect(offsetOf(41)).toBeLessThan(-36);
  });

  it('keep the selected alley visible with the overlay switched off', () => {
    expect(alleyLayers(themes.light, null, letters, 7, 1).layers.map(({ layer }) => layer.id)).toEqual(['alley-selected-casing', 'alley-selected']);
  });
});
