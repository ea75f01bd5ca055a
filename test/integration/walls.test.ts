import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { WALL } from '../../server/db/actor.ts';
import { WALL_MAY_READ } from '../../server/db/wall-role.ts';
import { KnownLinks } from '../../server/walls/access.ts';
import { beatOf } from '../../server/walls/beat.ts';
import { wallRoutes } from '../../server/walls/contract.ts';
import { layOut } from '../../server/walls/section.ts';
import type { Answer, Api } from '../support/api.ts';
import { serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aBuilding, aDistrict, aGrid, aPerson, square } from '../support/factories.ts';
import { drawTown } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const MINUTE = 60_000;

interface Case {
  api: Api;
  db: Knex.Transaction;
  /** Headers of a person of the command centre, and of a grid worker. */
  command: Record<string, string>;
  worker: Record<string, string>;
  links: KnownLinks;
  wait(milliseconds: number): void;
}

/** A town with somebody to set walls up and a clock that a test moves. */
const inTown = (fn: (a: Case) => Promise<void>) => (): Promise<void> =>
  database.inTransaction(async (db) => {
    await aDistrict(db);
    await drawTown(db);
    let now = new Date('2026-06-10T02:00:00Z').getTime();
    const links = new KnownLinks();
    const api = await serveApi(database.withActorOn(db), { now: () => new Date(now), publicUrl: 'https://wall.example/', wallLinks: links });
    try {
      const command = { 'x-work-as': String(await aPerson(db, { role: 'district_command', name: 'Commander' })) };
      const worker = { 'x-work-as': String(await aPerson(db, { name: 'Worker' })) };
      await fn({ api, db, command, worker, links, wait: (milliseconds) => (now += milliseconds) });
    } finally {
      await api.close();
    }
  });

const body = (wish: object = {}) => ({
  name: 'Hall left',
  grid: 'town',
  campaign: null,
  layout: '3840x1080',
  theme: 'dark',
  scenes: [{ kind: 'overview' }, { kind: 'ranking' }],
  dwellS: 10,
  bezels: { columns: [1920], rows: [] },
  sound: { on: true, quiet: [{ from: '22:00', to: '07:00' }] },
  alarms: { kinds: ['overdue'], level: 2 },
  room: 'Hall',
  ...wish,
});
const slugOf = ({ body: answer }: Answer): string => String(answer.type).replace('/problems/', '');
const own = (title: string, center: [number, number]) => ({ kind: 'own', title, camera: { center, zoom: 15 } });

async function aWall({ api, command }: Case, wish: object = {}): Promise<number> {
  const { status, body: wall } = await api.post('/api/walls', body(wish), command);
  expect(status).toBe(201);
  return wall.id;
}

