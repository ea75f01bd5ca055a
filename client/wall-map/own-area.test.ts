import { expect, test } from 'vitest';
import type { GridColumns } from '../api/layer-state.ts';
import { themes } from '../tokens.ts';
import { namesInside, ownArea, rowsInside } from './own-area.ts';

const state = {
  hasRound: true,
  id: [1, 2, 3, 4, 5],
  code: ['town', 'west', 'east', 'west-1', 'east-1'],
  parentId: [null, 1, 1, 2, 3],
  name: ['Town', 'West', 'East', 'West 1', 'East 1'],
} as unknown as GridColumns;

test('inside a grid are the grid and all below it; without one everything is', () => {
  expect(rowsInside(state, 'west')).toEqual([1, 3]);
  expect(rowsInside(state, null)).toEqual([0, 1, 2, 3, 4]);
  expect(rowsInside(state, 'nowhere')).toEqual([]);
});

test('columns are cut to the rows inside, the rest stays', () => {
  expect(namesInside(state, 'east')).toMatchObject({ hasRound: true, id: [3, 5], name: ['East', 'East 1'] });
  expect(namesInside(state, null)).toBe(state);
});

test('the veil has the area as its hole', () => {
  const ring = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ];
  const { sources, layers } = ownArea(themes.dark, { type: 'Polygon', coordinates: [ring] });
  expect(sources?.['own-veil']).toMatchObject({ data: { geometry: { coordinates: [[expect.any(Array), ring]] } } });
  expect(layers.map(({ slot }) => slot)).toEqual(['veil', 'selection']);
  expect(ownArea(themes.dark, null).layers).toEqual([]);
});
