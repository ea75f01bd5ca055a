import { Router } from 'express';
import { z } from 'zod';
import { findCampaign } from '../coverage/campaigns.ts';
import { likeLiteral } from '../db/like.ts';
import { type Database, type Query, sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import type { Issue } from '../issues/contract.ts';
import type { Work } from '../works/contract.ts';
import { type Alley, type AlleyDetail, type AlleySurvey, alleyRoutes, type HouseholdNearAlley } from './contract.ts';

const alleys = sqlFile<Alley>(import.meta.url, './alleys.sql');
const alleyDetail = sqlFile<AlleyDetail>(import.meta.url, './alley-detail.sql');
const alleySurveys = sqlFile<z.infer<typeof AlleySurvey>>(import.meta.url, './alley-surveys.sql');
const householdsNear = sqlFile<z.infer<typeof HouseholdNearAlley>>(import.meta.url, './households-near.sql');
const issuesNear = sqlFile<Issue & { distanceM: number }>(import.meta.url, './issues-near.sql');
const worksNear = sqlFile<Work & { distanceM: number }>(import.meta.url, './works-near.sql');

export function alleysRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, alleyRoutes.list, deps, ({ query: { grid, q, limit, cursor }, transact }) => {
    const key = { of: 'alleys', grid, q };
    const after = decodeCursor(key, z.number().int(), cursor);
    return transact(async (db) => {
      const rows = await alleys(db, { ...(await findScope(db, grid)), q: q === undefined ? null : likeLiteral(q), after_id: after ?? 0, limit: limit + 1 });
      return pageOfRows(rows, limit, key, (row) => row.id);
    });
  });

  mount(router, alleyRoutes.detail, deps, async ({ params: { id }, transact }) => {
    const [alley] = await transact((db) => alleyDetail(db, { id }));
    if (alley === undefined) throw problems.alleyNotFound(id);
    return alley;
  });

  mount(router, alleyRoutes.surveys, deps, ({ params: { id }, transact }) =>
    transact(async (db) => {
      await requireAlley(db, id);
      return { items: await alleySurveys(db, { id }), next: null };
    }),
  );

  mount(router, alleyRoutes.households, deps, ({ params: { id }, query, transact }) =>
    transact(async (db) => {
      const campaign = await findCampaign(db, query.campaign);
      return nearPage(db, householdsNear, { of: 'households-near', id, campaign: campaign.id }, id, query, { campaign_id: campaign.id });
    }),
  );
  mount(router, alleyRoutes.issues, deps, ({ params: { id }, query, transact, now }) =>
    transact((db) => nearPage(db, issuesNear, { of: 'issues-near', id }, id, query, { now })),
  );
  mount(router, alleyRoutes.works, deps, ({ params: { id }, query, transact }) =>
    transact((db) => nearPage(db, worksNear, { of: 'works-near', id }, id, query, {})),
  );
  return router;
}

async function requireAlley(db: Database, id: number): Promise<void> {
  if ((await db('alleys').where({ id }).first('id')) === undefined) throw problems.alleyNotFound(id);
}

/** One page of what is near an alley, nearest first. @throws Problem alley-not-found, invalid-cursor */
async function nearPage<Row extends { id: number; distanceM: number }>(
  db: Database,
  near: Query<Row>,
  key: object,
  alleyId: number,
  query: { distance_m: number; limit: number; cursor?: string | undefined },
  bindings: Record<string, unknown>,
): Promise<{ items: Row[]; next: string | null }> {
  await requireAlley(db, alleyId);
  const bound = { ...key, distance_m: query.distance_m };
  const [after_distance, after_id] = decodeCursor(bound, z.tuple([z.number(), z.number().int()]), query.cursor) ?? [-1, 0];
  const rows = await near(db, { ...bindings, alley_id: alleyId, distance_m: query.distance_m, after_distance, after_id, limit: query.limit + 1 });
  return pageOfRows(rows, query.limit, bound, (row) => [row.distanceM, row.id]);
}
