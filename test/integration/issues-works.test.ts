import { describe, expect, test } from 'vitest';
import { LATENESS } from '../../server/issues/contract.ts';
import { allItems } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aGrid, anAlley, anIssue, at, aWork, settle, square } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);

describe('lateness', () => {
  const calendar = {
    workingWeekdays: [1, 2, 3, 4, 5],
    holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
    makeUpDays: ['2026-10-10'],
    dayStart: '08:30',
    dayEnd: '17:00',
  };
  const cases: [string, string, string, string | null][] = [
    // now, due, lateness. Wednesday 10 June 2026.
    ['2026-06-10T10:00:00+08:00', '2026-06-10T09:59:00+08:00', 'overdue', null],
    ['2026-06-10T10:00:00+08:00', '2026-06-10T17:00:00+08:00', 'due_today', null],
    ['2026-06-10T10:00:00+08:00', '2026-06-10T17:01:00+08:00', 'in_term', null],
    // Thursday to Wednesday are four working days: Friday, Monday, Tuesday, Wednesday.
    ['2026-06-10T10:00:00+08:00', '2026-06-04T17:00:00+08:00', 'overdue_long', null],
    ['2026-06-10T10:00:00+08:00', '2026-06-05T17:00:00+08:00', 'overdue', null],
    // The holiday week counts no day, the make-up Saturday does: 30 September to 10 October are 8, 9 and 10 October, three days.
    ['2026-10-10T10:00:00+08:00', '2026-09-30T17:00:00+08:00', 'overdue', null],
    ['2026-10-12T10:00:00+08:00', '2026-09-30T17:00:00+08:00', 'overdue_long', null],
    ['2026-06-10T10:00:00+08:00', '2026-06-04T17:00:00+08:00', 'scheduled', 'scheduled'],
  ];
  test.each(cases)('at %s an issue due %s is %s', async (now, due, lateness, state) => {
    await paper(
      database,
      new Date(now),
    )(async (api, db) => {
      await db('settings').insert({ key: 'working_calendar', value: JSON.stringify(calendar) });
      const issue = await anIssue(db, { dueAt: due, ...(state === null ? {} : { state }) });
      expect((await api.get(`/api/issues/${issue}`)).body.lateness).toBe(lateness);
    })();
  });

  test(
    'of an issue without a deadline is unknown, of a closed one nothing',
    onPaper(async (api, db) => {
      const [open, closed] = [await anIssue(db), await anIssue(db, { state: 'closed', dueAt: '2026-01-01T10:00:00+08:00' })];
      expect((await api.get(`/api/issues/${open}`)).body.lateness).toBe('unknown');
      expect((await api.get(`/api/issues/${closed}`)).body.lateness).toBeNull();
    }),
  );

  test(
    'list, figures, state layer and grid columns count the same late issues',
    onPaper(async (api, db) => {
      await drawTown(db);
      for (const x of [0.5, 1.5, 2.5]) await anIssue(db, { at: [x, 0.5], dueAt: '2026-06-09T10:00:00+08:00' });
      await anIssue(db, { at: [0.5, 1.5], dueAt: '2026-05-01T10:00:00+08:00' });
      await anIssue(db, { at: [0.5, 1.5], state: 'closed', resolvedAt: '2026-06-02T10:00:00+08:00' });
      await settle(db);
      const figures = (await api.get('/api/grids/west/issues')).body;
      expect(figures).toMatchObject({ total: 4, open: 3, resolved: 1, byLateness: { overdue: 2, overdue_long: 1, in_term: 0 } });
      expect((await api.get('/api/issues?grid=west&resolved=true')).body.items).toHaveLength(figures.resolved);
      expect((await api.get('/api/issues?grid=west&resolved=false')).body.items).toHaveLength(figures.total - figures.resolved);
      expect(LATENESS.reduce((sum, lateness) => sum + figures.byLateness[lateness], 0)).toBe(figures.open);
      expect(await allItems(api, '/api/issues?grid=west&lateness=overdue&limit=1')).toHaveLength(2);
      const layer = (await api.get('/api/state/issues?grid=west')).body;
      expect(layer.lateness.toSorted()).toEqual(['overdue', 'overdue', 'overdue_long']);
      const grids = (await api.get('/api/state/grids')).body;
      const column = (name: string) => grids[name][grids.code.indexOf('west')];
      expect([column('openIssues'), column('overdueIssues')]).toEqual([3, 3]);
    }),
  );
});

