import { expect, test } from 'vitest';
import { readWkb } from './wkb.ts';

/** Written by PostGIS 3.3. */
const MULTI_POLYGON =
  '0106000020e6100000020000000103000000020000000400000000000000000000000000000000000000000000000000f03f000000000000f03f00000000000000400000000000001040000000000000000000000000000000000400000000000000000000000000000000000000000000000000f03f000000000000f03f00000000000000400000000000001040000000000000000000000000000000000103000000010000000400000000000000000000000000000000000000000000000000f03f000000000000f03f0000000000000040000000000000104000000000000000000000000000000000';
const COLLECTION =
  '010700000004000000010500000002000000010200000002000000000000000000f03f000000000000f03f00000000000000400000000000000040010200000002000000000000000000f03f000000000000f03f000000000000004000000000000000400101000000000000000000f87f000000000000f87f0102000000000000000104000000020000000101000000000000000000f03f000000000000f03f010100000000000000000000400000000000000040';
const LINE = '010200000002000000000000000000f03f000000000000f03f00000000000000400000000000000040';

const bytesOf = (hex: string) => Buffer.from(hex, 'hex');
const plain = (hex: string) => readWkb(bytesOf(hex)).map((part) => ({ ...part, coordinates: [...part.coordinates] }));

test('a point in either byte order', () => {
  expect(plain('0101000000000000000000f03f0000000000000040')).toEqual([{ dimension: 0, isHole: false, coordinates: [1, 2] }]);
  expect(plain('00000000013ff00000000000004000000000000000')).toEqual([{ dimension: 0, isHole: false, coordinates: [1, 2] }]);
});

test('heights and measures are left out, however the type says that they are there', () => {
  const z = '000000000000f03f0000000000000040000000000000f0bf';
  expect(plain(`01e9030000${z}`)).toEqual([{ dimension: 0, isHole: false, coordinates: [1, 2] }]);
  expect(plain(`0101000080${z}`)).toEqual([{ dimension: 0, isHole: false, coordinates: [1, 2] }]);
  expect(plain(`01b90b0000${z}000000000000f0bf`)).toEqual([{ dimension: 0, isHole: false, coordinates: [1, 2] }]);
});

test('holes are told from outer rings, polygon by polygon, and an SRID is no matter', () => {
  expect(readWkb(bytesOf(MULTI_POLYGON)).map(({ dimension, isHole, coordinates }) => [dimension, isHole, coordinates.length])).toEqual([
    [2, false, 8],
    [2, true, 8],
    [2, false, 8],
  ]);
});

test('a collection gives the parts of all its members, and what is empty gives none', () => {
  expect(readWkb(bytesOf(COLLECTION)).map(({ dimension }) => dimension)).toEqual([1, 1, 0, 0]);
});

test('bytes that end too early and curves are refused', () => {
  const bytes = bytesOf(LINE);
  expect(readWkb(bytes)).toHaveLength(1);
  for (let length = 0; length < bytes.length; length++) expect(() => readWkb(bytes.subarray(0, length))).toThrow(RangeError);
  expect(() => readWkb(bytesOf('010800000000000000'))).toThrow('type 8');
});
