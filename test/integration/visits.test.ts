import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import type { Answer, Api } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aGrid, aHousehold, aPerson, at, aVisit, settle, square } from '../support/factories.ts';
import { fold } from '../support/fold.ts';
import { drawTown, PAPER_NOW, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);

const NOW = PAPER_NOW.toISOString();
const minutesAgo = (minutes: number) => new Date(PAPER_NOW.getTime() - minutes * 60_000).toISOString();

/** The town of seven targets with a worker of the west half, a secretary of it, and the district's command. */
async function staffedTown(db: Knex.Transaction) {
  const town = await drawTown(db);
  const worker = await aPerson(db, { gridPaths: ['town/west'] });
  const secretary = await aPerson(db, { role: 'community_secretary', gridPaths: ['town/west'] });
  const command = await aPerson(db, { role: 'district_command' });
  return { ...town, worker, secretary, command };
}
const as = (person: number) => ({ 'x-work-as': String(person) });
const knock = (householdId: number, more: object = {}) => ({ clientUuid: randomUUID(), householdId, outcome: 'visited', visitedAt: NOW, ...more });
const visitsIn = async (db: Knex.Transaction) => Number((await db('visits').count('* as n').first())?.n);
const stateOf = async (db: Knex.Transaction, household: number) => (await db('household_coverage').where({ household_id: household }).first('state'))?.state;
const refused = async (db: Knex.Transaction, ask: () => Promise<Answer>) => {
  const before = [await visitsIn(db), (await db('deltas').count('* as n').first())?.n, (await db('events').count('* as n').first())?.n];
  const answer = await ask();
  expect([await visitsIn(db), (await db('deltas').count('* as n').first())?.n, (await db('events').count('* as n').first())?.n]).toEqual(before);
  return { status: answer.status, type: answer.body.type, body: answer.body };
};

