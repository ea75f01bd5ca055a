import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aGrid, aHousehold, aPerson, settle, square } from '../support/factories.ts';
import { fold } from '../support/fold.ts';
import { drawTown, PAPER_NOW, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
const NOW = PAPER_NOW.toISOString();
const as = (person: number) => ({ 'x-work-as': String(person) });

async function commandedTown(db: Knex.Transaction) {
  const town = await drawTown(db);
  const command = await aPerson(db, { role: 'district_command' });
  const worker = await aPerson(db, { gridPaths: ['town'] });
  return { ...town, command, worker };
}
const round = (code: string, more: object = {}) => ({ code, name: `Round ${code}`, startsOn: '2026-06-01', ...more });
const knock = (householdId: number, campaign: string, outcome = 'visited') => ({
  clientUuid: randomUUID(),
  householdId,
  campaign,
  outcome,
  visitedAt: NOW,
  ...(outcome === 'refused' ? { reason: 'no' } : {}),
});
const done = async (api: Api, path: string, body: object, person: number) => {
  const answer = await api.post(path, body, as(person));
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
};
/** Folded deltas are what a recount counts. */
async function expectTalliesRight(db: Knex.Transaction): Promise<void> {
  await fold(db);
  const tally = () =>
    db('grid_tally').where({ subject: 'coverage' }).whereNot({ amount: 0 }).orderBy(['grid_id', 'campaign_id', 'kind', 'measure']).select('*');
  const folded = await tally();
  await db.raw('select recount_tallies()');
  expect(folded).toEqual(await tally());
}

describe('opening a round', () => {
  test(
    'freezes who belongs to it, by kind; who comes later is visited but not in the frozen denominator',
    onPaper(async (api, db) => {
      const { command, worker, homes } = await commandedTown(db);
      const planned = await api.post('/api/campaigns', round('summer'), as(command));
      expect([planned.status, planned.body.status, planned.body.frozenAt]).toEqual([201, 'planned', null]);
      expect((await api.get('/api/grids/town/coverage?campaign=summer')).body.own.denominators.all.count).toBe(0);
      expect((await api.post('/api/visits', knock(homes.d, 'summer'), as(worker))).body.type).toBe('/problems/campaign-not-open');
      const opened = await done(api, '/api/campaigns/summer/open', {}, command);
      expect(opened).toMatchObject({ status: 'open', dayNumber: 10, frozen: { household: 6, enterprise: 1, school: 0, construction_site: 0 } });
      await fold(db);
      expect((await api.get('/api/grids/town/coverage?campaign=summer')).body.own).toMatchObject({ untried: 7, denominators: { frozen: { count: 7 } } });
      const late = await aHousehold(db, { at: [0.6, 0.6] });
      await db('households').where({ id: late }).update({ path: 'town/west/south' });
      expect(await done(api, '/api/visits', knock(late, 'summer'), worker)).toMatchObject({ state: 'covered' });
      await expectTalliesRight(db);
      expect((await api.get('/api/grids/town/coverage?campaign=summer')).body.own.denominators).toMatchObject({
        all: { count: 8, covered: 1 },
        frozen: { count: 7, covered: 0 },
      });
    }),
  );

  test(
    'needs a planned round, a free code and somebody who may',
    onPaper(async (api, db) => {
      const { command, worker } = await commandedTown(db);
      expect((await api.post('/api/campaigns', round('r'), as(worker))).body.type).toBe('/problems/role-not-allowed');
      await done(api, '/api/campaigns', round('r'), command);
      expect((await api.post('/api/campaigns', round('r'), as(command))).body.type).toBe('/problems/campaign-exists');
      expect((await api.post('/api/campaigns/none/open', {}, as(command))).body.type).toBe('/problems/campaign-not-found');
      expect((await api.post('/api/campaigns/r/close', {}, as(command))).body.type).toBe('/problems/campaign-state');
      await done(api, '/api/campaigns/r/open', {}, command);
      expect((await api.post('/api/campaigns/r/open', {}, as(command))).body.type).toBe('/problems/campaign-state');
      expect((await api.post('/api/campaigns', round('x', { endsOn: '2026-05-01' }), as(command))).body.errors[0].pointer).toBe('/endsOn');
    }),
  );

  test(
    'of some kinds leaves the others out',
    onPaper(async (api, db) => {
      const { command, worker, homes } = await commandedTown(db);
      await done(api, '/api/campaigns', round('shops', { kinds: ['enterprise'] }), command);
      expect((await done(api, '/api/campaigns/shops/open', {}, command)).frozen).toMatchObject({ household: 0, enterprise: 1 });
      expect((await api.post('/api/visits', knock(homes.d, 'shops'), as(worker))).body.type).toBe('/problems/household-not-in-round');
      await expectTalliesRight(db);
    }),
  );
});

describe('closing a round', () => {
  test(
    'freezes its result: no visit, no new target and no redrawing changes it',
    onPaper(async (api, db) => {
      const { town, command, worker, homes } = await commandedTown(db);
      await aGrid(db, { code: 'market', parent: town, kind: 'dedicated', shape: square(3, 0, 1, 1) });
      await settle(db);
      const visit = await done(api, '/api/visits', knock(homes.d, 'round'), worker);
      const closed = await done(api, '/api/campaigns/round/close', {}, command);
      expect(closed).toMatchObject({ status: 'closed', closedAt: NOW });
      const result = (await api.get('/api/campaigns/round/result')).body;
      expect(result.rows.map(({ grid, figures }: { grid: { code: string }; figures: { covered: number } }) => [grid.code, figures.covered])).toEqual([
        ['town', 4],
        ['east', 1],
        ['west', 3],
      ]);
      expect((await api.get('/api/campaigns/round/result?grid=west')).body.rows).toHaveLength(3);
      expect((await api.get('/api/campaigns/round/result?grid=market')).body.rows[0]).toMatchObject({
        figures: { uncovered: 1 },
        byKind: { enterprise: { untried: 1 } },
      });
      const states = () => db('household_coverage').orderBy('household_id').select('household_id', 'state', 'frozen', 'last_visited_at');
      const before = await states();
      expect((await api.post('/api/visits', knock(homes.b, 'round'), as(worker))).body.type).toBe('/problems/campaign-not-open');
      const correction = { clientUuid: randomUUID(), outcome: 'nobody_home', visitedAt: NOW, correctionReason: 'too late' };
      expect((await api.post(`/api/visits/${visit.id}/correct`, correction, as(worker))).body.type).toBe('/problems/campaign-not-open');
      await aHousehold(db, { at: [0.6, 0.6] });
      await db('grids').where({ code: 'south' }).update({ valid_to: '2099-01-01' });
      await settle(db);
      expect(await states()).toEqual(before);
      expect((await api.get('/api/campaigns/round/result')).body.rows).toEqual(result.rows);
      expect((await api.get('/api/campaigns/none/result')).body.type).toBe('/problems/campaign-not-found');
    }),
  );
});

describe('a recheck', () => {
  test(
    'visits again what a round has covered, and nobody else joins it',
    onPaper(async (api, db) => {
      const { command, worker, homes } = await commandedTown(db);
      await done(api, '/api/campaigns', round('again', { recheckOf: { campaign: 'round' } }), command);
      expect((await done(api, '/api/campaigns/again/open', {}, command)).frozen.household).toBe(3);
      expect((await api.post('/api/visits', knock(homes.b, 'again'), as(worker))).body.type).toBe('/problems/household-not-in-round');
      expect((await done(api, '/api/visits', knock(homes.a, 'again'), worker)).state).toBe('covered');
      // The open round is still the one that is meant when none is named.
      expect((await api.get('/api/grids/town/coverage')).body.campaign.code).toBe('round');
      await done(api, '/api/visits', knock(homes.d, 'round'), worker);
      await settle(db);
      expect((await api.get('/api/campaigns/again')).body.frozen.household).toBe(3);
      expect((await db('household_coverage').join('campaigns as c', 'c.id', 'campaign_id').where('c.code', 'again')).length).toBe(3);
      await expectTalliesRight(db);
      await done(api, '/api/campaigns', round('sample', { recheckOf: { campaign: 'round', states: ['covered', 'untried'], sampleShare: 0.5 } }), command);
      const sampled = (await done(api, '/api/campaigns/sample/open', {}, command)).frozen;
      expect(sampled.household + sampled.enterprise).toBeLessThan(6);
    }),
  );
});

describe('two rounds side by side', () => {
  test(
    'by grid, with the change of the rate',
    onPaper(async (api, db) => {
      const { command, worker, homes } = await commandedTown(db);
      await done(api, '/api/campaigns', round('next', { kinds: ['household'] }), command);
      await done(api, '/api/campaigns/next/open', {}, command);
      await done(api, '/api/visits', knock(homes.a, 'next'), worker);
      await fold(db);
      const { campaigns, rows } = (await api.get('/api/campaigns/round/compare?with=next')).body;
      expect(campaigns.map(({ code }: { code: string }) => code)).toEqual(['round', 'next']);
      const [town, east, west] = rows;
      expect([town.grid.code, east.grid.code, west.grid.code]).toEqual(['town', 'east', 'west']);
      expect(town.figures.map((side: { covered: number }) => side.covered)).toEqual([3, 1]);
      expect(town.change).toBeCloseTo(1 / 6 - 3 / 6);
      expect(west.figures[1].denominators.reachable).toEqual({ count: 4, covered: 1, rate: 0.25 });
      expect((await api.get('/api/campaigns/round/compare?with=none')).body.type).toBe('/problems/campaign-not-found');
    }),
  );
});

describe('duty and checklist', () => {
  test(
    'duty is by grid, person and unit; what is not there is named',
    onPaper(async (api, db) => {
      const { command } = await commandedTown(db);
      const leader = await aPerson(db, { role: 'leader', name: 'Leader' });
      await db('units').insert({ code: 'bureau', name: 'Bureau' });
      const duties = [
        { grid: 'west', kind: 'leader', person: leader },
        { grid: 'south', kind: 'unit', unit: 'bureau' },
      ];
      const wrong = await api.post('/api/campaigns/round/duties', { duties: [...duties, { grid: 'nowhere', kind: 'fallback', unit: 'none' }] }, as(command));
      expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/duties/2/grid', '/duties/2/unit']);
      await done(api, '/api/campaigns/round/duties', { duties }, command);
      expect((await api.get('/api/campaigns/round/duties')).body.items).toMatchObject([
        { grid: { code: 'west' }, kind: 'leader', person: { name: 'Leader' }, unit: null },
        { grid: { code: 'south' }, kind: 'unit', person: null, unit: { code: 'bureau', name: 'Bureau' } },
      ]);
      expect((await api.get('/api/units?q=bur')).body).toEqual({
        items: [{ id: expect.any(Number), code: 'bureau', name: 'Bureau', kind: 'department' }],
        next: null,
      });
    }),
  );

  test(
    'a checklist is data with versions; a round keeps its own, and visits are held against it',
    onPaper(async (api, db) => {
      const { command, worker, homes } = await commandedTown(db);
      const { templates } = (await api.get('/api/checklists')).body;
      expect(templates[0].questions).toHaveLength(9);
      const questions = [
        { code: 'people', text: 'How many live here?', kind: 'number', isRequired: true },
        { code: 'needs', text: 'What is missing?', kind: 'multiple', isRequired: false, options: ['lamp', 'parking'] },
      ];
      const first = await done(api, '/api/checklists', { code: 'short', name: 'Short', questions }, command);
      expect(first.version).toBe(1);
      await done(api, '/api/campaigns', round('asked', { checklist: { code: 'short' } }), command);
      expect((await done(api, '/api/checklists', { code: 'short', name: 'Short', questions: questions.slice(0, 1) }, command)).version).toBe(2);
      await done(api, '/api/campaigns/asked/open', {}, command);
      const visit = (answers: object, outcome = 'visited') => api.post('/api/visits', { ...knock(homes.d, 'asked', outcome), answers }, as(worker));
      const pointers = async (answers: object) => (await visit(answers)).body.errors.map(({ pointer }: { pointer: string }) => pointer);
      expect(await pointers({})).toEqual(['/answers/people']);
      expect(await pointers({ people: 'three', needs: ['gold'], other: 1 })).toEqual(['/answers/people', '/answers/needs', '/answers/other']);
      expect((await visit({}, 'nobody_home')).status).toBe(201);
      expect((await visit({ people: 3, needs: ['lamp'] })).body.answers).toEqual({ people: 3, needs: ['lamp'] });
      expect((await api.get('/api/campaigns/asked')).body.checklist).toMatchObject({ code: 'short', version: 1 });
      expect((await api.post('/api/campaigns', round('odd', { checklist: { code: 'none' } }), as(command))).body.type).toBe('/problems/checklist-not-found');
    }),
  );
});
