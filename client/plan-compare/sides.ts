import type { PlanResult } from '#contract/plans';
import type { Engine } from '../plan-page/desk-state.ts';

/** One of two plans that are laid side by side: who is in, when, at what cost. */
export interface Side {
  /** Year of each alley that is in. */
  year: ReadonlyMap<number, number>;
  /** 分. */
  cost: ReadonlyMap<number, number>;
  alleys: number;
  households: number;
  value: number;
  spentMinor: number;
  subdistricts: { code: string; name: string; households: number; alleys: number; spentMinor: number }[];
  /** Of the engine that the result was told for alone: the others have no counts by share of elderly. */
  elderly: NonNullable<PlanResult['elderly']>;
}

/** What became of an alley on the way from the other plan to this one. */
export type Change = 'in' | 'out' | 'moved' | 'same';

const COLUMNS = { best: 'year', rule: 'greedyYear', worst: 'worstFirstYear' } as const;

/** A result as one engine chose. */
export function sideOf(result: PlanResult, engine: Engine): Side {
  const { alleys } = result;
  const summary = { best: result.optimum ?? result.greedy, rule: result.greedy, worst: result.worstFirst }[engine];
  const year = new Map<number, number>();
  const cost = new Map<number, number>();
  const spent = new Map<string, { alleys: number; spentMinor: number }>();
  for (const [place, id] of alleys.id.entries()) {
    cost.set(id, alleys.costMinor[place] ?? 0);
    const when = alleys[COLUMNS[engine]][place] ?? null;
    if (when === null) continue;
    year.set(id, when);
    const code = alleys.subdistrict[place] ?? '';
    const sum = spent.get(code) ?? { alleys: 0, spentMinor: 0 };
    spent.set(code, { alleys: sum.alleys + 1, spentMinor: sum.spentMinor + (alleys.costMinor[place] ?? 0) });
  }
  return {
    year,
    cost,
    alleys: summary.alleys,
    households: summary.households,
    value: summary.value,
    spentMinor: summary.spentMinor,
    subdistricts: result.subdistricts.map(({ code, name, households }) => ({ code, name, households, ...(spent.get(code) ?? { alleys: 0, spentMinor: 0 }) })),
    elderly: engine === 'best' ? (result.elderly ?? []) : [],
  };
}

/** Every alley that is in one of them. */
export function changesOf(other: Pick<Side, 'year'>, own: Pick<Side, 'year'>): Map<number, Change> {
  const changes = new Map<number, Change>();
  for (const [id, year] of own.year) changes.set(id, !other.year.has(id) ? 'in' : other.year.get(id) === year ? 'same' : 'moved');
  for (const id of other.year.keys()) if (!own.year.has(id)) changes.set(id, 'out');
  return changes;
}