describe('recording a visit', () => {
  test(
    'one transaction: the row, the state, the deltas and an event without personal data',
    onPaper(async (api, db) => {
      const { homes, worker } = await staffedTown(db);
      await db('events').delete();
      const body = knock(homes.d, { note: 'Madam Wang lives alone', position: at([1.5, 1.5]), accuracyM: 8 });
      const answer = await api.post('/api/visits', body, as(worker));
      expect(answer.status, answer.text).toBe(201);
      expect(answer.body).toMatchObject({ householdId: homes.d, state: 'covered', approval: 'none', clientUuid: body.clientUuid, campaignCode: 'round' });
      expect(answer.text).not.toContain('flags');
      expect(await stateOf(db, homes.d)).toBe('covered');
      const deltas = await db('deltas').orderBy(['subject', 'measure']).select('subject', 'path', 'grid_id', 'kind', 'measure', 'amount');
      expect(deltas).toEqual(
        [
          ['coverage', 'covered', 1],
          ['coverage', 'frozen_covered', 1],
          ['coverage', 'untried', -1],
          ['visit_days', 'covered', 1],
          ['visit_days', 'visits', 1],
        ].map(([subject, measure, amount]) => ({ subject, path: 'town/west/north', grid_id: null, kind: 'household', measure, amount })),
      );
      const [event, ...others] = await db('events').select('type', 'path', 'payload');
      expect(others).toEqual([]);
      expect(event).toEqual({
        type: 'visit',
        path: 'town/west/north',
        payload: { visitId: answer.body.id, householdId: homes.d, campaignId: expect.any(Number), kind: 'household', state: 'covered', deed: 'recorded' },
      });
      expect(JSON.stringify(event).length).toBeLessThan(300);
    }),
  );

  test(
    'is retry-safe: the same content is answered with what is stored, other content is refused',
    onPaper(async (api, db) => {
      const { homes, worker, secretary } = await staffedTown(db);
      const body = knock(homes.d, { visitedAt: '2026-06-10T09:00:00+08:00' });
      const first = await api.post('/api/visits', body, as(worker));
      const again = await api.post('/api/visits', { ...body, visitedAt: '2026-06-10T01:00:00Z' }, as(worker));
      expect([first.status, again.status]).toEqual([201, 200]);
      expect(again.body).toEqual(first.body);
      for (const [other, person] of [
        [{ ...body, outcome: 'nobody_home' }, worker],
        [{ ...body, householdId: homes.b }, worker],
        [body, secretary],
      ] as const)
        expect(await refused(db, () => api.post('/api/visits', other, as(person)))).toMatchObject({ status: 409, type: '/problems/uuid-conflict' });
      await db('campaigns').update({ status: 'closed' });
      expect((await api.post('/api/visits', body, as(worker))).status).toBe(200);
    }),
  );

  test(
    'bad input: each a clear problem, nothing stored',
    onPaper(async (api, db) => {
      const { homes, worker } = await staffedTown(db);
      const archived = await aHousehold(db, { at: [0.7, 0.7] });
      await db('households').where({ id: archived }).update({ archived_at: NOW });
      await settle(db);
      const planner = await aPerson(db, { role: 'planner', gridPaths: ['town'] });
      const cases: [object, number | null, number, string][] = [
        [knock(homes.d, { visitedAt: new Date(PAPER_NOW.getTime() + 130_000).toISOString() }), worker, 400, 'visit-in-future'],
        [knock(homes.d, { visitedAt: '2026-04-30T10:00:00+08:00' }), worker, 400, 'visit-before-round'],
        [knock(999_999), worker, 404, 'household-not-found'],
        [knock(archived), worker, 409, 'household-archived'],
        [knock(homes.shop), worker, 403, 'outside-own-grids'],
        [knock(homes.d), planner, 403, 'role-not-allowed'],
        [knock(homes.d), null, 403, 'person-required'],
        [knock(homes.d, { campaign: 'none' }), worker, 404, 'campaign-not-found'],
        [knock(homes.d, { outcome: 'refused' }), worker, 400, 'invalid-body'],
        [knock(homes.d, { outcome: 'appointment' }), worker, 400, 'invalid-body'],
        [knock(homes.d, { answers: { q1: 'yes' } }), worker, 400, 'invalid-body'],
        [knock(homes.d, { clientUuid: 'mine' }), worker, 400, 'invalid-body'],
        [knock(homes.d, { surprise: 1 }), worker, 400, 'invalid-body'],
      ];
      for (const [body, person, status, slug] of cases)
        expect(await refused(db, () => api.post('/api/visits', body, person === null ? {} : as(person)))).toMatchObject({ status, type: `/problems/${slug}` });
      expect((await refused(db, () => api.post('/api/visits', knock(homes.d, { outcome: 'vacant' }), as(worker)))).body.errors[0].pointer).toBe('/reason');
      for (const status of ['closed', 'planned']) {
        await db('campaigns').update({ status });
        expect(await refused(db, () => api.post('/api/visits', knock(homes.d, { campaign: 'round' }), as(worker)))).toMatchObject({
          status: 409,
          type: '/problems/campaign-not-open',
        });
      }
    }),
  );

  test(
    'a clock two minutes ahead is forgiven',
    onPaper(async (api, db) => {
      const { homes, worker } = await staffedTown(db);
      const ahead = new Date(PAPER_NOW.getTime() + 110_000).toISOString();
      expect((await api.post('/api/visits', knock(homes.d, { visitedAt: ahead }), as(worker))).status).toBe(201);
    }),
  );

  test(
    'duty of a round and membership of a dedicated grid open doors outside the own path',
    onPaper(async (api, db) => {
      const { homes, town, east, campaign } = await staffedTown(db);
      const market = await aGrid(db, { code: 'market', parent: town, kind: 'dedicated', shape: square(3, 0, 1, 1) });
      await settle(db);
      const keeper = await aPerson(db, { gridPaths: [market.path] });
      expect((await api.post('/api/visits', knock(homes.shop), as(keeper))).status).toBe(201);
      const market1 = (await db('deltas').where({ grid_id: market.id, subject: 'coverage' })).map(({ measure, amount }) => [measure, amount]).sort();
      expect(market1).toEqual([
        ['covered', 1],
        ['frozen_covered', 1],
        ['untried', -1],
      ]);
      const [{ id: unit }] = await db('units').insert({ code: 'bureau', name: 'Bureau' }).returning('id');
      const official = await aPerson(db, { role: 'responsible_unit' });
      await db('people').where({ id: official }).update({ unit_id: unit });
      expect((await api.post('/api/visits', knock(homes.f), as(official))).body.type).toBe('/problems/outside-own-grids');
      await db('campaign_duties').insert({ campaign_id: campaign, grid_id: east.id, kind: 'unit', unit_id: unit });
      expect((await api.post('/api/visits', knock(homes.f), as(official))).status).toBe(201);
    }),
  );
});

