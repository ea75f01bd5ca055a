import { describe, expect, it } from 'vitest';
import { walkAddress } from './walk-link.tsx';
import { readWalkState } from './walk-state.ts';

describe('the address of a walking list', () => {
  it('names the place as the map does, and where the walk begins', () => {
    expect(readWalkState('?grid=K1&kind=school&start=114.65,33.62')).toEqual({
      question: { within: { grid: 'K1' }, campaign: null, kind: 'school', start: [114.65, 33.62] },
      isPaper: false,
      layout: null,
    });
    expect(readWalkState('?grid=K1&view=paper&layout=full').layout).toBe('full');
    expect(readWalkState('?alley=12&distance=60').question?.within).toEqual({ alley: 12, distance_m: 60 });
    expect(readWalkState('?grid=K1&shape=p114,33~115,33~115,34&view=paper')).toMatchObject({ question: { within: { type: 'Polygon' } }, isPaper: true });
  });

  it('survives being cut', () => {
    expect(readWalkState('').question).toBeNull();
    for (const start of ['', '114.65', 'a,b']) expect(readWalkState(`?grid=K1&start=${start}`).question?.start).toBeNull();
  });

  it('is that of the map without its camera and layers', () => {
    expect(walkAddress('?grid=K1&at=1,2,3&layers=coverage&campaign=R1')).toBe('/walk?grid=K1&campaign=R1');
    expect(walkAddress('?at=1,2,3', 'K')).toBe('/walk?grid=K');
  });
});
