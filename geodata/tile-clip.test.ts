import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipLine, clipRing, Path } from './tile-clip.ts';

type Positions = [number, number][];

function pathOf(positions: Positions): Path {
  const path = new Path();
  for (const [x, y] of positions) path.add(x, y);
  return path;
}
const positionsOf = (path: Path): Positions => Array.from({ length: path.length }, (_, index) => [path.x[index] as number, path.y[index] as number]);
function clippedRing(positions: Positions): Path {
  const ring = pathOf(positions);
  clipRing(ring, new Path(), 0, 100);
  return ring;
}
function clippedLines(positions: Positions): Positions[] {
  const pieces: Positions[] = [];
  clipLine(pathOf(positions), new Path(), 0, 100, (piece) => pieces.push(positionsOf(piece)));
  return pieces;
}

test('a ring around the whole square becomes the square', () => {
  const ring = clippedRing([
    [-50, -50],
    [150, -50],
    [150, 150],
    [-50, 150],
  ]);
  expect(ring.doubleArea()).toBe(20_000);
  expect(new Set(positionsOf(ring).map(String))).toEqual(new Set(['0,0', '100,0', '100,100', '0,100']));
});

test('a ring beside the square is nothing, one inside it is unchanged', () => {
  expect(
    clippedRing([
      [110, 0],
      [120, 0],
      [120, 10],
    ]).length,
  ).toBe(0);
  expect(
    positionsOf(
      clippedRing([
        [10, 10],
        [20, 10],
        [20, 20],
      ]),
    ),
  ).toEqual([
    [10, 10],
    [20, 10],
    [20, 20],
  ]);
});

test('area and winding: what is cut off and what is left make up a convex ring', () => {
  const coordinate = fc.integer({ min: -200, max: 300 });
  fc.assert(
    fc.property(coordinate, coordinate, fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (x, y, width, height) => {
      const ring = clippedRing([
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ]);
      const inside = (from: number, size: number) => Math.max(0, Math.min(100, from + size) - Math.max(0, from));
      expect(ring.doubleArea()).toBe(2 * inside(x, width) * inside(y, height));
    }),
  );
});

test('two neighbours that run a border in opposite directions are cut at the same positions', () => {
  const coordinate = fc.integer({ min: -1_000, max: 1_000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 8 }), (positions) => {
      const forth = new Set(positionsOf(clippedRing(positions)).map(String));
      const back = new Set(positionsOf(clippedRing(positions.toReversed())).map(String));
      expect(back).toEqual(forth);
    }),
  );
});

test('a line that leaves and comes back is two pieces, and none of a line outside is kept', () => {
  expect(
    clippedLines([
      [50, 50],
      [150, 50],
      [150, 60],
      [50, 60],
    ]),
  ).toEqual([
    [
      [50, 50],
      [100, 50],
    ],
    [
      [100, 60],
      [50, 60],
    ],
  ]);
  expect(
    clippedLines([
      [-10, 150],
      [150, 150],
    ]),
  ).toEqual([]);
  expect(
    clippedLines([
      [-50, 20],
      [150, 20],
    ]),
  ).toEqual([
    [
      [0, 20],
      [100, 20],
    ],
  ]);
});

test('every position of a cut line is in the square and on the line', () => {
  const coordinate = fc.integer({ min: -300, max: 400 });
  fc.assert(
    fc.property(coordinate, coordinate, coordinate, coordinate, (x0, y0, x1, y1) => {
      for (const [x, y] of clippedLines([
        [x0, y0],
        [x1, y1],
      ]).flat()) {
        expect(x >= 0 && x <= 100 && y >= 0 && y <= 100).toBe(true);
        expect(Math.abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / Math.hypot(x1 - x0, y1 - y0)).toBeLessThan(0.75);
      }
    }),
  );
});
