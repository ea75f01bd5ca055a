import type { Knex } from 'knex';
import type { Within } from '../../server/coverage/contract.ts';
import { type PagePosition, resolvePlace } from '../../server/coverage/pages.ts';
import { summaryOf } from '../../server/coverage/summary.ts';
import { type Filters, uncoveredPage } from '../../server/coverage/uncovered.ts';
import { ANONYMOUS } from '../../server/db/actor.ts';
import { type BenchTarget, pickFor, type QueryBench } from './bench.ts';
import { type CostLine, costLine } from './measure.ts';
import { compactPolygon, type Extent, thinPolygon } from './shapes.ts';

const LONGEST_PAGE = 10_000;
const DISTANCES_M = [10, 30, 80, 200, 500, 1_000, 2_000];

/** A family of shapes of one kind in many sizes, whose cost is to be proportional to the rows. */
export interface ShapeFamily {
  family: string;
  /** Whether the bound (20 µs a row over 10 ms) is meant for it. */
  isBound: boolean;
  within: (run: number) => Within;
  runs: number;
}

export async function extentOf(db: Knex.Transaction): Promise<Extent> {
  const { rows } = await db.raw(
    'select st_xmin(e) as w, st_ymin(e) as s, st_xmax(e) as e, st_ymax(e) as n from (select st_extent(geom)::geometry as e from grids where level = 1) t',
  );
  const [{ w, s, e, n }] = rows;
  return [w, s, e, n];
}

export function shapeFamilies(target: BenchTarget, extent: Extent, runs: number): ShapeFamily[] {
  /** 40 m to 4 km and back, evenly on a logarithmic scale. */
  const radius = (run: number, most: number): number => 40 * (most / 40) ** ((run % 20) / 19);
  return [
    { family: 'drawn polygon, 12 corners', isBound: true, runs, within: (run) => compactPolygon(run, extent, radius(run, 3_000), 12) },
    { family: 'drawn polygon, 200 vertices, wavy', isBound: true, runs, within: (run) => compactPolygon(500 + run, extent, radius(run, 3_000), 200, 'wavy') },
    { family: 'drawn polygon, 200 vertices, jagged', isBound: true, runs, within: (run) => compactPolygon(1_000 + run, extent, radius(run, 3_000), 200) },
    {
      family: 'alley + distance 10 to 2,000 m',
      isBound: true,
      runs,
      within: (run) => ({ alley: pickFor(target.alleyIds, run), distance_m: pickFor(DISTANCES_M, run) }),
    },
    {
      family: 'polygon, 5,000 vertices, wavy (subdivided)',
      isBound: false,
      runs,
      within: (run) => compactPolygon(2_000 + run, extent, radius(run, 3_000), 5_000, 'wavy'),
    },
    {
      family: 'band 40 m wide, up to 8 km long (subdivided)',
      isBound: false,
      runs,
      within: (run) => thinPolygon(3_000 + run, extent, 400 * 20 ** ((run % 20) / 19), 20, 20),
    },
  ];
}

/** Times whole answers: the shape made and checked, then page after page of 10,000 until the end. */
export async function shapeCost(target: BenchTarget, { within, runs }: ShapeFamily): Promise<CostLine> {
  const filters: Filters = { campaignId: target.campaignId, kind: undefined, states: undefined };
  const answer = async (run: number): Promise<{ rows: number; ms: number }> => {
    const asked = within(run);
    const started = performance.now();
    const rows = await target.withActor(ANONYMOUS, async (db) => {
      const place = await resolvePlace(db, asked);
      let count = 0;
      let position: PagePosition | null = null;
      do {
        const page = await uncoveredPage(db, place, filters, position, LONGEST_PAGE);
        count += page.rows.length;
        position = page.next;
      } while (position !== null);
      return count;
    });
    return { rows, ms: performance.now() - started };
  };
  for (let run = 0; run < 5; run++) await answer(runs + run);
  const samples: { rows: number; ms: number }[] = [];
  for (let run = 0; run < runs; run++) samples.push(await answer(run));
  return costLine(samples);
}

/** First pages and summaries of shapes, for the table of queries. */
export function shapeQueries(target: BenchTarget, extent: Extent): QueryBench[] {
  const filters: Filters = { campaignId: target.campaignId, kind: undefined, states: undefined };
  const page = (query: string, within: (run: number) => Within): QueryBench => ({
    group: 'shape',
    query,
    once: async (db, run) => (await uncoveredPage(db, await resolvePlace(db, within(run)), filters, null, 1_000)).rows.length,
  });
  const summary = (query: string, within: (run: number) => Within): QueryBench => ({
    group: 'shape',
    query,
    once: async (db, run) => (await summaryOf(db, await resolvePlace(db, within(run)), filters)).figures.denominators.all.count,
  });
  const drawn = (radiusM: number, vertices: number) => (run: number) => compactPolygon(run, extent, radiusM, vertices);
  const alley = (run: number): Within => ({ alley: pickFor(target.alleyIds, run), distance_m: 80 });
  return [
    page('first 1,000 in a drawn polygon, 150 m, 50 vertices', drawn(150, 50)),
    page('first 1,000 in a drawn polygon, 1.5 km, 200 vertices', drawn(1_500, 200)),
    page('first 1,000 in a drawn polygon, 5 km, 200 vertices', drawn(5_000, 200)),
    page('80 m around an alley', alley),
    summary('summary of a drawn polygon, 500 m, 50 vertices', drawn(500, 50)),
    summary('summary of 80 m around an alley', alley),
  ];
}
