import { describe, expect, it } from 'vitest';
import { mercator, tilesOver, tileTransform } from './svg-tiles.ts';

const district = [114.6, 33.55, 114.72, 33.66] as const;

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
});

describe('tileTransform', () => {
  it('puts the tile of the whole world over the picture of the whole world', () => {
    expect(tileTransform({ z: 0, x: 0, y: 0 }, [0, 0], 4096)).toBe('translate(0 0) scale(1)');
  });
});
