import { Router } from 'express';
import { answerRows } from '../coverage/answer.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { householdRoutes } from './contract.ts';
import { householdListing } from './listing.ts';

export function householdsRouter(deps: RoomDependencies): Router {
  const router = Router();

  mount(router, householdRoutes.inGrid, deps, (call) => {
    const { campaign, limit, cursor, f, kind, state, frozen, inside, building, aboveLevel } = call.query;
    const question = { within: { grid: call.params.code }, campaign, limit, cursor, f };
    return answerRows(question, call, (db, campaignId) => householdListing(db, campaignId, { kind, state, frozen, inside, building, aboveLevel }));
  });

  mount(router, householdRoutes.query, deps, (call) => {
    const { within, campaign, limit, cursor, kind, state, frozen, inside, building, aboveLevel } = call.body;
    const question = { within, campaign, limit, cursor, f: call.query.f };
    return answerRows(question, call, (db, campaignId) => householdListing(db, campaignId, { kind, state, frozen, inside, building, aboveLevel }));
  });

  return router;
}
