import { expect, test } from 'vitest';
import { FULL_DETAIL_ZOOM, type Shape, vertexZooms, zoomOfTriangle } from './vertex-zooms.ts';

/** A border from (100, 0) to (100, 1000) that swings by `swing` units of 2^10, drawn by the grids on both of its sides. */
function twoGrids(swing: number): Shape[] {
  const border: number[][] = [];
  for (let step = 0; step <= 10; step++) border.push([100 * 1024 + (step % 2 === 1 ? swing : 0), step * 100 * 1024]);
  const left = [[0, 0], ...border, [0, 1000 * 1024]];
  const right = [[200 * 1024, 1000 * 1024], ...border.toReversed(), [200 * 1024, 0]];
  return [left, right].map((ring) => ({ dimension: 2, parts: [{ isHole: false, coordinates: ring.flat() }] }));
}
function positionsAt(zoom: number, shapes: Shape[]): Set<string>[] {
  return vertexZooms(shapes).map((parts) => {
    const kept = new Set<string>();
    for (const { coordinates, zooms } of parts)
      zooms.forEach((from, index) => {
        if (from <= zoom) kept.add(`${coordinates[index * 2]},${coordinates[index * 2 + 1]}`);
      });
    return kept;
  });
}

test('neighbours keep the same positions of their border at every zoom', () => {
  for (let zoom = 0; zoom <= FULL_DETAIL_ZOOM; zoom++) {
    const [left = new Set(), right = new Set()] = positionsAt(zoom, twoGrids(20 * 1024));
    const onBorder = (position: string) => Number(position.split(',')[0]) >= 100 * 1024 && Number(position.split(',')[0]) <= 120 * 1024;
    expect([...left].filter(onBorder).sort()).toEqual([...right].filter(onBorder).sort());
  }
});

test('the ends of a shared border are kept at every zoom, everything from the zoom of full detail on', () => {
  const [left = new Set()] = positionsAt(0, twoGrids(20 * 1024));
  expect(left.has(`${100 * 1024},0`) && left.has(`${100 * 1024},${1000 * 1024}`)).toBe(true);
  expect(positionsAt(FULL_DETAIL_ZOOM, twoGrids(1))[0]?.size).toBe(13);
});

test('small swings go before large ones', () => {
  const kept = (swing: number) => positionsAt(9, twoGrids(swing))[0]?.size ?? 0;
  expect(kept(1)).toBeLessThan(kept(60 * 1024));
});

test('holes stay holes and follow their ring', () => {
  const ring = (size: number) => [0, 0, size, 0, size, size, 0, size].map((n) => n + 5_000 - size / 2);
  const shape: Shape = {
    dimension: 2,
    parts: [
      { isHole: false, coordinates: ring(1_000) },
      { isHole: true, coordinates: ring(100) },
      { isHole: false, coordinates: ring(10) },
    ],
  };
  expect(vertexZooms([shape])[0]?.map(({ isHole, zooms }) => [isHole, zooms.length])).toEqual([
    [false, 4],
    [true, 4],
    [false, 4],
  ]);
});

test('lines that meet stay joined at every zoom', () => {
  const line = (...coordinates: number[]): Shape => ({ dimension: 1, parts: [{ isHole: false, coordinates }] });
  const zoomed = vertexZooms([line(0, 0, 1_000, 1, 2_000, 0), line(1_000, 1, 1_000, 900)]);
  expect([...(zoomed[0]?.[0]?.zooms ?? [])]).toEqual([0, 0, 0]);
  expect([...(vertexZooms([line(0, 0, 1_000, 1, 2_000, 0)])[0]?.[0]?.zooms ?? [])]).toEqual([0, FULL_DETAIL_ZOOM, 0]);
});

test('a triangle of a quarter of a pixel is drawn, one smaller is not', () => {
  const unit = 2 ** (20 - 10);
  expect(zoomOfTriangle(16 * unit ** 2)).toBe(10);
  expect(zoomOfTriangle(15.9 * unit ** 2)).toBe(11);
  expect(zoomOfTriangle(Number.POSITIVE_INFINITY)).toBe(0);
  expect(zoomOfTriangle(0)).toBe(FULL_DETAIL_ZOOM);
});
