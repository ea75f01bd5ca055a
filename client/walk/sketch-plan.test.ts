import { describe, expect, it } from 'vitest';
import type { WalkList, WalkStop } from '#contract/walk';
import { sketchPlan } from './sketch-plan.ts';

const aStop = (number: number, lon: number, lat: number): WalkStop => ({
  number,
  building: null,
  gridName: null,
  lon,
  lat,
  leg: { lengthM: 1, along: number === 2 ? 'straight' : 'streets', way: [[lon, lat]] },
  suggestedSlot: 'weekday_evening',
  doors: [],
  section: [],
});
const start = { lon: 114.65, lat: 33.62, from: 'given' as const };
const aWalk = (stops: WalkStop[], streets: WalkList['streets'] = []) => ({ start, stops, streets }) as WalkList;

describe('the sketch of a route', () => {
  it('holds every stop inside its frame, north up and true to scale', () => {
    const { stops, width, height, start: begin, scale } = sketchPlan(aWalk([aStop(1, 114.66, 33.62), aStop(2, 114.65, 33.625)]));
    const [east, north] = stops.map(({ at }) => at);
    for (const [x, y] of [begin, east, north] as [number, number][]) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(height);
    }
    expect(east?.[1]).toBe(begin[1]);
    expect(north?.[1]).toBeLessThan(begin[1]);
    // A hundredth of a degree east is 928 m here.
    expect((((east?.[0] ?? 0) - begin[0]) / scale.width) * scale.metres).toBeCloseTo(928, -1);
  });

  it('numbers a stop only where the number does not cover another', () => {
    const { stops } = sketchPlan(aWalk([aStop(1, 114.66, 33.62), aStop(2, 114.66001, 33.62), aStop(3, 114.65, 33.63)]));
    expect(stops.map(({ number }) => number)).toEqual([1, null, 3]);
  });

  it('tells known ways from straight lines, and names a street once', () => {
    const line: [number, number][] = [
      [114.64, 33.622],
      [114.67, 33.622],
    ];
    const plan = sketchPlan(
      aWalk(
        [aStop(1, 114.66, 33.62), aStop(2, 114.655, 33.625)],
        [
          { name: '新华路', widthM: 20, line },
          { name: '新华路', widthM: 20, line },
          {
            name: null,
            widthM: 3,
            line: [
              [115.5, 33],
              [115.6, 33],
            ],
          },
        ],
      ),
    );
    expect(plan.ways.map(({ isKnown }) => isKnown)).toEqual([true, false]);
    expect(plan.names.map(({ text }) => text)).toEqual(['新华路']);
    expect(plan.streets).toHaveLength(2);
  });
});
