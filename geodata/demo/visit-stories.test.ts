import { expect, test } from 'vitest';
import { dayStart } from './days.ts';
import { generateDistrict } from './generate.ts';
import { VISIT_OUTCOMES } from './types.ts';
import { buildVisitStories } from './visit-stories.ts';

const NOW = new Date('2026-11-20T07:42:08Z');
const demo = generateDistrict({ seed: 411_600, size: 'M', now: NOW });
const stories = buildVisitStories(demo);
const open = demo.campaigns.find(({ status }) => status === 'open')?.id ?? 0;
const { visits, households, grids } = demo;
const rowOf = (visitId: number) => (visits.firstId === 0 ? visitId : visitId - visits.firstId);
const openVisited = Array.from({ length: visits.count }, (_, row) => row).filter((row) => visits.campaignId[row] === open && visits.outcome[row] === 0);

test('the same district tells the same stories', () => {
  expect(buildVisitStories(demo)).toEqual(stories);
});

test('every refusal, vacancy and unreachable door has its reason, and no other knock', () => {
  const named = new Set(stories.details.filter(({ reason }) => reason !== null).map(({ visitId }) => rowOf(visitId)));
  for (let row = 0; row < visits.count; row += 1)
    expect(named.has(row)).toBe(['refused', 'vacant', 'unreachable'].includes(VISIT_OUTCOMES[visits.outcome[row] ?? 0] as string));
});

test('half to two per cent of the visits of the open round are doubtful, in some grids far more than in others', () => {
  const parentOf = new Map(grids.map(({ id, parentId }) => [id, parentId]));
  const gridOf = (row: number) => parentOf.get(households.microGridId[(visits.householdId[row] ?? 0) - households.firstId] ?? 0) ?? 0;
  const doubtful = stories.details.filter(({ flags }) => flags.length > 0);
  const share = (doubtful.length + stories.duplicates.length) / openVisited.length;
  expect(share).toBeGreaterThan(0.005);
  expect(share).toBeLessThan(0.02);
  for (const flag of ['outside_grid', 'too_fast', 'far_from_door'])
    expect(doubtful.filter(({ flags }) => flags.includes(flag)).length, flag).toBeGreaterThan(5);
  expect(stories.duplicates.length).toBeGreaterThan(5);
  const count = (rows: number[]) => rows.reduce((sums, row) => sums.set(gridOf(row), (sums.get(gridOf(row)) ?? 0) + 1), new Map<number, number>());
  const [all, bad] = [count(openVisited), count(doubtful.map(({ visitId }) => rowOf(visitId)))];
  const shares = [...all].map(([grid, visited]) => (bad.get(grid) ?? 0) / visited).sort((a, b) => a - b);
  expect(shares.at(-1)).toBeGreaterThan(0.06);
  expect(shares[Math.floor(shares.length / 2)]).toBeLessThan(0.02);
});

test('a duplicate comes after its knock and before now; answers belong to the questions; the questions say that they hold a place', () => {
  for (const { ofVisitId, visitedAt } of stories.duplicates) {
    expect(visitedAt).toBeGreaterThan(visits.visitedAt[rowOf(ofVisitId)] ?? 0);
    expect(visitedAt).toBeLessThan(NOW.getTime());
  }
  const codes = stories.checklist.questions.map(({ code }) => code);
  expect(codes).toHaveLength(9);
  for (const { text, isRequired } of stories.checklist.questions)
    expect([text.includes('占位'), text.includes('替换'), isRequired]).toEqual([true, true, false]);
  const answered = stories.details.flatMap(({ answers }) => (answers === null ? [] : [Object.keys(answers)]));
  expect(answered.length).toBeGreaterThan(100);
  for (const keys of answered) expect(keys).toEqual(codes);
});

test('every community has a leader, every grid a department, every street an office; appointments fall on today and tomorrow', () => {
  const dutyGrids = (kind: string) => stories.duties.filter((duty) => duty.kind === kind && duty.campaignId === open).map(({ gridId }) => gridId);
  for (const [kind, level] of [
    ['leader', 3],
    ['unit', 4],
    ['fallback', 2],
  ] as const)
    expect(dutyGrids(kind).toSorted((a, b) => a - b)).toEqual(
      grids
        .filter((grid) => grid.level === level && grid.kind === 'basic')
        .map(({ id }) => id)
        .sort((a, b) => a - b),
    );
  const due = (days: number) =>
    [...visits.appointmentAt].filter((moment) => moment >= dayStart(NOW.getTime(), days) && moment < dayStart(NOW.getTime(), days + 1)).length;
  expect(due(0)).toBeGreaterThan(10);
  expect(due(1)).toBeGreaterThan(10);
});

test('a handful of photos: of visits and issues, each by somebody who works there', () => {
  expect(stories.photos.length).toBeGreaterThanOrEqual(8);
  expect(stories.photos.length).toBeLessThanOrEqual(20);
  expect(new Set(stories.photos.map(({ record }) => Object.keys(record)[0]))).toEqual(new Set(['visitId', 'issueId']));
});
