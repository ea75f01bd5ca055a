import { createRandom } from '../demo/random.ts';
import { removableOf } from '../priority/score.ts';
import type { Candidate, SelectionProblem } from './problem.ts';

export interface RandomShape {
  alleys: number;
  years: number;
  sources: number;
  subdistricts: number;
  /** Alleys of a package; 0 = alleys stand alone. */
  packageSize: number;
  /** Budget as a share of what everything would cost. */
  share: number;
}

/**
 * A believable district for measuring and testing: lengths and conditions uneven, worth counted as plans do (score in the measure of the defects × metres),
 * prices per m² that differ, an alley in twelve closed to the programme, some only later, a lock for every 200, a tenth as many conflicts and as many
 * precedences as alleys, each subdistrict owed 60 % of its share.
 */
export function randomProblem({ alleys, years, sources, subdistricts, packageSize, share }: RandomShape, seed: number): SelectionProblem {
  const random = createRandom(seed);
  const candidates: Candidate[] = Array.from({ length: alleys }, (_, index) => {
    const lengthM = 40 + 260 * random.next() ** 2;
    const score = Math.min(100, Math.max(0, 35 + 23 * random.normal()));
    const cost = Math.round(lengthM * random.range(2, 6) * random.range(180, 350) * (0.4 + score / 80) * 100);
    const first = sources === 1 ? cost : Math.round(cost * random.pick([1, 0.7, 0.5, 0]));
    const late = random.next();
    const isLockedIn = random.chance(1 / 400);
    const isClosed = !isLockedIn && random.chance(1 / 12);
    const firstYear = years > 2 && late > 0.96 ? 2 : years > 1 && late > 0.9 ? 1 : 0;
    const condition = Math.min(100, Math.max(0, score + random.range(-15, 15)));
    return {
      id: index + 1,
      value: (removableOf(score, condition) * lengthM) / 100,
      score,
      condition,
      households: random.int(0, 300),
      costs: sources === 1 ? [cost] : [first, cost - first],
      group: Math.floor((index / alleys) * subdistricts),
      package: packageSize > 0 ? Math.floor(index / packageSize) : null,
      years: isClosed ? [] : Array.from({ length: years - firstYear }, (_year, at) => firstYear + at),
      isLockedIn,
    };
  });
  const total = candidates.reduce((sum, { costs }) => sum + costs.reduce((one, cost) => one + cost, 0), 0);
  const split = sources === 1 ? [1] : [0.55, 0.45];
  const neighbours = (count: number): [number, number][] =>
    Array.from({ length: alleys > 6 ? Math.floor(count) : 0 }, () => {
      const first = random.int(0, alleys - 6);
      return [first, first + random.int(1, 5)];
    });
  return {
    yearWeights: [1, 0.95, 0.9].slice(0, years),
    budgets: Array.from({ length: years }, () => split.map((part) => Math.round((total * share * part) / years))),
    candidates,
    floors: Array.from({ length: subdistricts }, (_, group) => ({ group, leastCost: Math.round((0.6 * total * share) / subdistricts), leastCount: 1 })),
    packages:
      packageSize > 0
        ? Array.from({ length: Math.ceil(alleys / packageSize) }, () => ({ least: Math.round((1.2 * total) / alleys), most: Math.round((5 * total) / alleys) }))
        : [],
    // What is locked in needs nobody and excludes nobody that is locked in too: locks are made to be kept.
    conflicts: neighbours(alleys / 10).filter((pair) => !pair.every((index) => candidates[index]?.isLockedIn)),
    precedences: neighbours(alleys / 10).filter(([, then]) => !candidates[then]?.isLockedIn),
  };
}
