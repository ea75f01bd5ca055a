import { describe, expect, it } from 'vitest';
import { grids, households } from '../map/state-examples.ts';
import { themes } from '../tokens.ts';
import { coverageLayers, coverageRates, coverageStep, uncoveredLayers } from './layers.ts';

const ranges = [
  { level: 3, from: 0, to: 14 },
  { level: 4, from: 14, to: 24 },
];
const breaks = [0.6, 0.7, 0.8, 0.85, 0.9, 0.95];
const scale = { breaks, denominator: 'all' } as const;

describe('the choropleth', () => {
  it('knows no rate where there is nobody to visit, and none of overlapping dedicated grids', () => {
    expect([...coverageRates(grids, 'all')]).toEqual([
      [1, 0.82],
      [2, 0.82],
      [3, 0.82],
      [4, null],
    ]);
  });

  it('takes its share of the denominator that was chosen, and knows none of it where that is nobody', () => {
    const other = { ...grids, reachable: grids.total.map((count) => count / 2), frozen: grids.total.map(() => 4), frozenCovered: grids.total.map(() => 1) };
    expect(coverageRates(other, 'reachable').get(2)).toBeCloseTo(1.64);
    expect(coverageRates(other, 'frozen').get(2)).toBe(0.25);
    expect(coverageRates({ ...other, frozen: grids.total.map(() => 0) }, 'frozen').get(2)).toBeNull();
  });

  it.each([
    [0, 0],
    [0.6, 1],
    [0.8499, 3],
    [0.85, 4],
    [1, 6],
  ])('puts %d into step %d', (rate, step) => {
    expect(coverageStep(rate, breaks)).toBe(step);
  });

  it('paints known and unknown grids of the levels shown, each on its tiles', () => {
    const { states, layers } = coverageLayers(themes.light, grids, ranges, scale, 1);
    expect(states?.map(({ source, values }) => [source, [...values]])).toEqual([
      ['grids-3', [[2, { known: true, rate: 0.8 }]]],
      [
        'grids-4',
        [
          [3, { known: true, rate: 0.8 }],
          [4, { known: false }],
        ],
      ],
    ]);
    expect(layers.map(({ layer }) => layer.id)).toEqual(['coverage-3', 'coverage-unknown-3', 'coverage-4', 'coverage-unknown-4']);
  });

  it('draws nothing before there is an answer, nor where there is no round', () => {
    expect(coverageLayers(themes.light, { ...grids, hasRound: false }, ranges, scale, 1)).toEqual({ layers: [] });
    expect(coverageLayers(themes.light, null, ranges, scale, 1)).toEqual({ layers: [] });
  });
});

describe('uncovered households', () => {
  it('are binary columns with a picture per state, and tint their building', () => {
    const { deck, states } = uncoveredLayers(themes.dark, households, 1);
    const [points] = deck ?? [];
    expect(points?.kind === 'points' && [...points.positions]).toEqual([114.641, 33.621, 114.642, 33.622, 114.643, 33.623]);
    expect(points?.kind === 'points' && [...points.icon].map((icon) => points.icons[icon])).toEqual([
      'dark|household|untried',
      'dark|household|appointment',
      'dark|household|exempt_pending',
    ]);
    expect([...(states?.[0]?.values ?? [])]).toEqual([[70, { uncovered: true }]]);
  });
});