describe('a floor or a building at once', () => {
  const bulk = (ids: number[], more: object = {}) => ({
    outcome: 'nobody_home',
    visitedAt: NOW,
    visits: ids.map((householdId) => ({ clientUuid: randomUUID(), householdId })),
    ...more,
  });

  test(
    'is stored whole, and again is answered with the same',
    onPaper(async (api, db) => {
      const { homes, worker } = await staffedTown(db);
      const body = bulk([homes.d, homes.b, homes.a]);
      const first = await api.post('/api/visits/bulk', body, as(worker));
      expect(first.status, first.text).toBe(201);
      expect(first.body.items.map(({ householdId, state }: { householdId: number; state: string }) => [householdId, state])).toEqual([
        [homes.d, 'tried'],
        [homes.b, 'tried'],
        [homes.a, 'covered'],
      ]);
      const again = await api.post('/api/visits/bulk', body, as(worker));
      expect([again.status, again.body]).toEqual([200, first.body]);
      const half = { ...body, visits: [body.visits[0], { clientUuid: randomUUID(), householdId: homes.c }] };
      expect((await api.post('/api/visits/bulk', half, as(worker))).status).toBe(201);
    }),
  );

  test(
    'or not at all: one door too many refuses everything; nobody reaches a building at once',
    onPaper(async (api, db) => {
      const { homes, worker } = await staffedTown(db);
      expect(await refused(db, () => api.post('/api/visits/bulk', bulk([homes.d, homes.shop]), as(worker)))).toMatchObject({
        status: 403,
        body: { ids: [homes.shop] },
      });
      expect((await refused(db, () => api.post('/api/visits/bulk', bulk([homes.d], { outcome: 'visited' }), as(worker)))).status).toBe(400);
      expect((await refused(db, () => api.post('/api/visits/bulk', bulk([homes.d, homes.d]), as(worker)))).status).toBe(400);
      const many = bulk(Array.from({ length: 501 }, (_, index) => index + 1));
      expect((await refused(db, () => api.post('/api/visits/bulk', many, as(worker)))).status).toBe(400);
    }),
  );
});

