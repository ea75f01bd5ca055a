import { describe, expect, it } from 'vitest';
import { generateDistrict } from './generate.ts';
import { buildSurveyFinds } from './survey-finds.ts';

const demo = generateDistrict({ seed: 411_600, size: 'M', now: new Date('2026-11-20T04:00:00Z') });
const finds = buildSurveyFinds(demo);

describe('what demo surveys found on the line', () => {
  it('agrees with the surveys: as many ponding points, as many metres of cable', () => {
    expect(finds.length).toBeGreaterThan(50);
    const bySurvey = new Map(demo.alleySurveys.map((survey) => [survey.id, survey]));
    for (const { surveyId, item } of finds) {
      const answer = bySurvey.get(surveyId)?.items.find(({ code }) => code === item);
      const own = finds.filter((find) => find.surveyId === surveyId && find.item === item);
      expect(answer?.value).toBeGreaterThan(0);
      if (item === 'ponding_points') expect(own).toHaveLength(answer?.value ?? 0);
      // A check is marked once: of rubbish there may be more.
      if (item === 'wall') expect(own.map(({ value }) => value)).toEqual([answer?.unit === '㎡' ? answer.value : null]);
      if (answer?.unit === 'm') expect(own.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBeCloseTo(answer.value, 0);
    }
  });

  it('has pictures of fifteen alleys, and is the same every time', () => {
    const alleyOf = new Map(demo.alleySurveys.map(({ id, alleyId }) => [id, alleyId]));
    expect(new Set(finds.filter(({ photo }) => photo !== null).map(({ surveyId }) => alleyOf.get(surveyId))).size).toBe(15);
    expect(buildSurveyFinds(demo)).toEqual(finds);
  });
});
