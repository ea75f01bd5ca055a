import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { ImportRequest } from '../../server/imports/contract.ts';
import { loadImport } from '../../server/imports/load.ts';
import { type Api, allItems } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { anAlley, aPerson, at, settle } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const onPaper = paper(await testDatabase({ demo: 'none' }));
const as = (person: number) => ({ 'x-work-as': String(person) });
const edit = (more: object) => ({ clientUuid: randomUUID(), ...more });

/** A town with one lane from west to east, and whoever may correct the register. */
async function townWithLane(db: Knex.Transaction, known?: Record<string, unknown>) {
  const town = await drawTown(db);
  const lane = await anAlley(db, {
    line: [
      [0.1, 0.5],
      [1, 0.5],
    ],
    ...(known && { known }),
  });
  await settle(db);
  await db.raw('select refresh_alley_facts()');
  return { ...town, lane, planner: await aPerson(db, { role: 'planner', gridPaths: ['town'] }) };
}
const layerOf = async (db: Knex.Transaction) => (await db('layer_changes').where({ layer: 'alleys' }).select('feature_id')).length;
const FACTS = ['cables', 'overheadM', 'parking', 'parkingSpaces'] as const;
const factsOf = (alley: Record<string, unknown>) => FACTS.map((fact) => alley[fact]);

