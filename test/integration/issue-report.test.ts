import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { afterAll, expect, test } from 'vitest';
import { type Api, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aDistrict, aGrid, anAlley, aPerson, at, settle, square } from '../support/factories.ts';
import { drawTown, PAPER_NOW } from '../support/paper.ts';
import { phonePhoto } from '../support/pictures.ts';

const database = await testDatabase({ demo: 'none' });
const photoDir = mkdtempSync(join(tmpdir(), 'alleygrid-issue-photos-'));
afterAll(() => rmSync(photoDir, { recursive: true, force: true }));

interface Story {
  api: Api;
  db: Knex.Transaction;
  homes: Record<string, number>;
  alley: number;
  worker: number;
  market: { id: number };
  report(more?: object): Record<string, unknown>;
}
const DOMAINS = [
  { code: 'living_environment', name: '居住环境' },
  { code: 'public_security', name: '社会治安' },
];

/** The town with an alley through its north-west, a dedicated grid over its east, and a worker. Wednesday, 10:00. */
const story = (tell: (story: Story) => Promise<void>) => () =>
  database.inTransaction(async (db) => {
    await aDistrict(db);
    await db('settings').insert({ key: 'issue_domains', value: JSON.stringify(DOMAINS) });
    const { homes } = await drawTown(db);
    const market = await aGrid(db, { code: 'market', kind: 'dedicated', shape: square(2, 0, 2, 2) });
    const alley = await anAlley(db, {
      line: [
        [0.2, 1.5],
        [1.8, 1.5],
      ],
      name: '许寨巷',
    });
    const worker = await aPerson(db, { gridPaths: ['town'] });
    await settle(db);
    await db('events').delete();
    const api = await serveApi(database.withActorOn(db), { now: () => PAPER_NOW, photoDir });
    const report = (more: object = {}) => ({
      clientUuid: randomUUID(),
      domain: 'living_environment',
      title: '井盖破损',
      position: at([0.5, 1.5]),
      reportedAt: PAPER_NOW.toISOString(),
      ...more,
    });
    try {
      await tell({ api, db, homes, alley, worker, market, report });
    } finally {
      await api.close();
    }
  });
const as = (person: number) => ({ 'x-work-as': String(person) });
const counts = async (db: Knex.Transaction) => {
  const found: unknown[] = [];
  for (const table of ['issues', 'issue_events', 'deltas', 'events', 'issue_photos']) found.push((await db(table).count('* as n').first())?.n);
  return found;
};

test(
  'a report is an issue at its place: history, deadline, tallies and an event follow in one transaction',
  story(async ({ api, db, worker, report }) => {
    const answer = await api.post('/api/issues', report({ description: '王女士家门口' }), as(worker));
    expect(answer.status, answer.text).toBe(201);
    const { id, code } = answer.body;
    expect(answer.body).toMatchObject({
      code: `R20260610-${id}`,
      state: 'reported',
      channel: 'patrol',
      grid: { code: 'north' },
      lateness: 'in_term',
      // Three working days after a Wednesday: Thursday, Friday, Monday, 17:00 in Shanghai.
      dueAt: '2026-06-15T09:00:00.000Z',
      reporterRole: 'grid_worker',
      description: '王女士家门口',
      flags: [],
      possibleDuplicates: [],
    });
    expect(await db('issue_events').select('issue_id', 'action', 'from_state', 'to_state', 'person_id')).toEqual([
      { issue_id: id, action: 'report', from_state: null, to_state: 'reported', person_id: worker },
    ]);
    expect(await db('deltas').orderBy('measure').select('subject', 'path', 'grid_id', 'kind', 'measure', 'amount')).toEqual(
      ['open', 'total'].map((measure) => ({ subject: 'issues', path: 'town/west/north', grid_id: null, kind: 'living_environment', measure, amount: 1 })),
    );
    expect(await db('events').select('type', 'path', 'payload')).toEqual([{ type: 'issue', path: 'town/west/north', payload: { issueId: id } }]);
    expect((await api.get(`/api/issues/${id}`)).body).toMatchObject({ code, description: null, reporterRole: 'grid_worker' });
    expect((await api.get('/api/state/issues')).body.id).toContain(id);
    const outside = await db('people').where({ id: worker }).first('name');
    expect(answer.text).not.toContain(outside.name);
  }),
);