describe('correction and decision', () => {
  test(
    'a correction keeps history, and the state follows the new row',
    onPaper(async (api, db) => {
      const { homes, worker, secretary } = await staffedTown(db);
      const wrong = (await api.post('/api/visits', knock(homes.d), as(worker))).body;
      const body = { clientUuid: randomUUID(), outcome: 'nobody_home', visitedAt: NOW, correctionReason: 'the neighbour opened' };
      const stranger = await aPerson(db, { gridPaths: ['town'] });
      expect((await api.post(`/api/visits/${wrong.id}/correct`, body, as(stranger))).body.type).toBe('/problems/role-not-allowed');
      const right = await api.post(`/api/visits/${wrong.id}/correct`, body, as(worker));
      expect([right.status, right.body.state, right.body.correctsId]).toEqual([201, 'tried', wrong.id]);
      expect((await api.post(`/api/visits/${wrong.id}/correct`, body, as(worker))).status).toBe(200);
      expect((await api.post(`/api/visits/${wrong.id}/correct`, { ...body, clientUuid: randomUUID() }, as(secretary))).body.type).toBe(
        '/problems/visit-superseded',
      );
      const moved = { ...body, clientUuid: randomUUID(), outcome: 'visited', householdId: homes.b, correctionReason: 'it was next door' };
      expect((await api.post(`/api/visits/${right.body.id}/correct`, moved, as(secretary))).body).toMatchObject({
        householdId: homes.b,
        state: 'covered',
        person: { id: worker },
      });
      expect([await stateOf(db, homes.d), await stateOf(db, homes.b)]).toEqual(['untried', 'covered']);
      const history = (await api.get(`/api/households/${homes.d}/visits`, as(worker))).body.items;
      expect(history.map(({ outcome, supersededBy }: { outcome: string; supersededBy: number | null }) => [outcome, supersededBy !== null])).toEqual([
        ['nobody_home', true],
        ['visited', true],
      ]);
      expect((await api.get(`/api/households/${homes.d}/visits?limit=1`)).body).toMatchObject({
        items: [{ person: null, note: null, correctionReason: null }],
        next: expect.any(String),
      });
    }),
  );

  test(
    'an exemption above the threshold waits for a supervisor other than the recorder',
    onPaper(async (api, db) => {
      const { homes, worker, secretary, command } = await staffedTown(db);
      const refusal = (household: number) => knock(household, { outcome: 'refused', reason: 'does not open to strangers' });
      const pending = (await api.post('/api/visits', refusal(homes.d), as(worker))).body;
      expect([pending.approval, pending.state]).toEqual(['pending', 'exempt_pending']);
      const outsider = await aPerson(db, { role: 'community_secretary', gridPaths: ['town/east'] });
      expect((await api.post(`/api/visits/${pending.id}/approve`, {}, as(worker))).body.type).toBe('/problems/role-not-allowed');
      expect((await api.post(`/api/visits/${pending.id}/approve`, {}, as(outsider))).body.type).toBe('/problems/outside-own-grids');
      const approved = await api.post(`/api/visits/${pending.id}/approve`, {}, as(secretary));
      expect([approved.status, approved.body.approval, approved.body.state]).toEqual([200, 'approved', 'exempt']);
      expect((await api.post(`/api/visits/${pending.id}/approve`, {}, as(secretary))).status).toBe(200);
      expect((await api.post(`/api/visits/${pending.id}/reject`, { note: 'no' }, as(command))).body.type).toBe('/problems/visit-decided');

      const own = (await api.post('/api/visits', refusal(homes.b), as(secretary))).body;
      expect((await api.post(`/api/visits/${own.id}/approve`, {}, as(secretary))).body.type).toBe('/problems/own-visit');
      expect((await api.post(`/api/visits/${own.id}/reject`, { note: 'try again on Sunday' }, as(command))).body).toMatchObject({
        approval: 'rejected',
        state: 'tried',
      });
      const reached = (await api.post('/api/visits', knock(homes.b), as(worker))).body;
      expect((await api.post(`/api/visits/${reached.id}/approve`, {}, as(command))).body.type).toBe('/problems/visit-needs-no-decision');
      expect((await api.post('/api/visits/999999/approve', {}, as(command))).body.type).toBe('/problems/visit-not-found');
    }),
  );

  test(
    'below the threshold it counts at once, and no more than the threshold allows',
    onPaper(async (api, db) => {
      const { homes, worker, command } = await staffedTown(db);
      const rules = { exemptShare: 0.5, tooFastSeconds: 60, duplicateMinutes: 10, farFromDoorM: 100, outsideGridM: 30 };
      await db('settings').insert({ key: 'visit_rules', value: JSON.stringify(rules) });
      const body = {
        outcome: 'vacant',
        reason: 'meter stands still',
        visitedAt: NOW,
        visits: [homes.b, homes.a].map((householdId) => ({ clientUuid: randomUUID(), householdId })),
      };
      const { items } = (await api.post('/api/visits/bulk', body, as(worker))).body;
      // Two targets in the grid south: one may be exempt at once.
      expect(items.map(({ approval }: { approval: string }) => approval)).toEqual(['automatic', 'pending']);
      expect((await api.post(`/api/visits/${items[0].id}/reject`, { note: 'light was on' }, as(command))).body.state).toBe('tried');
    }),
  );
});

describe('who must be tried again', () => {
  test(
    'with what was tried and an off-peak time; appointments due today first',
    onPaper(async (api, db) => {
      const { homes, worker, campaign } = await staffedTown(db);
      await aVisit(db, { household: homes.b, campaign, outcome: 'nobody_home', visitedAt: '2026-06-02T19:00:00+08:00' });
      await settle(db);
      await api.post('/api/visits', knock(homes.d, { outcome: 'appointment', appointmentAt: '2026-06-10T19:30:00+08:00' }), as(worker));
      const { items, appointmentsDue } = (await api.get('/api/grids/west/attempts')).body;
      expect(items.map(({ id }: { id: number }) => id)).toEqual([homes.d, homes.b]);
      expect(items[1]).toMatchObject({ attempts: 2, triedSlots: ['weekday_day', 'weekday_evening'], suggestedSlot: 'weekend_day' });
      expect(appointmentsDue).toMatchObject([{ id: homes.d, appointmentAt: '2026-06-10T11:30:00.000Z' }]);
      const first = (await api.get('/api/grids/town/attempts?limit=1')).body;
      const second = (await api.get(`/api/grids/town/attempts?limit=1&cursor=${first.next}`)).body;
      expect([first.items[0].id, second.items[0].id, second.next, second.appointmentsDue]).toEqual([homes.d, homes.b, null, []]);
      expect((await api.get('/api/grids/east/attempts')).body).toMatchObject({ items: [], appointmentsDue: [] });
    }),
  );
});

