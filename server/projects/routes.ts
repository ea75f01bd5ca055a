import { Router } from 'express';
import { z } from 'zod';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { type Call, mount, type RoomDependencies } from '../http/route.ts';
import { type ProjectDetail, projectRoutes } from './contract.ts';
import { PROJECT_FORMATS, type ProjectFormat, projectsCsv, projectsGeoJson, projectsXlsx } from './files.ts';
import { foreseeClashes } from './foresee.ts';
import { readCatalogue, readClashes, readProgrammes, readProject, readProjects, readSteps, todayOf } from './read.ts';
import { advance, type Change, recordConsultation, setMilestone } from './record.ts';
import { correctProject, createProject, putProgramme } from './register.ts';
import { projectWriteRoutes } from './writing-contract.ts';

const DEFAULT_ROWS = 100;
/** A district has hundreds of projects: a file is made in one piece. */
const FILE_ROWS = 10_000;

export function projectsRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, projectRoutes.catalogue, deps, ({ transact }) => transact(readCatalogue));

  mount(router, projectRoutes.programmes, deps, ({ transact, now }) =>
    transact(async (db) => ({ items: await readProgrammes(db, await todayOf(db, now)), next: null })),
  );

  mount(router, projectWriteRoutes.addProgramme, deps, ({ body, actor, transact, now, response }) =>
    transact(async (db) => {
      const today = await todayOf(db, now);
      response.status((await putProgramme({ db, actor, now, today }, body)) ? 201 : 200);
      return (await readProgrammes(db, today, body.code))[0];
    }),
  );

  mount(router, projectRoutes.list, deps, async ({ query: { f, lang, limit, cursor, ...filters }, transact, now, request, response }) => {
    const accepted = f === undefined ? request.accepts(Object.values(PROJECT_FORMATS)) : PROJECT_FORMATS[f];
    const format = (Object.keys(PROJECT_FORMATS) as ProjectFormat[]).find((name) => PROJECT_FORMATS[name] === accepted);
    if (format === undefined) throw problems.notAcceptable(Object.values(PROJECT_FORMATS));
    const key = { of: 'projects', ...filters };
    const afterId = decodeCursor(key, z.number().int(), cursor) ?? 0;
    const rows = limit ?? (format === 'json' ? DEFAULT_ROWS : FILE_ROWS);
    const { page, today } = await transact(async (db) => {
      const day = await todayOf(db, now);
      const found = await readProjects(db, filters, { today: day, afterId, limit: rows + 1, withGeometry: format === 'geojson' });
      return { page: pageOfRows(found, rows, key, ({ id }) => id), today: day };
    });
    if (format === 'json') return { items: page.items.map(({ geometry: _geometry, ...row }) => row), next: page.next };
    response.setHeader('content-disposition', `attachment; filename="projects.${format}"`);
    response.type(PROJECT_FORMATS[format]);
    if (format === 'xlsx') response.send(await projectsXlsx(page.items, lang, today));
    else response.send(format === 'csv' ? projectsCsv(page.items) : projectsGeoJson(page.items));
  });

  mount(router, projectRoutes.clashes, deps, ({ query, transact, now }) =>
    transact(async (db) => ({ items: await readClashes(db, await todayOf(db, now), query.project, query.day), next: null })),
  );

  mount(router, projectRoutes.steps, deps, ({ transact, now }) => transact(async (db) => readSteps(db, await todayOf(db, now))));

  mount(router, projectWriteRoutes.foresee, deps, ({ body, actor, transact, now }) =>
    transact(async (db) => ({ items: await foreseeClashes({ db, actor, now, today: await todayOf(db, now) }, body), next: null })),
  );

  mount(router, projectRoutes.detail, deps, ({ params: { id }, actor, transact, now }) =>
    transact(async (db) => readProject(db, id, actor, await todayOf(db, now))),
  );

  mount(router, projectWriteRoutes.create, deps, ({ body, actor, transact, now, response }) =>
    transact(async (db) => {
      const today = await todayOf(db, now);
      const { id, isNew } = await createProject({ db, actor, now, today }, body);
      response.status(isNew ? 201 : 200);
      return readProject(db, id, actor, today);
    }),
  );

  /** A change of one project, answered with the project as it is then. */
  const changed = async (
    { actor, transact, now, response }: Pick<Call<typeof projectRoutes.detail>, 'actor' | 'transact' | 'now' | 'response'>,
    id: number,
    apply: (context: Change) => Promise<boolean>,
  ): Promise<ProjectDetail> =>
    transact(async (db) => {
      const today = await todayOf(db, now);
      response.status((await apply({ db, actor, now, today })) ? 201 : 200);
      return readProject(db, id, actor, today);
    });
  mount(router, projectWriteRoutes.correct, deps, ({ params: { id }, body, ...call }) => changed(call, id, (context) => correctProject(context, id, body)));
  mount(router, projectWriteRoutes.advance, deps, ({ params: { id }, body, ...call }) => changed(call, id, (context) => advance(context, id, body)));
  mount(router, projectWriteRoutes.milestone, deps, ({ params: { id }, body, ...call }) => changed(call, id, (context) => setMilestone(context, id, body)));
  mount(router, projectWriteRoutes.consultation, deps, ({ params: { id }, body, ...call }) =>
    changed(call, id, (context) => recordConsultation(context, id, body)),
  );
  return router;
}
