import { describe, expect, it } from 'vitest';
import { type CablesAndParking, contradictions, countedOf } from './cables-parking.ts';

const unknown: CablesAndParking = { cables: 'unknown', overheadM: null, parking: 'unknown', parkingSpaces: null };

describe('what is known of cables and parking', () => {
  it('contradicts nothing where it is not known', () => {
    expect(contradictions(unknown)).toEqual([]);
    expect(contradictions({ ...unknown, overheadM: 0, parkingSpaces: 0 })).toEqual([]);
    expect(contradictions({ ...unknown, overheadM: 120, parkingSpaces: 12 })).toEqual([]);
    expect(contradictions({ ...unknown, cables: 'overhead', parking: 'bays' })).toEqual([]);
  });

  it('is at odds where a count does not go with its kind', () => {
    for (const cables of ['buried', 'none'] as const) expect(contradictions({ ...unknown, cables, overheadM: 1 })).toEqual(['metres_of_none']);
    for (const cables of ['overhead', 'partly_buried'] as const)
      expect(contradictions({ ...unknown, cables, overheadM: 0 })).toEqual(['no_metres_of_overhead']);
    expect(contradictions({ cables: 'buried', overheadM: 5, parking: 'none', parkingSpaces: 2 })).toEqual(['metres_of_none', 'spaces_of_none']);
    expect(contradictions({ ...unknown, parking: 'one_side', parkingSpaces: 0 })).toEqual([]);
  });

  it('counts itself where there is none', () => {
    expect([countedOf.overheadM('buried'), countedOf.overheadM('none'), countedOf.overheadM('overhead'), countedOf.overheadM('unknown')]).toEqual([
      0,
      0,
      null,
      null,
    ]);
    expect([countedOf.parkingSpaces('none'), countedOf.parkingSpaces('unknown')]).toEqual([0, null]);
  });
});
