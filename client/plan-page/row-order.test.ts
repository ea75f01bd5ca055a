import { expect, test } from 'vitest';
import { CRITERIA, DEFAULT_WEIGHTS } from '#geodata/priority/criteria';
import type { PlanAlleys } from './api.ts';
import { scoreSteps } from './layers.ts';
import { Outcomes } from './outcome.ts';
import { gainOf, rank } from './ranking.ts';
import { orderRows } from './row-order.ts';

const COUNT = 10_413;

function district(): PlanAlleys {
  const one = <Value>(value: (at: number) => Value) => Array.from({ length: COUNT }, (_, at) => value(at));
  const needMin = Array.from({ length: COUNT * CRITERIA.length }, (_, at) => (at * 7919) % 80);
  return {
    asOf: '2026-11-22',
    criteria: [...CRITERIA],
    id: one((at) => at + 1),
    code: one(String),
    name: one(() => null),
    subdistrict: one(() => null),
    lengthM: one((at) => 40 + (at % 300)),
    households: one((at) => at % 90),
    lon: one(() => 114),
    lat: one(() => 34),
    needMin,
    needMax: needMin.map((need, at) => need + (at % 20)),
    lowMinor: one((at) => 1e6 + at),
    likelyMinor: one((at) => 2e6 + at),
    highMinor: one((at) => 3e6 + at),
    likelyBySource: {},
  };
}

test('a move of a weight, without drawing, is done within a frame for 10,413 alleys, and every alley has one place', () => {
  const alleys = district();
  const outcomes = new Outcomes(null);
  const times = Array.from({ length: 15 }, (_, move) => {
    const start = performance.now();
    const ranking = rank(alleys, { ...DEFAULT_WEIGHTS, road: move });
    if (ranking === null) throw new Error('no ranking');
    const gain = gainOf(alleys, ranking, { benefit: 'length', costCase: 'likely' });
    const { chosen, others } = orderRows(alleys, ranking, gain, outcomes, 'score');
    const steps = scoreSteps(ranking, COUNT);
    const took = performance.now() - start;
    expect(chosen).toHaveLength(0);
    expect(new Set(others).size).toBe(COUNT);
    expect(Math.abs((steps[5] as number) - (ranking.score[5] as number))).toBeLessThanOrEqual(2);
    return took;
  });
  // The quickest of a few: what the work costs, not what else the machine does.
  expect(Math.min(...times)).toBeLessThan(16);
});

test('the table sorts by any column, equal keys by score', () => {
  const alleys = district();
  const ranking = rank(alleys, DEFAULT_WEIGHTS);
  if (ranking === null) throw new Error('no ranking');
  const gain = gainOf(alleys, ranking, { benefit: 'length', costCase: 'likely' });
  const { others } = orderRows(alleys, ranking, gain, new Outcomes(null), 'households');
  for (let at = 1; at < others.length; at++) {
    const [above, below] = [others[at - 1] as number, others[at] as number];
    const more = (alleys.households[above] ?? 0) - (alleys.households[below] ?? 0);
    expect(more > 0 || (more === 0 && (ranking.rank[above] as number) < (ranking.rank[below] as number))).toBe(true);
  }
});
