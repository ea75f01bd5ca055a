import { type Choice, costOf, NOT_CHOSEN, type SelectionProblem, spendingOf, tiesOf } from './problem.ts';

/**
 * Why an alley is in, or out, by code and figures; the reader's words are found elsewhere. Candidates are named by their place in the list.
 * chosen: next = the best by score that is out, and by how many points it lies below (negative: above, and its own reason says why it is out).
 */
export type Reason =
  | { code: 'chosen'; year: number; by: 'lock' | 'floor' | 'value'; next: number | null; pointsBelow: number | null }
  | { code: 'no-year' }
  | { code: 'nothing-to-gain' }
  | { code: 'conflict'; with: number; year: number }
  | { code: 'precedence'; needs: number }
  | { code: 'package-year'; year: number }
  | { code: 'package-least'; value: number; least: number }
  | { code: 'package-most'; value: number; most: number }
  | { code: 'budget'; year: number; source: number; shortBy: number }
  | { code: 'outbid' };

/** The reason of each candidate. Of several constraints the one that is nearest to giving way is named: the year in which least is missing. */
export function reasonsOf(problem: SelectionProblem, choice: Choice): Reason[] {
  const { candidates } = problem;
  const spent = spendingOf(problem, choice);
  const ties = tiesOf(problem);
  const built = problem.packages.map(() => ({ value: 0, year: NOT_CHOSEN }));
  const groupCost = new Map<number, number>();
  const groupCount = new Map<number, number>();
  for (const [index, candidate] of candidates.entries()) {
    if (choice[index] === NOT_CHOSEN) continue;
    const one = candidate.package === null ? undefined : built[candidate.package];
    if (one) {
      one.value += costOf(candidate);
      one.year = choice[index] as number;
    }
    if (candidate.group === null) continue;
    groupCost.set(candidate.group, (groupCost.get(candidate.group) ?? 0) + costOf(candidate));
    groupCount.set(candidate.group, (groupCount.get(candidate.group) ?? 0) + 1);
  }
  const out = candidates.map((_, index) => index).filter((index) => choice[index] === NOT_CHOSEN && (candidates[index]?.years.length ?? 0) > 0);
  const next = out.reduce<number | null>(
    (best, index) => (best === null || (candidates[index]?.score ?? 0) > (candidates[best]?.score ?? 0) ? index : best),
    null,
  );

  const whyOut = (index: number): Reason => {
    const candidate = candidates[index] as (typeof candidates)[number];
    const { years, costs, value } = candidate;
    if (years.length === 0) return { code: 'no-year' };
    if (value <= 0) return { code: 'nothing-to-gain' };
    const missing = (ties.predecessors.get(index) ?? []).find((first) => choice[first] === NOT_CHOSEN);
    if (missing !== undefined) return { code: 'precedence', needs: missing };
    let least: Reason | null = null;
    let leastShort = Number.POSITIVE_INFINITY;
    for (const year of years) {
      const rival = (ties.rivals.get(index) ?? []).find((other) => choice[other] === year);
      let reason: Reason | null = rival === undefined ? null : { code: 'conflict', with: rival, year };
      let short = rival === undefined ? 0 : Number.MAX_VALUE;
      for (const [source, cost] of costs.entries()) {
        const over = cost - ((problem.budgets[year]?.[source] ?? 0) - (spent[year]?.[source] ?? 0));
        if (over <= short) continue;
        reason = { code: 'budget', year, source, shortBy: over };
        short = over;
      }
      reason ??= whyNotInPackage(index, year);
      if (reason === null) return { code: 'outbid' };
      if (least === null || short < leastShort) {
        least = reason;
        leastShort = short;
      }
    }
    return least ?? { code: 'outbid' };
  };

  const whyNotInPackage = (index: number, year: number): Reason | null => {
    const candidate = candidates[index] as (typeof candidates)[number];
    const one = candidate.package === null ? undefined : built[candidate.package];
    const rule = candidate.package === null ? undefined : problem.packages[candidate.package];
    if (!one || !rule) return null;
    const value = one.value + costOf(candidate);
    if (one.year !== NOT_CHOSEN && one.year !== year) return { code: 'package-year', year: one.year };
    if (value > rule.most) return { code: 'package-most', value, most: rule.most };
    return value < rule.least ? { code: 'package-least', value, least: rule.least } : null;
  };

  const neededByFloor = (index: number): boolean => {
    const candidate = candidates[index] as (typeof candidates)[number];
    const floor = problem.floors.find(({ group }) => group === candidate.group);
    if (!floor || candidate.group === null) return false;
    return (groupCost.get(candidate.group) ?? 0) - costOf(candidate) < floor.leastCost || (groupCount.get(candidate.group) ?? 0) - 1 < floor.leastCount;
  };

  return candidates.map((candidate, index): Reason => {
    const year = choice[index] as number;
    if (year === NOT_CHOSEN) return whyOut(index);
    const by = candidate.isLockedIn ? 'lock' : neededByFloor(index) ? 'floor' : 'value';
    return { code: 'chosen', year, by, next, pointsBelow: next === null ? null : candidate.score - (candidates[next]?.score ?? 0) };
  });
}
