import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import type { Knex } from 'knex';
import { afterAll, describe, expect, test } from 'vitest';
import { WORK_TYPES } from '../../geodata/standards/work-types.ts';
import type { Work, WorkTotal } from '../../server/works/contract.ts';
import { type Api, allItems, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aDistrict, anAlley, anIssue, aPerson, at, aWork, settle, square } from '../support/factories.ts';
import { drawTown, PAPER_NOW, paper } from '../support/paper.ts';
import { phonePhoto } from '../support/pictures.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
const root = mkdtempSync(join(tmpdir(), 'alleygrid-work-photos-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const as = (person: number) => ({ 'x-work-as': String(person) });
const rowsIn = async (db: Knex.Transaction, table: string) => Number((await db(table).count('* as n').first())?.n);

const lamps = (more: object = {}) => ({
  clientUuid: randomUUID(),
  workType: 'lamp_install',
  quantity: 12,
  phase: 'done',
  startedOn: '2026-05-01',
  completedOn: '2026-05-20',
  geometry: { type: 'LineString', coordinates: [at([0.5, 0.5]), at([1.5, 0.5])] },
  ...more,
});
const FIVE = { road: 'not_applicable', light: 'passes', water: 'not_applicable', line: 'passes', scene: 'passes' };
const acceptance = (more: object = {}) => ({ clientUuid: randomUUID(), acceptedOn: '2026-06-01', doneQuantity: 12, standards: FIVE, ...more });
const monthly = (month: string, score: number, more: object = {}) => ({ clientUuid: randomUUID(), month, score, checkedOn: `${month}-05`, ...more });

async function staff(db: Knex.Transaction) {
  await drawTown(db);
  return { planner: await aPerson(db, { role: 'planner', name: 'Planner' }), inspector: await aPerson(db, { role: 'inspector', name: 'Inspector' }) };
}
async function record(api: Api, person: number, body: object) {
  const answer = await api.post('/api/works', body, as(person));
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}
const amounts = (items: WorkTotal[]) => items.map(({ workType, kind, unit, count, quantity }) => [workType.code, kind, unit, count, quantity]);

describe('the catalogue', () => {
  test(
    'is the same in the database and in geodata, and every state of it is kept',
    onPaper(async (api, db) => {
      const listed = (await api.get('/api/work-types')).body.items;
      expect(listed).toEqual(WORK_TYPES.map(({ sortOrder: _order, ...type }) => ({ ...type, version: 1 })));
      await db('work_types').where({ code: 'lamp_repair' }).update({ name: '修理路灯' });
      await db('work_types').where({ code: 'lamp_repair' }).update({ name: '修理路灯' });
      expect((await api.get('/api/work-types')).body.items.find(({ code }: { code: string }) => code === 'lamp_repair')).toMatchObject({
        name: '修理路灯',
        version: 2,
      });
      const kept = await db('work_type_versions').where({ code: 'lamp_repair' }).orderBy('version');
      expect(kept.map(({ version, content }) => [version, content.name])).toEqual([
        [1, '维修路灯'],
        [2, '修理路灯'],
      ]);
    }),
  );
});

describe('a work', () => {
  test(
    'is recorded with its place, its cost and who asked, and counts at once in list and totals',
    onPaper(async (api, db) => {
      const { planner } = await staff(db);
      const issue = await anIssue(db);
      const twin = await anIssue(db, { at: [0.6, 0.5] });
      const [home, neighbour] = (await db('households').orderBy('id').limit(2)).map(({ id }) => id);
      await db('issues').where({ id: issue }).update({ household_id: home });
      await db('issues').where({ id: twin }).update({ household_id: neighbour, duplicate_of_id: issue });
      const work = await record(
        api,
        planner,
        lamps({ plannedQuantity: 14, costMinor: 1_250_000, costQualifier: 'about', costSource: '区财政', issueIds: [issue] }),
      );
      expect(work).toMatchObject({
        kind: 'new',
        unit: '盏',
        quantity: 12,
        plannedQuantity: 14,
        costMinor: 1_250_000,
        costSource: '区财政',
        grid: { code: 'south' },
      });
      // The duplicate asked too: two issues, two households.
      expect(work).toMatchObject({ askedIssues: 2, askedHouseholds: 2, grade: null, asks: [{ id: issue, hasHousehold: true }] });
      expect((await api.get(`/api/works?issue=${issue}`)).body.items).toMatchObject([{ id: work.id }]);
      for (const grid of ['town', 'west', 'south'])
        expect(amounts((await api.get(`/api/grids/${grid}/works`)).body.items)).toEqual([['lamp_install', 'new', '盏', 1, 12]]);
      expect((await api.get('/api/grids/east/works')).body.items).toEqual([]);
    }),
  );

  test(
    'lies on the stretch of an alley that it names',
    onPaper(async (api, db) => {
      const { planner } = await staff(db);
      const alley = await anAlley(db, {
        line: [
          [0.5, 0.5],
          [1.5, 0.5],
        ],
        name: '槐树巷',
      });
      const { geometry: _place, ...body } = lamps({ alleyId: alley, alleyFromM: 20, alleyToM: 60 });
      const work = await record(api, planner, body);
      expect(work).toMatchObject({ alleyName: '槐树巷', alleyFromM: 20, alleyToM: 60, geometry: { type: 'LineString' } });
      const { rows } = await db.raw('select st_length(geom_m) as length from works where id = ?', [work.id]);
      expect(rows[0].length).toBeCloseTo(40, 1);
      expect((await api.get(`/api/works?alley=${alley}`)).body.items).toHaveLength(1);
      expect(amounts((await api.get(`/api/works/totals?alley=${alley}`)).body.items)).toEqual([['lamp_install', 'new', '盏', 1, 12]]);
      const beyond = await api.post('/api/works', { ...body, clientUuid: randomUUID(), alleyToM: 900 }, as(planner));
      expect([beyond.status, beyond.body.type, beyond.body.errors[0].pointer]).toEqual([400, '/problems/invalid-geometry', '/alleyToM']);
    }),
  );

  test(
    'is retry-safe: the same again changes nothing, other content under the id is refused',
    onPaper(async (api, db) => {
      const { planner } = await staff(db);
      const body = lamps();
      const first = await record(api, planner, body);
      const again = await api.post('/api/works', body, as(planner));
      expect([again.status, again.body]).toEqual([200, first]);
      expect(amounts((await api.get('/api/grids/town/works')).body.items)).toEqual([['lamp_install', 'new', '盏', 1, 12]]);
      const other = await api.post('/api/works', { ...body, quantity: 13 }, as(planner));
      expect([other.status, other.body.type]).toEqual([409, '/problems/uuid-conflict']);
    }),
  );

  test(
    'that is wrong is refused, every fault by its pointer, and nothing is stored',
    onPaper(async (api, db) => {
      const { planner, inspector } = await staff(db);
      const whole = await aWork(db, { type: 'lamp_repair', quantity: 5 });
      const before = await rowsIn(db, 'works');
      const wrong: [object, string][] = [
        [{ workType: 'nothing' }, '/workType'],
        [{ quantity: -1 }, '/quantity'],
        [{ geometry: undefined }, ''],
        [{ gridCode: 'south' }, '/gridCode'],
        [{ geometry: undefined, gridCode: 'nowhere' }, '/gridCode'],
        [{ geometry: { type: 'Point', coordinates: at([900, 900]) } }, '/geometry'],
        [{ geometry: { type: 'LineString', coordinates: [at([0.5, 0.5]), at([0.5, 0.5])] } }, '/geometry'],
        [{ geometry: { type: 'Polygon', coordinates: [[at([0, 0]), at([1, 1]), at([1, 0]), at([0, 1]), at([0, 0])]] } }, '/geometry/coordinates/0'],
        [{ completedOn: '2026-06-11' }, '/completedOn'],
        [{ completedOn: undefined }, '/completedOn'],
        [{ startedOn: '2026-05-21' }, '/startedOn'],
        [{ phase: 'planned' }, '/completedOn'],
        [{ phase: 'accepted' }, '/phase'],
        [{ alleyId: 999_999 }, '/alleyId'],
        [{ projectId: 999_999 }, '/projectId'],
        [{ issueIds: [999_999] }, '/issueIds'],
        [{ alleyFromM: 5 }, '/alleyFromM'],
        [{ costMinor: 100 }, '/costSource'],
        [{ costSource: '区财政' }, '/costMinor'],
        [{ partOfId: whole }, '/partOfId'],
        [{ quantity: undefined, qualifier: 'about' }, '/qualifier'],
        [{ figureFrom: '2026-01-01' }, '/figureFrom'],
        [{ unknown: 1 }, '/unknown'],
      ];
      for (const [more, pointer] of wrong) {
        const answer = await api.post('/api/works', lamps(more), as(planner));
        expect([answer.status, answer.body.errors?.map((error: { pointer: string }) => error.pointer)], JSON.stringify(more)).toEqual([
          400,
          expect.arrayContaining([pointer]),
        ]);
      }
      expect((await api.post('/api/works', lamps())).body.type).toBe('/problems/person-required');
      expect((await api.post('/api/works', lamps(), as(inspector))).body.type).toBe('/problems/role-not-allowed');
      const secretary = await aPerson(db, { role: 'community_secretary', gridPaths: ['town/east'] });
      expect((await api.post('/api/works', lamps(), as(secretary))).body.type).toBe('/problems/outside-own-grids');
      expect(await rowsIn(db, 'works')).toBe(before);
      expect(await rowsIn(db, 'work_tally')).toBe(0);
      expect(await rowsIn(db, 'work_asks')).toBe(0);
    }),
  );

  test(
    'that is corrected says what it is now, keeps what it was, and the totals follow',
    onPaper(async (api, db) => {
      const { planner } = await staff(db);
      const { id } = await record(api, planner, lamps());
      const body = { ...lamps({ quantity: 20, qualifier: 'about', geometry: { type: 'Point', coordinates: at([2.5, 0.5]) } }), reason: 'counted again' };
      const answer = await api.post(`/api/works/${id}/corrections`, body, as(planner));
      expect([answer.status, answer.body.quantity, answer.body.grid.code]).toEqual([201, 20, 'east']);
      expect(answer.body.corrections).toMatchObject([{ reason: 'counted again', personName: 'Planner', before: { quantity: 12 } }]);
      expect((await api.post(`/api/works/${id}/corrections`, body, as(planner))).status).toBe(200);
      expect((await api.get(`/api/works/${id}`)).body.corrections).toMatchObject([{ personName: null }]);
      expect(amounts((await api.get('/api/grids/town/works')).body.items)).toEqual([['lamp_install', 'new', '盏', 1, 20]]);
      expect((await api.get('/api/grids/south/works')).body.items).toEqual([]);
      expect((await api.post('/api/works/999999/corrections', { ...body, clientUuid: randomUUID() }, as(planner))).status).toBe(404);
      const kept = await db('work_tally').where('works', '>', 0).select('quantity', 'works');
      await db.raw('select recount_tallies()');
      expect(await db('work_tally').select('quantity', 'works')).toEqual(kept);
    }),
  );
});

describe('totals', () => {
  test(
    'add up within one type, kind and unit and never across them, in the tally and from the rows alike',
    onPaper(async (api, db) => {
      const { planner } = await staff(db);
      await record(api, planner, lamps({ quantity: 47 }));
      await record(api, planner, lamps({ workType: 'lamp_repair', quantity: 220 }));
      await record(api, planner, lamps({ quantity: 30, kind: 'repair' }));
      await record(api, planner, lamps({ quantity: 3, unit: '组' }));
      await record(api, planner, lamps({ quantity: 3 }));
      const expected = [
        ['lamp_install', 'new', '盏', 2, 50],
        ['lamp_install', 'new', '组', 1, 3],
        ['lamp_install', 'repair', '盏', 1, 30],
        ['lamp_repair', 'repair', '盏', 1, 220],
      ];
      // town and west are read from the tally, south from its rows; the whole district and a drawn shape likewise.
      for (const grid of ['town', 'west', 'south']) expect(amounts((await api.get(`/api/grids/${grid}/works`)).body.items), grid).toEqual(expected);
      expect(amounts((await api.get('/api/works/totals')).body.items)).toEqual(expected);
      expect(amounts((await api.post('/api/works/totals', { within: square(0, 0, 2, 2) })).body.items)).toEqual(expected);
      await db.raw('select recount_tallies()');
      expect(amounts((await api.get('/api/grids/town/works')).body.items)).toEqual(expected);
      expect(amounts((await api.get('/api/works/totals?grid=town&type=lamp_install&kind=repair')).body.items)).toEqual([expected[2]]);
    }),
  );

  test(
    'stand for a period beside all there is up to its end; 约 makes a sum about, 余 stays',
    onPaper(async (api, db) => {
      const { planner } = await staff(db);
      await record(api, planner, lamps({ quantity: 5, completedOn: '2026-05-10', qualifier: 'more_than' }));
      await record(api, planner, lamps({ quantity: 7, completedOn: '2026-06-02', qualifier: 'about' }));
      await record(api, planner, lamps({ quantity: 9, completedOn: '2026-06-09' }));
      for (const grid of ['town', 'south']) {
        const ask = async (search: string) => (await api.get(`/api/grids/${grid}/works${search}`)).body.items[0];
        expect(await ask('?from=2026-06-01&to=2026-06-30')).toMatchObject({
          quantity: 21,
          qualifier: 'about',
          period: { count: 2, quantity: 16, qualifier: 'about' },
        });
        expect(await ask('?from=2026-06-09&to=2026-06-09')).toMatchObject({ quantity: 21, period: { count: 1, quantity: 9, qualifier: null } });
        expect(await ask('?to=2026-05-31')).toMatchObject({ quantity: 5, qualifier: 'more_than', period: null });
      }
      const answer = await api.get('/api/grids/town/works?from=2026-06-02&to=2026-06-01');
      expect([answer.status, answer.body.type]).toEqual([400, '/problems/invalid-query']);
      // A total opens its rows.
      expect((await api.get('/api/works?grid=town&type=lamp_install&from=2026-06-01&to=2026-06-30')).body.items).toHaveLength(2);
    }),
  );

  test(
    'of a nested figure: inside its whole it is 其中, alone it stands for itself',
    onPaper(async (api, db) => {
      const { planner } = await staff(db);
      const bays = { workType: 'parking_add', startedOn: undefined, completedOn: undefined, asOf: '2026-05-31', geometry: undefined };
      const whole = await record(api, planner, lamps({ ...bays, quantity: 720, gridCode: 'town', name: '全区' }));
      await record(api, planner, lamps({ ...bays, quantity: 480, gridCode: 'north', name: '许寨', partOfId: whole.id }));
      expect((await api.get('/api/grids/town/works')).body.items).toMatchObject([
        { quantity: 720, count: 1, ofWhich: [{ name: '许寨', quantity: 480, isPartOf: true }] },
      ]);
      for (const grid of ['west', 'north'])
        expect((await api.get(`/api/grids/${grid}/works`)).body.items, grid).toMatchObject([{ quantity: 480, count: 1, ofWhich: [] }]);
      expect((await api.get('/api/grids/south/works')).body.items).toEqual([]);
      const deeper = await api.post('/api/works', lamps({ ...bays, quantity: 10, gridCode: 'north', partOfId: whole.id + 1 }), as(planner));
      expect(deeper.body.errors[0].pointer).toBe('/partOfId');
    }),
  );

  test(
    'of a drawn whole never say less than its parts: these count where they are, the rest is spread over what is left, in shapes, lists and grids alike',
    onPaper(async (api, db) => {
      const { planner } = await staff(db);
      const bays = { workType: 'parking_add', startedOn: undefined, completedOn: '2026-05-31' };
      const whole = await record(api, planner, lamps({ ...bays, quantity: 720, name: '全区', geometry: square(0, 0, 4, 2) }));
      const part = await record(api, planner, lamps({ ...bays, quantity: 480, name: '许寨', geometry: square(0, 1, 2, 1), partOfId: whole.id }));
      // The paper's rows differ in width by the curve of the earth: 0.01 of a bay.
      const holds = async (items: WorkTotal[], quantity: number, inside: number[]) => {
        expect([items.length, items[0]?.count]).toEqual([1, 1]);
        expect(items[0]?.quantity).toBeCloseTo(quantity, 1);
        // A border drawn in degrees leaves slivers of a millimetre in the metric zone.
        const parts = (items[0]?.ofWhich.map((one) => one.quantity ?? 0) ?? []).filter((one) => one > 0.01);
        expect(parts.map((one) => Math.round(one))).toEqual(inside);
        for (const one of parts) expect(items[0]?.quantity).toBeGreaterThanOrEqual(one);
      };
      const shapes: [ReturnType<typeof square>, number, number[]][] = [
        [square(0, 1, 2, 1), 480, [480]],
        [square(0, 1, 1, 1), 240, [240]],
        [square(0, 0, 2, 2), 560, [480]],
        [square(2, 0, 2, 2), 160, []],
        [square(-1, -1, 6, 4), 720, [480]],
      ];
      for (const [within, quantity, inside] of shapes) {
        await holds((await api.post('/api/works/totals', { within })).body.items, quantity, inside);
        const listed = (await api.post('/api/works/query', { within })).body.items;
        const told = Object.fromEntries(listed.map((work: Work) => [work.id, work.inside]));
        expect(told[whole.id].quantity).toBeCloseTo(quantity, 1);
        if (inside.length > 0) expect(Math.round(told[part.id].quantity)).toBe(inside[0]);
      }
      const grids: [string, number, number[]][] = [
        ['town', 720, [480]],
        ['west', 560, [480]],
        ['east', 160, []],
        ['north', 480, [480]],
        ['south', 80, []],
      ];
      for (const [grid, quantity, inside] of grids) {
        await holds((await api.get(`/api/grids/${grid}/works`)).body.items, quantity, inside);
        await holds((await api.get(`/api/works/totals?grid=${grid}&from=2026-05-01&to=2026-05-31`)).body.items, quantity, inside);
      }
      const sum = async (...codes: string[]) => {
        const answers = await Promise.all(codes.map(async (code) => (await api.get(`/api/grids/${code}/works`)).body.items[0].quantity));
        return answers.reduce((all: number, one: number) => all + one, 0);
      };
      expect(await sum('south', 'north', 'east')).toBeCloseTo(720, 5);
      // Before the part was there nothing was known of it.
      await db('works').where({ id: part.id }).update({ completed_on: '2026-06-02' });
      const before = (await api.post('/api/works/totals', { within: square(0, 1, 2, 1), to: '2026-06-01' })).body.items[0];
      expect([Math.round(before.quantity), before.ofWhich]).toEqual([180, []]);
      // Parts that are more than their whole overlap: the whole is at least the largest.
      await record(api, planner, lamps({ ...bays, quantity: 400, name: '今年', geometry: square(0, 0, 4, 2), partOfId: whole.id }));
      await holds((await api.post('/api/works/totals', { within: square(0, 1, 2, 1) })).body.items, 480, [480, 100]);
    }),
  );

  test(
    'of a shape count what crosses its border with its share; lists and files hold the same works',
    onPaper(async (api, db) => {
      const { planner } = await staff(db);
      await record(api, planner, lamps({ quantity: 10 }));
      await record(api, planner, lamps({ quantity: 4, name: '=1+1', geometry: { type: 'Point', coordinates: at([0.6, 0.5]) } }));
      const half = (await api.post('/api/works/totals', { within: square(0, 0, 1, 1) })).body.items[0];
      expect(half.quantity).toBeCloseTo(9, 3);
      const inShape = await api.post('/api/works/query', { within: square(0, 0, 0.55, 1), sort: 'newest' });
      expect(inShape.body.items).toHaveLength(1);
      const bowtie = { type: 'Polygon', coordinates: [[at([0, 0]), at([1, 1]), at([1, 0]), at([0, 1]), at([0, 0])]] };
      expect((await api.post('/api/works/totals', { within: bowtie })).body.type).toBe('/problems/invalid-geometry');
      expect(
        (
          await api.post('/api/works/totals', {
            within: {
              type: 'Polygon',
              coordinates: [
                [
                  [0, 0],
                  [1, 0],
                  [1, 1],
                  [0, 0],
                ],
              ],
            },
          })
        ).body.items,
      ).toEqual([]);
      expect((await allItems(api, '/api/works?grid=town&sort=newest&limit=1')).map(({ id }) => id)).toEqual(
        (await allItems(api, '/api/works?grid=town')).map(({ id }) => id).reverse(),
      );
      const csv = (await api.get('/api/works?grid=town&f=csv')).text;
      expect([csv.startsWith('id,code,workType'), csv.trim().split('\r\n').length, csv.includes("'=1+1")]).toEqual([true, 3, true]);
      const geojson = JSON.parse((await api.get('/api/works?grid=town&f=geojson')).text);
      expect(geojson.features.map(({ geometry }: { geometry: { type: string } }) => geometry.type)).toEqual(['LineString', 'Point']);
      const book = new exceljs.Workbook();
      await book.xlsx.load(await (await fetch(`${api.url}/api/works?grid=town&f=xlsx`, { headers: { 'accept-language': 'zh-CN' } })).arrayBuffer());
      const sheet = book.getWorksheet('工程');
      expect([sheet?.rowCount, sheet?.getCell('F2').value]).toEqual([3, 10]);
      expect((await api.get('/api/works', { accept: 'image/png' })).status).toBe(406);
      expect((await api.get('/api/works?sort=newest&cursor=nonsense')).body.type).toBe('/problems/invalid-cursor');
    }),
  );
});

describe('acceptance', () => {
  test(
    'by the five standards: planned beside done, by whom and when; a standard that fails means rework and leaves the totals',
    onPaper(async (api, db) => {
      const { planner, inspector } = await staff(db);
      const { id } = await record(api, planner, lamps({ plannedQuantity: 14 }));
      const failed = await api.post(
        `/api/works/${id}/acceptances`,
        acceptance({ doneQuantity: 9, standards: { ...FIVE, light: 'fails' }, note: '三盏不亮' }),
        as(inspector),
      );
      expect([failed.status, failed.body.phase, failed.body.completedOn]).toEqual([201, 'under_construction', null]);
      expect((await api.get('/api/grids/town/works')).body.items).toEqual([]);
      const again = await api.post(`/api/works/${id}/corrections`, { ...lamps({ plannedQuantity: 14 }), reason: '返工完成' }, as(planner));
      expect(again.body.phase).toBe('done');
      const body = acceptance();
      const passed = await api.post(`/api/works/${id}/acceptances`, body, as(inspector));
      expect(passed.body).toMatchObject({ phase: 'accepted', completedOn: '2026-05-20' });
      expect((await api.post(`/api/works/${id}/acceptances`, body, as(inspector))).status).toBe(200);
      expect(passed.body.acceptances.map((one: Record<string, unknown>) => [one.result, one.plannedQuantity, one.doneQuantity, one.note])).toEqual([
        ['passed', 14, 12, null],
        ['rework', 14, 9, '三盏不亮'],
      ]);
      expect(passed.body.acceptances[0].person.name).toBe('Inspector');
      // Names and notes are for staff.
      expect((await api.get(`/api/works/${id}`)).body.acceptances[1]).toMatchObject({ note: null, person: null });
      expect(amounts((await api.get('/api/grids/town/works')).body.items)).toEqual([['lamp_install', 'new', '盏', 1, 12]]);
    }),
  );

  test(
    'is refused to whoever recorded the work, before it is finished, and without what was found',
    onPaper(async (api, db) => {
      const { planner, inspector } = await staff(db);
      const { id } = await record(api, planner, lamps());
      const post = (body: object, person: number) => api.post(`/api/works/${id}/acceptances`, body, as(person));
      expect((await post(acceptance(), planner)).body.type).toBe('/problems/own-work');
      expect((await post(acceptance({ doneQuantity: undefined }), inspector)).body.errors[0].pointer).toBe('/doneQuantity');
      expect((await post(acceptance({ acceptedOn: '2026-05-19' }), inspector)).body.errors[0].pointer).toBe('/acceptedOn');
      expect((await post(acceptance({ acceptedOn: '2026-06-11' }), inspector)).body.errors[0].pointer).toBe('/acceptedOn');
      expect((await post(acceptance({ standards: { road: 'passes' } }), inspector)).status).toBe(400);
      const planned = await record(api, planner, lamps({ phase: 'planned', completedOn: undefined }));
      expect((await api.post(`/api/works/${planned.id}/acceptances`, acceptance(), as(inspector))).body.type).toBe('/problems/work-phase');
      expect((await api.post('/api/works/999999/acceptances', acceptance(), as(inspector))).status).toBe(404);
      expect(await rowsIn(db, 'work_acceptances')).toBe(0);
    }),
  );
});

describe('the monthly check', () => {
  test(
    'downgrades below 90, restores after three months in a row at 90 or more, and keeps every month',
    onPaper(async (api, db) => {
      const { planner, inspector } = await staff(db);
      const { id } = await record(api, planner, lamps({ startedOn: '2025-01-01', completedOn: '2025-05-20' }));
      expect((await api.post(`/api/works/${id}/checks`, monthly('2025-07', 95), as(inspector))).body.type).toBe('/problems/work-phase');
      await api.post(`/api/works/${id}/acceptances`, acceptance({ acceptedOn: '2025-06-01' }), as(inspector));
      // March comes late: grades follow from the months, not from the order they were sent in. April was not checked and breaks the row.
      const months: [string, number, string, string | null][] = [
        ['2025-07', 95, 'standard', null],
        ['2025-08', 89, 'downgraded', 'downgrade'],
        ['2025-09', 92, 'downgraded', null],
        ['2025-10', 93, 'downgraded', null],
        ['2025-12', 96, 'downgraded', null],
        ['2026-01', 90, 'downgraded', null],
        ['2026-02', 91, 'standard', 'restore'],
        ['2026-03', 80, 'downgraded', 'downgrade'],
      ];
      for (const index of [0, 1, 2, 3, 5, 6, 7, 4]) {
        const [month = '', score = 0] = months[index] ?? [];
        const answer = await api.post(`/api/works/${id}/checks`, monthly(month, score), as(inspector));
        expect(answer.status, answer.text).toBe(201);
      }
      const { checks, grade, checkRules } = (await api.get(`/api/works/${id}`)).body;
      expect(checks.map((check: Record<string, unknown>) => [check.month, check.score, check.grade, check.change]).reverse()).toEqual(months);
      expect([grade, checkRules]).toEqual(['downgraded', { passesFrom: 90, restoreMonths: 3 }]);
      expect((await api.get('/api/works?grade=downgraded')).body.items).toMatchObject([{ id }]);
      expect((await api.get('/api/works?grade=standard')).body.items).toEqual([]);
      await db('settings').insert({ key: 'work_check_rules', value: JSON.stringify({ passesFrom: 80, restoreMonths: 1 }) });
      expect((await api.get(`/api/works/${id}`)).body.grade).toBe('standard');
    }),
  );

  test(
    'happens once a month, not in the future, and not by whoever recorded the work',
    onPaper(async (api, db) => {
      const { planner, inspector } = await staff(db);
      const { id } = await record(api, planner, lamps());
      await api.post(`/api/works/${id}/acceptances`, acceptance(), as(inspector));
      const post = (body: object, person = inspector) => api.post(`/api/works/${id}/checks`, body, as(person));
      const body = monthly('2026-06', 95);
      expect([(await post(body)).status, (await post(body)).status]).toEqual([201, 200]);
      expect((await post(monthly('2026-06', 70))).body.type).toBe('/problems/month-checked');
      expect((await post({ ...body, score: 70 })).body.type).toBe('/problems/uuid-conflict');
      expect((await post(monthly('2026-07', 70))).body.errors[0].pointer).toBe('/month');
      expect((await post(monthly('2026-04', 70))).body.errors[0]).toMatchObject({ pointer: '/month', detail: expect.stringContaining('2026-05') });
      expect((await post(monthly('2026-05', 70, { checkedOn: '2026-04-30' }))).body.errors[0].pointer).toBe('/checkedOn');
      expect((await post(monthly('2026-13', 70))).status).toBe(400);
      expect((await post(monthly('2026-05', 101))).status).toBe(400);
      expect((await post(monthly('2026-05', 70), planner)).body.type).toBe('/problems/own-work');
      expect(await rowsIn(db, 'work_checks')).toBe(1);
    }),
  );

  test(
    'that was written down wrongly is put right with a reason; the former points stay, the grade follows from the newest',
    onPaper(async (api, db) => {
      const { planner, inspector } = await staff(db);
      const { id } = await record(api, planner, lamps({ startedOn: '2025-01-01', completedOn: '2025-05-20' }));
      await api.post(`/api/works/${id}/acceptances`, acceptance({ acceptedOn: '2025-06-01' }), as(inspector));
      const post = (body: object) => api.post(`/api/works/${id}/checks`, body, as(inspector));
      expect((await post(monthly('2025-07', 9, { reason: '没有可更正的' }))).body.errors[0].pointer).toBe('/reason');
      expect((await post(monthly('2025-07', 9))).body.grade).toBe('downgraded');
      const right = monthly('2025-07', 90, { reason: '少写了一个零' });
      expect([(await post(right)).status, (await post(right)).status]).toEqual([201, 200]);
      const { grade, checks } = (await api.get(`/api/works/${id}`, as(inspector))).body;
      expect([grade, checks]).toMatchObject([
        'standard',
        [{ month: '2025-07', score: 90, change: null, reason: '少写了一个零', earlier: [{ score: 9, checkedOn: '2025-07-05' }] }],
      ]);
      // Reasons are for staff.
      expect((await api.get(`/api/works/${id}`)).body.checks[0].reason).toBeNull();
      expect((await api.get('/api/works?grade=downgraded')).body.items).toEqual([]);
    }),
  );

  test(
    'on a past day amounts to what had been checked by then, whatever month came late',
    onPaper(async (api, db) => {
      const { planner, inspector } = await staff(db);
      const { id } = await record(api, planner, lamps({ startedOn: '2025-01-01', completedOn: '2025-05-20' }));
      await api.post(`/api/works/${id}/acceptances`, acceptance({ acceptedOn: '2025-06-01' }), as(inspector));
      await api.post(`/api/works/${id}/checks`, monthly('2025-09', 95), as(inspector));
      await api.post(`/api/works/${id}/checks`, monthly('2025-08', 85, { checkedOn: '2025-10-09' }), as(inspector));
      const on = async (day: string) =>
        (await api.get(`/api/works/${id}?day=${day}`)).body.checks.map((one: Record<string, unknown>) => [one.month, one.grade]);
      expect(await on('2025-09-04')).toEqual([]);
      expect(await on('2025-10-08')).toEqual([['2025-09', 'standard']]);
      expect(await on('2025-10-09')).toEqual([
        ['2025-09', 'downgraded'],
        ['2025-08', 'downgraded'],
      ]);
    }),
  );
});

test(
  'a corrected day of completion may not come after the acceptance that stands, nor in a month after one that was checked',
  onPaper(async (api, db) => {
    const { planner, inspector } = await staff(db);
    const { id } = await record(api, planner, lamps({ completedOn: '2026-03-20', startedOn: '2026-03-01' }));
    const inspect = (path: string, body: object) => api.post(`/api/works/${id}/${path}`, body, as(inspector));
    expect((await inspect('acceptances', acceptance({ acceptedOn: '2026-04-10' }))).status).toBe(201);
    expect((await inspect('checks', monthly('2026-03', 95, { checkedOn: '2026-05-05' }))).status).toBe(201);
    const correct = (more: object) =>
      api.post(`/api/works/${id}/corrections`, { ...lamps({ startedOn: '2026-03-01', ...more }), reason: 'another day' }, as(planner));
    const late = await correct({ completedOn: '2026-04-11' });
    expect(late.status).toBe(400);
    expect(late.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/completedOn', '/completedOn']);
    expect(late.body.errors[0].detail).toContain('2026-04-10');
    expect(late.body.errors[1].detail).toContain('2026-03');
    // Before its acceptance, but after a checked month.
    expect((await correct({ completedOn: '2026-04-01' })).body.errors).toMatchObject([{ detail: expect.stringContaining('2026-03') }]);
    expect(await rowsIn(db, 'work_revisions')).toBe(0);
    expect((await correct({ completedOn: '2026-03-31' })).body).toMatchObject({ phase: 'accepted', completedOn: '2026-03-31' });
    // The way out that it names: under construction again, then finished on the later day.
    expect((await correct({ phase: 'under_construction', completedOn: undefined })).body).toMatchObject({ phase: 'under_construction' });
    expect((await correct({ completedOn: '2026-05-11' })).body).toMatchObject({ phase: 'done', completedOn: '2026-05-11' });
  }),
);

test('photos of before and after stand in pairs at the same place, and a place is not overwritten', () =>
  database.inTransaction(async (db) => {
    await aDistrict(db);
    const api = await serveApi(database.withActorOn(db), { now: () => PAPER_NOW, photoDir: root });
    try {
      const { planner, inspector } = await staff(db);
      const { id } = await record(api, planner, lamps());
      const photo = async (size: number) => {
        const headers = { 'content-type': 'image/jpeg', 'x-client-uuid': randomUUID(), ...as(planner) };
        const answer = await fetch(`${api.url}/api/photos`, { method: 'POST', body: new Uint8Array(await phonePhoto(size, 30)), headers });
        return ((await answer.json()) as { id: number }).id;
      };
      const [before, after, other] = [await photo(40), await photo(41), await photo(42)];
      const show = (body: object, person = planner) => api.post(`/api/works/${id}/photos`, body, as(person));
      expect((await show({ photoId: before, moment: 'before', spot: 1 }, inspector)).body.type).toBe('/problems/photo-of-another');
      expect((await show({ photoId: before, moment: 'before', spot: 1 })).status).toBe(201);
      expect((await show({ photoId: before, moment: 'before', spot: 1 })).status).toBe(200);
      expect((await api.get('/api/works?photos=true')).body.items).toEqual([]);
      expect((await show({ photoId: after, moment: 'after', spot: 1 })).body.photos).toEqual([{ spot: 1, before, after }]);
      expect((await api.get('/api/works?photos=true')).body.items).toMatchObject([{ id, photoSpots: 1 }]);
      expect((await show({ photoId: other, moment: 'after', spot: 1 })).body.type).toBe('/problems/spot-taken');
      expect((await show({ photoId: after, moment: 'after', spot: 2 })).body.type).toBe('/problems/photo-in-use');
      expect((await show({ photoId: 999_999, moment: 'after', spot: 2 })).body.type).toBe('/problems/photo-not-found');
      expect((await show({ photoId: other, moment: 'after', spot: 21 })).status).toBe(400);
      await settle(db);
      expect((await api.get(`/api/works/${id}`)).body.photos).toHaveLength(1);
    } finally {
      await api.close();
    }
  }));
