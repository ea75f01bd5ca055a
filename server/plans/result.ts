import { violationsOf } from '#geodata/selection/check';
import type { Reason } from '#geodata/selection/explain';
import { type Choice, costOf, NOT_CHOSEN, spendingOf, worthOf } from '#geodata/selection/problem';
import type { PlanContext } from './build.ts';
import { tellConflict, tellViolation } from './constraints.ts';
import type { PlanResult } from './contract.ts';
import type { SolverOutcome } from './solver-messages.ts';
import { surveysOf } from './surveys.ts';

/** An outcome in the planner's terms: ids, years, codes and 分 instead of places in lists. */
export function resultOf(context: PlanContext, outcome: SolverOutcome): PlanResult {
  const { exact, stability, conflict } = outcome;
  const { problem, alleys, scores, years, sources, subdistricts, spec } = context;
  // Without an optimum (infeasible, or no time) the plan shown is the rule's, with what it breaks.
  const shown = exact.choice ?? outcome.greedy;
  const yearOf = (choice: Choice): (number | null)[] => Array.from(choice, (year) => (year === NOT_CHOSEN ? null : (years[year] as number)));
  return {
    status: exact.status,
    value: exact.value,
    bound: Number.isFinite(exact.bound) ? exact.bound : exact.value,
    gap: exact.gap,
    elapsedMs: exact.elapsedMs,
    years,
    sources,
    optimum: exact.choice && summaryOf(context, exact.choice),
    greedy: summaryOf(context, outcome.greedy),
    worstFirst: summaryOf(context, outcome.worstFirst),
    alleys: {
      id: alleys.map(({ facts }) => facts.id),
      year: yearOf(shown),
      greedyYear: yearOf(outcome.greedy),
      worstFirstYear: yearOf(outcome.worstFirst),
      score: scores.map(({ middle }) => round(middle)),
      scoreMin: scores.map(({ min }) => round(min)),
      scoreMax: scores.map(({ max }) => round(max)),
      completeness: scores.map(({ completeness }) => round(completeness)),
      value: problem.candidates.map(({ value }) => round(value)),
      costMinor: alleys.map(({ costs }) => costs[spec.costCase]?.total ?? null),
      lowMinor: alleys.map(({ costs }) => costs.low?.total ?? null),
      highMinor: alleys.map(({ costs }) => costs.high?.total ?? null),
      subdistrict: problem.candidates.map(({ group }) => (group === null ? null : (subdistricts[group]?.code ?? null))),
      package: problem.candidates.map((candidate) => candidate.package),
      stability: alleys.map((_, place) => (stability === null ? null : round(stability.inShare[place] as number))),
      reason: outcome.reasons.map((reason, place) => tellReason(context, reason, place)),
      consentUnknown: alleys.map(({ facts }) => facts.consent === null),
    },
    budgets: budgetsOf(context, shown),
    subdistricts: subdistrictsOf(context, shown),
    surveyFirst: surveysOf(context, shown, outcome.reasons),
    curve: outcome.curve.map(({ share, budget, best, worstFirst }) => ({ share, budgetMinor: budget, best: sideOf(best), worstFirst: sideOf(worstFirst) })),
    draws: stability?.draws ?? 0,
    conflicts: conflict && tellConflict(context, conflict),
    elderly: elderlyOf(context, shown),
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
const sideOf = ({ spent, ...rest }: SolverOutcome['curve'][number]['best']) => ({ spentMinor: spent, ...rest, value: round(rest.value) });

function summaryOf({ problem, ...context }: PlanContext, choice: Choice) {
  const chosen = problem.candidates.filter((_, place) => choice[place] !== NOT_CHOSEN);
  return {
    value: worthOf(problem, choice),
    alleys: chosen.length,
    households: chosen.reduce((sum, { households }) => sum + households, 0),
    spentMinor: chosen.reduce((sum, candidate) => sum + costOf(candidate), 0),
    broken: violationsOf(problem, choice).map((violation) => tellViolation({ problem, ...context }, violation)),
  };
}

/** Places in lists as the ids, codes and years they stand for. */
function namesOf({ alleys, subdistricts, sources, years }: PlanContext, told: object): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  const id = (place: number): number | undefined => alleys[place]?.facts.id;
  for (const [key, value] of Object.entries(told)) {
    if (key === 'year' && typeof value === 'number') named.year = years[value] ?? value;
    if (key === 'years' && Array.isArray(value)) named.years = value.map((year: number) => years[year] ?? year);
    if (key === 'source' && typeof value === 'number') named.source = sources[value];
    if (key === 'group' && typeof value === 'number') named.group = subdistricts[value]?.code;
    if (['candidate', 'first', 'then', 'with', 'needs', 'next'].includes(key) && typeof value === 'number') named[key] = id(value);
    if (key === 'candidates' && Array.isArray(value)) named.candidates = value.map((place: number) => id(place));
  }
  return named;
}

/** Barriers come before what the selection says: an alley that is closed was never in the race. */
function tellReason(context: PlanContext, reason: Reason, place: number): { code: string } {
  const barriers = context.barriers[place] ?? [];
  if (reason.code !== 'chosen') {
    const first =
      reason.code === 'no-year'
        ? (barriers.find(({ until }) => until === undefined) ?? barriers.toSorted((a, b) => ((a.until ?? '') < (b.until ?? '') ? 1 : -1))[0])
        : undefined;
    if (first) return { ...first };
  }
  const lock = context.spec.locks.find(({ alleyId, kind }) => kind === 'in' && alleyId === context.alleys[place]?.facts.id);
  const by = reason.code === 'chosen' && reason.by === 'lock' && lock ? { reason: lock.reason, person: lock.person ?? null } : {};
  return { ...reason, ...namesOf(context, reason), ...by };
}

function budgetsOf({ problem, alleys, years, sources }: PlanContext, choice: Choice): PlanResult['budgets'] {
  const spent = spendingOf(problem, choice);
  return years.flatMap((year, at) =>
    sources.map((source, place) => {
      const budgetMinor = problem.budgets[at]?.[place] ?? 0;
      const highMinor = alleys.reduce((sum, { costs }, alley) => sum + (choice[alley] === at ? (costs.high?.bySource[place] ?? 0) : 0), 0);
      return { year, source, budgetMinor, spentMinor: spent[at]?.[place] ?? 0, highMinor, highBreaks: highMinor > budgetMinor };
    }),
  );
}

function subdistrictsOf({ problem, subdistricts, reducedFloors }: PlanContext, choice: Choice): PlanResult['subdistricts'] {
  return subdistricts.map(({ code, name, households, elderlyShare }, group) => {
    const sums = { alleys: 0, spentMinor: 0, valueBefore: 0, valueRemoved: 0, densest: 0 };
    for (const [place, candidate] of problem.candidates.entries()) {
      if (candidate.group !== group) continue;
      sums.valueBefore += candidate.value;
      if (choice[place] !== NOT_CHOSEN) {
        sums.alleys += 1;
        sums.spentMinor += costOf(candidate);
        sums.valueRemoved += candidate.value;
      } else if (candidate.years.length > 0 && costOf(candidate) > 0) sums.densest = Math.max(sums.densest, candidate.value / costOf(candidate));
    }
    const { densest, ...told } = sums;
    const perHousehold = households === 0 ? null : Math.round(sums.spentMinor / households);
    return {
      code,
      name,
      households,
      ...told,
      valueBefore: round(told.valueBefore),
      valueRemoved: round(told.valueRemoved),
      minorPerHousehold: perHousehold,
      elderlyShare: elderlyShare === null ? null : round(elderlyShare),
      nextValuePer10k: densest === 0 ? null : round(densest * 1e6),
      isFloorReduced: reducedFloors.includes(group),
    };
  });
}

/** Lower ends of the bands of communities by their share of residents of 60 and over. */
const ELDERLY_BANDS = [0, 0.15, 0.2, 0.25, 0.3] as const;

/** What is spent for each household, by how many old people a community has; those where nobody has counted come last. */
function elderlyOf({ problem, alleys, communities }: PlanContext, choice: Choice): PlanResult['elderly'] {
  const bandOf = ({ residents, aged60 }: PlanContext['communities'][number]): number =>
    residents === 0 ? ELDERLY_BANDS.length : ELDERLY_BANDS.findLastIndex((from) => aged60 / residents >= from);
  const bands = Array.from({ length: ELDERLY_BANDS.length + 1 }, () => ({
    communities: 0,
    residents: 0,
    aged60: 0,
    households: 0,
    alleys: 0,
    spentMinor: 0,
  }));
  const placeOf = new Map<string, number>();
  for (const community of communities) {
    const at = bandOf(community);
    placeOf.set(community.code, at);
    const band = bands[at] as (typeof bands)[number];
    band.communities += 1;
    for (const key of ['residents', 'aged60', 'households'] as const) band[key] += community[key];
  }
  for (const [place, { facts }] of alleys.entries()) {
    const band = bands[placeOf.get(facts.community ?? '') ?? -1];
    if (band === undefined || choice[place] === NOT_CHOSEN) continue;
    band.alleys += 1;
    band.spentMinor += costOf(problem.candidates[place] as (typeof problem.candidates)[number]);
  }
  return bands.flatMap((band, at) => {
    if (band.communities === 0) return [];
    const isKnown = at < ELDERLY_BANDS.length;
    const perHousehold = band.households === 0 ? null : Math.round(band.spentMinor / band.households);
    return [
      {
        fromShare: isKnown ? (ELDERLY_BANDS[at] as number) : null,
        toShare: isKnown ? (ELDERLY_BANDS[at + 1] ?? 1) : null,
        ...band,
        minorPerHousehold: perHousehold,
      },
    ];
  });
}
