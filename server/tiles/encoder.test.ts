import { VectorTile } from '@mapbox/vector-tile';
import type { Geometry } from 'geojson';
import { PbfReader } from 'pbf';
import { describe, expect, test } from 'vitest';
import { latitudeOf, longitudeOf } from '#geodata/web-mercator';
import { ewkb } from '../db/ewkb.ts';
import { TileEncoder } from './encoder.ts';
import { PointBuilder } from './point-builder.ts';
import { ShapeBuilder, type ShapeRules } from './shape-builder.ts';
import type { FieldValue } from './value-table.ts';

const Z = 14;
const TILE = [13_000, 6_500] as const;
const encoder = new TileEncoder();
const RULES: ShapeRules = { isGeneralised: false, smallestArea: 1, zoomByField: null };

/** Degrees of a place in the tile, in tile units. */
const at = (x: number, y: number): [number, number] => [longitudeOf((TILE[0] * 4096 + x) * 2 ** (20 - Z)), latitudeOf((TILE[1] * 4096 + y) * 2 ** (20 - Z))];
const polygon = (...rings: [number, number][][]): Geometry => ({
  type: 'Polygon',
  coordinates: rings.map((ring) => [...ring, ring[0] as [number, number]].map(([x, y]) => at(x, y))),
});
const line = (...positions: [number, number][]): Geometry => ({ type: 'LineString', coordinates: positions.map(([x, y]) => at(x, y)) });
const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
];

function shapeCopy(geometries: Geometry[], names: string[] = [], fields: FieldValue[][] = [], rules = RULES) {
  const builder = new ShapeBuilder(names, rules);
  const blobs = geometries.map((geometry) => ewkb(geometry, 4326));
  const offsets = [0];
  for (const blob of blobs) offsets.push((offsets.at(-1) as number) + blob.length);
  builder.add({ kind: 'shapes', ids: geometries.map((_, row) => row + 1), wkb: Buffer.concat(blobs), offsets, fields });
  return builder.finish('buildings', 7);
}
function decode(copy: Parameters<TileEncoder['encode']>[0], z = Z, x: number = TILE[0], y: number = TILE[1]) {
  const bytes = encoder.encode(copy, z, x, y);
  if (bytes === null) return [];
  const layer = new VectorTile(new PbfReader(bytes)).layers[copy.layer];
  if (layer === undefined) throw new Error('the layer is missing');
  expect([layer.version, layer.extent]).toEqual([2, 4096]);
  return Array.from({ length: layer.length }, (_, index) => layer.feature(index));
}
const geometryOf = (feature: ReturnType<typeof decode>[number] | undefined) => feature?.loadGeometry().map((part) => part.map(({ x, y }) => [x, y]));

describe('areas', () => {
  test('wind as the format wants it, whichever way they were drawn, and holes the other way', () => {
    const outer = square(100, 100, 1000);
    const hole = square(300, 300, 100);
    const expected = [
      [
        [100, 100],
        [1100, 100],
        [1100, 1100],
        [100, 1100],
        [100, 100],
      ],
      [
        [300, 400],
        [400, 400],
        [400, 300],
        [300, 300],
        [300, 400],
      ],
    ];
    const sorted = (rings: number[][][] | undefined) =>
      rings?.map((ring) => ring.slice(1).sort((a, b) => (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number)));
    for (const geometry of [polygon(outer, hole), polygon(outer.toReversed(), hole), polygon(outer, hole.toReversed())]) {
      const [feature] = decode(shapeCopy([geometry]));
      expect(sorted(geometryOf(feature))).toEqual(sorted(expected));
      const areas = feature
        ?.loadGeometry()
        .map((ring) => ring.slice(1).reduce((sum, p, index) => sum + (ring[index]?.x ?? 0) * p.y - p.x * (ring[index]?.y ?? 0), 0));
      expect(areas?.map(Math.sign)).toEqual([1, -1]);
    }
  });

  test('are cut a little beyond the tile, and left out where they do not reach it', () => {
    const [feature] = decode(shapeCopy([polygon(square(-5_000, -5_000, 20_000)), polygon(square(5_000, 100, 10))]));
    expect(feature?.id).toBe(1);
    expect(new Set(geometryOf(feature)?.[0]?.map(String))).toEqual(new Set(['-64,-64', '4160,-64', '4160,4160', '-64,4160']));
  });

  test('smaller than a square unit are left out with their holes; below the zoom of full detail so are specks', () => {
    const speck = polygon([
      [10, 10],
      [11, 10],
      [10, 11],
    ]);
    expect(decode(shapeCopy([speck]))).toEqual([]);
    const small = shapeCopy([polygon(square(100, 100, 12))], [], [], { ...RULES, smallestArea: 64 });
    expect(decode(small)).toHaveLength(1);
    expect(decode(small, 13, TILE[0] >> 1, TILE[1] >> 1)).toEqual([]);
  });
});

describe('lines', () => {
  test('are cut into pieces where they leave the tile', () => {
    const [feature] = decode(shapeCopy([line([100, 100], [5_000, 100], [5_000, 200], [100, 200])]));
    expect(feature?.type).toBe(2);
    expect(geometryOf(feature)).toEqual([
      [
        [100, 100],
        [4256, 100],
      ],
      [
        [4256, 200],
        [100, 200],
      ],
    ]);
  });

  test('shorter than a unit are left out', () => {
    expect(decode(shapeCopy([line([10, 10], [10.2, 10])]))).toEqual([]);
  });

  test('of a class wait for their zoom', () => {
    const rules = { ...RULES, zoomByField: { field: 'class', zooms: { a: 8, d: 14 } } };
    const copy = shapeCopy([line([0, 0], [500, 500]), line([0, 0], [600, 600])], ['class'], [['a', 'd']], rules);
    expect(decode(copy).map(({ id }) => id)).toEqual([1, 2]);
    expect(decode(copy, 13, TILE[0] >> 1, TILE[1] >> 1).map(({ id }) => id)).toEqual([1]);
  });
});

