import { describe, expect, it } from 'vitest';
import type { WorkDetail } from '#contract/works';
import { workOn } from './past-work.ts';

const work = {
  phase: 'accepted',
  startedOn: '2026-06-01',
  completedOn: '2026-07-01',
  asOf: '2026-11-22',
  grade: 'downgraded',
  acceptances: [
    { result: 'passed', acceptedOn: '2026-07-20' },
    { result: 'rework', acceptedOn: '2026-07-05' },
  ],
  checks: [
    { month: '2026-09', checkedOn: '2026-09-28', grade: 'downgraded' },
    { month: '2026-08', checkedOn: '2026-08-28', grade: 'full' },
  ],
  photos: [
    { spot: 1, before: 3, after: 4 },
    { spot: 2, before: null, after: 5 },
  ],
} as unknown as WorkDetail;
const on = (day: string, over: Partial<WorkDetail> = {}) => workOn({ ...work, ...over }, day);

describe('the card of a work on a past day', () => {
  it('has the phase of that day', () => {
    expect(['2026-05-31', '2026-06-01', '2026-06-30', '2026-07-01', '2026-07-19', '2026-07-20'].map((day) => on(day).phase)).toEqual([
      'planned',
      'under_construction',
      'under_construction',
      'done',
      'done',
      'accepted',
    ]);
    expect(on('2026-11-21', { completedOn: null, acceptances: [] }).phase).toBe('under_construction');
    expect(on('2026-11-22', { completedOn: null, acceptances: [] }).phase).toBe('accepted');
  });

  it('tells nothing that came after it', () => {
    expect(on('2026-05-31')).toMatchObject({
      startedOn: null,
      completedOn: null,
      acceptances: [],
      checks: [],
      grade: null,
      photos: [{ spot: 1, before: 3, after: null }],
    });
    expect(on('2026-07-10').acceptances.map(({ result }) => result)).toEqual(['rework']);
    expect(on('2026-08-30')).toMatchObject({ grade: 'full', photos: work.photos });
    expect(on('2026-11-22')).toEqual(work);
  });
});
