import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import type { CoverageFigures, CoverageState } from '../../server/coverage/contract.ts';
import { assignPaths } from '../../server/grids/assign-paths.ts';
import type { VisitOutcome } from '../../server/visits/contract.ts';
import { type Api, allItems } from '../support/api.ts';
import { engineName, testDatabase } from '../support/database.ts';
import { aGrid, aHousehold, aPerson, multi, settle, square } from '../support/factories.ts';
import { fold } from '../support/fold.ts';
import { drawTown, PAPER_NOW, paper } from '../support/paper.ts';
import { statesFromVisits } from '../support/visit-states.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
const GRIDS = ['town', 'west', 'east', 'south', 'north', 'market'];

type Deed =
  | { do: 'visit'; door: number; outcome: VisitOutcome; minutes: number; round: number }
  | { do: 'floor'; from: number; count: number; outcome: 'nobody_home' | 'vacant' | 'refused'; minutes: number; round: number }
  | { do: 'correct'; visit: number; outcome: VisitOutcome; door: number | null; minutes: number }
  | { do: 'decide'; visit: number; approve: boolean }
  | { do: 'switch'; close: number | null }
  | { do: 'move in'; x: number; y: number }
  | { do: 'redraw'; border: number }
  | { do: 'fold' };

const Outcome = fc.constantFrom<VisitOutcome>('visited', 'nobody_home', 'appointment', 'refused', 'vacant', 'unreachable');
const Minutes = fc.integer({ min: 0, max: 5000 });
const Any = fc.nat(1000);
/** Nothing lies on a border: those are at whole tenths, and not at halves, where the homes of the drawn town are. */
const X = fc.integer({ min: 0, max: 39 }).map((n) => n / 10 + 0.05);
const Y = fc.integer({ min: 0, max: 19 }).map((n) => n / 10 + 0.05);
const DEED: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('visit' as const), door: Any, outcome: Outcome, minutes: Minutes, round: Any }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('floor' as const),
      from: Any,
      count: fc.integer({ min: 1, max: 8 }),
      outcome: fc.constantFrom('nobody_home' as const, 'vacant' as const, 'refused' as const),
      minutes: Minutes,
      round: Any,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('correct' as const), visit: Any, outcome: Outcome, door: fc.option(Any, { freq: 3 }), minutes: Minutes }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('decide' as const), visit: Any, approve: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('switch' as const), close: fc.option(Any, { freq: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move in' as const), x: X, y: Y }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('redraw' as const), border: fc.constantFrom(0.7, 1.2, 1.7, 2, 2.2, 2.8) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fold' as const) }) },
);

/** A town under way: what a run knows of it, and how often something was stored or refused. */
interface Town {
  api: Api;
  db: Knex.Transaction;
  worker: number;
  boss: number;
  stored: number;
  refused: number;
}

const pick = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(items.length, 1)];
const ids = async (db: Knex.Transaction, table: string) => (await db(table).orderBy('id').select('id')).map(({ id }) => id as number);
const needs = (outcome: VisitOutcome) => ({
  ...(['refused', 'vacant', 'unreachable'].includes(outcome) ? { reason: 'as the neighbours say' } : {}),
  ...(outcome === 'appointment' ? { appointmentAt: new Date(PAPER_NOW.getTime() + 86_400_000).toISOString() } : {}),
});
const ago = (minutes: number) => new Date(PAPER_NOW.getTime() - minutes * 60_000).toISOString();

async function post(town: Town, path: string, body: object, person: number): Promise<void> {
  const answer = await town.api.post(path, body, { 'x-work-as': String(person) });
  expect(answer.status, answer.text).toBeLessThan(500);
  if (answer.status < 300) town.stored++;
  else town.refused++;
}

