import { Router } from 'express';
import { engineOf } from '../db/engine.ts';
import { sqlFile } from '../db/sql.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { type Health, healthRoutes } from './contract.ts';

const health = sqlFile<Omit<Health, 'status' | 'version' | 'build' | 'engine'>>(import.meta.url, './health.sql');

export function healthRouter(deps: RoomDependencies, version: string, build: () => string): Router {
  const router = Router();
  mount(router, healthRoutes.health, deps, ({ transact }) =>
    transact(async (db) => {
      const [row] = await health(db);
      if (row === undefined) throw new Error('health.sql always gives one row');
      return { status: 'ok', version, build: build(), engine: engineOf(db), ...row };
    }),
  );
  return router;
}
