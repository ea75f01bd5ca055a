import type { CostCase } from '#geodata/priority/costs';
import { CRITERIA, PRIORITY_VERSION, type Weights } from '#geodata/priority/criteria';
import { conditionOf, defectSharesOf, removableOf, type Score, scoreOf, shareOfWeights } from '#geodata/priority/score';
import type { Uncertain } from '#geodata/selection/outlook';
import { packagesOf } from '#geodata/selection/packages';
import { type Candidate, costOf, faultsOf, type SelectionProblem } from '#geodata/selection/problem';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import { type Barrier, barriersOf, isOpenIn, lockFaults } from './barriers.ts';
import type { Fingerprint, PlanSpec, UnitCostRow } from './contract.ts';
import { type AlleyFacts, type CommunityFacts, type Facts, ONE_PURSE, type PlannedAlley, planAlley, pricesOf, type SubdistrictFacts } from './facts.ts';
import { faultError, floorFaults, type LostAlleys, pairFaults } from './faults.ts';

/** A plan's question, ready to be solved, and all that its answer is told with. */
export interface PlanContext {
  spec: PlanSpec;
  years: number[];
  sources: string[];
  alleys: PlannedAlley[];
  scores: Score[];
  barriers: Barrier[][];
  subdistricts: SubdistrictFacts[];
  communities: CommunityFacts[];
  unitCosts: readonly UnitCostRow[];
  /** Subdistricts (by place) that may not hold what the floor rule owes them. */
  reducedFloors: number[];
  problem: SelectionProblem;
  uncertain: Uncertain;
  /** Digests take longer than all the rest: only what is kept, or compared, needs them. */
  fingerprint: () => Fingerprint;
}

export interface PlanInputs extends Facts {
  spec: PlanSpec;
  unitCosts: readonly UnitCostRow[];
  /** Pairs of alley ids within the distance of the package rule. */
  neighbours: readonly { a: number; b: number }[];
  today: string;
  /** Alleys that the question names and the plan does not have. */
  lost: LostAlleys;
}

/**
 * Scores, costs and constraints of a plan as one selection problem.
 * @throws Problem invalid-body with a pointer for everything that cannot be asked; nothing is repaired.
 */
export function buildPlan(inputs: PlanInputs): PlanContext {
  const { spec, subdistricts, unitCosts, today } = inputs;
  const years = Array.from({ length: spec.years }, (_, at) => spec.startYear + at);
  const named = [...new Set(spec.budgets.map(({ source }) => source))];
  if (named.includes(ONE_PURSE) && named.length > 1)
    throw problems.invalidBody([{ pointer: '/spec/budgets', detail: `Either every budget is of “${ONE_PURSE}” source, or none is.` }]);
  const sources = named[0] === ONE_PURSE ? named : [...new Set([...named, ...unitCosts.flatMap(({ shares }) => Object.keys(shares))])].sort();
  const prices = pricesOf(unitCosts, sources);
  const alleys = inputs.alleys.map((facts) => planAlley(facts, subdistricts, prices, sources, today));
  const shares = shareOfWeights(spec.weights as Weights);
  const defects = defectSharesOf(shares);
  const scores = alleys.map(({ needs }) => scoreOf(needs, shares));
  const barriers = alleys.map((alley) => barriersOf(alley, spec, today));
  const placeOf = new Map(alleys.map(({ facts }, place) => [facts.id, place]));
  const unasked = [
    ...lockFaults(spec, { placeOf, barriers, years, lost: inputs.lost }),
    ...pairFaults(spec, placeOf, inputs.lost),
    ...floorFaults(spec, subdistricts),
  ];
  if (unasked.length > 0) throw problems.invalidBody(unasked);
  const pairsOf = (list: PlanSpec['conflicts']): (readonly [number, number])[] =>
    list.map(([a, b]) => [placeOf.get(a) as number, placeOf.get(b) as number] as const);
  const groupOf = new Map(subdistricts.map(({ id }, place) => [id, place]));
  const groups = alleys.map(({ facts }) => (facts.subdistrict === null ? null : (groupOf.get(facts.subdistrict.id) ?? null)));
  const neighbours = inputs.neighbours.flatMap(({ a, b }) => {
    const pair = [placeOf.get(a), placeOf.get(b)] as const;
    return pair[0] === undefined || pair[1] === undefined ? [] : [[pair[0], pair[1]] as const];
  });
  const packages = spec.packages === null ? null : packagesOf(groups, neighbours);
  const lockOf = new Map(spec.locks.map((lock) => [lock.alleyId, lock]));
  const factor = Float64Array.from(alleys, ({ facts }) => multiplierOf(facts, spec.benefit));
  const candidates = alleys.map(({ facts, needs, costs }, place): Candidate => {
    const lock = lockOf.get(facts.id);
    const open = years
      .map((_, at) => at)
      .filter((at) => isOpenIn(barriers[place] ?? [], years[at] as number) && (lock?.year === undefined || lock.year === years[at]));
    const { middle: score } = scores[place] as Score;
    const condition = conditionOf(needs, defects);
    return {
      id: facts.id,
      value: removableOf(score, condition) * (factor[place] as number),
      score,
      condition,
      households: facts.households ?? 0,
      costs: costs[spec.costCase]?.bySource ?? sources.map(() => 0),
      group: groups[place] ?? null,
      package: packages?.[place] ?? null,
      years: open,
      isLockedIn: lock?.kind === 'in',
    };
  });
  const budgets = years.map((year) => sources.map((source) => spec.budgets.find((one) => one.year === year && one.source === source)?.amountMinor ?? 0));
  const { floors, reduced } = floorsOf(
    spec,
    subdistricts,
    candidates,
    budgets.flat().reduce((sum, amount) => sum + amount, 0),
  );
  const problem: SelectionProblem = {
    yearWeights: years.map((_, at) => (1 - spec.yearDiscount) ** at),
    budgets,
    candidates,
    floors,
    packages:
      packages === null
        ? []
        : Array.from({ length: Math.max(-1, ...packages) + 1 }, () => ({
            least: spec.packages?.leastMinor ?? 0,
            most: spec.packages?.mostMinor ?? Number.POSITIVE_INFINITY,
          })),
    conflicts: pairsOf(spec.conflicts),
    precedences: pairsOf(spec.precedences),
  };
  const faults = faultsOf(problem);
  if (faults.length > 0) throw problems.invalidBody(faults.map((fault) => faultError(fault, { spec, alleys, years, sources })));
  return {
    spec,
    years,
    sources,
    alleys,
    scores,
    barriers,
    subdistricts,
    communities: inputs.communities,
    unitCosts,
    reducedFloors: reduced,
    problem,
    uncertain: uncertainOf(alleys, shares, factor, spec.costCase),
    fingerprint: () => fingerprintOf(inputs, alleys),
  };
}

