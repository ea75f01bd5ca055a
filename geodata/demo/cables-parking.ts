import type { Cables, CablesAndParking, Parking } from '../cables-parking.ts';
import { at } from './plane.ts';
import type { Random } from './random.ts';

const KNOWN_CABLES: readonly Cables[] = ['overhead', 'partly_buried', 'buried', 'none'];
const CABLE_WEIGHTS = [45, 20, 25, 10];
/** Metres of cable per metre of alley. */
const OVERHEAD_SHARE: Partial<Record<Cables, readonly [number, number]>> = { overhead: [0.6, 1], partly_buried: [0.15, 0.5] };

const KNOWN_PARKING: readonly Parking[] = ['none', 'one_side', 'both_sides', 'bays'];
/** Who is wide enough for parked cars: below 3 m hardly anybody, from 5 m on both sides. */
const PARKING_WEIGHTS: readonly { below: number; weights: readonly number[] }[] = [
  { below: 3, weights: [90, 6, 0, 4] },
  { below: 5, weights: [45, 35, 4, 16] },
  { below: Number.POSITIVE_INFINITY, weights: [20, 30, 25, 25] },
];
/** Metres of alley per space. */
const METRES_PER_SPACE: Partial<Record<Parking, readonly [number, number]>> = { one_side: [8, 16], both_sides: [5, 10], bays: [10, 25] };

const CABLES_UNKNOWN = 0.22;
const PARKING_UNKNOWN = 0.25;
const UNCOUNTED = 0.3;

/** What a register might know of an alley: a share of it nothing, and the kind of more than it has counted. */
export function drawCablesAndParking(alley: { lengthM: number; widthM: number }, random: Random): CablesAndParking {
  const cables = random.chance(CABLES_UNKNOWN) ? 'unknown' : at(KNOWN_CABLES, random.weighted(CABLE_WEIGHTS));
  const { weights } = PARKING_WEIGHTS.find(({ below }) => alley.widthM < below) as (typeof PARKING_WEIGHTS)[number];
  const parking = random.chance(PARKING_UNKNOWN) ? 'unknown' : at(KNOWN_PARKING, random.weighted(weights));
  const [leastShare, mostShare] = OVERHEAD_SHARE[cables] ?? [0, 0];
  const [leastM, mostM] = METRES_PER_SPACE[parking] ?? [1, 1];
  const overheadM = Math.max(1, Math.round(alley.lengthM * random.range(leastShare, mostShare)));
  const spaces = Math.max(1, Math.floor(alley.lengthM / random.range(leastM, mostM)));
  const [isMeasured, isCounted] = [!random.chance(UNCOUNTED), !random.chance(UNCOUNTED)];
  return {
    cables,
    overheadM: cables in OVERHEAD_SHARE ? (isMeasured ? overheadM : null) : cables === 'unknown' ? null : 0,
    parking,
    parkingSpaces: parking in METRES_PER_SPACE ? (isCounted ? spaces : null) : parking === 'unknown' ? null : 0,
  };
}