test(
  'folded or counted anew, the figures are the same; a dedicated grid that holds the place has them too',
  story(async ({ api, db, worker, market, report }) => {
    await api.post('/api/issues', report({ position: at([2.5, 0.5]) }), as(worker));
    const added = await db('deltas')
      .groupBy('path', 'grid_id', 'kind', 'measure')
      .orderByRaw('1, 2, 3, 4')
      .select('path', 'grid_id', 'kind', 'measure')
      .sum('amount as amount');
    expect(added).toHaveLength(4);
    expect(await db('grid_members').where({ grid_id: market.id, kind: 'issue' })).toHaveLength(1);
    await db.raw('select recount_tallies()');
    const tally = (grid_id: number) => db('grid_tally').where({ grid_id, subject: 'issues' }).orderBy('measure').select('kind', 'measure', 'amount');
    const expected = ['open', 'total'].map((measure) => ({ kind: 'living_environment', measure, amount: 1 }));
    expect(await tally(market.id)).toEqual(expected);
    const { id: east } = await db('grids').where({ code: 'east' }).first('id');
    expect(await tally(east)).toEqual(expected);
    expect(added.filter(({ grid_id }) => grid_id === market.id)).toHaveLength(2);
  }),
);

test(
  'a door or an alley is a place as well; a report during a visit says so, and takes its photos along',
  story(async ({ api, db, homes, alley, worker, report }) => {
    const visit = { clientUuid: randomUUID(), householdId: homes.d, outcome: 'visited', visitedAt: PAPER_NOW.toISOString() };
    const early = await api.post('/api/issues', report({ visitClientUuid: visit.clientUuid }), as(worker));
    expect([early.status, early.body.type]).toEqual([409, '/problems/visit-not-stored']);
    expect((await api.post('/api/visits', visit, as(worker))).status).toBe(201);
    const image = new Uint8Array(await phonePhoto(50, 40));
    const upload = await fetch(`${api.url}/api/photos`, {
      method: 'POST',
      body: image,
      headers: { 'content-type': 'image/jpeg', 'x-client-uuid': randomUUID(), ...as(worker) },
    });
    const { id: photo } = (await upload.json()) as { id: number };
    const door = report({ position: undefined, householdId: homes.d, visitClientUuid: visit.clientUuid, photoIds: [photo] });
    const atDoor = await api.post('/api/issues', door, as(worker));
    expect(atDoor.body).toMatchObject({ channel: 'visit', grid: { code: 'north' }, photoIds: [photo], lon: at([1.5, 1.5])[0], address: null });
    const twice = await api.post('/api/issues', report({ photoIds: [photo] }), as(worker));
    expect(twice.body.type).toBe('/problems/photo-in-use');
    const inAlley = await api.post('/api/issues', report({ position: undefined, alleyId: alley }), as(worker));
    expect(inAlley.body).toMatchObject({ grid: { code: 'north' }, address: '许寨巷', channel: 'patrol' });
    expect(await db('issues').where({ id: inAlley.body.id }).first('alley_id')).toEqual({ alley_id: alley });
  }),
);

test(
  'is retry-safe: the same content is answered with what is stored, other content is refused',
  story(async ({ api, db, worker, report }) => {
    const body = report({ reportedAt: '2026-06-10T09:00:00+08:00' });
    const first = await api.post('/api/issues', body, as(worker));
    const before = await counts(db);
    const again = await api.post('/api/issues', { ...body, reportedAt: '2026-06-10T01:00:00Z' }, as(worker));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const other = await aPerson(db);
    for (const [content, person] of [
      [{ ...body, title: '路灯不亮' }, worker],
      [{ ...body, position: at([0.5, 1.6]) }, worker],
      [body, other],
    ] as const)
      expect((await api.post('/api/issues', content, as(person))).body.type).toBe('/problems/uuid-conflict');
    expect(await counts(db)).toEqual(before);
  }),
);

