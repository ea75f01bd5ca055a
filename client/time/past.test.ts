import type { FeatureCollection, Point } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { Change } from '#contract/history';
import { dataOf } from '../map/layer-order.ts';
import { themes } from '../tokens.ts';
import { roundOn } from './past.ts';
import { ringsAround } from './rings.ts';

const rounds = [
  { id: 1, code: 'R1', name: 'first', firstDay: '2026-05-06', lastDay: '2026-09-21' },
  { id: 2, code: 'R2', name: 'second', firstDay: '2026-11-04', lastDay: null },
];

describe('the round of a past day', () => {
  it('is the last that had begun, closed or not', () => {
    expect(['2026-05-05', '2026-05-06', '2026-10-01', '2026-11-04'].map((day) => roundOn(rounds, day, null)?.code ?? null)).toEqual([null, 'R1', 'R1', 'R2']);
  });

  it('is the one that was asked for, once it had begun', () => {
    expect([roundOn(rounds, '2026-11-10', 'R1')?.code, roundOn(rounds, '2026-10-01', 'R2')]).toEqual(['R1', null]);
  });
});

describe('rings', () => {
  const change = (kind: Change['kind'], id: number, lon: number | null): Change => ({
    ...{ kind, id, at: '2026-06-01T00:00:00Z', title: null, workType: null, outcome: null, householdId: null, lon, lat: lon === null ? null : 33 },
    grid: { id: 4, code: 'g', name: 'g', level: 4, kind: 'basic', path: id > 2 ? 'd/s/c/g' : 'd/s/c/f' },
  });

  it('stand around what has a place: for doors from afar one for each grid that is shown, none for a knock', () => {
    const changes = [
      change('issue_opened', 1, 114),
      change('covered', 2, 114),
      change('covered', 3, 116),
      change('visit', 4, 114),
      change('work_completed', 5, null),
    ];
    const ranges = [
      { level: 2, from: 0, to: 13 },
      { level: 4, from: 13, to: 14 },
      { level: 5, from: 14, to: 24 },
    ];
    const part = ringsAround(themes.light, changes, ranges);
    const { features } = dataOf([part]).get('changes') as FeatureCollection<Point>;
    expect(features.map(({ properties, geometry }) => [properties?.size, geometry.coordinates[0]])).toEqual([
      ['thing', 114],
      ['door', 114],
      ['door', 116],
      ['grid-2', 115],
      ['grid-4', 114],
      ['grid-4', 116],
    ]);
    expect(part.layers.map(({ layer: { id, minzoom, maxzoom } }) => [id, minzoom, maxzoom])).toEqual([
      ['change-grids-2', 0, 13],
      ['change-grids-4', 13, 14],
      ['change-grids-5', 14, 15],
      ['change-doors', 15, undefined],
      ['change-things', undefined, undefined],
    ]);
  });
});
