import { Router } from 'express';
import { z } from 'zod';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import { pastDay } from '../history/day.ts';
import { bboxBindings } from '../http/bbox.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { type Issue, type IssueDetail, issueRoutes } from './contract.ts';
import { issueFiguresOf } from './figures.ts';
import { reportIssue } from './report.ts';

const issues = sqlFile<Issue>(import.meta.url, './issues.sql');
type Extras = Pick<IssueDetail, 'description' | 'photoIds' | 'reporterRole'> & { clientUuid: string };
const issueExtras = sqlFile<Extras>(import.meta.url, './issue-extras.sql');

const ANY_ISSUE = {
  id: null,
  before_id: null,
  path: null,
  member_of: null,
  ...bboxBindings(undefined),
  state: null,
  is_open: null,
  is_resolved: null,
  lateness: null,
  domain: null,
  day: null,
};

export function issuesRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, issueRoutes.list, deps, ({ query, transact, now }) => {
    const { limit, cursor, day, ...filters } = query;
    const key = { of: 'issues', day, ...filters };
    const before = decodeCursor(key, z.number().int(), cursor);
    return transact(async (db) => {
      const rows = await issues(db, {
        ...ANY_ISSUE,
        ...(await findScope(db, filters.grid)),
        ...bboxBindings(filters.bbox),
        now,
        day: (await pastDay(db, day, now))?.day ?? null,
        before_id: before,
        state: filters.state ?? null,
        is_open: filters.open === undefined ? null : filters.open === 'true',
        is_resolved: filters.resolved === undefined ? null : filters.resolved === 'true',
        lateness: filters.lateness ?? null,
        domain: filters.domain ?? null,
        limit: limit + 1,
      });
      return pageOfRows(rows, limit, key, (row) => row.id);
    });
  });

  mount(router, issueRoutes.detail, deps, ({ params, query, actor, transact, now }) =>
    transact(async (db) => {
      const past = await pastDay(db, query.day, now);
      const { clientUuid: _clientUuid, ...issue } = await issueById(db, params.id, actor, now, past?.day ?? null);
      return issue;
    }),
  );

  mount(router, issueRoutes.report, deps, ({ body, actor, transact, now, response }) =>
    transact(async (db) => {
      const { id, possibleDuplicates, isNew } = await reportIssue(db, actor, body, now);
      response.status(isNew ? 201 : 200);
      return { ...(await issueById(db, id, actor, now)), possibleDuplicates };
    }),
  );

  mount(router, issueRoutes.figures, deps, ({ params, transact, now }) =>
    transact(async (db) => {
      return { ...(await issueFiguresOf(db, await findScope(db, params.code), now)), asOf: now };
    }),
  );
  return router;
}

/** day: as it stood when that ended. @throws Problem issue-not-found, also where it was not reported yet */
async function issueById(db: Database, id: number, actor: Actor, now: Date, day: string | null = null): Promise<Issue & Extras> {
  const [issue] = await issues(db, { ...ANY_ISSUE, now, day, id, limit: 1 });
  const [extras] = await issueExtras(db, { id, known_person: actor.personId !== null });
  if (issue === undefined || extras === undefined) throw problems.issueNotFound(id);
  return { ...issue, ...extras };
}
