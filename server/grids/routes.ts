import { Router } from 'express';
import { z } from 'zod';
import { likeLiteral } from '../db/like.ts';
import type { Database } from '../db/sql.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { responsibilitiesOf } from '../responsibilities/queries.ts';
import { type GridDetail, type GridRef, type GridSummary, gridRoutes } from './contract.ts';
import { findGrid } from './grid-ref.ts';
import { ANY_GRID, dedicatedOver, gridChecks, gridFeature, gridSummaries } from './queries.ts';

export function gridsRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, gridRoutes.list, deps, ({ query, transact }) => {
    const { limit, cursor, bbox, q, level, parent, kind } = query;
    const key = { of: 'grids', bbox, q, level, parent, kind };
    const after = decodeCursor(key, z.string(), cursor);
    const [west, south, east, north] = bbox ?? [null, null, null, null];
    const filters = { level: level ?? null, parent_code: parent ?? null, kind: kind ?? null, q: q ?? null, q_pattern: q === undefined ? null : likeLiteral(q) };
    return transact(async (db) => {
      if (parent !== undefined) await findGrid(db, parent);
      const rows = await gridSummaries(db, { ...ANY_GRID, ...filters, west, south, east, north, after_path: after ?? '', limit: limit + 1 });
      const page = pageOfRows(rows, limit, key, (row) => row.path);
      return { ...page, items: page.items.map(summary) };
    });
  });

  mount(router, gridRoutes.detail, deps, ({ params, transact, now }) => transact((db) => gridDetail(db, params.code, now)));

  mount(router, gridRoutes.geometry, deps, async ({ params, transact, response }) => {
    const [row] = await transact(async (db) => gridFeature(db, { grid_id: (await findGrid(db, params.code)).id }));
    response.type('application/geo+json').send(row?.feature);
    return undefined;
  });

  mount(router, gridRoutes.checks, deps, ({ params, query, transact, now }) =>
    transact(async (db) => {
      const grid = await findGrid(db, params.code);
      const rows = await gridChecks(db, { path: grid.path, grid_id: grid.id, tolerance_share: query.toleranceShare, tolerance_m2: query.toleranceM2 });
      const findings = rows.slice(0, -1).map(({ checked: _checked, ...finding }) => finding);
      return { grid, asOf: now, checked: rows.at(-1)?.checked ?? 0, ...query, findings };
    }),
  );
  return router;
}

const summary = ({ validFrom: _validFrom, ...row }: GridSummary & { validFrom: string }): GridSummary => row;

async function gridDetail(db: Database, code: string, now: Date): Promise<GridDetail> {
  const [own] = await gridSummaries(db, { ...ANY_GRID, code });
  if (own === undefined) throw problems.gridNotFound(code);
  const children = await gridSummaries(db, { ...ANY_GRID, parent_code: code, kind: 'basic' });
  const ancestors: GridRef[] = await db('grids')
    .whereRaw('path in (select path_ancestors(?))', [own.path])
    .whereNot({ id: own.id })
    .whereNull('valid_to')
    .orderBy('level')
    .select('id', 'code', 'name', 'level', 'kind', 'path');
  return {
    ...own,
    ancestors,
    children: children.map(summary),
    dedicated: await dedicatedOver(db, { grid_id: own.id }),
    responsibilities: await responsibilitiesOf(db, { path: own.path, now }),
  };
}