describe('setting a wall up', () => {
  test(
    'what was set comes back, and a change is told and counted',
    inTown(async (a) => {
      const id = await aWall(a);
      const { body: wall } = await a.api.get(`/api/walls/${id}`);
      expect(wall).toMatchObject({ ...body(), grid: { code: 'town' }, version: 1, isDefault: true });
      const changed = await a.api.post(`/api/walls/${id}`, { ...body({ theme: 'day' }), version: 1 }, a.command);
      expect(changed.body).toMatchObject({ theme: 'day', version: 2 });
      const stale = await a.api.post(`/api/walls/${id}`, { ...body(), version: 1 }, a.command);
      expect([stale.status, slugOf(stale), stale.body.version]).toEqual([409, 'wall-changed', 2]);
      const told = await a.db('events').where({ type: 'wall-room' }).select('payload');
      expect(told.map(({ payload }) => payload)).toEqual(Array(2).fill({ room: 'Hall', wallId: id }));
    }),
  );

  test.each([
    ['an unknown layout', { layout: '800x600' }, 400, 'invalid-body'],
    ['a dwell below 8 s', { dwellS: 7 }, 400, 'invalid-body'],
    ['a dwell above 15 s', { dwellS: 16 }, 400, 'invalid-body'],
    ['a scene nobody knows', { scenes: [{ kind: 'globe' }] }, 400, 'invalid-body'],
    ['no scene', { scenes: [] }, 400, 'invalid-body'],
    ['a time that is none', { sound: { on: true, quiet: [{ from: '25:00', to: '07:00' }] } }, 400, 'invalid-body'],
    ['a grid that is none', { grid: 'nowhere' }, 404, 'grid-not-found'],
    ['a community', { grid: 'south' }, 400, 'wall-grid'],
    ['a round that is none', { campaign: 'nowhere' }, 404, 'campaign-not-found'],
    ['a scene of another district', { scenes: [own('Elsewhere', [116.4, 39.9])] }, 400, 'wall-scene-outside'],
    ['a scene without a place', { scenes: [{ kind: 'own', title: 'Nowhere', camera: {} }] }, 400, 'wall-scene-outside'],
  ])('%s is refused', (_name, wish, status, slug) =>
    inTown(async ({ api, command }) => {
      const answer = await api.post('/api/walls', body(wish), command);
      expect([answer.status, slugOf(answer)]).toEqual([status, slug]);
      const chinese = await api.post('/api/walls', body(wish), { ...command, 'accept-language': 'zh-CN' });
      expect(chinese.body.title).toMatch(/\p{Script=Han}/u);
    })(),
  );

  test(
    'only the command centre and leaders may',
    inTown(async ({ api, worker }) => {
      expect(slugOf(await api.post('/api/walls', body()))).toBe('person-required');
      expect(slugOf(await api.post('/api/walls', body(), worker))).toBe('role-not-allowed');
    }),
  );

  test(
    'where nobody has set one up there is a plain wall of the district; one that is removed is gone with its links',
    inTown(async (a) => {
      expect((await a.api.get('/api/wall')).body.wall).toMatchObject({ id: 0, grid: { code: 'town' }, isDefault: true });
      const id = await aWall(a);
      await a.api.post(`/api/walls/${id}/links`, {}, a.command);
      expect((await a.api.get('/api/wall')).body.wall.id).toBe(id);
      expect((await a.api.post(`/api/walls/${id}/remove`, {}, a.command)).body.items).toEqual([]);
      expect(slugOf(await a.api.get(`/api/wall?wall=${id}`))).toBe('wall-not-found');
      expect(await a.db('wall_links')).toEqual([]);
    }),
  );
});

describe('links', () => {
  test(
    'the first device is bound; another one, a revoked link and an unknown token are told apart',
    inTown(async (a) => {
      const { api, command, db, links } = a;
      const id = await aWall(a);
      const { status, body: link } = await api.post(`/api/walls/${id}/links`, { label: 'Left' }, command);
      expect([status, link.url]).toEqual([201, `https://wall.example/wall?token=${link.token}`]);
      expect(JSON.stringify(await db('wall_links'))).not.toContain(link.token);
      const [first, second] = [randomUUID(), randomUUID()];
      const unbound = await api.get('/api/wall', { 'x-wall-token': link.token, 'x-wall-device': first });
      expect(slugOf(unbound)).toBe('wall-link-bound');
      const bound = await api.post('/api/wall/bind', { token: link.token, device: first });
      expect(bound.body).toMatchObject({ isLinked: true, wall: { id } });
      expect((await api.post('/api/wall/bind', { token: link.token, device: first })).status).toBe(200);
      expect(slugOf(await api.post('/api/wall/bind', { token: link.token, device: second }))).toBe('wall-link-bound');
      const headers = { 'x-wall-token': link.token, 'x-wall-device': first };
      expect((await api.get('/api/wall', headers)).body.wall.id).toBe(id);
      expect(slugOf(await api.get('/api/wall', { ...headers, 'x-wall-device': second }))).toBe('wall-link-bound');
      expect(slugOf(await api.get('/api/wall', { ...headers, 'x-wall-token': 'x'.repeat(32) }))).toBe('wall-link-unknown');
      const [before] = (await api.get(`/api/walls/${id}/links`, command)).body.items;
      expect(before).toMatchObject({ label: 'Left', createdByName: 'Commander', revokedAt: null });
      expect(before.boundAt).not.toBeNull();
      await db('events').delete();
      const revoked = await api.post(`/api/walls/${id}/links/${link.id}/revoke`, {}, command);
      expect(revoked.body.revokedAt).not.toBeNull();
      expect((await db('events').where({ type: 'wall-room' })).map(({ payload }) => payload)).toEqual([{ room: 'Hall', wallId: id }]);
      // What the server is told of it (server/main.ts).
      links.noticed(['issue', 'wall-room']);
      for (const path of ['/api/wall', '/api/wall/picture']) expect(slugOf(await api.get(path, headers))).toBe('wall-link-revoked');
      expect(slugOf(await api.post('/api/wall/bind', { token: link.token, device: first }))).toBe('wall-link-revoked');
    }),
  );

  test(
    'a link shows its own wall whatever is asked for, and writes nothing',
    inTown(async (a) => {
      const { api, command, worker } = a;
      const id = await aWall(a);
      const other = await aWall(a, { grid: 'west', room: 'Other' });
      const { body: link } = await api.post(`/api/walls/${id}/links`, {}, command);
      const device = randomUUID();
      await api.post('/api/wall/bind', { token: link.token, device });
      const headers = { 'x-wall-token': link.token, 'x-wall-device': device, ...command };
      expect((await api.get(`/api/wall?wall=${other}`, headers)).body.wall.id).toBe(id);
      expect((await api.get(`/api/wall/picture?wall=${other}`, headers)).body.grid.code).toBe('town');
      for (const [path, sent] of [
        ['/api/walls', body()],
        [`/api/walls/${id}/remove`, {}],
        ['/api/wall/commands', { command: { do: 'next' } }],
        ['/api/issues', {}],
      ] as const)
        expect(slugOf(await api.post(path, sent, headers))).toBe('wall-read-only');
      for (const path of ['/api/people', '/api/issues', `/api/walls/${id}/links`, '/api/households?grid=town'])
        expect([path, slugOf(await api.get(path, headers))]).toEqual([path, expect.stringMatching(/wall-read-only|person-required|not-found/)]);
      for (const layer of ['grids', 'issues', 'works', 'households', 'alleys'])
        expect((await api.get(`/api/state/${layer}?grid=town`, headers)).status).toBe(200);
      expect((await api.get('/api/settings', headers)).status).toBe(200);
      expect(slugOf(await api.get(`/api/walls/${id}/links`, worker))).toBe('role-not-allowed');
    }),
  );
});

