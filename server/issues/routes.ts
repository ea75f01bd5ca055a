import { Router } from 'express';
import { z } from 'zod';
import { sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import { bboxBindings } from '../http/bbox.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { type Issue, type IssueFigures, issueRoutes, LATENESS, type Lateness } from './contract.ts';

const issues = sqlFile<Issue>(import.meta.url, './issues.sql');
const issueFigures = sqlFile<Omit<IssueFigures, 'asOf' | 'byLateness'> & { byLateness: Partial<Record<Lateness, number>> }>(
  import.meta.url,
  './issue-figures.sql',
);

const ANY_ISSUE = {
  id: null,
  before_id: null,
  path: null,
  member_of: null,
  ...bboxBindings(undefined),
  state: null,
  is_open: null,
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
        lateness: filters.lateness ?? null,
        domain: filters.domain ?? null,
        limit: limit + 1,
      });
      return pageOfRows(rows, limit, key, (row) => row.id);
    });
  });

  mount(router, issueRoutes.detail, deps, async ({ params, transact, now }) => {
    const [issue] = await transact((db) => issues(db, { ...ANY_ISSUE, now, id: params.id, limit: 1 }));
    if (issue === undefined) throw problems.issueNotFound(params.id);
    return issue;
  });

  mount(router, issueRoutes.figures, deps, ({ params, transact, now }) =>
    transact(async (db) => {
      const [figures] = await issueFigures(db, { now, ...(await findScope(db, params.code)) });
      const byLateness = Object.fromEntries(LATENESS.map((lateness) => [lateness, figures?.byLateness[lateness] ?? 0])) as Record<Lateness, number>;
      return { opinions: null, total: 0, open: 0, resolved: 0, byDomain: [], ...figures, asOf: now, byLateness };
    }),
  );
  return router;
}
