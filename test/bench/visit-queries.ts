import type { Knex } from 'knex';
import type { CoverageState } from '../../server/coverage/contract.ts';
import type { Place } from '../../server/coverage/pages.ts';
import { sqlFile } from '../../server/db/sql.ts';
import type { GridRef } from '../../server/grids/contract.ts';
import { type HouseholdFilters, householdListing } from '../../server/households/listing.ts';
import { doubtsOf } from '../../server/visits/doubtful.ts';
import { type BenchTarget, pickFor, type QueryBench } from './bench.ts';

const FIRST_PAGE_MS = 50;
const FIRST_PAGE = 100;
const refreshCoverage = sqlFile(import.meta.url, '../../server/visits/refresh-coverage.sql');

/** A knock at every fifth target that was tried or covered, with a doubt on one in thirty; as many people as a city of that size has. */
export async function fillVisits(target: BenchTarget): Promise<number> {
  return target.pool.transaction(async (db) => {
    await db.raw(`select set_config('search_path', ? || ', public', true)`, [target.schema]);
    await db.raw(
      `insert into people (id, code, name, role) overriding system value
       select n, 'B' || n, '网格员' || n, 'grid_worker' from generate_series(1, ?::integer / 2000 + 1) n on conflict do nothing`,
      [target.households],
    );
    const { rows } = await db.raw(
      `with knock as (
         insert into visits (client_uuid, campaign_id, household_id, person_id, outcome, visited_at, flags)
         select gen_random_uuid(), campaign_id, household_id, 1 + household_id / 2000, case state when 'covered' then 'visited' when 'appointment' then 'appointment' else 'nobody_home' end,
           '2026-10-01T08:00:00+08:00'::timestamptz + household_id % 3000000 * interval '1 second',
           case when household_id % 31 = 0 then '{too_fast}'::text[] when household_id % 101 = 0 then '{outside_grid,far_from_door}' else '{}' end
         from household_coverage
         where campaign_id = ?::bigint and state in ('covered', 'tried', 'appointment') and household_id % 5 = 0
         returning 1
       ) select count(*)::integer as visits from knock`,
      [target.campaignId],
    );
    await db.raw('select count_visit_days()');
    await db.raw('analyze visits, visit_days');
    return rows[0].visits;
  });
}

/** Lists of rare states and kinds, shares of doubtful visits, and what recording a knock costs; wants fillVisits. */
export function visitQueries(target: BenchTarget): QueryBench[] {
  const gridsOf = (level: number): GridRef[] => target.grids[level - 1] ?? [];
  const list = (words: string, level: number, wish: Partial<HouseholdFilters>): QueryBench => ({
    group: 'filter',
    query: `households of a grid, level ${level}, ${words}, first ${FIRST_PAGE}`,
    targetMs: FIRST_PAGE_MS,
    once: async (db, run) => {
      const place: Place = { by: 'path', grid: pickFor(gridsOf(level), run) };
      const filters: HouseholdFilters = {
        kind: undefined,
        state: undefined,
        frozen: undefined,
        inside: undefined,
        building: undefined,
        aboveLevel: undefined,
        ...wish,
      };
      const listing = await householdListing(db, target.campaignId, filters, null);
      const { rows } = await listing.page(db, place, null, FIRST_PAGE);
      await listing.total(db, place);
      return rows.length;
    },
  });
  const exempt: CoverageState[] = ['exempt'];
  return [
    list('exempt', 1, { state: exempt }),
    list('exempt', 3, { state: exempt }),
    list('schools', 1, { kind: 'school' }),
    list('schools, exempt', 1, { kind: 'school', state: exempt }),
    list('schools, exempt', 3, { kind: 'school', state: exempt }),
    list('construction sites, covered', 1, { kind: 'construction_site', state: ['covered'] }),
    ...[1, 3, 5].map(
      (level): QueryBench => ({
        group: 'rollup',
        query: `doubtful visits of a grid and its children, level ${level}`,
        targetMs: FIRST_PAGE_MS,
        once: async (db, run) => (await doubtsOf(db, pickFor(gridsOf(level), run), target.campaignId)).own.visits,
      }),
    ),
    recording(target, 1),
    recording(target, 200),
  ];
}

/** A knock at some doors and refresh_household_coverage() of them, other doors every time: neighbours of one building, as a bulk record has them. */
function recording(target: BenchTarget, doors: number): QueryBench {
  const insertKnocks = (db: Knex.Transaction, ids: number[]) =>
    db.raw(
      `insert into visits (client_uuid, campaign_id, household_id, person_id, outcome, visited_at)
       select gen_random_uuid(), ?::bigint, id, 1, 'visited', now() from unnest(?::bigint[]) as id`,
      [target.campaignId, ids],
    );
  return {
    group: 'state',
    query: `knock at ${doors} ${doors === 1 ? 'door' : 'doors'} stored, coverage refreshed`,
    once: async (db, run) => {
      const first = (run * 7_919 * doors) % Math.max(target.households - doors, 1);
      const ids = Array.from({ length: doors }, (_, door) => first + door + 1);
      await insertKnocks(db, ids);
      await refreshCoverage(db, { campaign_id: target.campaignId, household_ids: ids });
      return doors;
    },
  };
}
