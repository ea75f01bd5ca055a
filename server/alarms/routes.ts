import { Router } from 'express';
import { type Database, sqlFile } from '../db/sql.ts';
import { WALL_ACTOR_ROLE } from '../db/wall-role.ts';
import { findGrid } from '../grids/grid-ref.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { alarmContact } from './contact.ts';
import { alarmRoutes } from './contract.ts';
import { acknowledgeAlarm, escalateAlarm, readAlarms, readAlarmsAs } from './deeds.ts';

const counts = sqlFile<{ seq: number; byLevel: [number, number, number, number] }>(import.meta.url, './counts.sql');

export function alarmsRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, alarmRoutes.list, deps, ({ query: { grid, kind, status, level, limit }, actor, transact, now }) =>
    transact(async (db) => {
      const path = grid === undefined ? null : (await findGrid(db, grid)).path;
      const filter = { path, limit, ...(kind && { kinds: [kind] }), ...(status && { status }), ...(level && { level }) };
      const { seq, byLevel } = await countAlarms(db, path);
      const items = actor.role === WALL_ACTOR_ROLE ? await readAlarms(db, filter) : await readAlarmsAs(db, actor, filter);
      return { items, next: null, asOf: now, seq, byLevel };
    }),
  );

  mount(router, alarmRoutes.acknowledge, deps, ({ params, body, actor, transact, now }) =>
    transact((db) => acknowledgeAlarm(db, actor, params.id, body.note ?? null, now)),
  );

  mount(router, alarmRoutes.escalate, deps, ({ params, body, actor, transact, now }) => transact((db) => escalateAlarm(db, actor, params.id, body, now)));

  mount(router, alarmRoutes.contact, deps, ({ params, query, actor, transact, now }) =>
    transact((db) => alarmContact(db, actor, params.id, query.reason, now)),
  );
  return router;
}

async function countAlarms(db: Database, path: string | null) {
  const [row] = await counts(db, { path });
  if (row === undefined) throw new Error('counts.sql always gives one row');
  return row;
}
