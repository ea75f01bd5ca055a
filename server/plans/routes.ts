import { Router } from 'express';
import type { COST_CASES } from '#geodata/priority/costs';
import { CRITERIA, DEFAULT_WEIGHTS, PRIORITY_CRITERIA, PRIORITY_VERSION, WEIGHT_PRESETS } from '#geodata/priority/criteria';
import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { todayOf } from '../projects/read.ts';
import { requirePerson } from '../visits/access.ts';
import { buildPlan, fingerprintOf } from './build.ts';
import { type Fingerprint, MAY_PLAN_ALLEYS, type PlanSpec, planRoutes, type UnitCostRow } from './contract.ts';
import { ONE_PURSE, originOf, planAlley, pricesOf, readFacts } from './facts.ts';
import { type AlleyLine, planFile, planGeoJson, planXlsx } from './files.ts';
import { type Job, PlanJobs } from './jobs.ts';
import { actOnPlan, readPlan, readPlans, readSets, readStoredPlan, savePlan, saveSet, unitCostsInForce } from './store.ts';

const neighbours = sqlFile<{ a: number; b: number }>(import.meta.url, './neighbours.sql');
const alleyLines = sqlFile<AlleyLine>(import.meta.url, './alley-lines.sql');

/** Path of the grid that is planned for; null = the district. @throws Problem grid-not-found */
async function rootOf(db: Database, code: string | undefined): Promise<string | null> {
  if (code === undefined) return null;
  const grid = await db('grids').where({ code, kind: 'basic' }).whereNull('valid_to').first('path');
  if (grid === undefined) throw problems.gridNotFound(code);
  return grid.path;
}

async function readInputs(db: Database, spec: PlanSpec, today: string, unitCosts: UnitCostRow[]) {
  const root = await rootOf(db, spec.grid);
  const { alleys, subdistricts } = await readFacts(db, root, today);
  const pairs = spec.packages === null ? [] : await neighbours(db, { root, within_m: spec.packages.withinM });
  return { spec, alleys, subdistricts, unitCosts, neighbours: pairs, today };
}

