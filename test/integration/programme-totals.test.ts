import type { Knex } from 'knex';
import { expect, test } from 'vitest';
import type { WorkTotal } from '../../server/works/contract.ts';
import { type Api, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase({ demo: 'S' });
const onDemo = (run: (api: Api, db: Knex.Transaction) => Promise<void>) =>
  database.inTransaction(async (db) => {
    const api = await serveApi(database.withActorOn(db));
    try {
      await run(api, db);
    } finally {
      await api.close();
    }
  });

/** `type kind unit` → count and quantity of a programme's plain works, counted from the rows. */
async function counted(db: Knex.Transaction, programme: string, to: string | null) {
  const { rows } = await db.raw(
    `select concat_ws(' ', w.work_type, coalesce(w.kind, t.kind), coalesce(w.unit, t.unit)) as line, count(*)::integer as count, sum(w.quantity)::float8 as quantity
    from works w join work_types t on t.code = w.work_type join projects p on p.id = w.project_id join programmes r on r.id = p.programme_id
    where r.code = ? and w.is_completed and w.part_of_id is null and (?::date is null or coalesce(w.completed_on, w.as_of, '-infinity') <= ?) group by 1 order by 1`,
    [programme, to, to],
  );
  return rows.map(({ line, count, quantity }: { line: string; count: number; quantity: number | null }) => [
    line,
    count,
    quantity && Math.round(quantity * 1000),
  ]);
}
const told = (items: WorkTotal[]) =>
  items
    .map(({ workType, kind, unit, count, quantity }) => [`${workType.code} ${kind} ${unit}`, count, quantity && Math.round(quantity * 1000)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));

test('totals of a programme are those of its works, over all time and up to a day, also when a project goes to another', () =>
  onDemo(async (api, db) => {
    const linked = await db.raw(`select w.id, w.completed_on::text as day from works w where w.is_completed and w.part_of_id is null and w.figure_from is null
      and w.completed_on is not null order by w.completed_on, w.id limit 40`);
    const projects = await db('projects').whereNotNull('programme_id').orderBy('id').limit(2).select('id', 'programme_id');
    const ids = linked.rows.map(({ id }: { id: number }) => id);
    await db('works').whereIn('id', ids).update({ project_id: projects[0]?.id });
    await db.raw('select count_work_tally()');
    const codeOf = async (id: number) => (await db('programmes').where({ id }).first('code'))?.code;
    const from = await codeOf(projects[0]?.programme_id);
    const middle = linked.rows[20].day;
    const totals = async (code: string, query = '') => told((await api.get(`/api/works/totals?programme=${encodeURIComponent(code)}${query}`)).body.items);
    expect((await totals(from)).length).toBeGreaterThan(0);
    expect(await totals(from)).toEqual(await counted(db, from, null));
    expect(await totals(from, `&to=${middle}`)).toEqual(await counted(db, from, middle));

    const other = (await db('programmes').whereNot({ id: projects[0]?.programme_id }).orderBy('id').first('id', 'code')) as { id: number; code: string };
    await db('projects').where({ id: projects[0]?.id }).update({ programme_id: other.id });
    expect(await totals(from)).toEqual(await counted(db, from, null));
    expect(await totals(other.code)).toEqual(await counted(db, other.code, null));
    expect(await totals(other.code, `&to=${middle}`)).toEqual(await counted(db, other.code, middle));
  }));

test('a home that two projects of a programme reach is one home, and an alley finds its projects', () =>
  onDemo(async (api, db) => {
    const found = await db.raw(`select p.id, p.programme_id, r.code, f.households from projects p join programmes r on r.id = p.programme_id
      join project_facts f on f.project_id = p.id where f.households > 0 and r.kind is not null order by p.id limit 1`);
    const { id, programme_id: programmeId, code, households } = found.rows[0];
    const of = async () => (await api.get('/api/programmes')).body.items.find((programme: { code: string }) => programme.code === code).figures;
    const before = await of();
    const copied = await db.raw(
      `insert into projects (code, name, kind, programme_id, phase, geom)
      select 'TWICE', 'the same place again', kind, programme_id, phase, geom from projects where id = ? returning id`,
      [id],
    );
    const twin = copied.rows[0].id;
    await db.raw('insert into project_alleys (project_id, alley_id) select ?, alley_id from project_alleys where project_id = ?', [twin, id]);
    await db.raw('select refresh_project_facts(array[?::bigint])', [twin]);
    const after = await of();
    expect(after.projects).toBe(before.projects + 1);
    expect([after.households, after.buildings]).toEqual([before.households, before.buildings]);
    const sum = await db('project_facts')
      .join('projects', 'projects.id', 'project_id')
      .where({ programme_id: programmeId })
      .sum({ households: 'households' })
      .first();
    expect(Number(sum?.households)).toBeGreaterThanOrEqual(after.households + households);

    const named = await db('project_alleys').orderBy(['alley_id', 'project_id']).first('alley_id', 'project_id');
    const listed = (await api.get(`/api/projects?alley=${named?.alley_id}&limit=1000`)).body.items.map((project: { id: number }) => project.id);
    expect(listed).toContain(named?.project_id);
    const naming = await db('project_alleys').where({ alley_id: named?.alley_id }).pluck('project_id');
    const lyingThere = await db.raw(
      `select p.id from projects p join alleys a on a.id = ? cross join alley_rules() r where st_dwithin(p.geom_m, a.geom_m, r.components_m)
      and not exists (select from project_alleys l where l.project_id = p.id)`,
      [named?.alley_id],
    );
    expect(listed.sort()).toEqual([...naming, ...lyingThere.rows.map((row: { id: number }) => row.id)].sort());
  }));