describe('rooms', () => {
  test(
    'a code pairs one phone for five minutes, which then steers the room and nothing else',
    inTown(async (a) => {
      const { api, wait, command } = a;
      const id = await aWall(a);
      const other = await aWall(a, { name: 'Other', room: 'Elsewhere' });
      const { body: pairing } = await api.post(`/api/wall/pairings?wall=${id}`, {});
      expect(pairing.code).toMatch(/^\d{6}$/);
      expect(pairing.path).toBe(`/remote?code=${pairing.code}`);
      const remote = await api.post('/api/wall/remotes', { code: pairing.code });
      expect(remote.body.walls).toEqual([{ id, name: 'Hall left' }]);
      expect(slugOf(await api.post('/api/wall/remotes', { code: pairing.code }))).toBe('pairing-used');
      const unknown = pairing.code === '000000' ? '000001' : '000000';
      expect(slugOf(await api.post('/api/wall/remotes', { code: unknown }))).toBe('pairing-unknown');
      expect(slugOf(await api.post('/api/wall/remotes', { code: '12' }))).toBe('invalid-body');
      const { body: late } = await api.post(`/api/wall/pairings?wall=${id}`, {});
      wait(5 * MINUTE);
      expect(slugOf(await api.post('/api/wall/remotes', { code: late.code }))).toBe('pairing-expired');

      const headers = { 'x-wall-remote': remote.body.token };
      expect((await api.get('/api/wall/remote', headers)).body).toMatchObject({ wall: { id }, room: { name: 'Hall', dwellS: 10 } });
      const steer = (sent: object, as: Record<string, string> = headers) => api.post('/api/wall/commands', sent, as);
      const { body: at } = await steer({ command: { do: 'scene', index: 1 } });
      expect(beatOf(at, (await api.get('/api/wall/remote', headers)).body.nowMs)).toBe(1);
      expect((await steer({ wall: other, command: { do: 'pause', seconds: 60 } })).body.name).toBe('Hall');
      expect((await api.get(`/api/wall?wall=${other}`)).body.room.pausedAtMs).toBeNull();
      expect((await api.get(`/api/wall?wall=${id}`)).body.room.pausedAtMs).not.toBeNull();
      expect(slugOf(await steer({ command: { do: 'next' } }, {}))).toBe('remote-required');
      expect(slugOf(await steer({ command: { do: 'next' } }, { 'x-wall-remote': 'x' }))).toBe('remote-unknown');
      expect((await steer({ wall: other, command: { do: 'next' } }, command)).body.name).toBe('Elsewhere');
      wait(13 * 3_600_000);
      expect(slugOf(await steer({ command: { do: 'next' } }))).toBe('remote-unknown');
    }),
  );

  test(
    'whoever tries codes is stopped after thirty wrong ones, for a minute',
    inTown(async (a) => {
      const { api, wait } = a;
      const { body: pairing } = await api.post('/api/wall/pairings', {});
      const wrong = pairing.code === '111111' ? '222222' : '111111';
      for (let index = 0; index < 30; index += 1) expect((await api.post('/api/wall/remotes', { code: wrong })).status).toBe(404);
      expect(slugOf(await api.post('/api/wall/remotes', { code: pairing.code }))).toBe('busy');
      wait(MINUTE + 1);
      expect((await api.post('/api/wall/remotes', { code: pairing.code })).status).toBe(200);
    }),
  );
});