describe('works', () => {
  test(
    'are totalled by type and unit; nested figures stand under theirs and qualifiers stay',
    onPaper(async (api, db) => {
      await drawTown(db);
      const spaces = await aWork(db, { type: 'parking_add', unit: '个', quantity: 720 });
      await aWork(db, {
        type: 'parking_add',
        unit: '个',
        quantity: 480,
        partOf: spaces,
        name: 'North',
        geometry: { type: 'Point', coordinates: at([0.5, 1.5]) },
      });
      await aWork(db, { type: 'cable_tidy', unit: 'm', quantity: 3800 });
      await aWork(db, { type: 'cable_tidy', unit: 'm', quantity: 4200, qualifier: 'about' });
      await aWork(db, { type: 'cable_tidy', unit: '处', quantity: 7 });
      await aWork(db, { type: 'lamp_install', quantity: 9, phase: 'planned' });
      await settle(db);
      const items = (await api.get('/api/grids/town/works')).body.items as {
        workType: { code: string };
        unit: string;
        count: number;
        quantity: number;
        qualifier: string | null;
        ofWhich: unknown[];
      }[];
      expect(items.map(({ workType, unit, count, quantity, qualifier }) => [workType.code, unit, count, quantity, qualifier])).toEqual([
        ['cable_tidy', 'm', 2, 8000, 'about'],
        ['cable_tidy', '处', 1, 7, null],
        ['parking_add', '个', 1, 720, null],
      ]);
      expect(items[2]?.ofWhich).toMatchObject([{ name: 'North', quantity: 480 }]);
      // One of several figures has a nested one: the line tells of the figure, not of its loose parts.
      await aWork(db, { type: 'parking_add', unit: '个', quantity: 30, name: 'South' });
      await settle(db);
      const [, , parking] = (await api.get('/api/grids/town/works')).body.items;
      expect([parking.quantity, parking.ofWhich.map(({ quantity }: { quantity: number }) => quantity)]).toEqual([750, [720]]);
      expect((await api.get('/api/works?completed=true&grid=town')).body.items).toHaveLength(6);
    }),
  );

  test(
    'without a place are counted, not drawn',
    onPaper(async (api, db) => {
      await aGrid(db, { code: 'town', shape: square(0, 0, 4, 2) });
      await aWork(db, { geometry: null });
      const drawn = await aWork(db);
      await settle(db);
      expect((await api.get('/api/state/works')).body).toMatchObject({ id: [drawn], withoutGeometry: 1 });
    }),
  );
});

describe('near an alley', () => {
  test(
    'targets, issues and works come nearest first, in pages',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      const alley = await anAlley(db, {
        line: [
          [0, 0.6],
          [1, 0.6],
        ],
        name: 'North lane',
      });
      const issue = await anIssue(db, { at: [0.5, 0.8] });
      const work = await aWork(db, { geometry: { type: 'LineString', coordinates: [at([0.2, 0.2]), at([0.2, 0.9])] } });
      await settle(db);
      const households = await allItems(api, `/api/alleys/${alley}/households?distance_m=200&limit=1`);
      expect(households.map(({ id }) => id).slice(0, 2)).toEqual([homes.a, homes.b]);
      expect((await api.get(`/api/alleys/${alley}/households?distance_m=20`)).body.items).toMatchObject([
        { id: homes.a, state: 'covered', distanceM: expect.closeTo(11.1, 0) },
      ]);
      expect((await api.get(`/api/alleys/${alley}/issues?distance_m=50`)).body.items).toMatchObject([{ id: issue, distanceM: expect.closeTo(22.2, 0) }]);
      expect((await api.get(`/api/alleys/${alley}/works`)).body.items).toMatchObject([{ id: work, distanceM: 0 }]);
      expect((await api.get(`/api/alleys/${alley}/works?distance_m=5000`)).body.errors[0].pointer).toBe('distance_m');
      expect((await api.get('/api/alleys/999999/works')).body.type).toBe('/problems/alley-not-found');
      expect((await api.get('/api/alleys?q=north')).body.items).toMatchObject([{ id: alley, conditions: { road: 'unknown' } }]);
    }),
  );

  test(
    'conditions are those of the newest survey; no survey is unknown',
    onPaper(async (api, db) => {
      await aGrid(db, { code: 'town' });
      const alley = await anAlley(db, {
        line: [
          [1, 1],
          [2, 1],
        ],
      });
      await db('alley_surveys').insert([
        { alley_id: alley, standard: 'road', meets: true, surveyed_on: '2026-01-01' },
        { alley_id: alley, standard: 'road', meets: false, surveyed_on: '2026-03-01' },
        { alley_id: alley, standard: 'light', meets: true, surveyed_on: '2026-01-01' },
      ]);
      const conditions = { road: 'fails', light: 'meets', water: 'unknown', line: 'unknown', scene: 'unknown' };
      expect((await api.get(`/api/alleys/${alley}`)).body.conditions).toEqual(conditions);
      const state = (await api.get('/api/state/alleys')).body;
      expect(Object.fromEntries(Object.keys(conditions).map((standard) => [standard, state[standard][0]]))).toEqual(conditions);
      expect((await api.get(`/api/alleys/${alley}/surveys`)).body.items.map(({ surveyedOn }: { surveyedOn: string }) => surveyedOn)).toEqual([
        '2026-03-01',
        '2026-01-01',
        '2026-01-01',
      ]);
    }),
  );
});

describe('one work by its id', () => {
  test(
    'is the row of the list, and an id nobody has is not found',
    onPaper(async (api, db) => {
      const id = await aWork(db);
      const { items } = (await api.get('/api/works')).body;
      const answer = await api.get(`/api/works/${id}`);
      expect(answer.body).toMatchObject(items.find((work: { id: number }) => work.id === id));
      expect((await api.get(`/api/works/${id + 1}`)).status).toBe(404);
    }),
  );
});