describe('correcting the register', () => {
  test(
    'keeps what stood there, with who, when and why, and what is the same is not a change',
    onPaper(async (api, db) => {
      const { lane, planner } = await townWithLane(db, { width_m: 3.3, surface: 'earth' });
      const before = (await api.get(`/api/alleys/${lane}`)).body;
      expect([before.widthM, ...factsOf(before)]).toEqual([3.3, 'unknown', null, 'unknown', null]);
      const body = edit({ reason: 'walked it', widthM: 3.3, surface: 'brick', cables: 'overhead', overheadM: 62.5, parking: 'none' });
      const answer = await api.post(`/api/alleys/${lane}/amend`, body, as(planner));
      expect(answer.status, answer.text).toBe(201);
      // None need no counting.
      expect([answer.body.items[0].surface, ...factsOf(answer.body.items[0])]).toEqual(['brick', 'overhead', 62.5, 'none', 0]);
      expect(answer.body.items[0].geometry).toEqual(before.geometry);
      const again = await api.post(`/api/alleys/${lane}/amend`, body, as(planner));
      expect([again.status, again.body.items[0].id]).toEqual([200, lane]);
      expect((await api.post(`/api/alleys/${lane}/amend`, { ...body, surface: 'stone' }, as(planner))).body.type).toBe('/problems/uuid-conflict');
      const same = await api.post(`/api/alleys/${lane}/amend`, edit({ surface: 'brick' }), as(planner));
      expect(same.status).toBe(200);
      const { items } = (await api.get(`/api/alleys/${lane}/revisions`, as(planner))).body;
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ action: 'amend', reason: 'walked it', geometry: null, lengthM: before.lengthM });
      expect(items[0].personName).not.toBeNull();
      expect(items[0].changes).toEqual([
        { field: 'surface', before: 'earth', after: 'brick' },
        { field: 'cables', before: 'unknown', after: 'overhead' },
        { field: 'overheadM', before: null, after: 62.5 },
        { field: 'parking', before: 'unknown', after: 'none' },
        { field: 'parkingSpaces', before: null, after: 0 },
      ]);
    }),
  );

  test(
    'a new name is found at once and is on the tiles; cables are on none',
    onPaper(async (api, db) => {
      const { lane, planner } = await townWithLane(db);
      await api.post(`/api/alleys/${lane}/amend`, edit({ cables: 'buried' }), as(planner));
      expect(await layerOf(db)).toBe(0);
      const answer = await api.post(`/api/alleys/${lane}/amend`, edit({ name: ' 槐树巷 ', nameStatus: 'standard' }), as(planner));
      expect([answer.status, answer.body.items[0].name]).toEqual([201, '槐树巷']);
      expect(await layerOf(db)).toBe(1);
      for (const q of ['槐树', 'huaishu', 'hsx']) expect((await allItems(api, `/api/alleys?q=${encodeURIComponent(q)}`)).map(({ id }) => id)).toEqual([lane]);
      expect((await db('events').where({ type: 'alley' })).length).toBe(2);
      await api.post(`/api/alleys/${lane}/amend`, edit({ name: null, nameStatus: 'unnamed' }), as(planner));
      expect(await allItems(api, '/api/alleys?q=huaishu')).toEqual([]);
    }),
  );

  test(
    'what contradicts is refused at its field with the remedy, and changes nothing',
    onPaper(async (api, db) => {
      const { lane, planner } = await townWithLane(db, { cables: 'overhead', overhead_m: 40, parking: 'bays', parking_spaces: 6 });
      const before = (await api.get(`/api/alleys/${lane}`)).body;
      const refusals: [object, string[]][] = [
        [{}, ['']],
        [{ cables: 'flying' }, ['/cables']],
        [{ colour: 'red', cables: 'none' }, ['/colour']],
        [{ widthM: 0 }, ['/widthM']],
        [{ parkingSpaces: 1.5 }, ['/parkingSpaces']],
        [{ cables: 'buried' }, ['/cables']],
        [{ cables: 'buried', overheadM: 12 }, ['/overheadM']],
        [{ overheadM: 0 }, ['/overheadM']],
        [{ parking: 'none', cables: 'none' }, ['/cables', '/parking']],
        [{ nameStatus: 'standard' }, ['/nameStatus']],
      ];
      for (const [body, pointers] of refusals) {
        const refused = await api.post(`/api/alleys/${lane}/amend`, edit(body), as(planner));
        expect([refused.status, refused.body.type], JSON.stringify(body)).toEqual([400, '/problems/invalid-body']);
        expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
      }
      expect((await api.get(`/api/alleys/${lane}`)).body).toEqual(before);
      expect((await api.get(`/api/alleys/${lane}/revisions`)).body.items).toEqual([]);
      const remedied = await api.post(`/api/alleys/${lane}/amend`, edit({ cables: 'buried', overheadM: 0, parking: 'none', parkingSpaces: null }), as(planner));
      expect(factsOf(remedied.body.items[0])).toEqual(['buried', 0, 'none', 0]);
    }),
  );

  test(
    'does not change what a past day says: its card has the facts that stood then, and the area that follows',
    onPaper(async (api, db) => {
      const { lane, planner } = await townWithLane(db, { width_m: 3, surface: 'earth', cables: 'overhead', overhead_m: 40 });
      const amend = async (facts: object, at: string) => {
        await api.post(`/api/alleys/${lane}/amend`, edit(facts), as(planner));
        await db('alley_revisions').where({ alley_id: lane }).whereRaw('id = (select max(id) from alley_revisions)').update({ occurred_at: at });
      };
      await amend({ surface: 'brick' }, '2026-06-07T10:00:00+08:00');
      await amend({ widthM: 4, cables: 'buried', overheadM: 0 }, '2026-06-09T10:00:00+08:00');
      const on = async (query: string) => {
        const { surface, widthM, cables, overheadM, areaM2, lengthM, segments } = (await api.get(`/api/alleys/${lane}${query}`)).body;
        expect(areaM2).toBeCloseTo(lengthM * widthM, 6);
        expect(segments[0].areaM2).toBeCloseTo(segments[0].lengthM * widthM, 6);
        return [surface, widthM, cables, overheadM];
      };
      expect(await on('')).toEqual(['brick', 4, 'buried', 0]);
      expect(await on('?day=2026-06-09')).toEqual(['brick', 4, 'buried', 0]);
      expect(await on('?day=2026-06-08')).toEqual(['brick', 3, 'overhead', 40]);
      expect(await on('?day=2026-06-06')).toEqual(['earth', 3, 'overhead', 40]);
    }),
  );

  test(
    'is for whoever may change its line',
    onPaper(async (api, db) => {
      const { lane } = await townWithLane(db);
      const worker = await aPerson(db, { gridPaths: ['town'] });
      const body = edit({ cables: 'none' });
      expect((await api.post(`/api/alleys/${lane}/amend`, body)).body.type).toBe('/problems/person-required');
      expect((await api.post(`/api/alleys/${lane}/amend`, body, as(worker))).body.type).toBe('/problems/role-not-allowed');
      const chief = await aPerson(db, { role: 'district_command', gridPaths: [''] });
      expect((await api.post('/api/alleys/999999/amend', body, as(chief))).body.type).toBe('/problems/alley-not-found');
      expect((await api.post(`/api/alleys/${lane}/amend`, body, as(chief))).status).toBe(201);
    }),
  );
});

