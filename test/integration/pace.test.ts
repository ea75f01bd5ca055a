import { randomUUID } from 'node:crypto';
import excel from 'exceljs';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import type { VisitOutcome } from '../../server/visits/contract.ts';
import type { Api } from '../support/api.ts';
import { engineName, testDatabase } from '../support/database.ts';
import { aGrid, aPerson, aVisit, settle, square } from '../support/factories.ts';
import { fold } from '../support/fold.ts';
import { drawTown, PAPER_NOW, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
const GRIDS = ['town', 'west', 'east', 'south', 'north', 'market'];
const DAY_MS = 86_400_000;
const dayOf = (moment: Date) => new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const daysAgo = (days: number) => dayOf(new Date(PAPER_NOW.getTime() - days * DAY_MS));

interface Knock {
  household_id: number;
  person_id: number | null;
  outcome: string;
  visited_at: Date;
  id: number;
  path: string;
}

/** The pace of a grid worked out from the knocks alone. */
async function naive(db: Knex.Transaction, campaign: number, grid: string) {
  const { path, kind, id } = await db('grids').where({ code: grid }).first('path', 'kind', 'id');
  const members: number[] = (await db('grid_members').where({ grid_id: id })).map((row) => row.target_id);
  const all: Knock[] = await db('visits as v')
    .join('household_coverage as c', (join) => join.on('c.campaign_id', 'v.campaign_id').on('c.household_id', 'v.household_id'))
    .where({ 'v.campaign_id': campaign })
    .whereNull('v.superseded_at')
    .orderBy(['v.visited_at', 'v.id'])
    .select('v.*', 'c.path');
  const knocks = all.filter((row) => (kind === 'basic' ? `${row.path}/`.startsWith(`${path}/`) : members.includes(row.household_id)));
  const firsts = new Map<number, string>();
  for (const { household_id, outcome, visited_at } of knocks)
    if (outcome === 'visited' && !firsts.has(household_id)) firsts.set(household_id, dayOf(visited_at));
  const days = Array.from({ length: 8 }, (_, index) => daysAgo(7 - index));
  const window = days.slice(0, 7);
  const known = knocks.filter(({ person_id, visited_at }) => person_id !== null && window.includes(dayOf(visited_at)));
  const workerDays = new Set(known.map(({ person_id, visited_at }) => `${person_id} ${dayOf(visited_at)}`)).size;
  const on = (day: string) => knocks.filter(({ visited_at }) => dayOf(visited_at) === day).length;
  const covered = days.map((day) => [...firsts.values()].filter((first) => first === day).length);
  const windowCovered = covered.slice(0, 7).reduce((sum, count) => sum + count, 0);
  return {
    visits: days.map(on),
    covered,
    windowVisits: window.reduce((sum, day) => sum + on(day), 0),
    windowCovered,
    workerDays,
    visitsPerWorkerDay: workerDays === 0 ? null : known.length / workerDays,
    perWorkingDay: windowCovered / 5,
    lastVisitOn: knocks.length === 0 ? null : dayOf(knocks.at(-1)?.visited_at as Date),
  };
}

async function expectTrue(api: Api, db: Knex.Transaction, campaign: number): Promise<void> {
  await fold(db);
  const kept = () => db('visit_days').where('visits', '<>', 0).orderBy(['day', 'grid_id', 'kind', 'person_id']).select('*');
  const folded = await kept();
  const tree = (await api.get('/api/pace')).body;
  for (const grid of GRIDS) {
    const expected = await naive(db, campaign, grid);
    const { own, children } = (await api.get(`/api/grids/${grid}/pace`)).body;
    expect(own.pace, grid).toMatchObject(expected);
    const coverage = (await api.get(`/api/grids/${grid}/coverage`)).body;
    expect(own.coverage, grid).toEqual(coverage.own);
    expect(children.map((child: { coverage: object }) => child.coverage)).toEqual(coverage.children.map((child: { coverage: object }) => child.coverage));
    const row = tree.code.indexOf(grid);
    if (row < 0) continue;
    expect(tree.series[row]).toEqual(expected.covered);
    expect([tree.workerDays[row], tree.lastVisitOn[row], tree.uncovered[row]]).toEqual([expected.workerDays, expected.lastVisitOn, own.coverage.uncovered]);
  }
  expect(tree.code).toEqual(['town', 'east', 'west', 'north', 'south']);
  await db.raw('select recount_tallies()');
  expect(folded).toEqual(await kept());
}

type Deed =
  | { do: 'visit'; door: number; who: number; outcome: VisitOutcome; hours: number }
  | { do: 'floor'; from: number; count: number; who: number; hours: number }
  | { do: 'correct'; visit: number; outcome: VisitOutcome; door: number | null; hours: number }
  | { do: 'fold' };
const Any = fc.nat(100);
const Hours = fc.integer({ min: 0, max: 24 * 12 });
const Outcome = fc.constantFrom<VisitOutcome>('visited', 'visited', 'nobody_home', 'refused');
const DEED: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('visit' as const), door: Any, who: Any, outcome: Outcome, hours: Hours }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('floor' as const), from: Any, count: fc.integer({ min: 1, max: 4 }), who: Any, hours: Hours }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('correct' as const), visit: Any, outcome: Outcome, door: fc.option(Any, { freq: 2 }), hours: Hours }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fold' as const) }) },
);
const ago = (hours: number) => new Date(PAPER_NOW.getTime() - hours * 3_600_000).toISOString();
const why = (outcome: VisitOutcome) => (outcome === 'refused' ? { reason: 'as the neighbours say' } : {});
const pick = <T>(items: readonly T[], n: number): T => items[n % items.length] as T;

