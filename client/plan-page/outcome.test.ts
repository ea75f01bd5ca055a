import { expect, test } from 'vitest';
import type { PlanResult } from '#contract/plans';
import { Outcomes } from './outcome.ts';

/** A result of alleys by what they are worth, in need, and what they cost, in 万元; all of them chosen. */
function chosen(rows: readonly { value: number; cost: number; by?: 'value' | 'floor' }[]): PlanResult {
  const column = <Value>(of: (row: (typeof rows)[number], at: number) => Value) => rows.map(of);
  const alleys = {
    id: column((_, at) => at + 1),
    year: column(() => 2027),
    value: column(({ value }) => value),
    costMinor: column(({ cost }) => cost * 1e6),
    stability: column(() => null),
    reason: column(({ by = 'value' }) => ({ code: 'chosen', by })),
    consentUnknown: column(() => false),
    package: column(() => null),
  };
  return { alleys } as unknown as PlanResult;
}

test('the line is the weakest that is in by its own worth: neither a floor nor what fills the last gap moves it', () => {
  const own = [
    { value: 40, cost: 10 },
    { value: 25, cost: 10 },
    { value: 30, cost: 10 },
  ];
  expect(new Outcomes(chosen(own)).leastDensity).toBeCloseTo(2.5);
  expect(new Outcomes(chosen([...own, { value: 0.5, cost: 1 }])).leastDensity).toBeCloseTo(2.5);
  expect(new Outcomes(chosen([...own, { value: 1, cost: 10, by: 'floor' }])).leastDensity).toBeCloseTo(2.5);
  expect(new Outcomes(chosen([...own, { value: 10, cost: 10 }])).leastDensity).toBeCloseTo(1);
  expect(new Outcomes(chosen([])).leastDensity).toBeNull();
});