describe('cables and parking', () => {
  test(
    'of halves: kinds are those of the whole, counts are not known, none stays none',
    onPaper(async (api, db) => {
      const known = { cables: 'partly_buried', overhead_m: 40, parking: 'none' };
      const { lane, planner } = await townWithLane(db, known);
      const { body } = await api.post(`/api/alleys/${lane}/split`, edit({ point: at([0.5, 0.5]) }), as(planner));
      expect(body.items.map(factsOf)).toEqual([
        ['partly_buried', null, 'none', 0],
        ['partly_buried', null, 'none', 0],
      ]);
      expect((await db('alley_revisions').where({ alley_id: lane }).first()).before).toMatchObject({ ...known, parking_spaces: 0 });
    }),
  );

  test(
    'of two that are joined: counts add up where both are known, kinds where they are the same or partly',
    onPaper(async (api, db) => {
      const { lane, planner } = await townWithLane(db);
      const other = {
        line: [
          [1, 0.5],
          [1.9, 0.5],
        ] as [number, number][],
      };
      const join = async (one: Record<string, unknown>, two: Record<string, unknown>) => {
        await db('alleys')
          .where({ id: lane })
          .update({ cables: 'unknown', overhead_m: null, parking: 'unknown', parking_spaces: null, ...one });
        const second = await anAlley(db, { ...other, known: two });
        const { body, text } = await api.post(`/api/alleys/${lane}/join`, edit({ otherId: second }), as(planner));
        // As it was, for the next pair.
        await db.raw(
          'update alleys set geom = st_multi(st_linesubstring(st_linemerge(geom), 0, 0.5)), geom_m = st_multi(st_linesubstring(st_linemerge(geom_m), 0, 0.5))',
        );
        return body.items === undefined ? text : factsOf(body.items[0]);
      };
      const overhead = { cables: 'overhead', overhead_m: 30, parking: 'one_side', parking_spaces: 4 };
      expect(await join(overhead, overhead)).toEqual(['overhead', 60, 'one_side', 8]);
      expect(await join(overhead, { cables: 'buried', parking: 'none' })).toEqual(['partly_buried', 30, 'unknown', 4]);
      expect(await join({ cables: 'partly_buried' }, overhead)).toEqual(['partly_buried', null, 'unknown', null]);
      expect(await join(overhead, {})).toEqual(['unknown', null, 'unknown', null]);
      expect(await join(overhead, { cables: 'none', parking: 'bays', parking_spaces: 2 })).toEqual(['unknown', 30, 'unknown', 6]);
      expect(await join({ cables: 'none', parking: 'none' }, { cables: 'none', parking: 'none' })).toEqual(['none', 0, 'none', 0]);
    }),
  );

  test(
    'are filtered, sorted and written out; what nobody has counted comes last and is empty',
    onPaper(async (api, db) => {
      const { lane } = await townWithLane(db, { code: 'first', cables: 'overhead', overhead_m: 40, parking: 'none' });
      const line: [number, number][] = [
        [0.1, 1.5],
        [1, 1.5],
      ];
      const bays = await anAlley(db, { line, known: { code: 'second', cables: 'buried', parking: 'bays', parking_spaces: 12 } });
      const nobody = await anAlley(db, { line, known: { code: 'third' } });
      await settle(db);
      const ids = async (query: string) => (await allItems(api, `/api/alleys?${query}`)).map(({ id }) => id);
      expect(await ids('cables=overhead')).toEqual([lane]);
      expect(await ids('cables=unknown')).toEqual([nobody]);
      expect(await ids('parking=bays&cables=buried')).toEqual([bays]);
      expect((await api.get('/api/alleys?parking=roof')).status).toBe(400);
      expect(await ids('sort=overhead&order=desc&limit=1')).toEqual([lane, bays, nobody]);
      expect(await ids('sort=overhead&limit=1')).toEqual([bays, lane, nobody]);
      expect(await ids('sort=spaces&order=desc&limit=1')).toEqual([bays, lane, nobody]);
      const csv = (await api.get('/api/alleys?f=csv')).text
        .trim()
        .split('\r\n')
        .map((row) => row.split(','));
      const columns = FACTS.map((fact) => csv[0]?.indexOf(fact) as number);
      expect(csv.slice(1).map((row) => columns.map((column) => row[column]))).toEqual([
        ['overhead', '40', 'none', '0'],
        ['buried', '0', 'bays', '12'],
        ['unknown', '', 'unknown', ''],
      ]);
    }),
  );
});

