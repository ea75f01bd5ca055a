import { expect, it } from 'vitest';
import { fileName } from './file-name.ts';

it('names a file after what it holds and the day in the district', () => {
  const lateEvening = new Date('2026-06-09T17:00:00Z');
  expect(fileName('许寨街道　已访', lateEvening, 'Asia/Shanghai', 'csv')).toBe('许寨街道 已访 2026-06-10.csv');
  expect(fileName('No. 3/4: covered?', lateEvening, 'UTC', 'geojson')).toBe('No. 3 4 covered 2026-06-09.geojson');
});
