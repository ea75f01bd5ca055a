import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import type { WallPicture } from '../../server/walls/contract.ts';
import { hoursOf } from '../../server/walls/picture.ts';
import type { Api } from '../support/api.ts';
import { serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase({ demo: 'S' });

/** A wall of a grid of the small demo, over a transaction that is rolled back. */
const onDemo = (fn: (api: Api, db: Knex.Transaction, now: Date) => Promise<void>) => (): Promise<void> =>
  database.inTransaction(async (db) => {
    const now = (await db('visits').max('visited_at as at'))[0]?.at as Date;
    const api = await serveApi(database.withActorOn(db), { now: () => now });
    try {
      await fn(api, db, now);
    } finally {
      await api.close();
    }
  });

async function wallOf(api: Api, db: Knex.Transaction, level: number): Promise<{ code: string; picture: WallPicture }> {
  const { code } = await db('grids').where({ level, kind: 'basic' }).whereNull('valid_to').orderBy('path').first('code');
  const [{ id }] = await db('walls')
    .insert({ name: 'Wall', grid_code: code, scenes: JSON.stringify([{ kind: 'overview' }]), room: 'Room' })
    .returning('id');
  const { status, body } = await api.get(`/api/wall/picture?wall=${id}`);
  expect(status).toBe(200);
  return { code, picture: body };
}

describe.each([1, 2])('the picture of a wall over a grid of level %i', (level) => {
  test(
    'says of coverage what /api/grids/{code}/coverage says',
    onDemo(async (api, db) => {
      const { code, picture } = await wallOf(api, db, level);
      const { body } = await api.get(`/api/grids/${code}/coverage`);
      expect(picture.coverage?.own).toEqual(body.own);
      expect(picture.coverage?.byKind).toEqual(body.byKind);
      expect(picture.seq).toBe(body.seq);
      expect(picture.round?.code).toBe(body.campaign.code);
      const children = new Map(picture.children?.items.map(({ grid, coverage }) => [grid.code, coverage]));
      expect(children.size).toBe(body.children.length);
      for (const child of body.children) expect(children.get(child.grid.code)).toEqual(child.coverage);
      const rates = picture.children?.items.map(({ coverage }) => coverage.denominators.reachable.rate ?? 1) ?? [];
      expect(rates).toEqual([...rates].sort((a, b) => a - b));
      expect(picture.coverage?.own.covered).toBeGreaterThan(0);
    }),
  );

  test(
    'its replay ends with what is covered today, and moved as the history says',
    onDemo(async (api, db) => {
      const { code, picture } = await wallOf(api, db, level);
      const [newest] = await db('walls').max('id as id');
      const { status, body: replay } = await api.get(`/api/wall/replay?wall=${newest?.id}`);
      expect(status).toBe(200);
      expect(replay.covered.reduce((sum: number, count: number) => sum + count, 0)).toBe(picture.coverage?.own.covered);
      expect(replay.covered.length).toBeGreaterThan(1);
      const { body: series } = await api.get(`/api/history/series/coverage?grid=${code}&level=4&to=${replay.to}`);
      const byDay = (days: number[], amounts: number[]) => {
        const sums: Record<number, number> = {};
        for (const [row, day] of days.entries()) sums[day] = (sums[day] ?? 0) + (amounts[row] ?? 0);
        return sums;
      };
      const column = series.measures.indexOf('covered');
      const isCovered = (row: number) => series.measure[row] === column;
      const rows = series.day.map((_: number, row: number) => row).filter(isCovered);
      expect(replay.from).toBe(series.from);
      expect(byDay(replay.day, replay.covered)).toEqual(
        byDay(
          rows.map((row: number) => series.day[row]),
          rows.map((row: number) => series.amount[row]),
        ),
      );
    }),
  );

  test(
    'says of today and of stalled grids what /api/pace says',
    onDemo(async (api, db) => {
      const { code, picture } = await wallOf(api, db, level);
      const { body: own } = await api.get(`/api/grids/${code}/pace`);
      expect(picture.today?.visits).toBe(own.own.pace.visits.at(-1));
      expect(picture.today?.covered).toBe(own.own.pace.covered.at(-1));
      const { visits, covered, neededPerWorkingDay, forecast } = own.own.pace;
      expect(picture.pace).toEqual({ asOf: picture.asOf, days: own.days, visits, covered, neededPerWorkingDay, forecast });
      expect(picture.today?.visits).toBeGreaterThan(0);
      const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
      expect(sum(Object.values(picture.today?.byOutcome ?? {}))).toBe(picture.today?.visits);
      expect(sum(picture.today?.byHour.map(({ visits }) => visits) ?? [])).toBe(picture.today?.visits);
      expect(sum(picture.today?.byHour.map(({ met }) => met) ?? [])).toBe(picture.today?.byOutcome.visited);
      const { body: tree } = await api.get(`/api/pace?grid=${code}`);
      const stalled = tree.code.filter((_: string, index: number) => tree.isStalled[index] && tree.level[index] === 4);
      expect(picture.stalled?.count).toBe(stalled.length);
      expect(picture.stalled?.items.every(({ grid }) => stalled.includes(grid.code))).toBe(true);
    }),
  );

  test(
    'says of issues what /api/grids/{code}/issues and the list say',
    onDemo(async (api, db) => {
      const { code, picture } = await wallOf(api, db, level);
      const { body } = await api.get(`/api/grids/${code}/issues`);
      const { byDomain, dueUntil: _dueUntil, longest, ...figures } = picture.issues;
      expect(figures).toEqual({ ...body, byDomain: undefined });
      expect(byDomain.map(({ name: _name, nameEn: _nameEn, ...line }) => line)).toEqual(body.byDomain);
      const late = [];
      for (const lateness of ['overdue_long', 'overdue']) late.push(...(await api.get(`/api/issues?grid=${code}&open=true&lateness=${lateness}`)).body.items);
      late.sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt) || a.id - b.id);
      expect(longest.map(({ id }) => id)).toEqual(late.slice(0, 7).map(({ id }) => id));
      expect(longest.length).toBeGreaterThan(0);
    }),
  );

  test(
    'says of works what /api/grids/{code}/works says, at most ten lines of it',
    onDemo(async (api, db) => {
      const { code, picture } = await wallOf(api, db, level);
      const { body } = await api.get(`/api/grids/${code}/works`);
      expect(body.items).toEqual(expect.arrayContaining(picture.works.items));
      expect(picture.works.items.length).toBe(Math.min(10, body.items.length));
      expect(picture.works.count).toBe(body.items.reduce((sum: number, { count }: { count: number }) => sum + count, 0));
    }),
  );

  test(
    'ranks like with like, the best first, by what was resolved in time of what was due',
    onDemo(async (api, db, now) => {
      const { picture } = await wallOf(api, db, level);
      for (const { items, due, inTime, of } of picture.ranking.groups) {
        expect(due).toBe(items.reduce((sum, line) => sum + line.due, 0));
        expect(inTime).toBe(items.reduce((sum, line) => sum + line.inTime, 0));
        const rates = items.map(({ rate }) => rate ?? -1);
        expect(rates).toEqual([...rates].sort((a, b) => b - a));
        for (const line of items) expect(line.rank).toBe(1 + rates.filter((rate) => rate > (line.rate ?? -1)).length);
        if (of === 'grids') expect(items.every(({ gridCode }) => gridCode !== null)).toBe(true);
      }
      if (level > 1) return;
      const due = await db('issues')
        .whereNotIn('state', ['scheduled', 'rejected'])
        .whereNotNull('due_at')
        .whereNotNull('path')
        .where((row) => row.where('due_at', '<=', now).orWhereNotNull('resolved_at'));
      expect(picture.ranking.groups[0]?.due).toBe(due.length);
      expect(picture.ranking.groups[0]?.inTime).toBe(due.filter(({ resolved_at, due_at }) => resolved_at !== null && resolved_at <= due_at).length);
    }),
  );

  test(
    'calls a completed work by the name of its type',
    onDemo(async (api, db, now) => {
      const work = await db('works as w')
        .join('work_types as t', 't.code', 'w.work_type')
        .where('w.is_completed', true)
        .whereNotNull('w.completed_on')
        .whereNotNull('w.path')
        .first('w.id', 't.name', 't.name_en');
      await db('works')
        .where({ id: work.id })
        .update({ completed_on: now.toISOString().slice(0, 10), recorded_at: now });
      const { picture } = await wallOf(api, db, 1);
      const item = picture.feed.items.find(({ key }) => key === `work-${work.id}`);
      expect([item?.workTypeName, item?.workTypeNameEn]).toEqual([work.name, work.name_en]);
    }),
  );

  test(
    'tells what happened last, newest first, and nothing of persons or doors',
    onDemo(async (api, db, now) => {
      const { picture } = await wallOf(api, db, level);
      const times = picture.feed.items.map(({ at }) => Date.parse(at));
      expect(times.length).toBeGreaterThan(10);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(times[0]).toBeLessThanOrEqual(now.getTime());
      expect(new Set(picture.feed.items.map(({ key }) => key)).size).toBe(times.length);
      expect(Date.parse(picture.morning.at)).toBeLessThanOrEqual(now.getTime());
      const people = (await db('people').select('name')).map(({ name }) => name);
      const addresses = (await db('households').where({ kind: 'household' }).select('address').limit(500)).map(({ address }) => address);
      const text = JSON.stringify(picture);
      for (const word of [...people, ...addresses].filter((name) => name.length > 1)) expect(text).not.toContain(word);
    }),
  );
});

