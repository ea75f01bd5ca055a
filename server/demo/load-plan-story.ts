import {
  dayFrom,
  STORY_DAYS,
  type StoryAlley,
  type StorySurvey,
  type StoryWorks,
  storyRandom,
  surveysAfter,
  surveysBefore,
  worksOf,
} from '../../geodata/demo/plan-story.ts';
import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { DEFAULT_WEIGHTS } from '../../geodata/priority/criteria.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { buildPlan, type PlanContext } from '../plans/build.ts';
import { PlanSpec } from '../plans/contract.ts';
import type { AlleyFacts } from '../plans/facts.ts';
import { groundOf } from '../plans/ground.ts';
import { readInputs } from '../plans/inputs.ts';
import { resultOf } from '../plans/result.ts';
import { unitCostsInForce } from '../plans/sets.ts';
import { solvePlan } from '../plans/solve.ts';
import { fundsOf } from '../plans/store.ts';

const storyAlleys = sqlFile<StoryAlley>(import.meta.url, './plan-story-alleys.sql');
const NAME = '上年度背街小巷整治计划';
/** Of what everything there would cost. */
const BUDGET_SHARE = 0.12;
const PER_CONTRACT = 3;
const PAID = 0.97;

/**
 * An earlier plan of one subdistrict that was approved, built and finished: made by the planner's own engine from the surveys of then, with what was
 * found before and after. No issues: the district's funnel (620, 217, 133) is a stated figure. In the transaction given, last of all: it reads what the
 * rest has written.
 */
export async function loadPlanStory(db: Database, demo: DemoDistrict): Promise<void> {
  const now = Date.parse(demo.options.now);
  const random = storyRandom(demo.options.seed);
  const place = await db('grids').where({ level: 2, kind: 'basic' }).whereNull('valid_to').orderBy('path', 'desc').first('code', 'path');
  const alleys = await storyAlleys(db, { root: place.path });
  const before = surveysBefore(alleys, now, random);
  await storeSurveys(db, before);
  const { context, id } = await keepPlan(db, place.code, before, now);
  const chosen = await build(db, id, context, now, random);
  const after = surveysAfter(
    alleys.filter((alley) => chosen.has(alley.id)),
    before,
    now,
    random,
  );
  await storeSurveys(db, after);
}

async function storeSurveys(db: Database, surveys: readonly StorySurvey[]): Promise<void> {
  await db.batchInsert(
    'alley_surveys',
    surveys.map(({ alleyId, standard, need, surveyedOn }) => ({ alley_id: alleyId, standard, need, surveyed_on: surveyedOn, recorded_at: surveyedOn })),
    500,
  );
}

