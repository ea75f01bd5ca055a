import { Router } from 'express';
import type { z } from 'zod';
import { sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { responsibilitiesOf } from '../responsibilities/queries.ts';
import { type NearestHit, placeRoutes } from './contract.ts';

/** The basic grids that hold a point, from the district down. */
export const gridsAtPoint = sqlFile<GridRef>(import.meta.url, './grids-at-point.sql');
export const dedicatedAtPoint = sqlFile<GridRef>(import.meta.url, './dedicated-at-point.sql');
const nearestGrids = sqlFile<z.infer<typeof NearestHit>>(import.meta.url, './nearest-grids.sql');
const nearestAlleys = sqlFile<z.infer<typeof NearestHit>>(import.meta.url, './nearest-alleys.sql');

export function placesRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, placeRoutes.place, deps, ({ query: { lon, lat }, transact, now }) =>
    transact(async (db) => {
      const grids = await gridsAtPoint(db, { lon, lat });
      const dedicated = await dedicatedAtPoint(db, { lon, lat });
      const smallest = grids.at(-1);
      return { lon, lat, grids, dedicated, responsibilities: smallest === undefined ? [] : await responsibilitiesOf(db, { path: smallest.path, now }) };
    }),
  );
  mount(router, placeRoutes.nearest, deps, ({ query: { lon, lat, kind, level, limit }, transact }) =>
    transact(async (db) => {
      const items = kind === 'grid' ? await nearestGrids(db, { lon, lat, level: level ?? null, limit }) : await nearestAlleys(db, { lon, lat, limit });
      return { items, next: null };
    }),
  );
  return router;
}