test(
  'a picture without an open round has no figures of one, and the others all the same',
  onDemo(async (api, db) => {
    await db('campaigns').update({ status: 'closed' });
    const { body } = await api.get('/api/wall/picture');
    expect([body.round, body.coverage, body.today, body.pace, body.children, body.stalled]).toEqual([null, null, null, null, null, null]);
    expect(body.issues.total).toBeGreaterThan(0);
  }),
);

test(
  'what was typed into a title is masked where it may be a room or a phone',
  onDemo(async (api, db, now) => {
    const { path } = await db('grids').where({ level: 4, kind: 'basic' }).first('path');
    await db('issues').insert({
      code: 'x',
      title: '3号楼 502 室漏水 13800001111',
      domain: 'd',
      path,
      reported_at: now,
      due_at: new Date(0),
      state: 'assigned',
    });
    const { body } = await api.get('/api/wall/picture');
    expect(body.issues.longest[0].title).toBe('3号楼 … 室漏水 …');
  }),
);

test('the hours of a day have no gaps and begin with the working day', () => {
  const knocks = [
    { hour: 10, outcome: 'visited' as const, count: 2, sinceBriefing: 0 },
    { hour: 10, outcome: 'nobody_home' as const, count: 1, sinceBriefing: 1 },
  ];
  expect(hoursOf(knocks, '08:30', 11)).toEqual([
    { hour: 8, visits: 0, met: 0 },
    { hour: 9, visits: 0, met: 0 },
    { hour: 10, visits: 3, met: 2 },
    { hour: 11, visits: 0, met: 0 },
  ]);
  expect(hoursOf([], '08:30', 6)).toEqual([{ hour: 6, visits: 0, met: 0 }]);
});
