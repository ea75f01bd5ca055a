import { describe, expect, it } from 'vitest';
import { drawingOf } from '../map/icons.ts';
import { grids } from '../map/state-examples.ts';
import { themes } from '../tokens.ts';
import { dutyMarks, MARKS, responsibilityLayers } from './layers.ts';

const ranges = [
  { level: 3, from: 0, to: 14 },
  { level: 4, from: 14, to: 24 },
];
const state = {
  layer: 'responsibilities' as const,
  asOf: grids.asOf,
  tier: 4,
  gridId: [],
  personId: [],
  personName: [],
  unitName: [],
  findings: { gridId: [2, 3, 5], gaps: [1, 0, 1], overlaps: [1, 1, 0], vacant: [2, 0, 0] },
};

describe('the layer of responsibilities', () => {
  it('fills a grid by the worst of what is wrong in it', () => {
    expect([...dutyMarks(state)]).toEqual([
      [2, 'gap'],
      [3, 'overlap'],
      [5, 'gap'],
    ]);
  });

  it('paints basic grids of the levels shown, each on its tiles; a grid with nothing wrong is named nowhere', () => {
    expect(responsibilityLayers(themes.light, state, grids, ranges, 1).states?.map(({ source, values }) => [source, [...values]])).toEqual([
      ['grids-3', [[2, { gap: true }]]],
      ['grids-4', [[3, { overlap: true }]]],
    ]);
  });

  it('has a picture for every mark, told apart by its drawing', () => {
    const patterns = responsibilityLayers(themes.dark, state, grids, ranges, 1)
      .layers.map(({ layer }) => layer.type === 'fill' && layer.paint?.['fill-pattern'])
      .filter((pattern) => typeof pattern === 'string');
    expect(new Set(patterns).size).toBe(MARKS.length);
    for (const pattern of patterns) expect(drawingOf(pattern)).not.toBeNull();
  });

  it('draws nothing before there is an answer', () => {
    expect(responsibilityLayers(themes.light, null, grids, ranges, 1)).toEqual({ layers: [] });
  });
});
