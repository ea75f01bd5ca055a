import { describe, expect, it } from 'vitest';
import { evenSeams, moved, numbersOf, ownScene } from './draft.ts';

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

describe('ownScene', () => {
  it('stands where the map page of the address stands', () => {
    expect(ownScene(' 东口 ', 'http://127.0.0.1:8080/map?at=114.65012,33.62044,14.2,-20&overlays=issues')).toEqual({
      kind: 'own',
      title: '东口',
      camera: { center: [114.65012, 33.62044], zoom: 14.2, pitch: 0, bearing: -20 },
    });
  });

  it('is nothing without a place or a name', () => {
    expect(ownScene('东口', 'http://127.0.0.1:8080/map')).toBeNull();
    expect(ownScene(' ', 'http://127.0.0.1:8080/map?at=114.6,33.6,14')).toBeNull();
  });
});

describe('moved', () => {
  it('moves one and keeps the others in order', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });
});
