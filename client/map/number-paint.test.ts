import { expect, test } from 'vitest';
import { changedPlaces } from './number-paint.ts';

test('only what differs from the painting is painted, and in a box only what lies in it', () => {
  const columns = { values: Uint8Array.of(4, 8, 12, 0), lon: [114, 114.1, 115, 114], lat: [34, 34.1, 34, 34] };
  const painted = Int16Array.of(4, -1, -1, -1);
  expect(changedPlaces(painted, columns, null)).toEqual([1, 2, 3]);
  expect(changedPlaces(painted, columns, [113.9, 33.9, 114.2, 34.2])).toEqual([1, 3]);
});
