import { expect, it } from 'vitest';
import { generateDistrict } from './generate.ts';
import { buildWorkHistories } from './work-histories.ts';

const demo = generateDistrict({ seed: 7, size: 'S', now: new Date('2026-11-20T02:00:00Z') });
const histories = buildWorkHistories(demo);
const workOf = new Map(demo.works.map((work) => [work.id, work]));

it('is the same for the same district', () => {
  expect(buildWorkHistories(demo)).toEqual(histories);
});

it('tells of every accepted work when it was accepted, after it was finished', () => {
  const passed = histories.acceptances.filter(({ result }) => result === 'passed');
  expect(passed).toHaveLength(demo.works.filter(({ phase, completedOn }) => phase === 'accepted' && completedOn !== null).length);
  for (const { workId, acceptedOn, failed } of passed) {
    expect([acceptedOn >= (workOf.get(workId)?.completedOn ?? ''), failed]).toEqual([true, null]);
  }
  expect(histories.acceptances.some(({ result, failed }) => result === 'rework' && failed !== null)).toBe(true);
});

it('has one score a month and work, none in the future, and slips below the line', () => {
  expect(new Set(histories.checks.map(({ workId, month }) => `${workId} ${month}`)).size).toBe(histories.checks.length);
  for (const { month, checkedOn, score } of histories.checks)
    expect([checkedOn <= '2026-11-20', month.slice(0, 7) === checkedOn.slice(0, 7), score <= 100]).toEqual([true, true, true]);
});

it('has pictures of before and after of finished works only', () => {
  for (const { workId, beforeOn, afterOn } of histories.pictures) expect([workOf.get(workId)?.completedOn, beforeOn <= afterOn]).toEqual([afterOn, true]);
  expect(histories.pictures.length).toBeGreaterThan(5);
});
