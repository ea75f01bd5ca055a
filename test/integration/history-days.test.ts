import { expect, test } from 'vitest';
import { STANDARDS } from '../../geodata/standards/names.ts';
import type { CoverageFigures } from '../../server/coverage/contract.ts';
import type { AlleyHistory, HistoryFrame, HistorySeries, IssueHistory } from '../../server/history/contract.ts';
import type { PaceTree } from '../../server/pace/contract.ts';
import type { AlleyState } from '../../server/state/contract.ts';
import { type Api, serveApi } from '../support/api.ts';
import { engineName, testDatabase } from '../support/database.ts';

const database = await testDatabase({ demo: 'S' });
const DAY_MS = 86_400_000;
const daysBetween = (from: string, day: string) => Math.round((Date.parse(day) - Date.parse(from)) / DAY_MS);

/** Serves the demo and hands over some days of its past, spread over all of it. */
const onDays = (run: (api: Api, frame: HistoryFrame, days: string[], db: Parameters<Parameters<typeof database.inTransaction>[0]>[0]) => Promise<void>) =>
  database.inTransaction(async (db) => {
    const api = await serveApi(database.withActorOn(db));
    try {
      const frame: HistoryFrame = (await api.get('/api/history')).body;
      const span = daysBetween(frame.firstDay, frame.today);
      // The same days whenever the tests run, none twice as far from the next.
      const days = (engineName === 'native' ? [0.13, 0.41, 0.67, 0.9, 0.99] : [0.41, 0.99]).map((part) =>
        new Date(Date.parse(frame.firstDay) + Math.floor(span * part) * DAY_MS).toISOString().slice(0, 10),
      );
      await run(api, frame, days, db);
    } finally {
      await api.close();
    }
  });

