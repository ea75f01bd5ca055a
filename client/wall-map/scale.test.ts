import { expect, test } from 'vitest';
import type { MapPart } from '../map/map-part.ts';
import { wallPart, wallRanges } from './scale.ts';

const part: MapPart = {
  layers: [
    {
      slot: 'labels',
      layer: {
        id: 'name',
        type: 'symbol',
        source: 'grids',
        minzoom: 13,
        maxzoom: 15,
        layout: {
          'text-field': ['get', 'name'],
          'text-size': ['interpolate', ['exponential', 1], ['zoom'], 14, 12, 15, 15],
          'icon-size': 1,
          'icon-padding': 10,
          'text-letter-spacing': 0.12,
        },
        paint: { 'text-color': ['step', ['zoom'], '#000000', 15.3, '#ffffff'], 'icon-opacity': 0.5 },
      },
    },
    {
      slot: 'roads',
      layer: {
        id: 'road',
        type: 'line',
        source: 'roads',
        paint: { 'line-width': ['interpolate', ['linear'], ['zoom'], 12, ['match', ['get', 'c'], 'a', 4, 2], 14, 6] },
      },
    },
  ],
};

/** Layout and paint of a layer at a height. */
function at(u: number, index: number): Record<string, unknown> {
  const layer = wallPart(part, u).layers[index]?.layer;
  if (layer === undefined || !('paint' in layer)) throw new Error('No such layer.');
  return { ...layer, ...('layout' in layer ? layer.layout : {}), ...layer.paint };
}

test('no text is smaller than a 45th of the height', () => {
  expect(at(1, 0)['text-size']).toEqual(['interpolate', ['exponential', 1], ['zoom'], 14, 24, 15, expect.closeTo(25.714)]);
  expect(at(2, 0)['text-size']).toEqual(['interpolate', ['exponential', 1], ['zoom'], 15, 48, 16, expect.closeTo(51.43)]);
});

test('a screen twice as high shows the same picture one zoom deeper, with twice the widths', () => {
  expect(at(2, 0)).toMatchObject({ minzoom: 14, maxzoom: 16, 'text-color': ['step', ['zoom'], '#000000', 16.3, '#ffffff'] });
  const [one, two] = [at(1, 1)['line-width'], at(2, 1)['line-width']] as [unknown[], unknown[]];
  expect([one[3], two[3]]).toEqual([12, 13]);
  expect(two[6]).toBe(2 * (one[6] as number));
  expect(one[4]).toEqual(['*', 1.15, ['match', ['get', 'c'], 'a', 4, 2]]);
});

test('what is no size keeps its number', () => {
  expect(at(2, 0)).toMatchObject({ 'text-letter-spacing': 0.12, 'icon-opacity': 0.5, 'text-field': ['get', 'name'] });
});

test('levels open as late as everything else; the first is there from the beginning', () => {
  expect(
    wallRanges(
      [
        { level: 2, from: 0, to: 13 },
        { level: 3, from: 13, to: 24 },
      ],
      2,
    ),
  ).toEqual([
    { level: 2, from: 0, to: 14 },
    { level: 3, from: 14, to: 25 },
  ]);
});
