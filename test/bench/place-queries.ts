import { createRandom } from '../../geodata/demo/random.ts';
import { COVERAGE_STATES } from '../../server/coverage/contract.ts';
import { sqlFile } from '../../server/db/sql.ts';
import { HOUSEHOLD_KINDS } from '../../server/households/contract.ts';
import { search } from '../../server/search/search.ts';
import { type BenchTarget, pickFor, type QueryBench } from './bench.ts';
import type { Extent } from './shapes.ts';

// The handlers keep these to themselves; what is measured is the SQL file the server reads.
const file = (name: string) => sqlFile<Record<string, unknown>>(import.meta.url, `../../server/${name}.sql`);
const gridsAtPoint = file('places/grids-at-point');
const nearestGrids = file('places/nearest-grids');
const nearestAlleys = file('places/nearest-alleys');
const householdsNear = file('alleys/households-near');
const householdsState = file('state/households-state');

/** What lies at, near or under a place or a word. */
export function placeQueries(target: BenchTarget, extent: Extent): QueryBench[] {
  const [west, south, east, north] = extent;
  const point = (run: number): { lon: number; lat: number } => {
    const random = createRandom(run + 1);
    return { lon: random.range(west, east), lat: random.range(south, north) };
  };
  const near = (distance_m: number): QueryBench => ({
    group: 'alley',
    query: `households of any state within ${distance_m} m of an alley, first 100`,
    once: async (db, run) =>
      (
        await householdsNear(db, {
          alley_id: pickFor(target.alleyIds, run),
          distance_m,
          campaign_id: target.campaignId,
          after_distance: -1,
          after_id: 0,
          limit: 101,
        })
      ).length,
  });
  const words = (query: string, text: (run: number) => string): QueryBench => ({
    group: 'search',
    query: `search for ${query}`,
    once: async (db, run) => (await search(db, text(run), 12)).length,
  });
  return [
    near(50),
    near(500),
    { group: 'place', query: 'which five levels hold a point', once: async (db, run) => (await gridsAtPoint(db, point(run))).length },
    { group: 'place', query: 'nearest 5 grids', once: async (db, run) => (await nearestGrids(db, { ...point(run), level: null, limit: 5 })).length },
    { group: 'place', query: 'nearest 5 alleys', once: async (db, run) => (await nearestAlleys(db, { ...point(run), limit: 5 })).length },
    words('a grid code', (run) => pickFor(target.grids[3] ?? [], run).code),
    words('a compound (翠园12)', (run) => `翠园${1 + (run % 90)}`),
    words('what every building holds (小区)', () => '小区'),
    words('a door (翠园12小区 501)', (run) => `翠园${1 + (run % 90)}小区 501`),
    {
      group: 'state',
      query: 'state of the households in a view of about 1 km²',
      once: async (db, run) => {
        const { lon, lat } = point(run);
        const box = { west: lon, south: lat, east: lon + 0.01, north: lat + 0.009 };
        const bindings = { ...box, campaign_id: target.campaignId, campaign: '{}', only_uncovered: false, path: null, member_of: null, most: 50_000 };
        const [row] = await householdsState(db, { ...bindings, states: COVERAGE_STATES, kinds: HOUSEHOLD_KINDS, now: new Date() });
        const body = JSON.parse(String(row?.body)) as { id: number[] } | null;
        return body?.id.length ?? 0;
      },
    },
  ];
}
