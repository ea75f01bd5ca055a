import { describe, expect, it } from 'vitest';
import { paintChanges } from './feature-paint.ts';

describe('paintChanges', () => {
  it('touches only what differs, and takes back what nobody names any more', () => {
    const before = new Map([
      [1, { rate: 0.5, known: true }],
      [2, { rate: 0.9, known: true }],
      [3, { known: false }],
    ]);
    const after = new Map<number, Record<string, number | boolean>>([
      [1, { rate: 0.5, known: true }],
      [2, { known: false }],
    ]);
    expect(paintChanges(before, after)).toEqual({
      set: [[2, { known: false }]],
      drop: [
        [2, ['rate']],
        [3, ['known']],
      ],
    });
  });
});
