import { Router } from 'express';
import { answerRows } from '../coverage/answer.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { householdRoutes } from './contract.ts';
import { type HouseholdFilters, householdListing } from './listing.ts';

export function householdsRouter(deps: RoomDependencies): Router {
  const router = Router();

  mount(router, householdRoutes.inGrid, deps, (call) => {
    const { campaign, day, limit, cursor, f, ...filters } = call.query;
    const question = { within: { grid: call.params.code }, campaign, day, limit, cursor, f };
    return answerRows(question, call, (db, campaignId, past) => householdListing(db, campaignId, filtersOf(filters), past));
  });

  mount(router, householdRoutes.query, deps, (call) => {
    const { within, campaign, day, limit, cursor, ...filters } = call.body;
    const question = { within, campaign, day, limit, cursor, f: call.query.f };
    return answerRows(question, call, (db, campaignId, past) => householdListing(db, campaignId, filtersOf(filters), past));
  });

  return router;
}

/** Named one by one: what a cursor is bound to has them all, asked for or not. */
function filtersOf({ kind, state, frozen, inside, building, aboveLevel }: Partial<HouseholdFilters>): HouseholdFilters {
  return { kind, state, frozen, inside, building, aboveLevel };
}