describe('pace', () => {
  test('is what the knocks say, after any visits, bulk records and corrections', async () => {
    let stored = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(DEED, { minLength: 10, maxLength: 25 }), (deeds) =>
        onPaper(async (api, db) => {
          const { campaign, homes } = await drawTown(db);
          const market = await aGrid(db, { code: 'market', path: 'market', kind: 'dedicated', shape: square(3, 0, 1, 2) });
          await db('grid_members').insert([homes.shop, homes.e].map((target_id) => ({ grid_id: market.id, kind: 'household', target_id })));
          await settle(db);
          const workers = [await aPerson(db, { gridPaths: ['town'] }), await aPerson(db, { gridPaths: ['town'] })];
          const doors = Object.values(homes);
          const post = async (path: string, body: object, who: number) => {
            const { status, text } = await api.post(path, body, { 'x-work-as': String(who) });
            expect(status, text).toBeLessThan(500);
            if (status < 300) stored++;
          };
          for (const deed of deeds) {
            if (deed.do === 'fold') await fold(db);
            if (deed.do === 'visit') {
              const { outcome } = deed;
              const body = { clientUuid: randomUUID(), householdId: pick(doors, deed.door), outcome, visitedAt: ago(deed.hours), ...why(outcome) };
              await post('/api/visits', body, pick(workers, deed.who));
            }
            if (deed.do === 'floor') {
              const visits = Array.from({ length: deed.count }, (_, index) => ({ clientUuid: randomUUID(), householdId: pick(doors, deed.from + index) }));
              await post('/api/visits/bulk', { outcome: 'nobody_home', visitedAt: ago(deed.hours), visits }, pick(workers, deed.who));
            }
            if (deed.do === 'correct') {
              const ids: { id: number }[] = await db('visits').whereNull('superseded_at').whereNotNull('person_id').orderBy('id').select('id');
              if (ids.length === 0) continue;
              const door = deed.door === null ? {} : { householdId: pick(doors, deed.door) };
              const { outcome } = deed;
              const body = { clientUuid: randomUUID(), outcome, visitedAt: ago(deed.hours), correctionReason: 'wrong', ...why(outcome), ...door };
              const { id } = pick(ids, deed.visit);
              const { person_id } = await db('visits').where({ id }).first('person_id');
              await post(`/api/visits/${id}/correct`, body, person_id);
            }
          }
          await expectTrue(api, db, campaign);
        })(),
      ),
      { numRuns: engineName === 'native' ? 25 : 8 },
    );
    expect(stored).toBeGreaterThan(50);
  });

  test(
    'counts a day of work once, however many small grids it led through',
    onPaper(async (api, db) => {
      const { campaign, homes } = await drawTown(db);
      const worker = await aPerson(db);
      for (const household of [homes.b, homes.d, homes.f]) {
        const id = await aVisit(db, { household, campaign, visitedAt: `${daysAgo(2)}T10:00:00+08:00` });
        await db('visits').where({ id }).update({ person_id: worker });
      }
      await settle(db);
      const { own, children } = (await api.get('/api/grids/town/pace')).body;
      expect(own.pace.workerDays).toBe(1);
      expect(children.map((child: { pace: { workerDays: number } }) => child.pace.workerDays)).toEqual([1, 1]);
      expect(own.pace.visitsPerWorkerDay).toBe(3);
    }),
  );

  test(
    'has a word where there is no date',
    onPaper(async (api, db) => {
      const { campaign, homes } = await drawTown(db);
      const state = async () => (await api.get('/api/grids/town/pace')).body.own.pace.forecast.state;
      const round = (change: object) => db('campaigns').where({ id: campaign }).update(change);
      // The drawn visits are of the first day of June, before the window.
      const idle = (await api.get('/api/grids/town/pace')).body.own.pace;
      expect([idle.forecast.state, idle.perWorkingDay, idle.isStalled, idle.visitsPerWorkerDay]).toEqual(['never', 0, true, null]);
      await aVisit(db, { household: homes.d, campaign, visitedAt: `${daysAgo(1)}T10:00:00+08:00` });
      await settle(db);
      expect(await state()).toBe('on_pace');
      await round({ ends_on: daysAgo(1) });
      expect(await state()).toBe('over');
      await round({ ends_on: null, starts_on: daysAgo(0) });
      expect(await state()).toBe('early');
      await round({ starts_on: daysAgo(-3) });
      expect(await state()).toBe('planned');
    }),
  );

  test(
    'needs what is left by the working days that are left',
    onPaper(async (api, db) => {
      const { campaign } = await drawTown(db);
      await db('campaigns')
        .where({ id: campaign })
        .update({ ends_on: daysAgo(-6) });
      const { own, workingDaysLeft } = (await api.get('/api/grids/town/pace')).body;
      expect(workingDaysLeft).toBeGreaterThan(0);
      expect(own.pace.neededPerWorkingDay).toBeCloseTo(own.coverage.uncovered / workingDaysLeft, 9);
    }),
  );
});

