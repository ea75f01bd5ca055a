import { expect, test } from 'vitest';
import type { ProjectDetail, ProjectSteps } from '#contract/projects';
import { PhaseDays, projectOn, shapesOn } from './past-project.ts';

const steps: ProjectSteps = {
  today: '2026-11-22',
  id: [1, 1, 1, 2],
  day: ['2026-03-01', '2026-05-01', '2026-05-01', '2026-10-01'],
  phase: ['planned', 'designed', 'tendered', 'planned'],
};

test('of a day the last phase up to it holds, of two on one day the later; before the first there was no project', () => {
  const phases = new PhaseDays(steps);
  expect(['2026-02-28', '2026-03-01', '2026-04-30', '2026-05-01', '2026-11-22'].map((day) => phases.on(1, day))).toEqual([
    null,
    'planned',
    'planned',
    'tendered',
    'tendered',
  ]);
  expect(phases.on(3, '2026-11-22')).toBeNull();
});

test('a map of a past day has the projects of that day in the phases of that day', () => {
  const feature = (id: number) => ({
    type: 'Feature' as const,
    id,
    properties: { phase: 'done', name: `${id}` },
    geometry: { type: 'Point' as const, coordinates: [0, 0] },
  });
  const { features } = shapesOn({ type: 'FeatureCollection', features: [feature(1), feature(2)] }, new PhaseDays(steps), '2026-04-01');
  expect(features.map(({ id, properties }) => [id, properties])).toEqual([[1, { phase: 'planned', name: '1' }]]);
});

test('the card of a past day tells nothing that came after it', () => {
  const history = ['2026-09-01', '2026-05-01'].map((happenedOn) => ({ action: 'advanced', happenedOn }));
  const now = { phase: 'done', startedOn: '2026-05-01', finishedOn: '2026-09-01', endsOn: '2026-06-30', isLate: false, history } as unknown as ProjectDetail;
  expect(projectOn(now, 'under_construction', '2026-07-01')).toMatchObject({
    phase: 'under_construction',
    startedOn: '2026-05-01',
    finishedOn: null,
    isLate: true,
    history: [{ happenedOn: '2026-05-01' }],
  });
});
