import { describe, expect, it } from 'vitest';
import { outside } from './focus.ts';
import { requestBox, scaleBar } from './view.ts';

describe('requestBox', () => {
  it('holds the view, and is the same for a small move', () => {
    const view: [number, number, number, number] = [114.641, 33.612, 114.655, 33.625];
    const box = requestBox(view).split(',').map(Number);
    expect(box[0]).toBeLessThanOrEqual(view[0]);
    expect(box[1]).toBeLessThanOrEqual(view[1]);
    expect(box[2]).toBeGreaterThanOrEqual(view[2]);
    expect(box[3]).toBeGreaterThanOrEqual(view[3]);
    expect(requestBox([114.6411, 33.6121, 114.6549, 33.6249])).toBe(requestBox(view));
  });
});

describe('scaleBar', () => {
  it('is the longest round distance that fits', () => {
    const { metres, px } = scaleBar(15.73, 33.62, 90);
    expect(metres).toBe(100);
    expect(px).toBeGreaterThan(75);
    expect(px).toBeLessThanOrEqual(90);
    expect([1, 2, 5]).toContain(scaleBar(9, 33.62, 90).metres / 10 ** Math.floor(Math.log10(scaleBar(9, 33.62, 90).metres)));
  });
});

describe('outside', () => {
  it('is the world with the outline as a hole and the holes as islands', () => {
    const outline = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 0],
    ];
    const hole = [
      [1, 1],
      [2, 1],
      [2, 2],
      [1, 1],
    ];
    const { coordinates } = outside({ type: 'Polygon', coordinates: [outline, hole] });
    expect(coordinates).toHaveLength(2);
    expect(coordinates[0]?.[1]).toEqual(outline);
    expect(coordinates[1]).toEqual([hole]);
  });
});