/** The plan of then: what the engine chooses from the surveys of then. */
async function keepPlan(db: Database, grid: string, before: readonly StorySurvey[], now: number): Promise<{ context: PlanContext; id: number }> {
  const asOf = dayFrom(now, STORY_DAYS.asOf);
  const startYear = Number(dayFrom(now, STORY_DAYS.approved).slice(0, 4)) + 1;
  const unitCosts = await unitCostsInForce(db);
  const ask = (amountMinor: number) =>
    PlanSpec.parse({ grid, weights: DEFAULT_WEIGHTS, startYear, budgets: [{ year: startYear, source: 'any', amountMinor }], floorRule: null });
  const inputs = await readInputs(db, ask(0), asOf, unitCosts);
  const known = new Map<number, StorySurvey[]>();
  for (const survey of before) known.set(survey.alleyId, [...(known.get(survey.alleyId) ?? []), survey]);
  // What has been built, asked and reported since was not known then; alleys outside the story were not candidates.
  const facts = inputs.alleys.flatMap((one): AlleyFacts[] => {
    const own = known.get(one.id);
    if (own === undefined) return [];
    const needs = Object.fromEntries(own.map(({ standard, need, surveyedOn }) => [standard, { min: need, max: need, on: surveyedOn, source: 'survey' }]));
    return [{ ...one, needs, issues: [], planned: [], renewedOn: null, closedUntil: null, isUnderWay: false, consent: null, demolition: null }];
  });
  const whole = buildPlan({ ...inputs, alleys: facts });
  const total = whole.problem.candidates.reduce((sum, { costs }) => sum + (costs[0] ?? 0), 0);
  const context = buildPlan({ ...inputs, alleys: facts, spec: ask(Math.round((total * BUDGET_SHARE) / 1e6) * 1e6) });
  const { problem, uncertain } = context;
  const task = { problem, uncertain, gap: 0.0001, timeLimitMs: 5_000, draws: 20, roughMs: 0, cancelled: new SharedArrayBuffer(1) };
  const result = resultOf(context, await solvePlan(task, () => undefined));
  const kept = { spec: context.spec, asOf, unitCosts: [...unitCosts], funds: fundsOf(context, result), ground: groundOf(context.alleys) };
  const [planner, chief] = await Promise.all(['leader', 'district_command'].map((role) => db('people').where({ role }).orderBy('id').first('id')));
  const [made] = await db('plans')
    .insert({
      name: NAME,
      version: 1,
      status: 'approved',
      inputs: JSON.stringify(kept),
      result: JSON.stringify(result),
      fingerprint: JSON.stringify(context.fingerprint()),
      person_id: planner?.id ?? null,
      created_at: asOf,
    })
    .returning('id');
  const events = [
    { action: 'submit', person_id: planner?.id ?? null, day: STORY_DAYS.submitted },
    { action: 'approve', person_id: chief?.id ?? planner?.id ?? null, day: STORY_DAYS.approved },
  ];
  await db('plan_events').insert(
    events.map(({ action, person_id, day }) => ({
      client_uuid: db.raw('gen_random_uuid()'),
      plan_id: made.id,
      action,
      person_id,
      occurred_at: new Date(now + day * 86_400_000),
    })),
  );
  return { context, id: made.id };
}

/** The plan's contracts, finished; three alleys to a contract. */
async function build(db: Database, planId: number, { problem, sources }: PlanContext, now: number, random: ReturnType<typeof storyRandom>) {
  const { result } = await db('plans').where({ id: planId }).first('result');
  const { id, year } = result.alleys as { id: number[]; year: (number | null)[] };
  const built = id.map((_, at) => at).filter((at) => year[at] != null);
  const contracts = Array.from({ length: Math.ceil(built.length / PER_CONTRACT) }, (_, at) => built.slice(at * PER_CONTRACT, (at + 1) * PER_CONTRACT));
  const works = worksOf(contracts.length, now, random);
  const chosen = new Set<number>();
  const projects: number[] = [];
  for (const [at, members] of contracts.entries()) {
    const { startedOn, finishedOn } = works[at] as StoryWorks;
    const serial = String(at + 1).padStart(2, '0');
    const [project] = await db('projects')
      .insert({
        code: `KF-ZX-${serial}`,
        kind: 'alleys',
        name: `${NAME} ${at + 1} 标段`,
        phase: 'accepted',
        item_count: members.length,
        starts_on: startedOn,
        ends_on: finishedOn,
        started_on: startedOn,
        finished_on: finishedOn,
      })
      .returning('id');
    projects.push(project.id);
    await db('plan_projects').insert({ plan_id: planId, project_id: project.id });
    await db('project_alleys').insert(members.map((member) => ({ project_id: project.id, alley_id: id[member] })));
    const planned = members.reduce((sum, member) => sum + (problem.candidates[member]?.costs[sources.indexOf('any')] ?? 0), 0);
    await db('project_funds').insert({
      project_id: project.id,
      source: 'district',
      year: Number(finishedOn.slice(0, 4)),
      planned_minor: planned,
      paid_minor: Math.round(planned * PAID),
    });
    for (const member of members) chosen.add(id[member] as number);
  }
  await db.raw('select refresh_project_facts(?::bigint[])', [projects]);
  return chosen;
}
