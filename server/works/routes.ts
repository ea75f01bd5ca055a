import { Router } from 'express';
import { z } from 'zod';
import { sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import { bboxBindings } from '../http/bbox.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { type Work, type WorkType, workRoutes } from './contract.ts';
import { workTotals } from './queries.ts';

const works = sqlFile<Work>(import.meta.url, './works.sql');

export function worksRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, workRoutes.types, deps, async ({ transact }) => {
    const items: WorkType[] = await transact((db) =>
      db('work_types').orderBy(['sort_order', 'code']).select('code', 'name', { nameEn: 'name_en' }, 'unit', 'dimension', 'family'),
    );
    return { items, next: null };
  });

  mount(router, workRoutes.list, deps, ({ query, transact }) => {
    const { limit, cursor, grid, bbox, type, completed } = query;
    const key = { of: 'works', grid, bbox, type, completed };
    const after = decodeCursor(key, z.number().int(), cursor);
    return transact(async (db) => {
      const rows = await works(db, {
        ...(await findScope(db, grid)),
        ...bboxBindings(bbox),
        id: null,
        after_id: after ?? 0,
        work_type: type ?? null,
        is_completed: completed === undefined ? null : completed === 'true',
        limit: limit + 1,
      });
      return pageOfRows(rows, limit, key, (row) => row.id);
    });
  });

  mount(router, workRoutes.detail, deps, async ({ params, transact }) => {
    const [work] = await transact(async (db) =>
      works(db, { ...(await findScope(db, undefined)), ...bboxBindings(undefined), id: params.id, after_id: 0, work_type: null, is_completed: null, limit: 1 }),
    );
    if (work === undefined) throw problems.notFound(`The work ${params.id}`);
    return work;
  });

  mount(router, workRoutes.totals, deps, ({ params, transact, now }) =>
    transact(async (db) => {
      const [items = []] = await workTotals(db, [await findScope(db, params.code)]);
      return { asOf: now, items };
    }),
  );
  return router;
}
