import { type Response, Router } from 'express';
import { mount, type RoomDependencies } from '../http/route.ts';
import { todayOf } from '../projects/read.ts';
import { requirePerson } from '../visits/access.ts';
import { buildPlan } from './build.ts';
import { changesOf } from './changes.ts';
import { MAY_PLAN_ALLEYS, type PlanJob, planRoutes } from './contract.ts';
import type { FactsReader } from './facts.ts';
import { readInputs } from './inputs.ts';
import type { PlanJobs } from './jobs.ts';
import { unitCostsInForce } from './sets.ts';

/** Plans being computed: begin, watch, stop, compute again. */
export function planJobsRouter(deps: RoomDependencies, jobs: PlanJobs, facts: FactsReader): Router {
  const router = Router();
  mount(router, planRoutes.solve, deps, async ({ body, actor, transact, now, response }) => {
    const job = await transact(async (db) => {
      const person = await requirePerson(db, actor, MAY_PLAN_ALLEYS);
      const today = await todayOf(db, now);
      const { name } = await db('people').where({ id: person.id }).first('name');
      // Whoever asks stands for the locks that name nobody.
      const spec = { ...body.spec, locks: body.spec.locks.map((lock) => ({ ...lock, person: lock.person ?? name })) };
      const context = buildPlan(await readInputs(db, spec, today, await unitCostsInForce(db), facts));
      return { context, today, personId: person.id };
    });
    response.status(202);
    const begun = jobs.start(job.context, body, job.today, job.personId);
    if (body.waitMs === 0) return begun;
    // Who leaves before the answer does not know the job's name: nobody else will stop it.
    response.on('close', () => response.writableFinished || jobs.cancel(begun.id));
    return jobs.firstAnswer(begun.id, body.waitMs);
  });

  mount(router, planRoutes.job, deps, async ({ params: { job } }) => jobs.need(job).state);

  mount(router, planRoutes.cancel, deps, async ({ params: { job } }) => {
    jobs.need(job);
    return jobs.cancel(job) ?? undefined;
  });

  mount(router, planRoutes.jobEvents, deps, async ({ params: { job }, response }) => {
    jobs.need(job);
    stream(response, (listener) => jobs.watch(job, listener));
    return undefined;
  });

  mount(router, planRoutes.again, deps, async ({ body: { spec, asOf, unitCosts, fingerprint, answer, gap, timeLimitMs }, actor, transact, response }) => {
    const begun = await transact(async (db) => {
      const person = await requirePerson(db, actor, MAY_PLAN_ALLEYS);
      const context = buildPlan(await readInputs(db, spec, asOf, unitCosts, facts));
      return { context, changes: await changesOf(db, fingerprint, context.fingerprint()), personId: person.id };
    });
    const years = new Map(answer.id.flatMap((id, at) => (answer.year[at] == null ? [] : [[id, answer.year[at]] as const])));
    response.status(202);
    return jobs.start(begun.context, { gap, timeLimitMs, draws: 0 }, asOf, begun.personId, { changes: begun.changes, value: answer.value, years });
  });
  return router;
}

const HEARTBEAT_MS = 15_000;

/** A job as it goes, without its result, which is asked for once it is there. The line closes with the job's end. */
function stream(response: Response, watch: (listener: (job: PlanJob) => void) => (() => void) | null): void {
  response.status(200).set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache, no-transform', 'X-Accel-Buffering': 'no' });
  response.flushHeaders();
  let isOver = false;
  const unwatch = watch((job) => {
    isOver = job.state !== 'running';
    response.write(`event: ${isOver ? 'end' : 'progress'}\ndata: ${JSON.stringify({ ...job, rough: null, result: null })}\n\n`);
    if (isOver) response.end();
  });
  if (isOver) return;
  const heartbeat = setInterval(() => response.write(': \n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  response.on('close', () => {
    clearInterval(heartbeat);
    unwatch?.();
  });
}
