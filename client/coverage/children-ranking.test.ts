import { describe, expect, it } from 'vitest';
import { sortRows } from './children-ranking.tsx';

const rows = [
  { code: 'a', name: '01', left: 3, size: 4, share: 0.75 },
  { code: 'b', name: '02', left: 300, size: 1000, share: 0.3 },
  { code: 'c', name: '10', left: 0, size: 0, share: null },
  { code: 'd', name: '9', left: 30, size: 100, share: 0.3 },
];
const codes = (column: 'name' | 'left' | 'size' | 'share', descending: boolean) => sortRows(rows, { column, descending }, 'zh-CN').map((row) => row.code);

describe('the ranking of the grids below', () => {
  it('puts the worst share first, the larger grid first among equals, and a grid without targets last', () => {
    expect(codes('share', true)).toEqual(['a', 'b', 'd', 'c']);
    expect(codes('share', false)).toEqual(['b', 'd', 'a', 'c']);
  });
  it('sorts by how many are left', () => expect(codes('left', true)).toEqual(['b', 'd', 'a', 'c']));
  it('sorts names as people count', () => expect(codes('name', false)).toEqual(['a', 'b', 'd', 'c']));
});