describe('doubtful visits', () => {
  const doubtful = async (api: Api, grid: string) => (await api.get(`/api/grids/${grid}/doubtful`)).body;

  test(
    'are a share per grid: outside the grid, too fast, duplicate, far from the door',
    onPaper(async (api, db) => {
      const { homes, worker, south } = await staffedTown(db);
      await db.raw('update visits set person_id = null');
      const post = async (body: object) => expect((await api.post('/api/visits', body, as(worker))).status).toBe(201);
      await post(knock(homes.b, { visitedAt: minutesAgo(60), position: at([1.5, 0.5]), accuracyM: 5 }));
      await post(knock(homes.d, { visitedAt: minutesAgo(60), position: at([1.5, 0.2]), accuracyM: 5 }));
      await post(knock(homes.d, { visitedAt: minutesAgo(30) }));
      const flags = await db('visits').where({ person_id: worker }).orderBy('id').select('flags');
      expect(flags.map((row) => row.flags)).toEqual([[], ['too_fast', 'outside_grid', 'far_from_door'], ['duplicate']]);
      await fold(db);
      const west = await doubtful(api, 'west');
      expect(west.own).toMatchObject({
        visits: 6,
        doubtful: { count: 2, share: 2 / 6 },
        too_fast: { count: 1 },
        duplicate: { count: 1 },
        outside_grid: { count: 1 },
      });
      expect(
        west.children.map(({ grid, doubts }: { grid: { code: string }; doubts: { doubtful: { count: number } } }) => [grid.code, doubts.doubtful.count]),
      ).toEqual([
        ['north', 2],
        [south.code, 0],
      ]);
      expect(JSON.stringify(west)).not.toContain('person');
      expect((await doubtful(api, 'east')).own.visits).toBe(2);
    }),
  );
});

describe('the grids somebody knocks in', () => {
  const codes = (answer: Answer) => answer.body.items.map((item: { grid: { code: string } }) => item.grid.code);

  test(
    'are those below his paths, with their counts and the appointments of today',
    onPaper(async (api, db) => {
      const { homes, worker } = await staffedTown(db);
      const recorded = await api.post(
        '/api/visits',
        knock(homes.d, { outcome: 'appointment', visitedAt: minutesAgo(30), appointmentAt: '2026-06-10T19:00:00+08:00' }),
        as(worker),
      );
      expect(recorded.status, recorded.text).toBe(201);
      await settle(db);
      const answer = await api.get('/api/my/grids', as(worker));
      expect(answer.status, answer.text).toBe(200);
      expect(codes(answer)).toEqual(['north', 'south']);
      expect(answer.body.items[0]).toMatchObject({ appointmentsDue: 1, figures: { uncovered: 1, denominators: { reachable: { count: 2 } } } });
      expect(answer.body.items[1]).toMatchObject({ appointmentsDue: 0, figures: { uncovered: 1, tried: 1 } });
      const first = await api.get('/api/my/grids?limit=1', as(worker));
      expect(codes(first)).toEqual(['north']);
      expect(codes(await api.get(`/api/my/grids?limit=1&cursor=${first.body.next}`, as(worker)))).toEqual(['south']);
    }),
  );

  test(
    'hold those of his visit duty and his dedicated grids; the command has all of them, a reader none',
    onPaper(async (api, db) => {
      const { west, east, homes, campaign, command } = await staffedTown(db);
      const market = await aGrid(db, { code: 'market', parent: west, kind: 'dedicated', shape: square(0, 0, 1, 1) });
      await db('grid_members').insert({ grid_id: market.id, kind: 'household', target_id: homes.b });
      const guard = await aPerson(db, { gridPaths: [market.path] });
      expect(codes(await api.get('/api/my/grids', as(guard)))).toEqual(['market']);
      await db('campaign_duties').insert({ campaign_id: campaign, grid_id: east.id, kind: 'leader', person_id: guard });
      expect(codes(await api.get('/api/my/grids', as(guard)))).toEqual(['east', 'market']);
      expect(codes(await api.get('/api/my/grids', as(command)))).toEqual(['east', 'market', 'north', 'south']);
      expect(await api.get('/api/my/grids')).toMatchObject({ status: 403, body: { type: '/problems/person-required' } });
      const planner = await aPerson(db, { role: 'planner' });
      expect(await api.get('/api/my/grids', as(planner))).toMatchObject({ status: 403, body: { type: '/problems/role-not-allowed' } });
    }),
  );
});
