import { describe, expect, it } from 'vitest';
import { evenSeams, moved, numbersOf } from './draft.ts';

describe('numbersOf', () => {
  it('takes commas of both scripts and spaces, and nothing but positive numbers', () => {
    expect(numbersOf('960，1920 2880')).toEqual([960, 1920, 2880]);
    expect(numbersOf('')).toEqual([]);
    expect(numbersOf('960, abc')).toBeNull();
    expect(numbersOf('-5')).toBeNull();
  });
});

describe('evenSeams', () => {
  it('lies between displays of one size', () => {
    expect(evenSeams(3, 3840)).toBe('1280, 2560');
    expect(evenSeams(1, 3840)).toBe('');
  });
});

describe('moved', () => {
  it('moves one and keeps the others in order', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });
});
