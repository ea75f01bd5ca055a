import { randomUUID } from 'node:crypto';
import { type Response, Router } from 'express';
import { z } from 'zod';
import { findCampaign } from '../coverage/campaigns.ts';
import { sqlFile } from '../db/sql.ts';
import { findGrid } from '../grids/grid-ref.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies, type Sendable } from '../http/route.ts';
import { attemptsPage } from './attempts.ts';
import { type RecordedVisit, type Visit, visitRoutes } from './contract.ts';
import { correctVisit, decideVisit } from './decide.ts';
import { doubtsOf } from './doubtful.ts';
import { exemptionsPage } from './exemptions.ts';
import { ownGridsPage } from './own-grids.ts';
import { type Recorded, recordVisits } from './record.ts';

const householdVisits = sqlFile<Sendable<Visit> & { visitedAt: Date; id: number }>(import.meta.url, './household-visits.sql');
const VisitPosition = z.tuple([z.iso.datetime(), z.number().int()]);

export function visitsRouter(deps: RoomDependencies): Router {
  const router = Router();

  mount(router, visitRoutes.record, deps, async ({ body, actor, transact, now, response }) => {
    const { campaign, clientUuid, householdId, ...knock } = body;
    const order = { campaign, knock, doors: [{ clientUuid, householdId }], batchId: null };
    return single(await transact((db) => recordVisits(db, actor, order, now)), response);
  });

  mount(router, visitRoutes.bulk, deps, async ({ body, actor, transact, now, response }) => {
    const { campaign, visits: doors, ...knock } = body;
    const recorded = await transact((db) => recordVisits(db, actor, { campaign, knock, doors, batchId: randomUUID() }, now));
    response.status(recorded.isNew ? 201 : 200);
    return { items: recorded.visits };
  });

  mount(router, visitRoutes.correct, deps, async ({ params, body, actor, transact, now, response }) =>
    single(await transact((db) => correctVisit(db, actor, params.id, body, now)), response),
  );

  mount(router, visitRoutes.approve, deps, async ({ params, body, actor, transact, now }) =>
    only(await transact((db) => decideVisit(db, actor, params.id, { approve: true, note: body.note }, now))),
  );

  mount(router, visitRoutes.reject, deps, async ({ params, body, actor, transact, now }) =>
    only(await transact((db) => decideVisit(db, actor, params.id, { approve: false, note: body.note }, now))),
  );

  mount(router, visitRoutes.ofHousehold, deps, ({ params, query, actor, transact }) =>
    transact(async (db) => {
      const key = { of: 'household-visits', id: params.id };
      const before = decodeCursor(key, VisitPosition, query.cursor);
      if ((await db('households').where({ id: params.id }).first('id')) === undefined) throw problems.householdNotFound([params.id]);
      const rows = await householdVisits(db, {
        household_id: params.id,
        known_person: actor.personId !== null,
        before_at: before?.[0] ?? null,
        before_id: before?.[1] ?? null,
        limit: query.limit + 1,
      });
      return pageOfRows(rows, query.limit, key, ({ visitedAt, id }) => [visitedAt.toISOString(), id]);
    }),
  );

  mount(router, visitRoutes.ownGrids, deps, ({ query, actor, transact, now }) =>
    transact(async (db) => {
      const campaign = await findCampaign(db, query.campaign);
      const page = await ownGridsPage(db, actor, { campaignId: campaign.id, limit: query.limit, cursor: query.cursor, now });
      return { campaign, asOf: now, ...page };
    }),
  );

  mount(router, visitRoutes.attempts, deps, ({ params, query, transact, now }) =>
    transact(async (db) => {
      const campaign = await findCampaign(db, query.campaign);
      const page = await attemptsPage(db, { code: params.code, campaignId: campaign.id, limit: query.limit, cursor: query.cursor, now });
      return { campaign, asOf: now, ...page };
    }),
  );

  mount(router, visitRoutes.exemptions, deps, ({ query, actor, transact, now }) =>
    transact(async (db) => {
      const campaign = await findCampaign(db, query.campaign);
      return { campaign, asOf: now, ...(await exemptionsPage(db, actor, { campaignId: campaign.id, limit: query.limit, cursor: query.cursor })) };
    }),
  );

  mount(router, visitRoutes.doubtful, deps, ({ params, query, transact, now }) =>
    transact(async (db) => {
      const grid = await findGrid(db, params.code);
      const campaign = await findCampaign(db, query.campaign);
      return { campaign, asOf: now, ...(await doubtsOf(db, grid, campaign.id)) };
    }),
  );
  return router;
}

/** 201 for what is new, 200 for what was stored before. */
function single(recorded: Recorded, response: Response): Sendable<RecordedVisit> {
  response.status(recorded.isNew ? 201 : 200);
  return only(recorded);
}

function only({ visits: [visit] }: Recorded): Sendable<RecordedVisit> {
  if (visit === undefined) throw new Error('a recorded visit was not read back');
  return visit;
}
