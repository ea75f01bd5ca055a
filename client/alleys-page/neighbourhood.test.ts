import { expect, test } from 'vitest';
import { planOf } from '../surveys/line-plan.ts';
import { namesOf, type Piece, tilesOf } from './neighbourhood.ts';

const plan = planOf(
  [
    [
      [114.65, 33.62],
      [114.651, 33.62],
    ],
  ],
  { width: 400, least: 300, most: 400, margin: 120 },
);
const piece = (alleys: Piece['shapes']['alleys']): Piece => ({
  corners: [
    [114.6, 33.7],
    [114.7, 33.6],
  ],
  shapes: { green: [], water: [], buildings: [], roads: [], 'grids-4': [], alleys },
});

test('a sketch lies in few tiles', () => {
  const tiles = tilesOf(plan);
  expect(tiles.length).toBeGreaterThan(0);
  expect(tiles.length).toBeLessThanOrEqual(4);
});

test('names stand once, upright, on pieces long enough for them, and never that of the alley itself', () => {
  const line = (id: number, name: string, lat: number, from = 114.6502, to = 114.6508) => ({
    id,
    name,
    lines: [
      [
        [to, lat],
        [from, lat],
      ],
    ],
  });
  const named = namesOf(
    plan,
    [
      piece([line(1, '自己', 33.62), line(2, '长巷', 33.6204), line(3, '短短短短巷', 33.6196, 114.65048, 114.65052)]),
      piece([line(2, '长巷', 33.6204, 114.6504, 114.6508)]),
    ],
    'alleys',
    1,
    [],
  );
  expect(named.map(({ name }) => name)).toEqual(['长巷']);
  expect(Math.abs(named[0]?.angle ?? 90)).toBeLessThan(1);
});
