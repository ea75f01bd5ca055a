import { expect, test } from 'vitest';
import { PROJECT_PHASES } from './contract.ts';
import { hasBegun, isOver, isReopening, needsConsent, nextPhases } from './phases.ts';

test('a project goes one step at a time, from planned to accepted', () => {
  const walked = ['planned'];
  for (let phase = PROJECT_PHASES[0]; phase !== undefined && phase !== 'accepted'; ) {
    phase = nextPhases(phase)[0];
    walked.push(phase ?? '');
  }
  expect(walked).toEqual(['planned', 'designed', 'tendered', 'under_construction', 'done', 'accepted']);
});

test('no step leads back, but to open again what was done; none leads to unstated', () => {
  const order = PROJECT_PHASES.indexOf.bind(PROJECT_PHASES);
  for (const from of PROJECT_PHASES)
    for (const to of nextPhases(from)) {
      expect(to).not.toBe('unstated');
      if (order(to) < order(from) && from !== 'unstated') expect(isReopening(from, to)).toBe(true);
    }
});

test('consent is asked for before tender and start, and not again when work is opened again', () => {
  expect(
    PROJECT_PHASES.flatMap((from) =>
      nextPhases(from)
        .filter((to) => needsConsent(from, to))
        .map((to) => `${from} ${to}`),
    ),
  ).toEqual(['designed tendered', 'tendered under_construction']);
  expect(PROJECT_PHASES.filter(hasBegun)).toEqual(['under_construction', 'unstated', 'done', 'accepted']);
  expect(PROJECT_PHASES.filter(isOver)).toEqual(['done', 'accepted']);
});
