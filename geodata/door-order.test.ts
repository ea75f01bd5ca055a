import { expect, it } from 'vitest';
import { compareDoors } from './door-order.ts';

it('orders doors by staircase, then from the top down, then by room; numbers as numbers', () => {
  const door = (id: number, unit: string | null, floor: number | null, room: string | null) => ({ id, unit, floor, room });
  const doors = [
    door(1, '10', 1, '101'),
    door(2, '2', 1, '102'),
    door(3, '2', 2, '1002'),
    door(4, '2', 2, '201'),
    door(5, null, null, null),
    door(6, '2', 1, '102'),
  ];
  expect([...doors].sort(compareDoors).map(({ id }) => id)).toEqual([5, 4, 3, 2, 6, 1]);
});
