import { Router } from 'express';
import type { z } from 'zod';
import { sqlFile } from '../db/sql.ts';
import { pastDay } from '../history/day.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { surveyRoutes } from './contract.ts';
import { alleysToSurvey, readSurveys, recordSurvey } from './record.ts';

const published = sqlFile<z.infer<typeof surveyRoutes.standards.response>>(import.meta.url, './published.sql');

export function surveysRouter(deps: RoomDependencies): Router {
  const router = Router();

  mount(router, surveyRoutes.standards, deps, ({ transact }) => transact(async (db) => (await published(db))[0]));

  mount(router, surveyRoutes.toSurvey, deps, ({ query, actor, transact, now }) =>
    transact(async (db) => ({ asOf: now.toISOString(), ...(await alleysToSurvey(db, actor, query)) })),
  );

  mount(router, surveyRoutes.ofAlley, deps, ({ params: { id }, query, actor, transact, now }) =>
    transact(async (db) => {
      if ((await db('alleys').where({ id }).first('id')) === undefined) throw problems.alleyNotFound(id);
      return { items: await readSurveys(db, actor, { alleyId: id, before: (await pastDay(db, query.day, now))?.lastMoment }), next: null };
    }),
  );

  mount(router, surveyRoutes.record, deps, async ({ params: { id }, body, actor, transact, now, response }) => {
    const { items, isNew } = await transact((db) => recordSurvey(db, actor, id, body, now));
    response.status(isNew ? 201 : 200);
    return { items };
  });
  return router;
}