function multiplierOf({ lengthM, households }: AlleyFacts, benefit: PlanSpec['benefit']): number {
  if (benefit === 'length') return lengthM / 100;
  return benefit === 'households' ? (households ?? 0) / 100 : 1;
}

/** A floor by rule is never more than what may be chosen there at all; where that makes it smaller the result says so (isFloorReduced). */
function floorsOf({ floorRule, floors }: PlanSpec, subdistricts: readonly SubdistrictFacts[], candidates: readonly Candidate[], budget: number) {
  const households = subdistricts.reduce((sum, one) => sum + one.households, 0);
  const reduced: number[] = [];
  const named = floors.map(({ grid, leastMinor, leastCount }) => ({
    group: subdistricts.findIndex(({ code }) => code === grid),
    leastCost: leastMinor,
    leastCount,
  }));
  const byRule = subdistricts.flatMap((one, group) => {
    if (floorRule === null || named.some((floor) => floor.group === group)) return [];
    const open = candidates.filter((candidate) => candidate.group === group && candidate.years.length > 0);
    const leastCost = households === 0 ? 0 : Math.floor((floorRule.householdShare * one.households * budget) / households);
    const most = open.reduce((sum, candidate) => sum + costOf(candidate), 0);
    if (leastCost > most || floorRule.leastCount > open.length) reduced.push(group);
    return [{ group, leastCost: Math.min(leastCost, most), leastCount: Math.min(floorRule.leastCount, open.length) }];
  });
  return { floors: [...byRule, ...named].filter(({ leastCost, leastCount }) => leastCost > 0 || leastCount > 0), reduced };
}

function uncertainOf(alleys: readonly PlannedAlley[], shares: Float64Array, factor: Float64Array, kind: CostCase): Uncertain {
  const needs = new Float32Array(alleys.length * CRITERIA.length);
  for (const [place, alley] of alleys.entries())
    for (let at = 0; at < CRITERIA.length; at++) needs[place * CRITERIA.length + at] = ((alley.needs.min[at] as number) + (alley.needs.max[at] as number)) / 2;
  const against = (other: CostCase): Float64Array =>
    Float64Array.from(alleys, ({ costs }) => {
      const base = costs[kind]?.total ?? 0;
      return base === 0 ? 1 : (costs[other]?.total ?? base) / base;
    });
  return { needs, shares, factor, low: against('low'), high: against('high') };
}

/** Digests of the parts a plan is computed from, and of each alley: its place, and its raw values. */
export function fingerprintOf(
  { spec, unitCosts, neighbours }: Pick<PlanInputs, 'spec' | 'unitCosts' | 'neighbours'>,
  alleys: readonly PlannedAlley[],
): Fingerprint {
  const place = alleys.map(({ facts }) => facts.placeDigest);
  const facts = alleys.map(({ facts: { lon: _lon, lat: _lat, placeDigest: _place, ...rest }, raw }) => digestOf({ ...rest, raw }).slice(0, 12));
  const id = alleys.map((alley) => alley.facts.id);
  return {
    parts: {
      model: PRIORITY_VERSION,
      unitCosts: digestOf(unitCosts),
      alleys: digestOf([id, facts]),
      places: digestOf([id, place]),
      neighbours: digestOf(neighbours),
      spec: digestOf(spec),
    },
    alleys: { id, place, facts },
  };
}
