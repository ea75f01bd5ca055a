import { expect, it } from 'vitest';
import type { Work } from '#contract/works';
import { addedSpaces } from './alley-file.ts';

it('tells spaces that works of this very alley have added, once, when they are done', () => {
  const work = (id: number, more: Partial<Work>) => ({ id, alleyId: 7, workType: 'parking_add', completedOn: '2026-05-01', partOfId: null, ...more }) as Work;
  const works = [
    work(1, {}),
    work(2, { alleyId: 8 }),
    work(3, { alleyId: null }),
    work(4, { workType: 'parking_open' }),
    work(5, { completedOn: null }),
    work(6, { partOfId: 1 }),
    work(7, {}),
  ];
  expect(addedSpaces(7, works).map(({ id }) => id)).toEqual([1, 7]);
});
