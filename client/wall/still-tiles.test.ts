import { describe, expect, it } from 'vitest';
import { alongZoom, frameOf, mercator, tilesOver } from './still-tiles.ts';

const district = [114.6, 33.55, 114.72, 33.66] as const;

describe('frameOf', () => {
  const clear = { top: 64, right: 24, bottom: 108, left: 24 };
  const frame = frameOf(district, { width: 1000, height: 700 }, clear);

  it('puts the box into the middle of what is free, as large as it fits', () => {
    const [left, top] = frame.place([district[0], district[3]]);
    const [right, bottom] = frame.place([district[2], district[1]]);
    expect((left + right) / 2).toBeCloseTo(500, 6);
    expect((top + bottom) / 2).toBeCloseTo(64 + (700 - 64 - 108) / 2, 6);
    expect(Math.min(left - 24, top - 64)).toBeCloseTo(0, 6);
    expect(Math.max(right, 0)).toBeLessThanOrEqual(976);
  });

  it('names the zoom and the bounds MapLibre has for the same picture', () => {
    expect(512 * 2 ** frame.zoom).toBeCloseTo(frame.world, 6);
    expect(frame.place([frame.bounds[0], frame.bounds[3]]).map((value) => Math.round(value))).toEqual([0, 0]);
    expect(frame.place([frame.bounds[2], frame.bounds[1]]).map((value) => Math.round(value))).toEqual([1000, 700]);
  });
});

describe('tilesOver', () => {
  it('covers the box with a few tiles, none of them beside it', () => {
    const tiles = tilesOver(district, 5);
    expect(tiles.length).toBeLessThanOrEqual(6);
    const [left, top] = mercator([district[0], district[3]]);
    const [right, bottom] = mercator([district[2], district[1]]);
    const size = 2 ** -(tiles[0]?.z ?? 0);
    expect(Math.min(...tiles.map(({ x }) => x * size))).toBeLessThanOrEqual(left);
    expect(Math.max(...tiles.map(({ x }) => (x + 1) * size))).toBeGreaterThanOrEqual(right);
    expect(Math.min(...tiles.map(({ y }) => y * size))).toBeLessThanOrEqual(top);
    expect(Math.max(...tiles.map(({ y }) => (y + 1) * size))).toBeGreaterThanOrEqual(bottom);
  });

  it('takes more tiles rather than a zoom the layer does not have', () => {
    expect(tilesOver([100, 20, 120, 40], 11)[0]?.z).toBe(11);
  });

  it('asks for nothing where the layer has nothing', () => {
    const asked = tilesOver([114.5, 33.5, 114.8, 33.7], 5, [114.65, 33.6, 114.651, 33.601]);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(tilesOver(district, 5, [0, 0, 1, 1])).toEqual([]);
  });
});

describe('alongZoom', () => {
  const stops = [
    [12, 2],
    [14, 4],
    [16, 22],
  ] as const;

  it('keeps the outer values beyond the stops and meets every stop', () => {
    expect([10, 12, 14, 16, 20].map((zoom) => alongZoom(zoom, stops, 1.6))).toEqual([2, 2, 4, 22, 22]);
  });

  it('grows evenly with base 1, and later with a greater one', () => {
    expect(alongZoom(15, stops, 1)).toBe(13);
    expect(alongZoom(15, stops, 1.6)).toBeCloseTo(4 + (18 * 0.6) / (1.6 ** 2 - 1), 6);
  });
});