/** How many rows a list holds over all its pages. */
async function rowsOf(api: Api, path: string): Promise<number> {
  let rows = 0;
  for (let cursor = ''; ; ) {
    const { status, body } = await api.get(`${path}&limit=5000${cursor}`);
    expect(status, path).toBe(200);
    rows += body.items.length;
    if (body.next === null) return rows;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
}

const countsOf = ({ untried, tried, appointment, covered, exemptPending, exempt, denominators }: CoverageFigures) => ({
  untried,
  tried,
  appointment,
  covered,
  exempt_pending: exemptPending,
  exempt,
  total: denominators.all.count,
  frozen: denominators.frozen.count,
  frozen_covered: denominators.frozen.covered,
});

test('coverage of a past day is one number: figures, tree, rows of every state, answer about the place and series agree', () =>
  onDays(async (api, frame, days) => {
    const root = (await api.get('/api/grids?level=1')).body.items[0].code;
    for (const day of days) {
      const round = frame.rounds.filter(({ firstDay }) => firstDay <= day).at(-1);
      if (round === undefined) continue;
      const coverage = (await api.get(`/api/grids/${root}/coverage?day=${day}`)).body;
      expect(coverage.campaign.code).toBe(round.code);
      const counts: Record<string, number> = countsOf(coverage.own);

      const series: HistorySeries = (await api.get(`/api/history/series/coverage?campaign=${round.code}&level=1`)).body;
      const summed: Record<string, number> = Object.fromEntries(Object.keys(counts).map((measure) => [measure, 0]));
      series.amount.forEach((amount, row) => {
        const measure = series.measures[series.measure[row] ?? 0] ?? '';
        // Grids that hold members by name are told beside the tree.
        if (series.gridId[row] === coverage.grid.id && measure in summed && (series.day[row] ?? 0) <= daysBetween(series.from, day))
          summed[measure] = (summed[measure] ?? 0) + amount;
      });
      expect(summed, day).toEqual(counts);

      for (const state of ['untried', 'tried', 'appointment', 'covered', 'exempt_pending', 'exempt'])
        expect(await rowsOf(api, `/api/grids/${root}/households?day=${day}&state=${state}`), `${day} ${state}`).toBe(counts[state]);
      expect(await rowsOf(api, `/api/grids/${root}/uncovered-households?day=${day}`)).toBe(coverage.own.uncovered);

      const tree: PaceTree = (await api.get(`/api/pace?day=${day}`)).body;
      expect([tree.today, tree.covered[0], tree.uncovered[0], tree.total[0]]).toEqual([day, counts.covered, coverage.own.uncovered, counts.total]);
      const child = coverage.children[0];
      const row = tree.code.indexOf(child.grid.code);
      expect([tree.covered[row], tree.untried[row]]).toEqual([child.coverage.covered, child.coverage.untried]);

      const summary = (await api.post('/api/uncovered-households/summary', { within: { grid: root }, day })).body;
      expect(summary.figures).toEqual(coverage.own);
      expect(summary.byGrid.reduce((sum: number, { uncovered }: { uncovered: number }) => sum + uncovered, 0)).toBe(coverage.own.uncovered);
    }
  }));

test('visits of a past day are those that had been made by then', () =>
  onDays(async (api, frame, days, db) => {
    const day = days.at(-1) as string;
    const round = frame.rounds.filter(({ firstDay }) => firstDay <= day).at(-1);
    const tree: PaceTree = (await api.get(`/api/pace?day=${day}`)).body;
    const { rows } = await db.raw(
      `select count(*)::integer as visits from visits where campaign_id = ? and superseded_at is null and (visited_at at time zone 'Asia/Shanghai')::date = ?`,
      [round?.id ?? 0, day],
    );
    expect(tree.visitsToday[0]).toBe(rows[0].visits);
    expect(tree.lastVisitOn.every((last) => last === null || last <= day)).toBe(true);
    expect(tree.forecast.some((state) => state === 'over')).toBe(round?.lastDay != null && round.lastDay <= day);
  }));

test('issues of a past day: lists by lateness hold what the series counts, and nothing that came later', () =>
  onDays(async (api, frame, days) => {
    const history: IssueHistory = (await api.get(`/api/history/issues?from=${frame.firstDay}`)).body;
    for (const day of days) {
      const index = daysBetween(history.from, day);
      const then = new Map<number, number>();
      history.step.row.forEach((row, step) => {
        if ((history.step.day[step] ?? 0) <= index) then.set(row, history.step.lateness[step] ?? -1);
      });
      const open = [...then].filter(([, lateness]) => lateness >= 0);
      const listed = (await api.get(`/api/issues?day=${day}&open=true&limit=10000`)).body.items;
      const placed = listed.filter(({ lon }: { lon: number | null }) => lon !== null);
      expect(placed.map(({ id }: { id: number }) => id).sort(), day).toEqual(open.map(([row]) => history.id[row]).sort());
      for (const [row, lateness] of open) expect(placed.find(({ id }: { id: number }) => id === history.id[row]).lateness).toBe(history.lateness[lateness]);
      const all = (await api.get(`/api/issues?day=${day}&limit=10000`)).body.items;
      const end = Date.parse(`${day}T00:00:00+08:00`) + DAY_MS;
      for (const { reportedAt, resolvedAt, closedAt } of all)
        for (const at of [reportedAt, resolvedAt, closedAt]) expect(at === null || Date.parse(at) < end).toBe(true);
    }
  }));

test('works of a past day: the totals open as many rows as they count', () =>
  onDays(async (api, _frame, days) => {
    const root = (await api.get('/api/grids?level=1')).body.items[0].code;
    for (const day of days) {
      const { items } = (await api.get(`/api/grids/${root}/works?to=${day}`)).body;
      for (const { workType, kind, count } of items.slice(0, 6)) {
        const listed = (await api.get(`/api/works?grid=${root}&type=${workType.code}&kind=${kind}&completed=true&to=${day}&limit=10000`)).body.items;
        const shown = new Set(listed.map(({ id }: { id: number }) => id));
        // A part stands for itself where its whole came later.
        const plain = listed.filter(({ partOfId }: { partOfId: number | null }) => partOfId === null || !shown.has(partOfId));
        expect(plain.length, `${day} ${workType.code}`).toBe(count);
      }
    }
  }));

test('alleys of a past day: history, state and card agree; of today they say what the register says', () =>
  onDays(async (api, frame, days, db) => {
    const history: AlleyHistory = (await api.get(`/api/history/alleys?from=${frame.firstDay}`)).body;
    for (const day of days) {
      const state: AlleyState = (await api.get(`/api/state/alleys?day=${day}`)).body;
      const index = daysBetween(history.from, day);
      const then = new Map<string, string>();
      history.step.row.forEach((row, step) => {
        const key = `${history.id[row]} ${history.standards[history.step.standard[step] ?? 0]}`;
        if ((history.step.day[step] ?? 0) <= index) then.set(key, history.conditions[history.step.condition[step] ?? 2] ?? '');
      });
      for (const standard of STANDARDS)
        expect(
          state.id.map((id) => then.get(`${id} ${standard}`) ?? 'unknown'),
          `${day} ${standard}`,
        ).toEqual(state[standard]);
      const id = state.id[3] as number;
      const card = (await api.get(`/api/alleys/${id}?day=${day}`)).body;
      for (const standard of STANDARDS) expect(card.conditions[standard]).toBe(state[standard][3]);
    }
    // What had been surveyed at the very first is less than what is known now.
    const first: AlleyState = (await api.get(`/api/state/alleys?day=${days[0]}`)).body;
    const now: AlleyState = (await api.get('/api/state/alleys')).body;
    const unknown = ({ road }: AlleyState) => road.filter((condition) => condition === 'unknown').length;
    expect(unknown(first)).toBeGreaterThan(unknown(now));

    const { rows } = await db.raw(`with asked as (
        select c.* from (select array_agg(a.id) as ids, array_agg(s.code) as standards, array_agg(district_day(now())) as days from alleys a cross join alley_standards s) l
        cross join lateral alley_conditions_of(l.ids, l.standards, l.days, now()) c)
      select count(*)::integer as known, count(*) filter (where (t.meets, t.need, t.surveyed_on, t.source) is distinct from (c.meets, c.need, c.surveyed_on, c.source)
        or abs(t.need_min - c.need_min) > 1e-6 or abs(t.need_max - c.need_max) > 1e-6)::integer as other
      from asked t full join alley_conditions c using (alley_id, standard)`);
    expect(rows[0].known).toBeGreaterThan(0);
    expect(rows[0].other).toBe(0);
  }));

test('a lamp that went out yesterday was burning the day before, whatever the register says now', () =>
  onDays(async (_api, _frame, _days, db) => {
    const { rows } = await db.raw(`select id, status, district_day(now()) - 3 as then, district_day(now()) as today
      from street_components where kind = 'lamp' and status = 'working' and status_on < district_day(now()) - 5 order by id limit 1`);
    const [{ id, then, today }] = rows;
    await db('street_components').where({ id }).update({ status: 'faulty', status_on: today });
    const spans = await db.raw(
      'select status, from_day <= ?::date and to_day > ?::date as is_then, from_day <= ?::date and to_day > ?::date as is_now from component_status_spans() where component_id = ?',
      [then, then, today, today, id],
    );
    expect(spans.rows.filter(({ is_then: isThen }: { is_then: boolean }) => isThen).map(({ status }: { status: string }) => status)).toEqual(['working']);
    expect(spans.rows.filter(({ is_now: isNow }: { is_now: boolean }) => isNow).map(({ status }: { status: string }) => status)).toEqual(['faulty']);
  }));

test('who answered for a grid on a past day: terms, changed rows, deleted rows, and who has left since', () =>
  onDays(async (api, frame, _days, db) => {
    const yesterday = new Date(Date.parse(frame.today) - DAY_MS).toISOString().slice(0, 10);
    const { rows } = await db.raw(`select r.id, r.grid_id, r.tier, r.person_id, g.code from responsibilities r join grids g on g.id = r.grid_id
      where r.valid_to is null and r.tier = 4 and g.level = 4 order by r.id limit 3`);
    const [changed, deleted, left] = rows;
    const holders = async (code: string, day?: string) => {
      const { body } = await api.get(`/api/grids/${code}/responsibilities${day === undefined ? '' : `?day=${day}`}`);
      return body.tiers[3].holders.map(({ person }: { person: { id: number } }) => person.id);
    };
    const before = await holders(changed.code);
    await db('responsibilities').where({ id: changed.id }).update({ person_id: deleted.person_id });
    await db('responsibilities').where({ id: deleted.id }).delete();
    await db('people').where({ id: left.person_id }).update({ is_active: false });

    expect(await holders(changed.code, yesterday)).toEqual(before);
    expect(await holders(changed.code)).not.toEqual(before);
    expect(await holders(deleted.code, yesterday)).toContain(deleted.person_id);
    expect(await holders(deleted.code)).not.toContain(deleted.person_id);
    expect(await holders(left.code, yesterday)).toContain(left.person_id);
    expect(await holders(left.code)).not.toContain(left.person_id);

    const vacant = async (day: string) => (await api.get(`/api/responsibilities/findings?kind=vacant&grid=${left.code}${day}`)).body.items.length;
    expect([await vacant(`&day=${yesterday}`), await vacant('')]).toEqual([0, 1]);
    const state = (await api.get(`/api/state/responsibilities?tier=4&day=${yesterday}`)).body;
    expect(state.personId[state.gridId.indexOf(left.grid_id)]).toBe(left.person_id);
  }));

test('a day before anything is known, and one to come, are refused and say why', () =>
  onDays(async (api, frame) => {
    const early = await api.get('/api/issues?day=2001-01-01');
    expect([early.status, early.body.type, early.body.firstDay]).toEqual([404, '/problems/no-record', frame.firstDay]);
    const late = await api.get('/api/pace?day=2099-01-01');
    expect([late.status, late.body.errors[0].pointer]).toEqual([400, 'day']);
    const layer = await api.get('/api/state/grids?day=2026-08-01');
    expect(layer.status).toBe(400);
  }));
