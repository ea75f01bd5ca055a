import { describe, expect, it } from 'vitest';
import { composeStyle } from '../map/layer-order.ts';
import { themes } from '../tokens.ts';
import { darkLayers, faultLayers } from './line-layers.ts';

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

describe('the light on a line', () => {
  it('dashes lie on their casing above the chosen line, and stand out from it in both themes', () => {
    for (const theme of [themes.light, themes.dark]) {
      const layers = darkLayers(theme, null).layers;
      expect(layers.map(({ slot, layer }) => [slot, layer.id])).toEqual([
        ['selection', 'dark-casing'],
        ['selection', 'dark-stretches'],
        ['selection', 'dark-unknown'],
      ]);
      // WCAG 1.4.11 asks 3 : 1 of graphics.
      expect(contrast(theme.work.light, theme.ground), theme.name).toBeGreaterThanOrEqual(3);
    }
  });

  it('what nobody knows is hatched, never dashed as dark', () => {
    const unknown = darkLayers(themes.dark, null).layers.find(({ layer }) => layer.id === 'dark-unknown');
    expect(JSON.stringify(unknown?.layer)).toContain('"line-pattern":"dark|hatch"');
    expect(JSON.stringify(unknown?.layer)).toContain('"filter":["==",["get","state"],"unknown"]');
  });

  it('with the faults makes one style', () => {
    for (const theme of [themes.light, themes.dark]) expect(() => composeStyle([darkLayers(theme, null), faultLayers(theme, null)])).not.toThrow();
  });
});
