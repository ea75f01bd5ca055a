import type { RawValue } from './score.ts';

/** A quantity of one work type in one alley; an interval where the survey leaves it open. */
export interface TakeOff {
  workType: string;
  unit: string;
  quantity: RawValue;
  /** What it was measured from. */
  basis: 'survey' | 'geometry' | 'components';
}

/** What of an alley the quantities follow from; null = unknown. Needs 0-100 as of the priority model. */
export interface AlleyMeasures {
  lengthM: number;
  widthM: number | null;
  road: RawValue;
  water: RawValue;
  line: RawValue;
  scene: RawValue;
  /** Metres farther than the reach of a working lamp. */
  darkM: RawValue | null;
  faultyLamps: number;
  faultyDrains: number;
}

const LAMP_SPACING_M = 30;
const scaled = ({ min, max }: RawValue, factor: number): RawValue => ({ min: (min / 100) * factor, max: (max / 100) * factor });

/**
 * Quantities by work type. A surface, sewer, line or wall is repaired in the measure of its need; a width that nobody has measured gives no area and so
 * no take-off: null, which is not the same as nothing to do.
 */
export function takeOffOf(alley: AlleyMeasures): TakeOff[] | null {
  const { lengthM, widthM, darkM } = alley;
  if (widthM === null || !(widthM > 0) || !(lengthM > 0)) return null;
  const all: TakeOff[] = [
    { workType: 'pavement_repair', unit: 'm²', quantity: scaled(alley.road, lengthM * widthM), basis: 'survey' },
    { workType: 'sewer_refurbish', unit: 'm', quantity: scaled(alley.water, lengthM), basis: 'survey' },
    { workType: 'manhole_replace', unit: '个', quantity: { min: alley.faultyDrains, max: alley.faultyDrains }, basis: 'components' },
    { workType: 'lamp_repair', unit: '盏', quantity: { min: alley.faultyLamps, max: alley.faultyLamps }, basis: 'components' },
    {
      workType: 'lamp_install',
      unit: '盏',
      quantity: { min: Math.ceil((darkM?.min ?? 0) / LAMP_SPACING_M), max: Math.ceil((darkM?.max ?? lengthM) / LAMP_SPACING_M) },
      basis: darkM === null ? 'geometry' : 'components',
    },
    { workType: 'cable_tidy', unit: 'm', quantity: scaled(alley.line, lengthM * 2), basis: 'survey' },
    { workType: 'wall_paint', unit: 'm²', quantity: scaled(alley.scene, lengthM * 2 * 3), basis: 'survey' },
  ];
  return all.filter(({ quantity }) => quantity.max > 0);
}

export const COST_CASES = ['low', 'likely', 'high'] as const;
export type CostCase = (typeof COST_CASES)[number];

/** Price of a unit of a work type in minor units, and which source pays how much of it (shares that add up to 1). */
export interface UnitCost {
  workType: string;
  unit: string;
  low: number;
  likely: number;
  high: number;
  shares: Readonly<Record<string, number>>;
}

export interface AlleyCost {
  /** By source, whole minor units; they add up to the total. */
  bySource: number[];
  total: number;
  lines: { workType: string; unit: string; quantity: number; cost: number }[];
}

/**
 * What an alley costs: quantities at their middle (low case: least, high case: most) × unit price, shared out over the sources.
 * @returns null where a work type has no price: an alley without a cost is not free.
 */
export function costOfAlley(takeOff: readonly TakeOff[], prices: ReadonlyMap<string, UnitCost>, sources: readonly string[], kind: CostCase): AlleyCost | null {
  const bySource = sources.map(() => 0);
  const lines: AlleyCost['lines'] = [];
  for (const { workType, unit, quantity } of takeOff) {
    const price = prices.get(workType);
    if (price === undefined) return null;
    const amount = kind === 'low' ? quantity.min : kind === 'high' ? quantity.max : (quantity.min + quantity.max) / 2;
    const cost = Math.round(amount * price[kind]);
    lines.push({ workType, unit, quantity: Math.round(amount * 100) / 100, cost });
    let rest = cost;
    const payers = Object.keys(price.shares).filter((source) => (price.shares[source] ?? 0) > 0);
    for (const [at, source] of payers.entries()) {
      const place = sources.indexOf(source);
      if (place < 0) return null;
      const part = at === payers.length - 1 ? rest : Math.round(cost * (price.shares[source] as number));
      rest -= part;
      bySource[place] = (bySource[place] as number) + part;
    }
  }
  return { bySource, total: bySource.reduce((sum, part) => sum + part, 0), lines };
}
