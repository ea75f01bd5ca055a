import { describe, expect, test } from 'vitest';
import { generateDistrict } from './generate.ts';

const NOW = new Date('2026-11-20T07:42:08Z');
const demo = generateDistrict({ seed: 411_600, size: 'S', now: NOW });
const full = generateDistrict({ seed: 411_600, size: 'M', now: NOW });
const TODAY = '2026-11-20';

describe('the projects of a demo district', () => {
  test('have periods, steps and money that fit one another', () => {
    expect(demo.projects.length).toBeGreaterThan(15);
    for (const project of demo.projects) {
      const { code, startsOn, endsOn, startedOn, finishedOn, phase, events, funds } = project;
      expect(startsOn <= endsOn, code).toBe(true);
      expect(startedOn !== null, code).toBe(['under_construction', 'unstated', 'done', 'accepted'].includes(phase));
      expect(finishedOn !== null, code).toBe(['done', 'accepted'].includes(phase));
      expect(events.at(-1)?.toPhase, code).toBe(phase);
      const days = events.map(({ happenedOn }) => happenedOn);
      expect(days, code).toEqual(days.toSorted());
      expect((days.at(-1) ?? '') <= TODAY, code).toBe(true);
      for (const { plannedMinor, paidMinor } of funds) expect(paidMinor <= plannedMinor && plannedMinor > 0, code).toBe(true);
    }
  });

  test('nobody builds without two thirds who agree, and some who have not begun fall short', () => {
    const shares = full.projects.flatMap(({ phase, consultations }) => {
      const [first] = consultations;
      return first?.asked && first.agreed !== null ? [{ phase, share: first.agreed / first.asked }] : [];
    });
    const below = shares.filter(({ share }) => share < 0.667);
    expect(below.length).toBeGreaterThan(2);
    for (const { phase } of below) expect(['planned', 'designed']).toContain(phase);
    const compounds = full.projects.filter(({ kind }) => kind === 'old_compounds');
    const items = (...phases: string[]) => compounds.reduce((sum, { phase, itemCount }) => sum + (phases.includes(phase) ? itemCount : 0), 0);
    expect([items('done', 'accepted'), items('under_construction'), items('unstated'), items('planned', 'designed', 'tendered')]).toEqual([8, 28, 17, 35]);
    const money = compounds.flatMap(({ funds }) => funds).reduce((sum, { plannedMinor }) => sum + plannedMinor, 0);
    expect(money).toBe(8863 * 1_000_000);
  });

  test('works in their lanes are theirs; issues told at a door name it, and works name the issues they answer', () => {
    const lanes = new Map(demo.projects.flatMap(({ id, alleyIds }) => (alleyIds ?? []).map((alley) => [alley, id] as const)));
    for (const { alleyId, projectId } of demo.works) expect(projectId).toBe(alleyId === null ? null : (lanes.get(alleyId) ?? null));
    const { doors, asks } = full.threads;
    expect(doors.filter(({ visitId }) => visitId !== null).length).toBeGreaterThan(20);
    expect(new Set(asks.map(({ workId, issueId }) => `${workId} ${issueId}`)).size).toBe(asks.length);
    expect(asks.length).toBeGreaterThan(30);
  });
});
