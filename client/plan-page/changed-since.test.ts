import { expect, test } from 'vitest';
import type { PlanChanges, PlanResult } from '#contract/plans';
import { outdated } from './changed-since.tsx';

test('only chosen alleys that were redrawn or taken out keep a plan from being approved as it is', () => {
  const result = { alleys: { id: [1, 2, 3, 4], year: [2027, null, 2028, 2027] } } as PlanResult;
  const changes: PlanChanges = { isReproducible: false, parts: ['places'], redrawn: [1, 2], changed: [4], added: [9], gone: [3], lost: [] };
  expect(outdated(changes, result)).toEqual([1, 3]);
  expect(outdated({ ...changes, redrawn: [2], gone: [] }, result)).toEqual([]);
});
