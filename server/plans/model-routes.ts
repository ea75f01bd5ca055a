import { Router } from 'express';
import { type COST_CASES, costOfAlley } from '#geodata/priority/costs';
import { CRITERIA, DEFAULT_WEIGHTS, PRIORITY_CRITERIA, PRIORITY_VERSION, WEIGHT_PRESETS } from '#geodata/priority/criteria';
import { sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { todayOf } from '../projects/read.ts';
import { requirePerson } from '../visits/access.ts';
import { MAY_PLAN_ALLEYS, planRoutes, type UnitCostRow } from './contract.ts';
import { type FactsReader, ONE_PURSE, originOf, type PlannedAlley, planAlley, pricesOf, readFacts } from './facts.ts';
import { rootOf } from './inputs.ts';
import type { PlanJobs } from './jobs.ts';
import { weightsToKeep } from './judgements.ts';
import { readSets, saveSet, unitCostsInForce } from './sets.ts';

const alleyPhotos = sqlFile<{ standard: string; photoIds: number[] }>(import.meta.url, './alley-photos.sql');

/** The priority model, its sets, and alleys as it sees them. */
export function planModelRouter(deps: RoomDependencies, jobs: PlanJobs, reader: FactsReader): Router {
  const router = Router();
  mount(router, planRoutes.model, deps, ({ transact }) => {
    jobs.expect();
    return transact(async (db) => ({
      version: PRIORITY_VERSION,
      criteria: PRIORITY_CRITERIA.map((criterion) => ({
        ...criterion,
        breakpoints: criterion.breakpoints.map(([value, need]): [number, number] => [value, need]),
      })),
      defaultWeights: DEFAULT_WEIGHTS,
      presets: [...WEIGHT_PRESETS],
      ...(await readSets(db)),
      sources: await db('fund_sources').select('code', 'name', 'name_en as nameEn').orderBy('sort_order'),
    }));
  });

  mount(router, planRoutes.saveWeights, deps, ({ body: { clientUuid, name, weights, made, note }, actor, transact, response }) =>
    transact(async (db) => {
      const id = await saveSet(db, actor, 'weights', { clientUuid, name, content: weightsToKeep(weights, made), made, note });
      response.status(201);
      return (await readSets(db)).weightSets.find((set) => set.id === id);
    }),
  );

  mount(router, planRoutes.saveUnitCosts, deps, ({ body: { clientUuid, rows, note }, actor, transact, response }) =>
    transact(async (db) => {
      const id = await saveSet(db, actor, 'unit_costs', { clientUuid, name: 'unit_costs', content: rows, made: { by: 'direct' }, note });
      response.status(201);
      return (await readSets(db)).unitCosts.find((set) => set.id === id);
    }),
  );

  mount(router, planRoutes.alleys, deps, ({ query: { grid }, transact, now }) =>
    transact(async (db) => {
      const asOf = await todayOf(db, now);
      const { alleys: facts, subdistricts } = await readFacts(db, await rootOf(db, grid), asOf, reader);
      const unitCosts = await unitCostsInForce(db);
      const prices = pricesOf(unitCosts, [ONE_PURSE]);
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
        likelyBySource: bySourceOf(alleys, unitCosts),
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
      const photos = new Map((await alleyPhotos(db, { id })).map(({ standard, photoIds }) => [standard, photoIds]));
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
          photoIds: photos.get(code) ?? [],
        })),
        residents: facts.residents && {
          counted: facts.residents.counted,
          aged60: facts.residents.aged60,
          on: facts.residents.on,
          source: facts.residents.source,
        },
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

  return router;
}

/** 分 that each source would pay of what all alleys are likely to cost. */
function bySourceOf(alleys: readonly PlannedAlley[], unitCosts: readonly UnitCostRow[]): Record<string, number> {
  const sources = [...new Set(unitCosts.flatMap(({ shares }) => Object.keys(shares)))].sort();
  const prices = pricesOf(unitCosts, sources);
  const costs = alleys.map(({ takeOff }) => takeOff && costOfAlley(takeOff, prices, sources, 'likely'));
  return Object.fromEntries(sources.map((source, at) => [source, costs.reduce((sum, cost) => sum + (cost?.bySource[at] ?? 0), 0)]));
}
