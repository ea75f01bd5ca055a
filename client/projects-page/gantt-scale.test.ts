import { expect, test } from 'vitest';
import { periodOf, scaleOf } from './gantt-scale.ts';

const TODAY = '2026-11-22';
const project = (over: object) => ({ startedOn: null, startsOn: null, finishedOn: null, endsOn: null, ...over });

test('a bar shows what happened, else what is planned; what is late runs until today', () => {
  expect(periodOf(project({ startsOn: '2027-01-01', endsOn: '2027-03-01' }), TODAY)).toEqual({ from: '2027-01-01', to: '2027-03-01' });
  expect(periodOf(project({ startsOn: '2026-01-01', endsOn: '2026-03-01', startedOn: '2026-01-09', finishedOn: '2026-04-01' }), TODAY)).toEqual({
    from: '2026-01-09',
    to: '2026-04-01',
  });
  expect(periodOf(project({ startsOn: '2026-01-01', endsOn: '2026-03-01', startedOn: '2026-01-09' }), TODAY)).toEqual({ from: '2026-01-09', to: TODAY });
  // Not begun though it should have: the plan is all there is.
  expect(periodOf(project({ startsOn: '2026-01-01', endsOn: '2026-03-01' }), TODAY)).toEqual({ from: '2026-01-01', to: '2026-03-01' });
  expect(periodOf(project({}), TODAY)).toBeNull();
});

test('the chart runs over whole quarters that touch one another', () => {
  const { quarters, at } = scaleOf([{ from: '2026-05-10', to: '2027-02-01' }], TODAY);
  expect(quarters.map(({ year, quarter }) => `${year}Q${quarter}`)).toEqual(['2026Q2', '2026Q3', '2026Q4', '2027Q1']);
  expect([quarters[0]?.from, quarters.at(-1)?.to]).toEqual([0, 1]);
  for (const [index, { to }] of quarters.slice(0, -1).entries()) expect(quarters[index + 1]?.from).toBe(to);
  expect([at('2026-04-01'), at('2027-04-01'), at('1999-01-01')]).toEqual([0, 1, 0]);
  expect(at('2026-07-01')).toBeCloseTo(91 / 365, 6);
});
