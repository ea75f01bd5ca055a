import { costOfAlley, type UnitCost } from '#geodata/priority/costs';
import { conditionOf, defectSharesOf, type Needs, removableOf, scoreOf, shareOfWeights } from '#geodata/priority/score';
import { type Prospect, type SurveyWish, surveyFirst } from '#geodata/priority/survey-first';
import type { Reason } from '#geodata/selection/explain';
import { type Choice, costOf, NOT_CHOSEN } from '#geodata/selection/problem';
import type { PlanContext } from './build.ts';
import type { PlanResult } from './contract.ts';
import { type PlannedAlley, pricesOf } from './facts.ts';

const MOST_SURVEYS = 200;
/** Share of the money that fills gaps at the end: what it buys does not tell where the selection ends (the page draws the line in the same place). */
const FILLING_SHARE = 0.05;

/** Alleys whose survey could change the selection, by how much need that would gain. Those that a person put in stay in whatever is found. */
export function surveysOf(context: PlanContext, choice: Choice, reasons: readonly Reason[]): PlanResult['surveyFirst'] {
  const line = lineOf(context, choice, reasons);
  if (line === null) return [];
  const { alleys, problem, barriers, spec, sources, unitCosts } = context;
  const shares = shareOfWeights(spec.weights);
  const defects = defectSharesOf(shares);
  const prices = pricesOf(unitCosts, sources);
  const perMetre = middleOf(
    alleys.flatMap(({ facts, costs }) => {
      const cost = costs[spec.costCase];
      return cost === null ? [] : [cost.total / facts.lengthM];
    }),
  );
  const wishes = alleys.flatMap((alley, place): SurveyWish[] => {
    const candidate = problem.candidates[place] as (typeof problem.candidates)[number];
    // Out only because its width was never measured: its works are taken to cost what they cost elsewhere.
    const own = barriers[place] ?? [];
    const isUnmeasured = own.length > 0 && own.every(({ code, widthUnknown }) => code === 'no-cost' && widthUnknown === true);
    if (candidate.isLockedIn || (candidate.years.length === 0 && !isUnmeasured)) return [];
    const factor = spec.benefit === 'length' ? alley.facts.lengthM / 100 : spec.benefit === 'households' ? (alley.facts.households ?? 0) / 100 : 1;
    const prospect = (needs: Needs, end: 'min' | 'max' | null): Prospect => ({
      value: removableOf(scoreOf(needs, shares).middle, conditionOf(needs, defects)) * factor,
      cost: costAt(alley, end, prices, context) ?? perMetre * alley.facts.lengthM,
    });
    const { min, max } = alley.needs;
    const middle = prospect(alley.needs, null);
    const isChosen = choice[place] !== NOT_CHOSEN;
    return [
      {
        id: alley.facts.id,
        isChosen,
        // What cannot be chosen at all is worth nothing until it is measured.
        middle: isUnmeasured ? { value: 0, cost: middle.cost } : middle,
        least: prospect({ min, max: min }, 'min'),
        most: prospect({ min: max, max }, 'max'),
      },
    ];
  });
  return surveyFirst(wishes, line)
    .slice(0, MOST_SURVEYS)
    .map(({ id, weight }) => ({ alleyId: id, weight: Math.round(weight * 1000) / 1000 }));
}

/** Need for each 分 of what was chosen last by its own worth; null where nothing was. */
function lineOf({ problem: { candidates } }: PlanContext, choice: Choice, reasons: readonly Reason[]): number | null {
  const worthy = candidates
    .flatMap((candidate, place) => {
      const [cost, reason] = [costOf(candidate), reasons[place]];
      return choice[place] !== NOT_CHOSEN && cost > 0 && reason?.code === 'chosen' && reason.by === 'value' ? [{ cost, density: candidate.value / cost }] : [];
    })
    .sort((a, b) => a.density - b.density);
  const filling = worthy.reduce((sum, { cost }) => sum + cost, 0) * FILLING_SHARE;
  let below = 0;
  const last = worthy.find(({ cost }) => {
    below += cost;
    return below >= filling;
  });
  return last?.density ?? null;
}

/** Cost if every quantity came out at its least or its most; end null: as the plan has it. Null where it cannot be told. */
function costAt(
  { takeOff, costs }: PlannedAlley,
  end: 'min' | 'max' | null,
  prices: ReadonlyMap<string, UnitCost>,
  { spec, sources }: PlanContext,
): number | null {
  if (end === null || takeOff === null) return costs[spec.costCase]?.total ?? null;
  const quantities = takeOff.map((one) => ({ ...one, quantity: { min: one.quantity[end], max: one.quantity[end] } }));
  return costOfAlley(quantities, prices, sources, spec.costCase)?.total ?? null;
}

const middleOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