describe('what a wall may read', () => {
  const PERSONAL: Record<string, string[]> = {
    people: ['id', 'name', 'duty_phone', 'code'],
    units: ['duty_phone', 'attributes'],
    contacts: ['head_name', 'phone'],
    responsibilities: ['person_id'],
    households: ['name', 'address', 'room', 'unit', 'floor', 'code', 'search_terms', 'attributes'],
    household_rows: ['address'],
    buildings: ['address', 'attributes'],
    visits: ['person_id', 'note', 'reason', 'answers', 'position', 'correction_reason', 'decision_note', 'approved_by'],
    visit_rows: ['note'],
    issues: ['title', 'description', 'address', 'person_id', 'household_id', 'attributes'],
    issue_events: ['note', 'person_id'],
    works: ['recorded_by', 'contractor', 'source', 'attributes'],
    photos: ['id', 'taken_by', 'sha256'],
    visit_photos: ['photo_id'],
    issue_photos: ['photo_id'],
    alley_surveys: ['note', 'person_id'],
    plans: ['person_id', 'note', 'inputs', 'result'],
    alarms: ['acknowledged_by', 'acknowledged_note', 'escalated_note'],
    audit_log: ['person_id', 'reason'],
    imports: ['file_names'],
    wall_links: ['token_hash'],
    wall_remotes: ['token_hash'],
    wall_pairings: ['code'],
    events: ['payload'],
  };

  const refusal = (db: Knex.Transaction, sql: string): Promise<string | undefined> =>
    database
      .withActorOn(db)(WALL, (inner) => inner.raw(sql))
      .then(
        () => undefined,
        (error: { code?: string }) => error.code,
      );

  test('every personal column is refused by the database itself', () =>
    database.inTransaction(async (db) => {
      expect(database.session.wallRole).toBe('alleygrid_wall');
      for (const [table, columns] of Object.entries(PERSONAL))
        for (const column of columns)
          expect([table, column, await refusal(db, `select "${column}" from "${table}" limit 1`)]).toEqual([table, column, '42501']);
      for (const table of Object.keys(PERSONAL)) expect([table, await refusal(db, `select * from "${table}" limit 1`)]).toEqual([table, '42501']);
    }));

  test('what it is given it can read, and nothing can be written', () =>
    database.inTransaction(async (db) => {
      for (const [table, columns] of Object.entries(WALL_MAY_READ)) {
        const names = columns === null ? '*' : columns.map((column) => `"${column}"`).join(', ');
        expect([table, await refusal(db, `select ${names} from "${table}" limit 1`)]).toEqual([table, undefined]);
      }
      for (const sql of [
        "insert into settings (key, value) values ('x', '1')",
        'update walls set name = name',
        'delete from events',
        'select recount_tallies()',
      ])
        expect([sql, await refusal(db, sql)]).toEqual([sql, '42501']);
    }));

  test(
    'the picture, the scenes and a section are read as that role',
    inTown(async (a) => {
      const id = await aWall(a);
      for (const path of [wallRoutes.picture.path, wallRoutes.scenes.path, wallRoutes.replay.path, wallRoutes.view.path]) {
        const answer = await a.api.get(`${path}?wall=${id}`, a.command);
        expect([path, answer.status]).toEqual([path, 200]);
      }
      // Take one grant away and the same question is refused: nothing else lets it in.
      await a.db.raw('revoke select on grid_tally from alleygrid_wall');
      await a.db('events').insert({ type: 'recount', seq: 1 });
      expect((await a.api.get(`${wallRoutes.picture.path}?wall=${id}`, a.command)).status).toBe(500);
    }),
  );
});

