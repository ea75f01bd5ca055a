import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../server/openapi.ts';
import { serveApi } from '../support/api.ts';
import { engineName, testDatabase } from '../support/database.ts';
import { aBuilding, aGrid, aHousehold, anAlley, aPerson, at, settle, square } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);

describe('the surface', () => {
  test('openapi.json is what the contracts say (npm run bless renews it)', async () => {
    const committed = JSON.parse(readFileSync(new URL('../../server/openapi.json', import.meta.url), 'utf8'));
    expect(JSON.parse(JSON.stringify(openApiDocument()))).toEqual(committed);
  });

  test(
    'health tells engine, versions and rows; settings what a client must know',
    onPaper(async (api, db) => {
      await drawTown(db);
      expect((await api.get('/api/health')).body).toMatchObject({ status: 'ok', engine: engineName, rows: { grids: 5, households: 7 }, householdsOutside: 0 });
      expect((await api.get('/api/settings')).body).toMatchObject({ timeZone: 'Asia/Shanghai', workAs: true, bbox: [...at([0, 0]), ...at([4, 2])] });
      expect((await api.get('/api/openapi.json')).body.openapi).toBe('3.1.0');
    }),
  );

  test(
    'an unknown address is a problem; an unchanged answer is not sent again',
    onPaper(async (api, db) => {
      await drawTown(db);
      expect((await api.get('/api/nothing')).body).toMatchObject({ type: '/problems/not-found', status: 404 });
      expect((await api.get('/api/grids/%E0%A4%A')).status).toBe(400);
      const first = await api.get('/api/grids/town');
      expect((await api.get('/api/grids/town', { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' })).status).toBe(304);
      expect(first.headers.get('content-security-policy')).toContain("script-src 'self'");
    }),
  );

  test(
    'a NUL character is refused by the name of its field, not met as a fault of the database',
    onPaper(async (api) => {
      for (const [address, pointer] of [
        ['/api/grids/a%00b', 'code'],
        ['/api/grids?q=%00', 'q'],
        ['/api/search?q=%00', 'q'],
        ['/api/issues?domain=a%00', 'domain'],
        ['/api/state/issues?grid=%00', 'grid'],
      ]) {
        const { status, body } = await api.get(address as string);
        expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
      }
      const asked = await api.post('/api/uncovered-households/query', { within: { grid: 'a\0' }, campaign: '1' });
      expect([asked.status, asked.body.errors?.[0]?.pointer]).toEqual([400, '/within/grid']);
    }),
  );

  test(
    'X-Work-As takes a person of the staff, and nobody where it is not allowed',
    onPaper(async (api, db) => {
      await drawTown(db);
      const [worker, gone] = [await aPerson(db, { name: 'Worker' }), await aPerson(db, { name: 'Gone', isActive: false })];
      expect((await api.get('/api/people?q=Work', { 'x-work-as': String(worker) })).body.items).toMatchObject([{ id: worker }]);
      for (const wrong of [String(gone), '999999', 'me'])
        expect((await api.get('/api/people', { 'x-work-as': wrong })).body.type).toBe('/problems/actor-unknown');
      const closed = await serveApi(database.withActorOn(db), { workAs: false });
      expect((await closed.get('/api/people', { 'x-work-as': String(worker) })).status).toBe(403);
      await closed.close();
    }),
  );

  test('serves the client: hashed files for a year, page addresses as index.html, no file as 404', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alleygrid-client-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<title>page</title>');
    writeFileSync(join(folder, 'assets', 'app-1234.js'), '1');
    const api = await serveApi(database.withActor, { clientFolder: folder });
    expect((await api.get('/map')).text).toContain('page');
    for (const address of ['/api', '/api/', '/api/unknown', '/tiles']) {
      const refused = await api.get(address);
      expect([address, refused.status, refused.headers.get('content-type')]).toEqual([address, 404, 'application/problem+json; charset=utf-8']);
    }
    expect((await api.get('/')).headers.get('cache-control')).toBe('no-cache');
    expect((await api.get('/assets/app-1234.js')).headers.get('cache-control')).toContain('immutable');
    expect((await api.get('/assets/app-9999.js')).body.type).toBe('/problems/not-found');
    expect((await api.get('/favicon.ico')).status).toBe(404);
    expect((await api.get('/api/nothing')).body.type).toBe('/problems/not-found');
    await api.close();
    rmSync(folder, { recursive: true });
  });
});

describe('search', () => {
  const found = (body: { items: { type: string; name: string }[] }) => body.items.map(({ type, name }) => `${type} ${name}`);

  test(
    'finds grids, alleys, buildings and doors; the exact name first; wildcards are letters',
    onPaper(async (api, db) => {
      const town = await aGrid(db, { code: 'T1', name: '许寨社区', shape: square(0, 0, 4, 4) });
      await aGrid(db, { code: 'T101', name: '许寨一网格', parent: town, shape: square(0, 0, 2, 4) });
      await anAlley(db, {
        line: [
          [1, 1],
          [2, 1],
        ],
        name: '许寨巷',
      });
      const building = await aBuilding(db, { name: '幸福里3号楼' });
      await aHousehold(db, { building, room: '502', address: '幸福里3号楼2单元502' });
      await aHousehold(db, { building, room: '503', address: '幸福里3号楼2单元503' });
      await aHousehold(db, { kind: 'school', name: '许寨小学' });
      await db('grids').where({ code: 'T1' }).update({ search_terms: '许寨社区 t1 xuzhaishequ xzsq' });
      await settle(db);
      expect(found((await api.get('/api/search?q=许寨')).body)).toEqual(['grid 许寨社区', 'grid 许寨一网格', 'alley 许寨巷', 'address 许寨小学']);
      expect(found((await api.get('/api/search?q=XZ')).body)).toEqual(['grid 许寨社区']);
      expect(found((await api.get('/api/search?q=T101')).body)).toEqual(['grid 许寨一网格']);
      expect(found((await api.get('/api/search?q=幸福里')).body)).toEqual(['building 幸福里3号楼']);
      expect(found((await api.get(`/api/search?q=${encodeURIComponent('幸福里 502')}`)).body)).toEqual(['address 幸福里3号楼2单元502']);
      expect(found((await api.get('/api/search?q=福里3')).body)).toEqual(['building 幸福里3号楼']);
      expect(found((await api.get('/api/search?q=福')).body)).toEqual(['building 幸福里3号楼']);
      expect(found((await api.get(`/api/search?q=${encodeURIComponent('3号 幸福')}`)).body)).toEqual(['building 幸福里3号楼']);
      expect(found((await api.get('/api/search?q=许&limit=3')).body)).toEqual(['grid 许寨社区', 'grid 许寨一网格', 'alley 许寨巷']);
      expect((await api.get('/api/search?q=福幸')).body.items).toEqual([]);
      expect((await api.get('/api/search?q=%25')).body.items).toEqual([]);
      expect((await api.get('/api/search?q=许寨一')).body.items[0]).toMatchObject({ detail: '', level: 2, bbox: [...at([0, 0]), ...at([2, 4])] });
      expect((await api.get('/api/search?q=%20')).body.errors[0].pointer).toBe('q');
    }),
  );
});

describe('state of what is in view', () => {
  test(
    'households by grid and by box, all or uncovered; never the whole district',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      const west = (await api.get('/api/state/households?grid=west')).body;
      expect(west.id.toSorted()).toEqual([homes.a, homes.b, homes.c, homes.d]);
      expect(west.states[west.state[west.id.indexOf(homes.b)]]).toBe('tried');
      expect((await api.get('/api/state/households?grid=west&only=uncovered')).body.id.toSorted()).toEqual([homes.b, homes.d]);
      const box = [...at([2.1, 0.1]), ...at([3.9, 0.9])].join();
      expect((await api.get(`/api/state/households?bbox=${box}`)).body.id.toSorted()).toEqual([homes.e, homes.shop].toSorted());
      expect((await api.get('/api/state/households')).body.type).toBe('/problems/area-too-large');
      expect((await api.get('/api/state/nothing')).status).toBe(400);
    }),
  );

  test(
    'grids carry their figures',
    onPaper(async (api, db) => {
      await drawTown(db);
      const state = (await api.get('/api/state/grids')).body;
      const row = (code: string) => ['total', 'reachable', 'covered', 'uncovered'].map((name) => state[name][state.code.indexOf(code)]);
      expect(row('town')).toEqual([7, 6, 3, 3]);
      expect(row('west')).toEqual([4, 4, 2, 2]);
      expect((await api.get('/api/state/grids?grid=west')).body.code.toSorted()).toEqual(['north', 'south', 'west']);
    }),
  );

  test(
    'responsibilities name the person of a tier',
    onPaper(async (api, db) => {
      const town = await aGrid(db, { code: 'town' });
      const worker = await aPerson(db, { name: 'Worker' });
      await db('responsibilities').insert({ grid_id: town.id, tier: 4, person_id: worker });
      expect((await api.get('/api/state/responsibilities')).body).toMatchObject({ tier: 4, gridId: [town.id], personName: ['Worker'] });
      expect((await api.get('/api/state/responsibilities?tier=1')).body.gridId).toEqual([]);
    }),
  );
});