export function plansRouter(deps: RoomDependencies): Router {
  const router = Router();
  const jobs = new PlanJobs();
  const jobOf = (id: string): Job => {
    const job = jobs.get(id);
    if (job === null) throw problems.notFound(`The job ${id}`);
    return job;
  };

  mount(router, planRoutes.model, deps, ({ transact }) =>
    transact(async (db) => ({
      version: PRIORITY_VERSION,
      criteria: PRIORITY_CRITERIA.map((criterion) => ({
        ...criterion,
        breakpoints: criterion.breakpoints.map(([value, need]): [number, number] => [value, need]),
      })),
      defaultWeights: DEFAULT_WEIGHTS,
      presets: [...WEIGHT_PRESETS],
      ...(await readSets(db)),
      sources: await db('fund_sources').select('code', 'name', 'name_en as nameEn').orderBy('sort_order'),
    })),
  );

  mount(router, planRoutes.saveWeights, deps, ({ body: { clientUuid, name, weights, note }, actor, transact, response }) =>
    transact(async (db) => {
      const id = await saveSet(db, actor, 'weights', { clientUuid, name, content: weights, note });
      response.status(201);
      return (await readSets(db)).weightSets.find((set) => set.id === id);
    }),
  );

  mount(router, planRoutes.saveUnitCosts, deps, ({ body: { clientUuid, rows, note }, actor, transact, response }) =>
    transact(async (db) => {
      const id = await saveSet(db, actor, 'unit_costs', { clientUuid, name: 'unit_costs', content: rows, note });
      response.status(201);
      return (await readSets(db)).unitCosts.find((set) => set.id === id);
    }),
  );

  mount(router, planRoutes.alleys, deps, ({ query: { grid }, transact, now }) =>
    transact(async (db) => {
      const asOf = await todayOf(db, now);
      const { alleys: facts, subdistricts } = await readFacts(db, await rootOf(db, grid), asOf);
      const prices = pricesOf(await unitCostsInForce(db), [ONE_PURSE]);
      const alleys = facts.map((one) => planAlley(one, subdistricts, prices, [ONE_PURSE], asOf));
      const costsOf = (kind: (typeof COST_CASES)[number]) => alleys.map(({ costs }) => costs[kind]?.total ?? null);
      const needsOf = (end: 'min' | 'max') => alleys.flatMap(({ needs }) => Array.from(needs[end], (need) => Math.round(need * 100) / 100));
      return {
        asOf,
        criteria: [...CRITERIA],
        id: facts.map(({ id }) => id),
        code: facts.map(({ code }) => code),
        name: facts.map(({ name }) => name),
        subdistrict: facts.map(({ subdistrict }) => subdistrict?.code ?? null),
        lengthM: facts.map(({ lengthM }) => Math.round(lengthM * 10) / 10),
        households: facts.map(({ households }) => households),
        lon: facts.map(({ lon }) => lon),
        lat: facts.map(({ lat }) => lat),
        needMin: needsOf('min'),
        needMax: needsOf('max'),
        lowMinor: costsOf('low'),
        likelyMinor: costsOf('likely'),
        highMinor: costsOf('high'),
      };
    }),
  );

  mount(router, planRoutes.alley, deps, ({ params: { id }, transact, now }) =>
    transact(async (db) => {
      const row = await db('alleys').where({ id }).first('path');
      if (row === undefined) throw problems.alleyNotFound(id);
      const today = await todayOf(db, now);
      const { alleys, subdistricts } = await readFacts(db, row.path, today);
      const facts = alleys.find((one) => one.id === id);
      if (facts === undefined) throw problems.alleyNotFound(id);
      const unitCosts = await unitCostsInForce(db);
      const prices = pricesOf(unitCosts, [ONE_PURSE]);
      const alley = planAlley(facts, subdistricts, prices, [ONE_PURSE], today);
      const isPlaceholder = new Set(unitCosts.filter((cost) => cost.isPlaceholder).map(({ workType }) => workType));
      return {
        id,
        code: facts.code,
        name: facts.name,
        criteria: PRIORITY_CRITERIA.map(({ code, unit }, at) => ({
          criterion: code,
          rawMin: alley.raw[code]?.min ?? null,
          rawMax: alley.raw[code]?.max ?? null,
          unit,
          ...originOf(facts, code),
          needMin: alley.needs.min[at] as number,
          needMax: alley.needs.max[at] as number,
        })),
        takeOff:
          alley.takeOff?.map(({ workType, unit, quantity, basis }) => ({
            workType,
            unit,
            quantityMin: quantity.min,
            quantityMax: quantity.max,
            basis,
            likelyMinor: alley.costs.likely?.lines.find((line) => line.workType === workType)?.cost ?? 0,
            isPlaceholder: isPlaceholder.has(workType),
          })) ?? null,
        lowMinor: alley.costs.low?.total ?? null,
        likelyMinor: alley.costs.likely?.total ?? null,
        highMinor: alley.costs.high?.total ?? null,
        planned: facts.planned,
        renewedOn: facts.renewedOn,
        closedUntil: facts.closedUntil,
        consent: facts.consent,
        demolition: facts.demolition,
      };
    }),
  );

  mount(router, planRoutes.note, deps, ({ params: { id }, body, actor, transact, now, response }) =>
    transact(async (db) => {
      const person = await requirePerson(db, actor, MAY_PLAN_ALLEYS);
      if ((await db('alleys').where({ id }).first('id')) === undefined) throw problems.alleyNotFound(id);
      const today = await todayOf(db, now);
      if (body.notedOn > today) throw problems.invalidBody([{ pointer: '/notedOn', detail: `Not after today (${today}).` }]);
      const { clientUuid, kind, isLifted, asked, agreed, untilOn, notedOn, reason } = body;
      const row = {
        alley_id: id,
        kind,
        is_lifted: isLifted,
        asked: asked ?? null,
        agreed: agreed ?? null,
        until_on: untilOn ?? null,
        noted_on: notedOn,
        reason,
        person_id: person.id,
      };
      const before = await db('alley_planning_notes').where({ client_uuid: clientUuid }).first('alley_id', 'kind', 'reason');
      if (before !== undefined && (before.alley_id !== id || before.kind !== kind || before.reason !== reason)) throw problems.uuidConflict([clientUuid]);
      if (before === undefined) await db('alley_planning_notes').insert({ client_uuid: clientUuid, ...row });
      response.status(before === undefined ? 201 : 200);
      return { ok: true as const };
    }),
  );

  mount(router, planRoutes.solve, deps, async ({ body, actor, transact, now, response }) => {
    const job = await transact(async (db) => {
      const person = await requirePerson(db, actor, MAY_PLAN_ALLEYS);
      const today = await todayOf(db, now);
      const { name } = await db('people').where({ id: person.id }).first('name');
      // Whoever asks stands for the locks that name nobody.
      const spec = { ...body.spec, locks: body.spec.locks.map((lock) => ({ ...lock, person: lock.person ?? name })) };
      const context = buildPlan(await readInputs(db, spec, today, await unitCostsInForce(db)));
      return { context, today, personId: person.id };
    });
    response.status(202);
    return jobs.start(job.context, body, job.today, job.personId);
  });

  mount(router, planRoutes.job, deps, async ({ params: { job } }) => jobOf(job).state);

  mount(router, planRoutes.cancel, deps, async ({ params: { job } }) => {
    jobOf(job);
    return jobs.cancel(job) ?? undefined;
  });

  mount(router, planRoutes.list, deps, ({ transact }) => transact(async (db) => ({ items: await readPlans(db), next: null })));

  mount(router, planRoutes.save, deps, ({ body, actor, transact, response }) =>
    transact(async (db) => {
      const kept = await db('plans').where({ client_uuid: body.clientUuid }).first('id');
      if (kept !== undefined && jobs.get(body.job) === null) return readPlan(db, kept.id);
      const job = jobOf(body.job);
      if (job.state.result === null) throw problems.planJobNotDone(job.state.state);
      const { id, isNew } = await savePlan(db, actor, job, body);
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
    transact(async (db) => {
      const plan = await readStoredPlan(db, id);
      const inputs = await readInputs(db, plan.spec, plan.asOf, await unitCostsInForce(db));
      const prices = pricesOf(inputs.unitCosts, plan.result.sources);
      const alleys = inputs.alleys.map((facts) => planAlley(facts, inputs.subdistricts, prices, plan.result.sources, plan.asOf));
      return changesOf(plan.fingerprint, fingerprintOf(inputs, alleys));
    }),
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

  mount(router, planRoutes.file, deps, async ({ params: { id }, query: { f, lang }, transact, response }) => {
    const { plan, lines } = await transact(async (db) => {
      const stored = await readStoredPlan(db, id);
      const rows = await alleyLines(db, { ids: stored.result.alleys.id });
      return { plan: stored, lines: new Map(rows.map((row) => [row.id, row])) };
    });
    response.setHeader('content-disposition', `attachment; filename="plan-${id}.${f === 'plan' ? 'json' : f}"`);
    if (f === 'xlsx') response.type(planRoutes.file.alsoAs[0] as string).send(await planXlsx(plan, lines, lang));
    else response.type(f === 'geojson' ? 'application/geo+json' : 'application/json').send(f === 'geojson' ? planGeoJson(plan, lines, lang) : planFile(plan));
    return undefined;
  });
  return router;
}

/** What is not as it was when the plan was computed. */
function changesOf(was: Fingerprint, is: Fingerprint) {
  const parts = (['model', 'unitCosts', 'alleys', 'places', 'neighbours'] as const).filter((part) => was.parts[part] !== is.parts[part]);
  const placeOf = new Map(was.alleys.id.map((id, at) => [id, at]));
  const still = new Set(is.alleys.id);
  const both = is.alleys.id.flatMap((id, at) => {
    const before = placeOf.get(id);
    return before === undefined ? [] : [{ id, before, at }];
  });
  return {
    isReproducible: parts.length === 0,
    parts,
    redrawn: both.filter(({ before, at }) => was.alleys.place[before] !== is.alleys.place[at]).map(({ id }) => id),
    changed: both.filter(({ before, at }) => was.alleys.facts[before] !== is.alleys.facts[at]).map(({ id }) => id),
    added: is.alleys.id.filter((id) => !placeOf.has(id)),
    gone: was.alleys.id.filter((id) => !still.has(id)),
  };
}