describe('the tour and the section', () => {
  test(
    'scenes without data are left out, own ones keep their place, keys do not change',
    inTown(async (a) => {
      const place: [number, number] = [114.601, 33.601];
      const id = await aWall(a, { scenes: [{ kind: 'overdue' }, { kind: 'overview' }, own('Market', place), { kind: 'alleys' }, { kind: 'ranking' }] });
      const { body: first } = await a.api.get(`/api/wall/scenes?wall=${id}`);
      expect(first.items.map(({ key }: { key: string }) => key)).toEqual(['overview', 'own:2', 'ranking']);
      expect(first.items[1]).toMatchObject({ kind: 'own', title: { text: 'Market' }, camera: { center: place, zoom: 15 } });
      expect(first.dwellS).toBe(10);
      await a.db('issues').insert({
        code: 'late',
        title: 'Late',
        domain: 'd',
        state: 'assigned',
        path: 'town/west/south',
        reported_at: '2026-06-01T00:00:00Z',
        due_at: '2026-06-02T00:00:00Z',
        geom: a.db.raw('st_setsrid(st_makepoint(?, ?), 4326)', place),
      });
      await a.db('events').insert({ type: 'recount', seq: 1 });
      const { body: second } = await a.api.get(`/api/wall/scenes?wall=${id}`);
      expect(second.items.map(({ key }: { key: string }) => key)).toEqual(['overdue:south', 'overview', 'own:2', 'ranking']);
      expect(second.items[0]).toMatchObject({ title: { name: 'Grid south', count: 1 }, grid: { code: 'south' } });
    }),
  );

  test(
    'the replay is told from the third day of a round on',
    inTown(async (a) => {
      const id = await aWall(a, { scenes: [{ kind: 'replay' }, { kind: 'overview' }] });
      const keys = async (day: string, seq: number): Promise<string[]> => {
        await a.db('campaigns').update({ starts_on: day });
        await a.db('events').insert({ type: 'recount', seq });
        return (await a.api.get(`/api/wall/scenes?wall=${id}`)).body.items.map(({ key }: { key: string }) => key);
      };
      // Today is 2026-06-10.
      expect(await keys('2026-06-09', 1)).toEqual(['overview']);
      expect(await keys('2026-06-08', 2)).toEqual(['replay', 'overview']);
    }),
  );

  test(
    'a section tells states by floor and unit and no door',
    inTown(async (a) => {
      const building = await aBuilding(a.db, { name: 'Tower' });
      const campaign = (await a.db('campaigns').first('id')).id;
      for (const [unit, floor, room, state] of [
        ['1', 1, '101', 'covered'],
        ['1', 1, '102', 'untried'],
        ['2', 2, '201', 'tried'],
      ] as const) {
        const [{ id }] = await a
          .db('households')
          .insert({ building_id: building, unit, floor, room, address: `Secret ${room}`, geom: a.db.raw('st_setsrid(st_makepoint(114.6, 33.6), 4326)') })
          .returning('id');
        await a.db('household_coverage').insert({
          household_id: id,
          campaign_id: campaign,
          path: 'town',
          kind: 'household',
          state,
          point_m: a.db.raw('st_setsrid(st_makepoint(0, 0), 4547)'),
        });
      }
      const { body: section, text } = await a.api.get(`/api/wall/section?building=${building}`);
      expect(section).toMatchObject({ total: 3, units: ['1', '2'], byState: { covered: 1, untried: 1, tried: 1 } });
      expect(section.floors.map(({ floor, cells }: { floor: number; cells: { states: string[] }[] }) => [floor, ...cells.map(({ states }) => states)])).toEqual(
        [
          [2, [], ['tried']],
          [1, ['covered', 'untried'], []],
        ],
      );
      expect(text).not.toMatch(/Secret|101|201/);
      expect(slugOf(await a.api.get('/api/wall/section?building=999999'))).toBe('not-found');
    }),
  );

  test('units are in order of their numbers, unknown floors last', () => {
    const cell = (unit: string, floor: number | null) => ({ unit, floor, states: ['untried' as const], appointmentAt: null });
    const { units, floors } = layOut([cell('10', 1), cell('2', null), cell('2', 3)]);
    expect(units).toEqual(['2', '10']);
    expect(floors.map(({ floor }) => floor)).toEqual([3, 1, null]);
  });
});

test('a town without grids has no wall to show', () =>
  database.inTransaction(async (db) => {
    await aDistrict(db);
    const api = await serveApi(database.withActorOn(db));
    expect(slugOf(await api.get('/api/wall'))).toBe('grid-not-found');
    await aGrid(db, { code: 'only', shape: square(0, 0, 1, 1) });
    expect((await api.get('/api/wall/picture')).body).toMatchObject({ grid: { code: 'only' }, round: null, works: { count: 0 }, issues: { total: 0 } });
    await api.close();
  }));
