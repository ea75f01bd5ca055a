import { Router } from 'express';
import { z } from 'zod';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import { bboxBindings } from '../http/bbox.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { type Issue, type IssueDetail, type IssueFigures, issueRoutes, LATENESS, type Lateness } from './contract.ts';

import { reportIssue } from './report.ts';

const issues = sqlFile<Issue>(import.meta.url, './issues.sql');
const issueFigures = sqlFile<Omit<IssueFigures, 'asOf' | 'byLateness'> & { byLateness: Partial<Record<Lateness, number>> }>(
  import.meta.url,
  './issue-figures.sql',
);

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
};

export function issuesRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, issueRoutes.list, deps, ({ query, transact, now }) => {
    const { limit, cursor, ...filters } = query;
    const key = { of: 'issues', ...filters };
    const before = decodeCursor(key, z.number().int(), cursor);
    return transact(async (db) => {
      const rows = await issues(db, {
        ...ANY_ISSUE,
        ...(await findScope(db, filters.grid)),
        ...bboxBindings(filters.bbox),
        now,
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

  mount(router, issueRoutes.detail, deps, ({ params, actor, transact, now }) =>
    transact(async (db) => {
      const { clientUuid: _clientUuid, ...issue } = await issueById(db, params.id, actor, now);
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
      const [figures] = await issueFigures(db, { now, ...(await findScope(db, params.code)) });
      const byLateness = Object.fromEntries(LATENESS.map((lateness) => [lateness, figures?.byLateness[lateness] ?? 0])) as Record<Lateness, number>;
      return { opinions: null, total: 0, open: 0, resolved: 0, byDomain: [], ...figures, asOf: now, byLateness };
    }),
  );
  return router;
}

async function issueById(db: Database, id: number, actor: Actor, now: Date): Promise<Issue & Extras> {
  const [issue] = await issues(db, { ...ANY_ISSUE, now, id, limit: 1 });
  const [extras] = await issueExtras(db, { id, known_person: actor.personId !== null });
  if (issue === undefined || extras === undefined) throw problems.issueNotFound(id);
  return { ...issue, ...extras };
}
