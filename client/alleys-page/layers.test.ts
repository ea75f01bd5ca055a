import { describe, expect, it } from 'vitest';
import type { AlleyDetail } from '#contract/alleys';
import { darkLayers } from '../alleys/line-layers.ts';
import { composeStyle } from '../map/layer-order.ts';
import { themes } from '../tokens.ts';
import { chosenLayers, draftLayers, listedLayers } from './layers.ts';

const chosen = {
  segments: [
    {
      geometry: {
        coordinates: [
          [0, 0],
          [1, 0],
        ],
      },
    },
    {
      geometry: {
        coordinates: [
          [1, 0],
          [2, 0],
        ],
      },
    },
  ],
  components: [
    { lon: 0, lat: 0, kind: 'lamp', condition: 'faulty' },
    { lon: 1, lat: 0, kind: 'drain', condition: 'working' },
  ],
} as unknown as AlleyDetail;
const features = (part: ReturnType<typeof chosenLayers>, source: string) =>
  (part.sources as unknown as Record<string, { data: { features: { geometry: unknown; properties: unknown }[] } }>)[source]?.data.features ?? [];

describe('the layers of the register', () => {
  it('mark where segments meet, not where the alley begins, and every lamp and drain with its condition', () => {
    const part = chosenLayers(themes.dark, chosen);
    expect(features(part, 'alley-joints').map(({ geometry }) => geometry)).toEqual([{ type: 'Point', coordinates: [1, 0] }]);
    expect(features(part, 'alley-components').map(({ properties }) => properties)).toEqual([
      { kind: 'lamp', condition: 'faulty' },
      { kind: 'drain', condition: 'working' },
    ]);
  });

  it('leave nothing out without filters, and with them all but what is listed', () => {
    expect(listedLayers(themes.light, null, null).layers.map(({ layer }) => layer.id)).toEqual(['alley-hovered']);
    const [out] = listedLayers(themes.light, 3, [7, 9]).layers;
    expect(JSON.stringify((out as unknown as { layer: { filter: unknown } }).layer.filter)).toBe('["!",["in",["id"],["literal",[7,9]]]]');
  });

  it('fit into one style in both themes, with a draft and without', () => {
    for (const theme of [themes.light, themes.dark])
      for (const draft of [
        [],
        [[0, 0]],
        [
          [0, 0],
          [1, 1],
        ],
      ]) {
        const parts = [darkLayers(theme, null), listedLayers(theme, 1, [1]), chosenLayers(theme, chosen), draftLayers(theme, draft, null)];
        expect(() => composeStyle(parts)).not.toThrow();
      }
    expect(
      features(
        draftLayers(
          themes.light,
          [
            [0, 0],
            [1, 1],
          ],
          null,
        ),
        'alley-draft',
      ),
    ).toHaveLength(3);
  });
});
