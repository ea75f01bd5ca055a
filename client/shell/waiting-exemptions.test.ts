import { expect, test } from 'vitest';
import type { VisitEvent } from '#contract/live';
import type { ExemptionPage } from '#contract/visits';
import { movesWaiting } from './waiting-exemptions.ts';

const visit = (more: Partial<VisitEvent>): VisitEvent => ({
  type: 'visit',
  path: 'town/west',
  visitId: 9,
  householdId: 1,
  campaignId: 2,
  kind: 'household',
  state: 'covered',
  deed: 'recorded',
  ...more,
});
const list = (...households: number[]) => ({
  pages: [{ items: households.map((householdId) => ({ householdId })) } as ExemptionPage],
  pageParams: [null],
});

test('a new request and a decision move the list, wherever they are', () => {
  expect(movesWaiting([visit({ state: 'exempt_pending' })], [list(7)])).toBe(true);
  expect(movesWaiting([visit({ state: 'exempt', deed: 'approved' })], [])).toBe(true);
  expect(movesWaiting([visit({ state: 'tried', deed: 'rejected' })], [undefined])).toBe(true);
});

test('another knock or a correction moves it only at a door that is listed', () => {
  expect(movesWaiting([visit({ householdId: 7 })], [list(3), list(7)])).toBe(true);
  expect(movesWaiting([visit({ householdId: 7, deed: 'corrected', state: 'tried' })], [list(7)])).toBe(true);
  expect(movesWaiting([visit({ householdId: 8 }), visit({ state: 'exempt' })], [list(7)])).toBe(false);
  expect(movesWaiting([], [list(7)])).toBe(false);
});
