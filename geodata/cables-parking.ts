/** Cables above an alley 架空, 部分入地, 已入地, 无线缆. */
export const CABLES = ['overhead', 'partly_buried', 'buried', 'none', 'unknown'] as const;
export type Cables = (typeof CABLES)[number];
/** Parking along an alley 不设, 单侧, 双侧, 划定车位. */
export const PARKING = ['none', 'one_side', 'both_sides', 'bays', 'unknown'] as const;
export type Parking = (typeof PARKING)[number];

/** What may be known of one alley; null = nobody has counted, which is not 0. */
export interface CablesAndParking {
  cables: Cables;
  overheadM: number | null;
  parking: Parking;
  parkingSpaces: number | null;
}
export type Contradiction = 'metres_of_none' | 'no_metres_of_overhead' | 'spaces_of_none';

/** The count of a kind that has none: known without counting. null = it has to be counted. */
export const countedOf = {
  overheadM: (cables: Cables): 0 | null => (cables === 'buried' || cables === 'none' ? 0 : null),
  parkingSpaces: (parking: Parking): 0 | null => (parking === 'none' ? 0 : null),
};

/** Which counts do not go with their kind. What is not known contradicts nothing (migration 0032 refuses the same). */
export function contradictions({ cables, overheadM, parking, parkingSpaces }: CablesAndParking): Contradiction[] {
  const found: Contradiction[] = [];
  if (overheadM !== null && overheadM > 0 && countedOf.overheadM(cables) === 0) found.push('metres_of_none');
  if (overheadM === 0 && (cables === 'overhead' || cables === 'partly_buried')) found.push('no_metres_of_overhead');
  if (parkingSpaces !== null && parkingSpaces > 0 && parking === 'none') found.push('spaces_of_none');
  return found;
}
