import type { PlanRelaxation, PlanResult } from '#contract/plans';
import { MINOR_PER_10K, type PlanState } from '../plan-page/desk-state.ts';
import { amountOf, wholeBudget } from '../plan-page/plan-spec.ts';

interface RelaxContext {
  state: PlanState;
  /** The budget in force, also where the address does not name one. */
  budget: PlanState['budget'];
  startYear: number;
  subdistricts: PlanResult['subdistricts'];
}

/** 万元 with two decimals, never less than what is needed (up) or more than what can be had (down). */
const up = (minor: number) => Math.ceil(minor / (MINOR_PER_10K / 100)) / 100;
const down = (minor: number) => Math.floor(minor / (MINOR_PER_10K / 100)) / 100;

/** What changes in a plan when constraints give way as proposed: budgets grow, floors of single subdistricts fall below the rule, locks are let go. */
export function relaxed({ state, budget, startYear, subdistricts }: RelaxContext, relaxations: readonly PlanRelaxation[]): Partial<PlanState> {
  const next = { budget, floors: state.floors, locks: state.locks };
  for (const { kind, year, source, grid, alleyIds, to } of relaxations) {
    if (kind === 'budget' && year !== null && source !== null) {
      const amounts = Array.from({ length: state.years }, (_, at) => (startYear + at === year ? up(to) : amountOf(next.budget[source], at)));
      next.budget = { ...next.budget, [source]: amounts };
    } else if ((kind === 'floor-cost' || kind === 'floor-count') && grid !== null) {
      const before = next.floors.find((floor) => floor.grid === grid) ?? {
        grid,
        least: floorByRule(grid, { state, budget, startYear, subdistricts }),
        count: state.leastCount,
      };
      const floor = kind === 'floor-cost' ? { ...before, least: down(to) } : { ...before, count: to };
      next.floors = [...next.floors.filter((one) => one.grid !== grid), floor];
    } else if (kind === 'lock') next.locks = next.locks.filter(({ alleyId }) => !alleyIds.includes(alleyId));
  }
  return next;
}

/** 万元 that the rule owes a subdistrict: its share of the households of the whole budget. */
export function floorByRule(grid: string, { state, budget, subdistricts }: RelaxContext): number {
  const all = subdistricts.reduce((sum, { households }) => sum + households, 0);
  const own = subdistricts.find(({ code }) => code === grid)?.households ?? 0;
  return all === 0 ? 0 : Math.floor((state.floor * own * wholeBudget(budget, state.years) * 100) / all) / 100;
}
