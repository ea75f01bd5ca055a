import { Router } from 'express';
import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { MOST_STEPS, type Thread, type ThreadKind, threadRoutes } from './contract.ts';

const thread = sqlFile<Thread>(import.meta.url, './thread.sql');
const TABLES: Record<ThreadKind, string> = { visit: 'visits', issue: 'issues', work: 'works' };
const missing: Record<ThreadKind, (id: number) => Error> = {
  visit: problems.visitNotFound,
  issue: problems.issueNotFound,
  work: (id) => problems.notFound(`The work ${id}`),
};

export function threadRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, threadRoutes.of, deps, ({ params: { kind, id }, actor, transact }) =>
    transact(async (db) => {
      await requireMember(db, kind, id);
      return (await thread(db, { kind, id, known_person: actor.personId !== null, most: MOST_STEPS }))[0];
    }),
  );
  return router;
}

async function requireMember(db: Database, kind: ThreadKind, id: number): Promise<void> {
  if ((await db(TABLES[kind]).where({ id }).first('id')) === undefined) throw missing[kind](id);
}
