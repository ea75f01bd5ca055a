import { type Request, Router } from 'express';
import { z } from 'zod';
import { ANONYMOUS } from '../db/actor.ts';
import type { Database } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { findGrid, findScope } from '../grids/grid-ref.ts';
import { pastDay } from '../history/day.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies } from '../http/route.ts';
import { dedicatedAtPoint, gridsAtPoint } from '../places/routes.ts';
import { responsibilityRoutes } from './contract.ts';
import { findingsCsv } from './findings-csv.ts';
import { publicGrids } from './public-grid.ts';
import { ANY_FINDING, chainOf, findingRows, findingTotals, ruleOf, withoutKey } from './queries.ts';

const DEFAULT_LIMIT = 100;
/** Duty contacts change rarely; a phone that asks again within five minutes is answered by its own cache. */
const PUBLIC_CACHE = 'public, max-age=300, stale-while-revalidate=86400';
const COMMUNITY = 3;
const GRID = 4;

/** publicUrl: PUBLIC_URL; null = the address the request came to. */
export function responsibilitiesRouter(deps: RoomDependencies, publicUrl: string | null): Router {
  const router = Router();
  mount(router, responsibilityRoutes.ofGrid, deps, ({ params, query, transact, now }) =>
    transact(async (db) => {
      const at = (await pastDay(db, query.day, now))?.lastMoment ?? now;
      return { asOf: at, ...(await chainOf(db, await findGrid(db, params.code), at)) };
    }),
  );

  mount(router, responsibilityRoutes.at, deps, ({ query: { lon, lat }, transact, now }) =>
    transact(async (db) => {
      const smallest = (await gridsAtPoint(db, { lon, lat })).at(-1);
      const dedicated = [];
      for (const grid of await dedicatedAtPoint(db, { lon, lat })) dedicated.push(await chainOf(db, grid, now));
      if (smallest === undefined && dedicated.length === 0) throw problems.outsideDistrict(lon, lat);
      return { asOf: now, lon, lat, chain: smallest === undefined ? null : await chainOf(db, smallest, now), dedicated };
    }),
  );

  mount(router, responsibilityRoutes.findings, deps, async ({ query, request, response, transact, now }) => {
    const { grid, tier, kind, day, cursor } = query;
    const format = query.f ?? request.accepts(['application/json', 'text/csv']);
    if (format === false) throw problems.notAcceptable(['application/json', 'text/csv']);
    const isCsv = format === 'csv' || format === 'text/csv';
    const limit = query.limit ?? (isCsv ? null : DEFAULT_LIMIT);
    const key = { of: 'responsibility-findings', grid, tier, kind, day };
    const after = decodeCursor(key, z.string(), cursor);
    const rows = await transact(async (db) =>
      findingRows(db, {
        ...(await findScope(db, grid)),
        ...(await ruleOf(db)),
        now: (await pastDay(db, day, now))?.lastMoment ?? now,
        tier: tier ?? null,
        kind: kind ?? null,
        after_key: after ?? '',
        limit: limit === null ? null : limit + 1,
      }),
    );
    const page = pageOfRows(rows, limit ?? rows.length, key, (row) => row.key);
    const items = page.items.map(withoutKey);
    if (!isCsv) return { items, next: page.next };
    response.type('text/csv').send(findingsCsv(items));
    return undefined;
  });

  mount(router, responsibilityRoutes.totals, deps, ({ query, transact, now }) =>
    transact(async (db) => {
      const rule = await ruleOf(db);
      const at = (await pastDay(db, query.day, now))?.lastMoment ?? now;
      const items = await findingTotals(db, { ...ANY_FINDING, ...(await findScope(db, query.grid)), ...rule, now: at });
      return { asOf: at, rule: { level: rule.rule_level, tiers: rule.rule_tiers }, items };
    }),
  );

  mount(router, responsibilityRoutes.cards, deps, ({ params, query, request, transact, now }) =>
    transact(async (db) => {
      const grid = await findGrid(db, params.code);
      const items = await publicGrids(db, await cardGrids(db, grid, query.level), now);
      const base = (publicUrl ?? originOf(request)).replace(/\/+$/, '');
      return { grid, publicUrl: base, isReachable: !isLoopback(new URL(base).hostname), items };
    }),
  );

  // Read as nobody, whoever is chosen to work as: the answer is the same for everybody, so that caches may keep it.
  mount(router, responsibilityRoutes.public, deps, async ({ params, now, response }) => {
    const [answer] = await deps.withActor(ANONYMOUS, async (db) => publicGrids(db, [await findGrid(db, params.code)], now));
    response.set('Cache-Control', PUBLIC_CACHE);
    return answer;
  });
  return router;
}

/**
 * The grids that get a card: those of the level asked for inside the grid. Without one: communities of what lies above them, else the grid itself
 * (of a micro-grid the grid it belongs to, for cards are made for levels 3 and 4).
 */
async function cardGrids(db: Database, grid: GridRef, level: number | undefined): Promise<GridRef[]> {
  const columns = ['id', 'code', 'name', 'level', 'kind', 'path'];
  if (grid.kind !== 'basic') return [grid];
  const wanted = level ?? Math.min(Math.max(grid.level, COMMUNITY), GRID);
  const valid = db('grids').whereNull('valid_to').where({ kind: 'basic', level: wanted }).orderBy('path').select(columns);
  if (wanted < grid.level) return valid.whereRaw('path in (select path_ancestors(?))', [grid.path]);
  return valid.whereRaw('in_subtree(path, ?)', [grid.path]);
}

const originOf = (request: Request): string => `${request.protocol}://${request.get('host') ?? 'localhost'}`;

/** True for names and addresses that mean "this machine" on every machine. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname) || hostname === '0.0.0.0';
}
