import { Router } from 'express';
import { findGrid } from '../grids/grid-ref.ts';
import { roundAsked } from '../history/day.ts';
import { HOUSEHOLD_KINDS } from '../households/contract.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { answerRows } from './answer.ts';
import { campaigns } from './campaigns.ts';
import { coverageRoutes } from './contract.ts';
import { type CountsByKind, figuresByKind, figuresOf } from './figures.ts';
import { talliesOn } from './on-day.ts';
import { resolvePlace } from './pages.ts';
import { childrenOf, tallyAt } from './rollup.ts';
import { summaryOf } from './summary.ts';
import { uncoveredListing } from './uncovered.ts';

export function coverageRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, coverageRoutes.campaigns, deps, async ({ transact, now }) => ({ items: await transact((db) => campaigns(db, { now })), next: null }));

  mount(router, coverageRoutes.coverage, deps, ({ params, query, transact, now }) =>
    transact(async (db) => {
      const grid = await findGrid(db, params.code);
      const { campaign, past } = await roundAsked(db, query, now);
      const children = await childrenOf(db, grid);
      const kinds = query.kind === undefined ? HOUSEHOLD_KINDS : [query.kind];
      const { tallies, seq } =
        past === null
          ? await tallyAt(db, [grid.id, ...children.map((child) => child.id)], campaign.id, kinds)
          : { tallies: await talliesOn(db, grid, children, past, campaign.id, kinds), seq: 0 };
      const own = tallies.get(grid.id) as CountsByKind;
      return {
        campaign,
        asOf: past?.lastMoment ?? now,
        seq,
        grid,
        own: figuresOf(own.all),
        byKind: figuresByKind(own.byKind),
        children: children.map((child) => ({ grid: child, coverage: figuresOf((tallies.get(child.id) as CountsByKind).all) })),
      };
    }),
  );

  mount(router, coverageRoutes.uncovered, deps, (call) => {
    const { campaign, day, kind, state: states, limit, cursor, f } = call.query;
    const question = { within: { grid: call.params.code }, campaign, day, limit, cursor, f };
    return answerRows(question, call, (_db, campaignId, past) => uncoveredListing({ campaignId, kind, states }, past));
  });

  mount(router, coverageRoutes.query, deps, (call) => {
    const { within, campaign, day, kind, state: states, limit, cursor } = call.body;
    const question = { within, campaign, day, limit, cursor, f: call.query.f };
    return answerRows(question, call, (_db, campaignId, past) => uncoveredListing({ campaignId, kind, states }, past));
  });

  mount(router, coverageRoutes.summary, deps, ({ body, transact, now }) =>
    transact(async (db) => {
      const { campaign, past } = await roundAsked(db, body, now);
      const place = await resolvePlace(db, body.within);
      const summary = await summaryOf(db, place, { campaignId: campaign.id, kind: body.kind, states: body.state }, past);
      return { campaign, asOf: past?.lastMoment ?? now, ...summary };
    }),
  );
  return router;
}