test('values keep their types, null is left out, and equal values are written once', () => {
  const names = ['name', 'floors', 'share', 'below', 'open'];
  const fields = [
    ['巷', '巷', null],
    [3, 300, 3],
    [0.5, 1.25, null],
    [-2, -2, null],
    [true, false, null],
  ];
  const copy = shapeCopy(
    [1, 2, 3].map((n) => polygon(square(n * 100, 100, 50))),
    names,
    fields,
  );
  expect(decode(copy).map(({ properties }) => properties)).toEqual([
    { name: '巷', floors: 3, share: 0.5, below: -2, open: true },
    { name: '巷', floors: 300, share: 1.25, below: -2, open: false },
    { floors: 3 },
  ]);
  const tile = Buffer.from(encoder.encode(copy, Z, ...TILE) as Uint8Array);
  expect(tile.indexOf('巷')).toBe(tile.lastIndexOf('巷'));
});

/** PostgreSQL's array_send of one int8[] or float8[] column. */
function packed(values: number[], type: 'int8' | 'float8'): Uint8Array {
  const bytes = Buffer.alloc(20 + values.length * 12);
  values.forEach((value, index) => {
    bytes.writeInt32BE(8, 20 + index * 12);
    if (type === 'int8') bytes.writeBigInt64BE(BigInt(value), 24 + index * 12);
    else bytes.writeDoubleBE(value, 24 + index * 12);
  });
  return bytes;
}
function pointPage(points: [number, number][], ids: number[], kinds: number[]) {
  const places = points.map(([x, y]) => at(x, y));
  const longitudes = packed(
    places.map(([longitude]) => longitude),
    'float8',
  );
  const latitudes = packed(
    places.map(([, latitude]) => latitude),
    'float8',
  );
  return { kind: 'points' as const, rows: points.length, ids: packed(ids, 'int8'), longitudes, latitudes, fields: [packed(kinds, 'int8')] };
}

describe('points', () => {
  const points: [number, number][] = [
    [10, 10],
    [4095.9, 20],
    [4096, 30],
    [-0.1, 40],
    [2_000, 3_000],
    [2_000, 3_000],
  ];
  const ids = [5, 6, 7, 8, 9, 2 ** 40 + 3];
  const builder = new PointBuilder(['kind']);
  builder.add(pointPage(points.slice(0, 2), ids.slice(0, 2), [0, 1]));
  builder.add(pointPage(points.slice(2), ids.slice(2), [2, 3, 0, 1]));
  const copy = builder.finish('households', 1);
  const idsIn = (...tile: [number, number, number]) =>
    decode(copy, ...tile)
      .map(({ id }) => id as number)
      .sort((a, b) => a - b);

  test('belong to one tile each, also those on an edge, and never at a position the map would not draw', () => {
    expect(idsIn(Z, ...TILE)).toEqual([5, 6, 9, 2 ** 40 + 3]);
    expect(idsIn(Z, TILE[0] + 1, TILE[1])).toEqual([7]);
    expect(idsIn(Z, TILE[0] - 1, TILE[1])).toEqual([8]);
    const places = new Map(decode(copy).map((feature) => [feature.id, geometryOf(feature)?.[0]?.[0]]));
    expect(places.get(6)).toEqual([4095, 20]);
    expect(places.get(5)).toEqual([10, 10]);
  });

  test('are in the tiles below and above too', () => {
    expect(idsIn(Z - 1, TILE[0] >> 1, TILE[1] >> 1).length).toBeGreaterThanOrEqual(4);
    expect(idsIn(17, (TILE[0] << 3) + Math.floor(2_000 / 512), (TILE[1] << 3) + Math.floor(3_000 / 512))).toEqual([9, 2 ** 40 + 3]);
  });

  test('that did not change are kept when others are read anew', () => {
    const next = new PointBuilder(['kind']);
    next.keep(copy, new Set([5, 9]));
    next.add(pointPage([[50, 60]], [5], [3]));
    const changed = decode(next.finish('households', 2));
    expect(changed.map(({ id, properties }) => [id, properties.kind]).sort((a, b) => (a[0] as number) - (b[0] as number))).toEqual([
      [5, 3],
      [6, 1],
      [2 ** 40 + 3, 1],
    ]);
    expect(geometryOf(changed.find(({ id }) => id === 5))).toEqual([[[50, 60]]]);
  });
});

test('shapes that did not change are kept when others are read anew', () => {
  const copy = shapeCopy([polygon(square(100, 100, 50), square(110, 110, 10)), line([10, 10], [90, 90]), line([0, 0], [5, 50])], ['name'], [['a', 'b', 'c']]);
  const builder = new ShapeBuilder(['name'], RULES);
  builder.keep(copy, new Set([2, 3]));
  const blob = ewkb(line([10, 10], [90, 95]), 4326);
  builder.add({ kind: 'shapes', ids: [2], wkb: blob, offsets: [0, blob.length], fields: [['new']] });
  const features = decode(builder.finish('buildings', 8));
  expect(features.map(({ id, properties }) => [id, properties.name])).toEqual([
    [1, 'a'],
    [2, 'new'],
  ]);
  expect(geometryOf(features[0])).toEqual(geometryOf(decode(copy)[0]));
  expect(geometryOf(features[1])).toEqual([
    [
      [10, 10],
      [90, 95],
    ],
  ]);
});
