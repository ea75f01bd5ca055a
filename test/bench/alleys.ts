import type { Knex } from 'knex';
import { assignRows } from '../../server/grids/assign-paths.ts';

export interface AlleyFigure {
  what: string;
  seconds: number;
  targetSeconds: number;
  note: string;
}

const ALLEYS = 10_000;
const DARK_ALLEYS = 1_000;
const LAMPS = 20_000;

/** Copies of the alleys at hand, each moved by less than a lane, until there are so many. */
const FILL_ALLEYS = `
  insert into alleys (code, name, name_status, width_m, length_m, surface, geom, geom_m, search_terms)
  select 'bench-' || c || '-' || a.id, a.name, a.name_status, a.width_m, st_length(moved.geom::geography), a.surface, moved.geom,
    st_transform(moved.geom, st_srid(a.geom_m)), a.search_terms
  from alleys a
  cross join generate_series(1, ?::integer) c
  cross join lateral (select st_translate(a.geom, c * 0.00013, c * 0.00009) as geom) moved
  where exists (select from grids g where g.level = 1 and g.valid_to is null and st_contains(g.geom, moved.geom))
  limit ?`;
/** Lamps along the first thousand alleys, every other one a little beside the reach of the next. */
const FILL_LAMPS = `
  insert into street_components (code, kind, status, geom)
  select 'bench-' || a.id || '-' || n, 'lamp', case when n % 11 = 0 then 'faulty' when n % 17 = 0 then 'unknown' else 'working' end,
    st_lineinterpolatepoint(st_geometryn(a.geom, 1), ((n - 0.5) / ?::float8))
  from unnest(?::bigint[]) as chosen (id)
  join alleys a on a.id = chosen.id
  cross join generate_series(1, ?::integer) n`;

/**
 * Times the shares of 10,000 alleys in grids of five levels, and where 1,000 alleys with 20,000 lamps are dark. Everything is rolled back.
 * @returns the figures; attribution says in its note by how many metres the sum over the grids of a level differs from the whole.
 */
export async function measureAlleys(pool: Knex, schema: string): Promise<AlleyFigure[]> {
  const figures: AlleyFigure[] = [];
  const rollback = new Error('measured');
  await pool
    .transaction(async (db) => {
      await db.raw(`select set_config('search_path', ? || ', public', true), set_config('app.facts_later', 'on', true)`, [schema]);
      const before = Number((await db('alleys').count('* as n').first())?.n);
      await db.raw(FILL_ALLEYS, [Math.ceil(ALLEYS / before) + 8, Math.max(0, ALLEYS - before)]);
      const ids: number[] = await db('alleys').orderBy('id').limit(ALLEYS).pluck('id');
      await db.raw('analyze alleys');
      const attribution = await seconds(() => assignRows(db, 'alley', ids));
      const { rows } = await db.raw(
        `select max(abs(inside.metres - a.length_m)) as worst_m, abs(sum(inside.metres) - sum(a.length_m)) as sum_m, count(distinct g.level)::integer as levels
         from alleys a
         join lateral (select sum(s.length_m) as metres, sum(s.share) as share from alley_grids s where s.alley_id = a.id) inside on inside.share > 0.999999
         cross join (select distinct level from grids where kind = 'basic' and valid_to is null) g
         where a.id = any (?)`,
        [ids],
      );
      const { rows: levels } = await db.raw(
        `select g.level, sum(s.length_m) as metres from grids g join alley_grids s on in_subtree(s.path, g.path)
         where g.kind = 'basic' and g.valid_to is null group by g.level having g.level < 5 order by g.level`,
      );
      const sums = levels.map(({ metres }: { metres: number }) => metres);
      const apart = Math.max(...sums) - Math.min(...sums);
      figures.push({
        what: `shares of ${ids.length} alleys by length, five levels`,
        seconds: attribution,
        targetSeconds: 10,
        note: `worst alley ${(rows[0].worst_m * 1000).toFixed(4)} mm off; levels differ by ${(apart * 1000).toFixed(3)} mm of ${Math.round(sums[0])} m`,
      });

      const dark = ids.slice(0, DARK_ALLEYS);
      await db('street_components').where({ kind: 'lamp' }).delete();
      await db.raw(FILL_LAMPS, [LAMPS / DARK_ALLEYS, dark, LAMPS / DARK_ALLEYS]);
      await db.raw('analyze street_components');
      const lamps = Number((await db('street_components').where({ kind: 'lamp' }).count('* as n').first())?.n);
      const darkness = await seconds(() => db.raw('select count(*), sum(dark_max_m) from alley_darkness(?::bigint[])', [dark]));
      figures.push({ what: `dark stretches of ${dark.length} alleys with ${lamps} lamps`, seconds: darkness, targetSeconds: 5, note: '' });
      throw rollback;
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error;
    });
  return figures;
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return (performance.now() - started) / 1000;
}
