import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { describe, expect, test } from 'vitest';
import { MOST_DOORS, MOST_STOPS, type WalkDoor, type WalkList, type WalkStop } from '../../server/walk/contract.ts';
import type { Api } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aBuilding, aCampaign, aGrid, aHousehold, anAlley, aPerson, aVisit, settle, square } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);

const as = (person: number) => ({ 'x-work-as': String(person) });
const doorsOf = (list: WalkList) => list.stops.flatMap(({ doors }) => doors);
const idsOf = (list: WalkList) => doorsOf(list).map(({ id }) => id);
const sorted = (ids: number[]) => [...ids].sort((a, b) => a - b);
const walk = async (api: Api, body: object, headers = {}): Promise<WalkList> => {
  const answer = await api.post('/api/walk', body, headers);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
async function sheetOf(url: string, init?: RequestInit) {
  const answer = await fetch(url, init);
  expect(answer.status).toBe(200);
  const book = new exceljs.Workbook();
  await book.xlsx.load(await answer.arrayBuffer());
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow((row) => rows.push(Array.from((row.values as unknown[]).slice(1), (value) => String(value ?? ''))));
  return { answer, rows };
}

describe('a walking list', () => {
  test(
    'holds every uncovered door of a place once: of grids, of shapes, around alleys, of dedicated grids',
    onPaper(async (api, db) => {
      const { homes, town } = await drawTown(db);
      await aGrid(db, { code: 'market', parent: town, kind: 'dedicated', shape: square(1, 0, 2, 2) });
      const alley = await anAlley(db, {
        line: [
          [1, 1],
          [2, 1],
        ],
      });
      await settle(db);
      const whole = await walk(api, { within: { grid: 'town' } });
      expect(sorted(idsOf(whole))).toEqual(sorted([homes.b, homes.d, homes.shop]));
      expect(whole).toMatchObject({ doors: 3, place: { kind: 'grid', code: 'town' }, figures: { uncovered: 3 } });
      expect(idsOf((await api.get('/api/grids/west/walk')).body)).toEqual(idsOf(await walk(api, { within: { grid: 'west' } })));
      for (const within of [{ grid: 'market' }, square(0, 0, 2, 2), { alley, distance_m: 80 }]) {
        const rows = await api.post('/api/uncovered-households/query', { within });
        const list = await walk(api, { within });
        expect(rows.body.items.length).toBeGreaterThan(0);
        expect(sorted(idsOf(list))).toEqual(sorted(rows.body.items.map(({ id }: { id: number }) => id)));
        expect(list.doors).toBe(list.figures.uncovered);
      }
      expect(idsOf(await walk(api, { within: { grid: 'town' }, kind: 'enterprise' }))).toEqual([homes.shop]);
      expect(idsOf((await api.get('/api/grids/town/walk?state=tried,appointment')).body)).toEqual([homes.b]);
      expect(await walk(api, { within: square(20, 20, 1, 1) })).toMatchObject({ doors: 0, stops: [], lengthM: 0 });
    }),
  );

  test(
    'says why each door is on it, and when it is best tried',
    onPaper(async (api, db) => {
      await aGrid(db, { code: 'k' });
      const campaign = await aCampaign(db, { code: 'round' });
      const worker = await aPerson(db);
      const door = async (...visits: Partial<Parameters<typeof aVisit>[1]>[]) => {
        const household = await aHousehold(db);
        for (const visit of visits) await aVisit(db, { household, campaign, ...visit });
        return household;
      };
      const appointment = async (at: string) => {
        const household = await door();
        await db('visits').insert({
          client_uuid: db.raw('gen_random_uuid()'),
          household_id: household,
          campaign_id: campaign,
          outcome: 'appointment',
          visited_at: '2026-06-02T10:00:00+08:00',
          appointment_at: at,
        });
        return household;
      };
      const refused = { outcome: 'refused' as const, visitedAt: '2026-06-03T19:00:00+08:00' };
      const never = await door();
      // Tuesday evening twice: the next best time is the day at a weekend.
      const tried = await door(
        { outcome: 'nobody_home', visitedAt: '2026-06-02T19:00:00+08:00' },
        { outcome: 'nobody_home', visitedAt: '2026-06-09T19:00:00+08:00' },
      );
      const reasons = new Map<number, [WalkDoor['reason'], number]>([
        [never, ['never_tried', 0]],
        [tried, ['tried', 2]],
        [await appointment('2026-06-09T19:00:00+08:00'), ['appointment_lapsed', 1]],
        [await appointment('2026-06-10T23:30:00+08:00'), ['appointment_today', 1]],
        [await appointment('2026-06-11T00:30:00+08:00'), ['appointment_later', 1]],
        [await door({ outcome: 'nobody_home' }, refused), ['refused_pending', 2]],
        [await door({ ...refused, outcome: 'vacant' }), ['vacant_pending', 1]],
        [await door({ ...refused, outcome: 'unreachable' }), ['unreachable_pending', 1]],
      ]);
      await settle(db);
      const doors = doorsOf(await walk(api, { within: { grid: 'k' } }, as(worker)));
      expect(new Map(doors.map(({ id, reason, attempts }) => [id, [reason, attempts]]))).toEqual(reasons);
      const slots = new Map(doors.map(({ id, suggestedSlot }) => [id, suggestedSlot]));
      expect([slots.get(never), slots.get(tried)]).toEqual(['weekday_evening', 'weekend_day']);
    }),
  );

  test(
    'groups doors by building, by staircase from the top floor down, with every door of the building for its section',
    onPaper(async (api, db) => {
      await aGrid(db, { code: 'k' });
      const campaign = await aCampaign(db, { code: 'round' });
      const building = await aBuilding(db, { name: 'House 1' });
      const worker = await aPerson(db, { name: 'Worker' });
      const flat = async (unit: string, floor: number, room: string) => {
        const id = await aHousehold(db, { building, room });
        await db('households').where({ id }).update({ unit, floor });
        return id;
      };
      const [low, high, second] = [await flat('1', 2, '201'), await flat('1', 10, '1001'), await flat('2', 3, '301')];
      const covered = await flat('1', 3, '301');
      await aVisit(db, { household: covered, campaign });
      const alone = await aHousehold(db, { at: [3, 3] });
      await settle(db);
      const named = await walk(api, { within: { grid: 'k' }, start: [114.6, 33.6] }, as(worker));
      expect(named).toMatchObject({ worker: { name: 'Worker' }, namesDoors: true, start: { from: 'given', lon: 114.6, lat: 33.6 } });
      const house = named.stops.find((stop) => stop.building !== null) as WalkStop;
      expect(house).toMatchObject({ building: { id: building, name: 'House 1' } });
      expect(house.doors.map(({ id }) => id)).toEqual([high, low, second]);
      expect(house.section.map(({ id, state }) => [id, state])).toEqual([
        [low, 'untried'],
        [high, 'untried'],
        [second, 'untried'],
        [covered, 'covered'],
      ]);
      expect(named.stops.find((stop) => stop.building === null)?.doors.map(({ id }) => id)).toEqual([alone]);

      const nobody = await walk(api, { within: { grid: 'k' } });
      const planner = await walk(api, { within: { grid: 'k' } }, as(await aPerson(db, { role: 'planner' })));
      for (const list of [nobody, planner]) {
        expect(list.namesDoors).toBe(false);
        expect(sorted(idsOf(list))).toEqual(sorted(idsOf(named)));
        for (const stop of list.stops) for (const { room } of [...stop.doors, ...stop.section]) expect(room).toBeNull();
        expect(doorsOf(list).map(({ address }) => address)).toEqual([null, null, null, null]);
      }
    }),
  );

  test(
    'goes along the streets, and straight where nobody drew any',
    onPaper(async (api, db) => {
      await aGrid(db, { code: 'k' });
      await aCampaign(db, { code: 'round' });
      const [first, second] = [await aHousehold(db, { at: [1, 1.05] }), await aHousehold(db, { at: [3, 1.05] })];
      await settle(db);
      const places = await db('households').whereIn('id', [first, second]).select('id', db.raw('st_x(geom) as lon'), db.raw('st_y(geom) as lat'));
      const at = (id: number) => places.find((place) => place.id === id) as { lon: number; lat: number };
      const straight = await walk(api, { within: { grid: 'k' }, start: [at(first).lon, at(first).lat] });
      expect(straight).toMatchObject({ along: 'straight', straightLegs: 2 });
      // Two steps of 0.001 degrees at this latitude.
      expect(straight.lengthM).toBeGreaterThan(180);
      expect(straight.lengthM).toBeLessThan(190);

      // A lane that goes round: east is reached only by way of the south.
      await anAlley(db, {
        line: [
          [1, 1],
          [1, -1],
          [3, -1],
          [3, 1],
        ],
      });
      const round = await walk(api, { within: { grid: 'k' }, start: [at(first).lon, at(first).lat] });
      expect(round).toMatchObject({ along: 'streets', straightLegs: 0 });
      expect(round.stops.map(({ doors }) => doors[0]?.id)).toEqual([first, second]);
      const measured = await db.raw('select sum(length_m) as m from alleys');
      expect(round.lengthM).toBeGreaterThan(measured.rows[0].m);
      expect(round.lengthM).toBeLessThan(measured.rows[0].m + 20);
      expect(round.stops[1]?.leg.way).toHaveLength(6);
      expect(round.lengthM).toBeCloseTo(
        round.stops.reduce((sum, { leg }) => sum + leg.lengthM, 0),
        0,
      );
    }),
  );

  test(
    'is refused when it is more than a walk, and says what to do',
    onPaper(async (api, db) => {
      await aGrid(db, { code: 'k' });
      await aCampaign(db, { code: 'round' });
      const scattered = (count: number, kind: string, step: number, building: number | null) =>
        db.raw(
          `insert into households (kind, geom, building_id)
           select ?, st_setsrid(st_makepoint(114.6005 + n % 20 * ?::float8, 33.6005 + n / 20 * ?::float8), 4326), ?::bigint from generate_series(1, ?::integer) n`,
          [kind, step, step, building, count],
        );
      await scattered(MOST_STOPS + 1, 'enterprise', 0.0001, null);
      await settle(db);
      const stops = await api.post('/api/walk', { within: { grid: 'k' } });
      expect(stops).toMatchObject({ status: 400, body: { type: '/problems/walk-too-large', mostDoors: MOST_DOORS, mostStops: MOST_STOPS } });
      expect(stops.body.detail).toContain(`${MOST_STOPS + 1} buildings`);
      await scattered(MOST_DOORS + 1, 'household', 0, await aBuilding(db));
      await settle(db);
      const doors = await api.get('/api/grids/k/walk?f=csv&kind=household');
      expect(doors).toMatchObject({ status: 400, body: { type: '/problems/walk-too-large' } });
      expect(doors.body.detail).toContain(`more than ${MOST_DOORS} doors`);
    }),
  );

  test(
    'names what is wrong with a question',
    onPaper(async (api, db) => {
      await drawTown(db);
      expect((await api.get('/api/grids/nowhere/walk')).body.type).toBe('/problems/grid-not-found');
      expect((await api.get('/api/grids/town/walk?start=114')).body.errors[0].pointer).toMatch(/^start/);
      expect((await api.get('/api/grids/town/walk?start=,')).status).toBe(400);
      expect((await api.get('/api/grids/town/walk?state=covered')).body.errors[0].pointer).toMatch(/^state/);
      expect((await api.post('/api/walk', { within: { grid: 'town' }, start: [114, 95] })).body.errors[0].pointer).toBe('/start/1');
      expect((await api.post('/api/walk', { within: { alley: 999_999, distance_m: 80 } })).body.type).toBe('/problems/alley-not-found');
      expect((await api.get('/api/grids/town/walk', { accept: 'application/pdf' })).status).toBe(406);
    }),
  );

  test(
    'is the same as a spreadsheet: every door a row, in the order of the walk, in both languages',
    onPaper(async (api, db) => {
      await drawTown(db);
      const worker = await aPerson(db);
      const list = await walk(api, { within: { grid: 'town' } }, as(worker));
      const { answer, rows } = await sheetOf(`${api.url}/api/grids/town/walk?f=xlsx`, { headers: as(worker) });
      expect(answer.headers.get('content-disposition')).toContain('2026-06-10.xlsx');
      const csv = await api.get('/api/grids/town/walk?f=csv', as(worker));
      // As text it would be taken away.
      const bytes = new Uint8Array(await (await fetch(`${api.url}/api/grids/town/walk?f=csv`)).arrayBuffer());
      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      const lines: string[][] = parse(csv.text, { bom: true });
      expect(rows[0]?.slice(0, 4)).toEqual(['序号', '距上一处（米）', '网格', '楼栋']);
      expect(rows.slice(1).map((row) => Number(row.at(-1)))).toEqual(idsOf(list));
      expect(rows.slice(1).map((row) => row[7])).toContain('=Shop');
      // What a spreadsheet would compute has an apostrophe in the text file, where cells have no type.
      expect(lines.map((line) => line.map((cell) => cell.replace("'=", '=')))).toEqual(rows);
      const english = await sheetOf(`${api.url}/api/walk?f=xlsx&lang=en`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ within: { grid: 'town' } }),
      });
      expect(english.rows[0]?.slice(0, 4)).toEqual(['No.', 'From the last (m)', 'Grid', 'Building']);
      expect(english.rows.map((row) => row[10])).toEqual(expect.arrayContaining(['Reason', 'Never tried', 'Tried, nobody home']));
    }),
  );
});
