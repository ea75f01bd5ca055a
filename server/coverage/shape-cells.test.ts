import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, type CellPosition, cellBox, cellsFrom, type FindInCell, idsInShape } from './shape-cells.ts';

const ROOT: Box = { xMin: 0, yMin: 0, xMax: 1024, yMax: 1024 };

test('cells after a cell come in Z-order and fill the rest of the box', () => {
  expect(cellsFrom('21').reverse()).toEqual(['21', '22', '23', '3']);
  expect(cellBox(ROOT, '30')).toEqual({ xMin: 512, yMin: 512, xMax: 768, yMax: 768 });
});

test('pages of any sizes give every point once, also when many lie at one place', async () => {
  const Point = fc.record({ x: fc.integer({ min: 0, max: 1023 }), y: fc.integer({ min: 0, max: 1023 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(Point, { maxLength: 3_000, size: 'max' }),
      fc.integer({ min: 0, max: 1_500 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 400 })),
      async (spread, stacked, limits) => {
        const points = [...spread, ...Array.from({ length: stacked }, () => ({ x: 7, y: 7 }))];
        const find: FindInCell = async (box, most) => {
          const found = points.flatMap(({ x, y }, id) => (x >= box.xMin && x < box.xMax && y >= box.yMin && y < box.yMax ? [id + 1] : []));
          return found.slice(0, most ?? found.length);
        };
        const seen: number[] = [];
        let position: CellPosition | null = null;
        do {
          const limit: number = limits.next().value;
          const page: { ids: number[]; next: CellPosition | null } = await idsInShape(ROOT, position, limit, find);
          expect(page.ids.length).toBeLessThanOrEqual(limit);
          seen.push(...page.ids);
          position = page.next;
        } while (position !== null);
        expect(seen.length).toBe(points.length);
        expect(new Set(seen).size).toBe(points.length);
      },
    ),
    { numRuns: 20 },
  );
});