describe('an import of alleys', () => {
  const lane = (code: string, more: object) => ({
    type: 'Feature',
    properties: { code, ...more },
    geometry: { type: 'LineString', coordinates: [at([0.1, 0.5]), at([1, 0.5])] },
  });
  const load = (db: Knex.Transaction, rows: object[], map: Record<string, string>) =>
    loadImport(
      db,
      [{ name: 'lanes.geojson', bytes: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: rows })) }],
      ImportRequest.parse({ kind: 'alleys', crs: 'wgs84', metricSrid: 4547, replace: true, map: { code: 'code', ...map } }),
    );
  const all = { name: 'name', surface: 'surface', width_m: 'width', cables: 'cables', overhead_m: 'overhead', parking: 'parking', parking_spaces: 'spaces' };
  const stored = async (api: Api, code: string) => (await allItems(api, `/api/alleys?q=${code}`))[0] as unknown as Record<string, unknown>;

  test(
    'leaves as it is known what its file does not say',
    onPaper(async (api, db) => {
      await townWithLane(db);
      await load(db, [lane('k', { name: '槐树巷', surface: 'brick', width: 3, cables: 'overhead', overhead: 40, parking: 'bays', spaces: 6 })], all);
      await load(db, [lane('k', {})], {});
      await load(db, [lane('k', { name: '', surface: 'unknown', width: '', cables: 'unknown', overhead: '', parking: '', spaces: null })], all);
      const row = await stored(api, 'huaishu');
      expect([row.name, row.surface, row.widthM, ...factsOf(row)]).toEqual(['槐树巷', 'brick', 3, 'overhead', 40, 'bays', 6]);
      // What the file does say wins over what no longer goes with it.
      await load(db, [lane('k', { cables: 'buried', parking: 'none' })], { cables: 'cables', parking: 'parking' });
      expect(factsOf(await stored(api, 'k'))).toEqual(['buried', 0, 'none', 0]);
      await load(db, [lane('k', { overhead: 25, spaces: 3 })], { overhead_m: 'overhead', parking_spaces: 'spaces' });
      expect(factsOf(await stored(api, 'k'))).toEqual(['unknown', 25, 'unknown', 3]);
      await load(db, [lane('k', { cables: 'none' })], { cables: 'cables' });
      await load(db, [lane('k', { cables: 'overhead' })], { cables: 'cables' });
      expect(factsOf(await stored(api, 'k'))).toEqual(['overhead', null, 'unknown', 3]);
    }),
  );

  test(
    'refuses rows that contradict themselves, and takes parking from tags of OpenStreetMap',
    onPaper(async (api, db) => {
      await townWithLane(db);
      for (const wrong of [
        { cables: 'buried', overhead: 3 },
        { cables: 'overhead', overhead: 0 },
        { parking: 'none', spaces: 1 },
        { overhead: -1 },
        { spaces: 100_001 },
        { cables: 'up' },
      ])
        await expect(
          db.transaction((inner) =>
            load(inner, [lane('w', { name: 'w', surface: 'brick', width: 1, cables: '', overhead: '', parking: '', spaces: '', ...wrong })], all),
          ),
        ).rejects.toThrow(/value_wrong/);
      await load(
        db,
        [lane('tagged', { 'parking:left': 'lane', 'parking:right': 'no' }), lane('older', { 'parking:lane:both': 'no_stopping' }), lane('silent', {})],
        { parking: '$parking' },
      );
      expect(factsOf(await stored(api, 'tagged'))).toEqual(['unknown', null, 'one_side', null]);
      expect(factsOf(await stored(api, 'older'))).toEqual(['unknown', null, 'none', 0]);
      expect(factsOf(await stored(api, 'silent'))).toEqual(['unknown', null, 'unknown', null]);
    }),
  );
});
