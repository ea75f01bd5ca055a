import { expect, it } from 'vitest';
import type { GridSummary } from '#contract/grids';
import { columnsOf } from './layer-state.ts';

const grid = (id: number, code: string, parentCode: string | null): GridSummary => ({
  id,
  code,
  name: code,
  level: parentCode === null ? 1 : 2,
  kind: 'basic',
  path: code,
  shortName: null,
  parentCode,
  areaM2: null,
  bbox: null,
  labelPoint: id === 1 ? [114.6, 33.6] : null,
  childCount: 0,
});

it('a list of grids becomes columns: the tree is kept, coverage is unknown', () => {
  const columns = columnsOf([grid(1, 'A', null), grid(2, 'A1', 'A')]);
  expect(columns).toMatchObject({ hasRound: false, parentId: [null, 1], lon: [114.6, null], total: [0, 0] });
});