async function act(town: Town, deed: Deed): Promise<void> {
  const { db, worker, boss } = town;
  const rounds: { id: number; code: string; status: string }[] = await db('campaigns').orderBy('id').select('id', 'code', 'status');
  const open = rounds.filter(({ status }) => status === 'open');
  // Mostly what is possible: the doors of an open round, visits that count in one. The last round closes too, and then everything is refused.
  const roundOf = (n: number) => pick(open, n) ?? (rounds[0] as (typeof rounds)[number]);
  const doorsOf = async (n: number) =>
    (
      await db('household_coverage')
        .where({ campaign_id: roundOf(n).id })
        .orderBy('household_id')
        .select('household_id')
    ).map((row) => row.household_id as number);
  const counted = db('visits')
    .whereNull('superseded_at')
    .whereIn(
      'campaign_id',
      open.map(({ id }) => id),
    )
    .orderBy('id')
    .select('id');
  switch (deed.do) {
    case 'visit': {
      const { outcome, minutes } = deed;
      const body = { clientUuid: randomUUID(), householdId: pick(await doorsOf(deed.round), deed.door), campaign: roundOf(deed.round).code, outcome };
      return post(town, '/api/visits', { ...body, visitedAt: ago(minutes), ...needs(outcome) }, worker);
    }
    case 'floor': {
      const doors = await doorsOf(deed.round);
      const floor = [...new Set(Array.from({ length: deed.count }, (_, index) => pick(doors, deed.from + index) as number))];
      const visits = floor.map((householdId) => ({ clientUuid: randomUUID(), householdId }));
      const body = { campaign: roundOf(deed.round).code, outcome: deed.outcome, visitedAt: ago(deed.minutes), visits, ...needs(deed.outcome) };
      return post(town, '/api/visits/bulk', body, worker);
    }
    case 'correct': {
      const door = deed.door === null ? {} : { householdId: pick(await ids(db, 'households'), deed.door) };
      const body = {
        clientUuid: randomUUID(),
        outcome: deed.outcome,
        visitedAt: ago(deed.minutes),
        correctionReason: 'wrong',
        ...needs(deed.outcome),
        ...door,
      };
      return post(town, `/api/visits/${pick(await counted, deed.visit)?.id ?? 1}/correct`, body, worker);
    }
    case 'decide': {
      const waiting = await counted.whereIn('outcome', ['refused', 'vacant', 'unreachable']).whereNull('approved_by').whereNull('rejected_by');
      return post(town, `/api/visits/${pick(waiting, deed.visit)?.id ?? 1}/${deed.approve ? 'approve' : 'reject'}`, { note: 'seen' }, boss);
    }
    case 'switch': {
      if (deed.close !== null) return post(town, `/api/campaigns/${pick(rounds, deed.close)?.code}/close`, {}, boss);
      const code = `r${rounds.length}`;
      const recheck = rounds.length % 2 === 0 ? { recheckOf: { campaign: rounds[0]?.code, states: ['covered', 'tried', 'untried'] } } : {};
      await post(town, '/api/campaigns', { code, name: code, startsOn: '2026-05-01', ...recheck }, boss);
      return post(town, `/api/campaigns/${code}/open`, {}, boss);
    }
    case 'move in': {
      await aHousehold(db, { at: [deed.x, deed.y] });
      await assignPaths(db);
      return;
    }
    case 'redraw':
      return redraw(db, deed.border);
    case 'fold':
      return fold(db);
  }
}

/** Moves the border between the halves of the town, as 梳网清格 does, and assigns everything again. */
async function redraw(db: Knex.Transaction, border: number): Promise<void> {
  const shapes = {
    west: square(0, 0, border, 2),
    east: square(border, 0, 4 - border, 2),
    south: square(0, 0, border, 1),
    north: square(0, 1, border, 1),
  };
  for (const [code, shape] of Object.entries(shapes))
    await db('grids')
      .where({ code })
      .update({ geom: db.raw('st_setsrid(st_geomfromgeojson(?), 4326)', [JSON.stringify(multi(shape))]), geom_m: null });
  await assignPaths(db);
}

const COUNTED: CoverageState[] = ['untried', 'tried', 'appointment', 'covered', 'exempt_pending', 'exempt'];
const short = (figures: CoverageFigures) => ({
  ...Object.fromEntries(COUNTED.map((state) => [state, state === 'exempt_pending' ? figures.exemptPending : figures[state]])),
  frozen: figures.denominators.frozen.count,
  frozenCovered: figures.denominators.frozen.covered,
});

