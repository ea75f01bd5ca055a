import { Router } from 'express';
import { findCampaign } from '../coverage/campaigns.ts';
import { COVERAGE_STATES } from '../coverage/contract.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { WALL_ACTOR_ROLE } from '../db/wall-role.ts';
import { findScope } from '../grids/grid-ref.ts';
import { pastDay } from '../history/day.ts';
import { HOUSEHOLD_KINDS } from '../households/contract.ts';
import { bboxBindings } from '../http/bbox.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { ruleOf } from '../responsibilities/queries.ts';
import { type StateLayer, stateRoutes } from './contract.ts';

/** More points than a screen can show: ask for tiles, or for figures per grid. */
const MOST_HOUSEHOLDS = 50_000;
const DEFAULT_TIER = 4;

/** Layers that can be asked for as of a day. */
const DATED: readonly StateLayer[] = ['alleys', 'responsibilities'];

const file = (layer: StateLayer) => sqlFile<{ body: string | null }>(import.meta.url, `./${layer}-state.sql`);
/** Each answers with one text of JSON columns, put together by PostgreSQL and sent as it comes. */
const LAYERS: Record<StateLayer, ReturnType<typeof file>> = {
  grids: file('grids'),
  households: file('households'),
  issues: file('issues'),
  works: file('works'),
  alleys: file('alleys'),
  responsibilities: file('responsibilities'),
};

/** The issues of a map that a wall shows. */
const WALL_ISSUES = sqlFile<{ body: string | null }>(import.meta.url, './wall-issues-state.sql');

export function stateRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, stateRoutes.state, deps, async ({ params: { layer }, query, actor, transact, now, response }) => {
    if (layer === 'households' && query.grid === undefined && query.bbox === undefined)
      throw problems.areaTooLarge('No grid and no bbox was given', MOST_HOUSEHOLDS);
    const body = await transact(async (db) => {
      const past = await pastDay(db, query.day, now);
      if (past !== null && !DATED.includes(layer))
        throw problems.invalidQuery([{ pointer: 'day', detail: `The past of ${layer} is told by /api/history. Leave day out.` }]);
      const bindings = {
        now: past !== null && layer === 'responsibilities' ? past.lastMoment : now,
        day: past?.day ?? null,
        ...(await findScope(db, query.grid)),
        ...bboxBindings(query.bbox),
        ...(layer === 'grids' || layer === 'households' ? await campaignBindings(db, query.campaign) : {}),
        ...(layer === 'responsibilities' ? await ruleOf(db) : {}),
        only_uncovered: query.only === 'uncovered',
        only_open: query.open !== 'false',
        tier: query.tier ?? DEFAULT_TIER,
        states: COVERAGE_STATES,
        kinds: HOUSEHOLD_KINDS,
        most: MOST_HOUSEHOLDS,
      };
      const isWall = actor.role === WALL_ACTOR_ROLE;
      const [row] = await (isWall && layer === 'issues' ? WALL_ISSUES : LAYERS[layer])(db, bindings);
      return row?.body ?? null;
    });
    if (body === null) throw problems.areaTooLarge(`More than ${MOST_HOUSEHOLDS.toLocaleString('en')} targets are in view`, MOST_HOUSEHOLDS);
    response.type('application/json').send(body);
    return undefined;
  });
  return router;
}

async function campaignBindings(db: Database, code: string | undefined) {
  const campaign = await findCampaign(db, code);
  return { campaign_id: campaign.id, campaign: JSON.stringify(campaign) };
}
