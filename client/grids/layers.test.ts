import { describe, expect, it } from 'vitest';
import { grids } from '../map/state-examples.ts';
import { gridLabels } from './layers.ts';

const plain = { uncovered: null, responsible: null, scale: null };

describe('labels of grids', () => {
  it('name basic grids that have a place, a grid by the name that the district wrote', () => {
    const labels = gridLabels({ ...grids, name: grids.name.map((name, index) => (index === 2 ? '许寨01网格' : index === 3 ? 'C02A' : name)) }, plain);
    expect(labels.features.map(({ properties }) => properties.name)).toEqual(['C1', '许寨01网格', 'C02A']);
  });

  it('carry the number left to visit, never a nought', () => {
    const labels = gridLabels(grids, { ...plain, uncovered: (count) => `${count} left` });
    expect(labels.features.map(({ properties }) => properties.note)).toEqual(['8 left', '8 left', '']);
  });

  it('carry who answers, several persons side by side', () => {
    const responsible = {
      layer: 'responsibilities' as const,
      asOf: grids.asOf,
      tier: 4,
      gridId: [3, 3, 99],
      personId: [1, 2, 3],
      personName: ['A', 'B', 'C'],
      unitName: [null, null, null],
      findings: { gridId: [], gaps: [], overlaps: [], vacant: [] },
    };
    expect(gridLabels(grids, { ...plain, responsible }).features.map(({ properties }) => properties.person)).toEqual(['', 'A B', '']);
  });

  it('know the step they lie on, so that ink and halo fit it; unknown has none', () => {
    const labels = gridLabels(grids, { ...plain, scale: { breaks: [0.6, 0.7, 0.8, 0.85, 0.9, 0.95], denominator: 'all' } });
    expect(labels.features.map(({ properties }) => properties.step)).toEqual([3, 3, -1]);
  });
});
