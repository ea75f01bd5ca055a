import { type Basis, FAILS_FROM, type Measure, type Standard } from './standards.ts';

/** A need that is known only to lie between two values of 0-100. Known exactly: min = max. Not surveyed: UNKNOWN_NEED. */
export interface NeedInterval {
  min: number;
  max: number;
}
export const UNKNOWN_NEED: NeedInterval = { min: 0, max: 100 };

/** What values are divided by, for one alley: its length in metres, and the average illuminance it should have in lux. */
export interface MeasureContext {
  lengthM: number;
  targetLux: number;
}

/**
 * Need (0-100) at a value that has been divided by its basis: straight between breakpoints, the end needs beyond them.
 * @throws RangeError for NaN.
 */
export function needAt(breakpoints: Measure['breakpoints'], value: number): number {
  if (Number.isNaN(value)) throw new RangeError('a need of NaN was asked for');
  let [beforeX, beforeNeed] = breakpoints[0] ?? [0, 0];
  if (value <= beforeX) return beforeNeed;
  for (const [x, need] of breakpoints) {
    if (value < x) return beforeNeed + ((value - beforeX) / (x - beforeX)) * (need - beforeNeed);
    [beforeX, beforeNeed] = [x, need];
  }
  return beforeNeed;
}

/** A value as it was written down, divided by the basis of its measure. */
export function onBasis(basis: Basis, value: number, { lengthM, targetLux }: MeasureContext): number {
  switch (basis) {
    case 'value':
      return value;
    case 'per_100_m':
      return value / (lengthM / 100);
    case 'per_m':
      return value / lengthM;
    case 'per_target_lux':
      return value / targetLux;
  }
}

/** Whether a standard is met, as far as the need is known: an interval that holds the threshold says nothing. */
export function stateOf(standard: Standard, need: NeedInterval): 'fails' | 'meets' | 'unknown' {
  if (need.min >= FAILS_FROM[standard]) return 'fails';
  return need.max < FAILS_FROM[standard] ? 'meets' : 'unknown';
}

/** What one survey says of one standard. */
export interface Findings {
  measured: readonly { measure: Measure; value: number }[];
  /** Checks that were made: found = the defect is there. points of all checks of the list on this standard that were not made go to unchecked. */
  checked: readonly { found: boolean; points: number }[];
  unchecked: number;
}

/**
 * The need that findings on one standard amount to. Measures are exact, the worst of them counts. Checks of 景美 cost their points, those not made
 * may cost theirs or not; on the other standards a check only says on which side of the threshold the need lies, and gives way to a measure.
 * @returns null when nothing was measured or checked.
 */
export function needOf(standard: Standard, { measured, checked, unchecked }: Findings, context: MeasureContext): NeedInterval | null {
  if (measured.length > 0) {
    const need = Math.max(...measured.map(({ measure, value }) => needAt(measure.breakpoints, onBasis(measure.basis, value, context))));
    return { min: need, max: need };
  }
  if (checked.length === 0) return null;
  if (standard === 'scene') {
    const lost = checked.reduce((sum, { found, points }) => sum + (found ? points : 0), 0);
    return { min: Math.min(100, lost), max: Math.min(100, lost + unchecked) };
  }
  const threshold = FAILS_FROM[standard];
  return checked.some(({ found }) => found) ? { min: threshold, max: 100 } : { min: 0, max: threshold - 1 };
}