/** Everything that shows coverage says the same, and the same as the knocks themselves. */
async function expectHonest({ api, db }: Town): Promise<void> {
  await fold(db);
  const tally = () =>
    db('grid_tally').where({ subject: 'coverage' }).whereNot({ amount: 0 }).orderBy(['grid_id', 'campaign_id', 'kind', 'measure']).select('*');
  const folded = await tally();
  await db.raw('select recount_tallies()');
  expect(folded).toEqual(await tally());

  for (const { id, code } of await db('campaigns').whereNot({ status: 'planned' }).orderBy('id').select('id', 'code')) {
    const states = await statesFromVisits(db, id);
    const targets: { id: number; path: string; frozen: boolean; state: string }[] = await db('household_coverage as c')
      .join('households as h', 'h.id', 'c.household_id')
      .where('c.campaign_id', id)
      .select('h.id', 'h.path', 'c.frozen', 'c.state');
    expect(new Map(targets.map((target) => [target.id, target.state]))).toEqual(states);
    const shownState = (await api.get(`/api/state/grids?campaign=${code}`)).body;
    for (const grid of GRIDS) {
      const { path, kind } = await db('grids').where({ code: grid }).first('path', 'kind');
      const market =
        kind === 'basic'
          ? []
          : (await db('grid_members as m').join('grids as g', 'g.id', 'm.grid_id').where({ 'm.kind': 'household', 'g.code': grid })).map((m) => m.target_id);
      const inside = targets.filter((target) => (kind === 'basic' ? `${target.path}/`.startsWith(`${path}/`) : market.includes(target.id)));
      const frozen = inside.filter((target) => target.frozen);
      const expected = {
        ...(Object.fromEntries(COUNTED.map((state) => [state, inside.filter((target) => states.get(target.id) === state).length])) as Record<
          CoverageState,
          number
        >),
        frozen: frozen.length,
        frozenCovered: frozen.filter((target) => states.get(target.id) === 'covered').length,
      };
      const uncovered = inside.filter((target) => !['covered', 'exempt'].includes(states.get(target.id) ?? '')).map((target) => target.id);
      const ascending = (list: number[]) => [...list].sort((a, b) => a - b);

      expect(short((await api.get(`/api/grids/${grid}/coverage?campaign=${code}`)).body.own)).toEqual(expected);
      const column = (name: string): number => shownState[name][shownState.code.indexOf(grid)];
      expect([column('total'), column('covered'), column('uncovered'), column('frozen'), column('frozenCovered')]).toEqual([
        inside.length,
        expected.covered,
        uncovered.length,
        frozen.length,
        expected.frozenCovered,
      ]);
      const rows = await allItems(api, `/api/grids/${grid}/uncovered-households?campaign=${code}&limit=7`);
      expect(ascending(rows.map((row) => row.id))).toEqual(ascending(uncovered));
      const csv = (await api.get(`/api/grids/${grid}/uncovered-households?campaign=${code}&f=csv`)).text.trim().split('\r\n').slice(1);
      expect(csv).toHaveLength(uncovered.length);
      const geometry = (await api.get(`/api/grids/${grid}/geometry`)).body.geometry;
      const summary = (await api.post('/api/uncovered-households/summary', { within: geometry, campaign: code })).body;
      expect(short(summary.figures)).toEqual(expected);
    }
  }
}

describe('the same figure everywhere', () => {
  test('after any visits, corrections, decisions, switches of rounds and redrawn grids', async () => {
    const totals = { stored: 0, refused: 0 };
    const Home = fc.tuple(X, Y);
    await fc.assert(
      fc.asyncProperty(fc.array(Home, { minLength: 10, maxLength: 25 }), fc.array(DEED, { minLength: 80, maxLength: 150 }), async (homes, deeds) =>
        onPaper(async (api, db) => {
          const drawn = await drawTown(db);
          await aGrid(db, { code: 'market', parent: drawn.town, kind: 'dedicated', shape: square(1.2, 0.3, 2, 1.4) });
          for (const [index, place] of homes.entries()) await aHousehold(db, { at: place, kind: index % 5 === 0 ? 'enterprise' : 'household' });
          await settle(db);
          await db('campaigns').update({ frozen_at: PAPER_NOW });
          const rules = { exemptShare: 0.2, tooFastSeconds: 60, duplicateMinutes: 10, farFromDoorM: 100, outsideGridM: 30 };
          await db('settings').insert({ key: 'visit_rules', value: JSON.stringify(rules) });
          const worker = await aPerson(db, { role: 'district_command' });
          const boss = await aPerson(db, { role: 'administrator' });
          const town: Town = { api, db, worker, boss, stored: 0, refused: 0 };
          for (const [index, deed] of deeds.entries()) {
            await act(town, deed);
            if (index === Math.floor(deeds.length / 2)) await expectHonest(town);
          }
          await expectHonest(town);
          totals.stored += town.stored;
          totals.refused += town.refused;
        })(),
      ),
      { numRuns: engineName === 'native' ? 12 : 3, seed: 20_261_120, endOnFailure: true },
    );
    // Most of what is tried must be stored, or nothing was tested.
    expect(totals.stored).toBeGreaterThan(2 * totals.refused);
  }, 300_000);
});
