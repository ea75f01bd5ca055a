import { Router } from 'express';
import { z } from 'zod';
import { likeLiteral } from '../db/like.ts';
import { sqlFile } from '../db/sql.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { type Person, peopleRoutes, type Unit } from './contract.ts';

const people = sqlFile<Person>(import.meta.url, './people.sql');
const units = sqlFile<Unit>(import.meta.url, './units.sql');

export function peopleRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, peopleRoutes.list, deps, ({ query, transact }) => {
    const { role, q, limit, cursor } = query;
    const key = { of: 'people', role, q };
    const after = decodeCursor(key, z.number().int(), cursor);
    return transact(async (db) => {
      const rows = await people(db, { role: role ?? null, q: q === undefined ? null : likeLiteral(q), after_id: after ?? 0, limit: limit + 1 });
      return pageOfRows(rows, limit, key, (row) => row.id);
    });
  });
  mount(router, peopleRoutes.units, deps, ({ query, transact }) => {
    const { q, limit, cursor } = query;
    const key = { of: 'units', q };
    const after = decodeCursor(key, z.string(), cursor);
    return transact(async (db) => {
      const rows = await units(db, { q: q === undefined ? null : likeLiteral(q), after_code: after ?? '', limit: limit + 1 });
      return pageOfRows(rows, limit, key, (row) => row.code);
    });
  });
  return router;
}
