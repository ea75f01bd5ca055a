import { workPage } from '../../server/works/list.ts';
import { totalsOf } from '../../server/works/totals.ts';
import { type BenchTarget, pickFor, type QueryBench } from './bench.ts';

export const WORKS = 200_000;
const TOTALS_MS = 50;
/** All works are of its projects. */
const PROGRAMME = 'BENCH';
const FROM = '2026-06-01';
const TO = '2026-06-30';

/** Works of every type over 700 days, all in the first district, one in seven across two micro-grids; and two hundred nested figures. Returns the seconds the tally took. */
export async function fillWorks(target: BenchTarget): Promise<number> {
  return target.pool.transaction(async (db) => {
    await db.raw(`select set_config('search_path', ? || ', public', true), set_config('jit', 'off', true)`, [target.schema]);
    const district = target.grids[0]?.[0];
    if (district === undefined) throw new RangeError('no district');
    await db.raw(
      `with programme as (insert into programmes (code, name) values (?, 'Bench') returning id)
       insert into projects (code, kind, name, programme_id)
       select 'BENCH-' || n, (select code from project_kinds order by code limit 1), 'Bench ' || n, p.id from programme p cross join generate_series(1, 100) n`,
      [PROGRAMME],
    );
    await db.raw(
      `with leaf as (
         select path, label_point, row_number() over (order by path) - 1 as number, count(*) over () as leaves
         from (select g.path, g.geom as label_point from grids g
           where g.valid_to is null and g.kind = 'basic' and in_subtree(g.path, ?) and g.level = 5) g
       ), type as (
         select code, row_number() over (order by sort_order) - 1 as number, count(*) over () as types from work_types
       ), work as (
         insert into works (code, work_type, quantity, qualifier, phase, completed_on, path, geom, project_id)
         select 'BENCH-' || n, t.code, 1 + n % 90, case when n % 40 = 0 then 'about' end, case when n % 3 = 0 then 'accepted' else 'done' end,
           date '2024-12-31' + n % 700, l.path, st_pointonsurface(l.label_point), (select min(id) from projects where code like 'BENCH-%') + n % 100
         from generate_series(1, ?::integer) n
         join leaf l on l.number = n % l.leaves
         join type t on t.number = n * 31 % t.types
         returning id, path
       )
       insert into work_grids (work_id, path, share) select id, path, 1 from work`,
      [district.path, WORKS],
    );
    await db.raw(`update works w set part_of_id = p.id from works p where w.id % 1000 = 0 and p.id = w.id - w.id % 1000 + 43 and p.work_type = w.work_type`);
    const started = performance.now();
    await db.raw('select count_work_tally()');
    const seconds = (performance.now() - started) / 1000;
    await db.raw('analyze works, work_grids, work_tally, programme_work_tally');
    return seconds;
  });
}

/** Totals and lists of a district that has 200,000 works; wants fillWorks. */
export function workQueries(target: BenchTarget): QueryBench[] {
  const inside = (level: number) => (target.grids[level - 1] ?? []).filter(({ path }) => path.startsWith(target.grids[0]?.[0]?.path ?? ''));
  const totals = (words: string, level: number, wish: object): QueryBench => ({
    group: 'count',
    query: `totals of works of a grid, level ${level}${words}`,
    targetMs: TOTALS_MS,
    once: async (db, run) => (await totalsOf(db, { grid: pickFor(level === 1 ? inside(1).slice(0, 1) : inside(level), run).code, ...wish })).items.length,
  });
  const programme = (words: string, wish: object): QueryBench => ({
    group: 'count',
    query: `totals of a programme with all the works${words}`,
    targetMs: TOTALS_MS,
    once: async (db) => (await totalsOf(db, { programme: PROGRAMME, ...wish })).items.length,
  });
  const list = (words: string, wish: object): QueryBench => ({
    group: 'page',
    query: `works of a district, ${words}, first 100`,
    once: async (db) =>
      (await workPage(db, { grid: target.grids[0]?.[0]?.code, sort: 'newest', ...wish }, { limit: 100, cursor: undefined, withGeometry: false })).items.length,
  });
  return [
    totals('', 1, {}),
    totals(', a month beside', 1, { from: FROM, to: TO }),
    totals(', one type', 1, { type: 'lamp_install', from: FROM, to: TO }),
    totals(', a month beside', 2, { from: FROM, to: TO }),
    totals(', a month beside', 3, { from: FROM, to: TO }),
    totals(', a month beside', 5, { from: FROM, to: TO }),
    programme('', {}),
    programme(', a month beside', { from: FROM, to: TO }),
    totals(', one project of a hundred', 1, { project: 1 }),
    list('the newest', {}),
    list('one type, a month', { type: 'lamp_install', from: FROM, to: TO }),
  ];
}
