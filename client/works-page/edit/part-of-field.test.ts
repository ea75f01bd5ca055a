import { expect, it } from 'vitest';
import type { Work } from '#contract/works';
import { wholesOf } from './part-of-field.tsx';

const work = (id: number, more: Partial<Work> = {}) => ({ id, unit: 'space', asOf: '2026-09-30', partOfId: null, ...more }) as Work;

it('a figure may be part of a reported figure in its unit that is no part itself', () => {
  const works = [work(1), work(2, { asOf: null }), work(3, { unit: 'm' }), work(4, { partOfId: 1 }), work(5)];
  expect(wholesOf(works, { id: null, unit: 'space' }).map(({ id }) => id)).toEqual([1, 5]);
  expect(wholesOf(works, { id: 5, unit: 'space' }).map(({ id }) => id)).toEqual([1]);
});
