import type { Feature, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { placeWaterNames } from './water-names.ts';

const box = (name: string, west: number, east: number, low = 0, high = 0.01): Feature<Polygon> => ({
  type: 'Feature',
  properties: { name },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, low],
        [east, low],
        [east, high],
        [west, high],
        [west, low],
      ],
    ],
  },
});
const view = [-1, -1, 1, 1] as [number, number, number, number];

describe('names of water', () => {
  it('stand once for pieces side by side, on the largest, and again far away', () => {
    const pieces = [box('A', 0, 0.01), box('A', 0.01, 0.03), box('A', 0.9, 0.91), box('B', 0.012, 0.02)];
    const named = placeWaterNames(pieces, view, 10).features.map(({ properties, geometry }) => [properties.name, geometry.coordinates]);
    expect(named).toEqual([
      ['A', [0.02, 0.005]],
      ['A', [expect.closeTo(0.905), 0.005]],
      ['B', [0.016, 0.005]],
    ]);
  });

  it('lie in the water, not on an island in its middle', () => {
    const lake = box('C', 0, 0.03, 0, 0.03);
    lake.geometry.coordinates.push([
      [0.01, 0.01],
      [0.02, 0.01],
      [0.02, 0.025],
      [0.01, 0.025],
      [0.01, 0.01],
    ]);
    expect(placeWaterNames([lake], view, 14).features[0]?.geometry.coordinates).toEqual([0.015, 0.005]);
  });

  it('leave out what is out of view or has no name', () => {
    expect(placeWaterNames([box('A', 2, 2.1), box('', 0, 0.1)], view, 14).features).toEqual([]);
  });
});