describe('files', () => {
  const columns = ['name', 'left', 'rate', 'pace', 'forecast', 'stalled'];
  const body = { of: 'all', lang: 'zh', grids: ['north', 'town', 'east'], columns, shown: '按应访未访' };

  test(
    'hold the rows of the screen in its order, with round, denominator and time',
    onPaper(async (api, db) => {
      await drawTown(db);
      const tree = (await api.get('/api/pace')).body;
      const answer = await api.post('/api/pace/file?f=csv', body);
      expect(answer.headers.get('content-disposition')).toContain('.csv');
      const lines = answer.text.trim().split('\r\n');
      const cells = lines.map((line) => line.split(','));
      const head = cells[0] as string[];
      expect(head).toEqual(expect.arrayContaining(['应访未访', '覆盖率（占全部）', '全部对象', '走访轮次', '覆盖率分母', '截至']));
      expect(cells.slice(1).map((row) => row[head.indexOf('编码')])).toEqual(body.grids);
      for (const row of cells.slice(1)) {
        const place = tree.code.indexOf(row[head.indexOf('编码')]);
        expect(Number(row[head.indexOf('应访未访')])).toBe(tree.uncovered[place]);
        expect(Number(row[head.indexOf('全部对象')])).toBe(tree.total[place]);
        expect(row[head.indexOf('覆盖率分母')]).toBe('全部对象');
      }
    }),
  );

  test(
    'XLSX says the same as CSV',
    onPaper(async (api, db) => {
      await drawTown(db);
      const csv = (await api.post('/api/pace/file?f=csv', body)).text
        .trim()
        .split('\r\n')
        .map((line) => line.split(','));
      const response = await fetch(`${api.url}/api/pace/file?f=xlsx`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
      const book = new excel.Workbook();
      await book.xlsx.load(await response.arrayBuffer());
      const rows: string[][] = [];
      book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map((value) => String(value ?? ''))));
      const head = rows.findIndex((row) => row.includes('应访未访'));
      expect(rows.slice(0, head).flat()).toEqual(expect.arrayContaining(['全部对象', body.shown]));
      const width = rows[head]?.length ?? 0;
      const padded = (row: string[] = []) => Array.from({ length: width }, (_, index) => row[index] ?? '');
      expect(rows.slice(head).map(padded)).toEqual(csv.map((row) => row.slice(0, width)));
    }),
  );

  test(
    'of a grid that is not there are refused by its place in the list',
    onPaper(async (api, db) => {
      await drawTown(db);
      const answer = await api.post('/api/pace/file?f=csv', { ...body, grids: ['town', 'nowhere'] });
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/grids/1']);
    }),
  );

  test(
    'of the whole tree are in order of the path',
    onPaper(async (api, db) => {
      await drawTown(db);
      const lines = (await api.get('/api/pace?f=csv&lang=en')).text.trim().split('\r\n');
      const head = (lines[0] as string).split(',');
      expect(lines.slice(1).map((line) => line.split(',')[head.indexOf('Code')])).toEqual(['town', 'east', 'west', 'north', 'south']);
    }),
  );
});
