import { createRandom, type Random } from './random.ts';

/** What the story of an earlier plan is told with; ids and figures of a loaded district. */
export interface StoryAlley {
  id: number;
  /** Middle of what the newest survey found, by standard; standards that nobody surveyed are missing. */
  needs: Record<string, number>;
  /** Day of its newest survey, 'YYYY-MM-DD'. */
  surveyedOn: string;
}
export interface StorySurvey {
  alleyId: number;
  standard: string;
  need: number;
  surveyedOn: string;
}
export interface StoryWorks {
  startedOn: string;
  finishedOn: string;
}

const DAY_MS = 86_400_000;
export const STORY_DAYS = { surveyed: -440, asOf: -425, submitted: -418, approved: -410 } as const;
const FIRST_START = -395;
const LAST_START = -330;
const DURATION = [70, 130] as const;

export const storyRandom = (seed: number): Random => createRandom(seed).fork('plan story');
export const dayFrom = (now: number, days: number): string => new Date(now + days * DAY_MS).toISOString().slice(0, 10);
const clamp = (need: number): number => Math.round(Math.min(100, Math.max(0, need)));

/** The surveys that the plan was made from: somewhat better than what was found a year later where nothing was built. */
export function surveysBefore(alleys: readonly StoryAlley[], now: number, random: Random): StorySurvey[] {
  return alleys.flatMap(({ id, needs }) => {
    const surveyedOn = dayFrom(now, STORY_DAYS.surveyed + random.int(-20, 10));
    return Object.entries(needs).map(([standard, need]) => ({ alleyId: id, standard, surveyedOn, need: clamp(need - 3 + 5 * random.normal()) }));
  });
}

/** When each contract was begun and finished. */
export function worksOf(contracts: number, now: number, random: Random): StoryWorks[] {
  return Array.from({ length: contracts }, () => {
    const start = random.int(FIRST_START, LAST_START);
    return { startedOn: dayFrom(now, start), finishedOn: dayFrom(now, start + random.int(...DURATION)) };
  });
}

/** What was found where something had been built, a day after the survey that did not know of it yet. */
export function surveysAfter(alleys: readonly StoryAlley[], before: readonly StorySurvey[], now: number, random: Random): StorySurvey[] {
  const dayOf = new Map(alleys.map(({ id, surveyedOn }) => [id, surveyedOn]));
  return before
    .filter(({ alleyId }) => dayOf.has(alleyId))
    .map(({ alleyId, standard, need }) => {
      const next = dayFrom(Date.parse(`${dayOf.get(alleyId)}T00:00:00Z`), 1);
      const yesterday = dayFrom(now, -1);
      return { alleyId, standard, surveyedOn: next < yesterday ? next : yesterday, need: clamp(need * random.range(0.1, 0.5)) };
    });
}
