import { COST_CASES, type CostCase } from '#geodata/priority/costs';
import { CRITERIA } from '#geodata/priority/criteria';
import type { PlannedAlley } from './facts.ts';

/** A quantity of one work type, and what it costs in each case (分). */
export interface GroundWork {
  type: string;
  unit: string;
  min: number;
  max: number;
  costs: Record<CostCase, number>;
}
/** What a plan's answer rests on, alley by alley in order of id: kept with it, so that a file of it says later what it said then. */
export interface Ground {
  id: number[];
  lengthM: number[];
  households: (number | null)[];
  /** alleys × criteria, row by row. */
  needMin: number[];
  needMax: number[];
  /** Null where no quantity can be taken off. */
  works: (GroundWork[] | null)[];
}

const round = (value: number): number => Math.round(value * 100) / 100;

export function groundOf(alleys: readonly PlannedAlley[]): Ground {
  const costOf = ({ costs }: PlannedAlley, workType: string, kind: CostCase): number =>
    costs[kind]?.lines.find((line) => line.workType === workType)?.cost ?? 0;
  return {
    id: alleys.map(({ facts }) => facts.id),
    lengthM: alleys.map(({ facts }) => round(facts.lengthM)),
    households: alleys.map(({ facts }) => facts.households),
    needMin: alleys.flatMap(({ needs }) => Array.from(needs.min, round)),
    needMax: alleys.flatMap(({ needs }) => Array.from(needs.max, round)),
    works: alleys.map(
      (alley) =>
        alley.takeOff?.map(({ workType, unit, quantity }) => ({
          type: workType,
          unit,
          min: round(quantity.min),
          max: round(quantity.max),
          costs: Object.fromEntries(COST_CASES.map((kind) => [kind, costOf(alley, workType, kind)])) as Record<CostCase, number>,
        })) ?? null,
    ),
  };
}

/** Need of one alley (by place) by one criterion (by place). */
export const needOf = (ground: Ground, alley: number, criterion: number): { min: number; max: number } => ({
  min: ground.needMin[alley * CRITERIA.length + criterion] ?? 0,
  max: ground.needMax[alley * CRITERIA.length + criterion] ?? 100,
});