test(
  'open issues of the same domain within 30 m are named, the nearest first, and the report is kept all the same',
  story(async ({ api, db, worker, report }) => {
    // One square is 93 m wide.
    const place = (metres: number) => at([0.5 + metres / 92.8, 1.5]);
    const near = (await api.post('/api/issues', report({ position: place(25), title: 'near' }), as(worker))).body;
    await api.post('/api/issues', report({ position: place(0), domain: 'public_security' }), as(worker));
    await api.post('/api/issues', report({ position: place(-40) }), as(worker));
    const closed = (await api.post('/api/issues', report({ position: place(1) }), as(worker))).body;
    await db('issues').where({ id: closed.id }).update({ state: 'closed' });
    const answer = await api.post('/api/issues', report({ position: place(5) }), as(worker));
    expect(answer.status).toBe(201);
    expect(answer.body.possibleDuplicates).toEqual([{ id: near.id, code: near.code, title: 'near', distanceM: expect.closeTo(20, 0) }]);
  }),
);

test(
  'outside every grid a report is kept and flagged; what cannot be is a clear problem, and nothing is stored',
  story(async ({ api, db, worker, report }) => {
    const before = await counts(db);
    const auditor = await aPerson(db, { role: 'auditor' });
    const late = new Date(PAPER_NOW.getTime() + 180_000).toISOString();
    const cases: [object, string, number][] = [
      [report({ reportedAt: late }), 'issue-in-future', 400],
      [report({ reportedAt: '1970-01-01T00:00:20Z' }), 'issue-too-old', 400],
      [report({ domain: 'nothing' }), 'issue-domain-unknown', 400],
      [report({ householdId: 999_999 }), 'household-not-found', 404],
      [report({ alleyId: 999_999 }), 'alley-not-found', 404],
      [report({ position: undefined }), 'invalid-body', 400],
      [report({ title: ' ' }), 'invalid-body', 400],
      [report({ position: [33.6, 114.6] }), 'invalid-body', 400],
      [report({ visitClientUuid: randomUUID() }), 'visit-not-stored', 409],
      [report({ photoIds: [999_999] }), 'photo-not-found', 404],
      [report({ photoIds: [1, 2, 3, 4, 5, 6, 7] }), 'invalid-body', 400],
    ];
    for (const [body, slug, status] of cases) {
      const answer = await api.post('/api/issues', body, as(worker));
      expect([answer.status, answer.body.type], slug).toEqual([status, `/problems/${slug}`]);
    }
    expect((await api.post('/api/issues', report(), as(auditor))).body.type).toBe('/problems/role-not-allowed');
    expect((await api.post('/api/issues', report())).body.type).toBe('/problems/person-required');
    expect(await counts(db)).toEqual(before);
    const outside = await api.post('/api/issues', report({ position: at([20, 20]) }), as(worker));
    expect(outside.body).toMatchObject({ grid: null, flags: ['outside_every_grid'], state: 'reported' });
    expect(await db('deltas').count('* as n').first()).toEqual({ n: before[2] });
    expect((await db('events').first('type', 'path')) as object).toEqual({ type: 'issue', path: null });
  }),
);

test(
  'the deadline follows the calendar: a holiday is passed over, a make-up day counts',
  story(async ({ api, db, worker, report }) => {
    const calendar = { workingWeekdays: [1, 2, 3, 4, 5], holidays: ['2026-06-12'], makeUpDays: ['2026-06-14'], dayStart: '08:30', dayEnd: '17:30' };
    await db('settings').insert({ key: 'working_calendar', value: JSON.stringify(calendar) });
    // Thursday, the make-up Sunday, Monday.
    expect((await api.post('/api/issues', report(), as(worker))).body.dueAt).toBe('2026-06-15T09:30:00.000Z');
  }),
);
