import { Router } from 'express';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { todayOf } from '../projects/read.ts';
import { actOnPlan } from './approval.ts';
import { changesSince } from './changes.ts';
import { planRoutes } from './contract.ts';
import { readEffect } from './effect.ts';
import { FactsCache } from './facts-cache.ts';
import { planFile, planGeoJson } from './files.ts';
import { planJobsRouter } from './job-routes.ts';
import { PlanJobs } from './jobs.ts';
import { planModelRouter } from './model-routes.ts';
import { readPlanFacts } from './plan-facts.ts';
import { readReport } from './report.ts';
import { unitCostsInForce } from './sets.ts';
import { readPlan, readPlans, readStoredPlan, savePlan } from './store.ts';
import { planXlsx } from './workbook.ts';

export function plansRouter(deps: RoomDependencies): Router {
  const router = Router();
  const jobs = new PlanJobs();
  const facts = new FactsCache();
  // Before the routes of one plan: /api/plans/{id} would take their names for an id.
  router.use(planModelRouter(deps, jobs, facts), planJobsRouter(deps, jobs, facts));

  mount(router, planRoutes.list, deps, ({ transact }) => transact(async (db) => ({ items: await readPlans(db), next: null })));

  mount(router, planRoutes.save, deps, ({ body, actor, transact, response }) =>
    transact(async (db) => {
      const kept = await db('plans').where({ client_uuid: body.clientUuid }).first('id');
      if (kept !== undefined && jobs.get(body.job) === null) return readPlan(db, kept.id);
      const job = jobs.need(body.job);
      const { result } = job.state;
      if (result === null) throw problems.planJobNotDone(job.state.state);
      const { id, isNew } = await savePlan(db, actor, { job, result }, body);
      response.status(isNew ? 201 : 200);
      return readPlan(db, id);
    }),
  );

  mount(router, planRoutes.detail, deps, ({ params: { id }, transact }) => transact((db) => readPlan(db, id)));

  mount(router, planRoutes.act, deps, ({ params: { id }, body, actor, transact, now, response }) =>
    transact(async (db) => {
      const isNew = await actOnPlan(db, actor, id, body, now, await todayOf(db, now));
      response.status(isNew ? 201 : 200);
      return readPlan(db, id);
    }),
  );

  mount(router, planRoutes.changes, deps, ({ params: { id }, transact }) =>
    transact(async (db) => changesSince(db, await readStoredPlan(db, id), await unitCostsInForce(db))),
  );

  mount(router, planRoutes.effect, deps, ({ params: { id }, query: { days }, transact, now }) =>
    transact(async (db) => readEffect(db, id, days, await todayOf(db, now))),
  );

  mount(router, planRoutes.diff, deps, ({ params: { id }, query, transact }) =>
    transact(async (db) => {
      const [own, other] = [(await readStoredPlan(db, id)).result, (await readStoredPlan(db, query.with)).result];
      const yearsOf = ({ alleys }: typeof own) => new Map(alleys.id.map((alley, at) => [alley, alleys.year[at] ?? null]));
      const [before, after] = [yearsOf(own), yearsOf(other)];
      const ids = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
      const pairs = ids.map((alleyId) => ({ alleyId, from: before.get(alleyId) ?? null, to: after.get(alleyId) ?? null }));
      const spent = ({ budgets }: typeof own): number => budgets.reduce((sum, { spentMinor }) => sum + spentMinor, 0);
      return {
        in: pairs.flatMap(({ alleyId, from, to }) => (from === null && to !== null ? [{ alleyId, year: to }] : [])),
        out: pairs.flatMap(({ alleyId, from, to }) => (from !== null && to === null ? [{ alleyId, year: from }] : [])),
        moved: pairs.flatMap(({ alleyId, from, to }) => (from !== null && to !== null && from !== to ? [{ alleyId, from, to }] : [])),
        value: [own.value, other.value] as [number, number],
        spentMinor: [spent(own), spent(other)] as [number, number],
      };
    }),
  );

  mount(router, planRoutes.report, deps, ({ params: { id }, transact, now }) => transact(async (db) => readReport(db, id, await todayOf(db, now))));

  mount(router, planRoutes.file, deps, async ({ params: { id }, query: { f, lang }, transact, response }) => {
    const facts = await transact(async (db) => readPlanFacts(db, await readStoredPlan(db, id), lang));
    response.setHeader('content-disposition', `attachment; filename="plan-${id}.${f === 'plan' ? 'json' : f}"`);
    if (f === 'xlsx') response.type(planRoutes.file.alsoAs[0] as string).send(await planXlsx(facts, lang));
    else response.type(f === 'geojson' ? 'application/geo+json' : 'application/json').send(f === 'geojson' ? planGeoJson(facts, lang) : planFile(facts.plan));
    return undefined;
  });
  return router;
}
