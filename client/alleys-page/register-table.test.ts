import { describe, expect, it } from 'vitest';
import { fitting } from './register-table.tsx';

const COLUMNS = [
  { name: 'name', width: 160, rank: 0 },
  { name: 'need road', width: 60, rank: 2 },
  { name: 'need light', width: 60, rank: 2 },
  { name: 'length', width: 60, rank: 1 },
];
const names = (width: number) => fitting(COLUMNS, width).map(({ name }) => name);

describe('columns of the register', () => {
  it('fit side by side: those of the least rank first, a group whole or not at all, in their own order', () => {
    expect(names(340)).toEqual(['name', 'need road', 'need light', 'length']);
    expect(names(339)).toEqual(['name', 'length']);
    expect(names(219)).toEqual(['name']);
  });

  it('always show what names the row', () => expect(names(0)).toEqual(['name']));
});
