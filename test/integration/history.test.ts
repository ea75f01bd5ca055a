import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import type { CoverageFigures } from '../../server/coverage/contract.ts';
import type { HistorySeries } from '../../server/history/contract.ts';
import type { VisitOutcome } from '../../server/visits/contract.ts';
import type { WorkTotal } from '../../server/works/contract.ts';
import { type Api, serveApi } from '../support/api.ts';
import { engineName, testDatabase } from '../support/database.ts';
import { aGrid, anIssue, aPerson, aVisit, aWork, settle, square } from '../support/factories.ts';
import { fold } from '../support/fold.ts';
import { drawTown, PAPER_NOW, paper } from '../support/paper.ts';
import { statesFromVisits } from '../support/visit-states.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
const GRIDS = ['town', 'west', 'east', 'south', 'north', 'market'];
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const dayOf = (ms: number) => new Date(ms + 8 * HOUR_MS).toISOString().slice(0, 10);
/** The end of a day in Shanghai. */
const endOf = (day: string) => Date.parse(`${day}T00:00:00+08:00`) + DAY_MS;

/** Sums of a series for one grid up to a day, by measure; basic grids with everything below them. */
async function sums(db: Knex.Transaction, series: HistorySeries, code: string, day: string, kind?: string): Promise<Record<string, number>> {
  const { id, path, kind: gridKind } = await db('grids').where({ code }).first('id', 'path', 'kind');
  const within: number[] = gridKind === 'basic' ? await db('grids').whereRaw('in_subtree(path, ?)', [path]).where({ kind: 'basic' }).pluck('id') : [id];
  const index = (Date.parse(day) - Date.parse(series.from)) / DAY_MS;
  const found: Record<string, number> = Object.fromEntries(series.measures.map((measure) => [measure, 0]));
  series.gridId.forEach((gridId, row) => {
    if (!within.includes(gridId) || (series.day[row] ?? 0) > index) return;
    if (kind !== undefined && series.kinds[series.kind[row] ?? 0] !== kind) return;
    const measure = series.measures[series.measure[row] ?? 0] ?? '';
    found[measure] = (found[measure] ?? 0) + (series.amount[row] ?? 0);
  });
  return found;
}

function countsOf({ untried, tried, appointment, covered, exemptPending, exempt, denominators }: CoverageFigures) {
  const { all, frozen } = denominators;
  return {
    total: all.count,
    frozen: frozen.count,
    frozen_covered: frozen.covered,
    untried,
    tried,
    appointment,
    covered,
    exempt_pending: exemptPending,
    exempt,
  };
}

type Deed =
  | { do: 'visit'; door: number; who: number; outcome: VisitOutcome; hours: number; wait: number }
  | { do: 'correct'; visit: number; outcome: VisitOutcome; door: number | null; wait: number }
  | { do: 'decide'; visit: number; approve: boolean; wait: number };
const Any = fc.nat(100);
const Wait = fc.integer({ min: 0, max: 20 });
const Outcome = fc.constantFrom<VisitOutcome>('visited', 'nobody_home', 'refused', 'vacant', 'unreachable', 'appointment');
const DEED: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('visit' as const), door: Any, who: Any, outcome: Outcome, hours: fc.integer({ min: 0, max: 60 }), wait: Wait }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('correct' as const), visit: Any, outcome: Outcome, door: fc.option(Any, { freq: 2 }), wait: Wait }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('decide' as const), visit: Any, approve: fc.boolean(), wait: Wait }) },
);
const pick = <T>(items: readonly T[], n: number): T => items[n % items.length] as T;

interface Snapshot {
  day: string;
  figures: Map<string, { own: CoverageFigures; byKind: Record<string, CoverageFigures> }>;
  states: Map<number, string>;
  knocks: number;
}

async function liveNow(api: Api, db: Knex.Transaction, campaign: number, day: string): Promise<Snapshot> {
  await fold(db);
  const figures = new Map();
  for (const grid of GRIDS) figures.set(grid, (await api.get(`/api/grids/${grid}/coverage`)).body);
  const [row] = await db('visits').where({ campaign_id: campaign }).whereNull('superseded_at').count();
  return { day, figures, states: await statesFromVisits(db, campaign), knocks: Number(row?.count) };
}

async function act(api: Api, db: Knex.Transaction, deed: Deed, now: number, people: { doors: number[]; workers: number[]; chief: number }): Promise<boolean> {
  const why = (outcome: VisitOutcome) => (['refused', 'unreachable'].includes(outcome) ? { reason: 'as the neighbours say' } : {});
  const when = (outcome: VisitOutcome) => (outcome === 'appointment' ? { appointmentAt: new Date(now + DAY_MS).toISOString() } : {});
  const at = (hours: number) => new Date(now - hours * HOUR_MS).toISOString();
  if (deed.do === 'visit') {
    const { outcome } = deed;
    const body = {
      clientUuid: randomUUID(),
      householdId: pick(people.doors, deed.door),
      outcome,
      visitedAt: at(deed.hours),
      ...why(outcome),
      ...when(outcome),
    };
    return (await api.post('/api/visits', body, { 'x-work-as': String(pick(people.workers, deed.who)) })).status < 300;
  }
  const ids: number[] = await db('visits').whereNull('superseded_at').whereNotNull('recorded_by').orderBy('id').pluck('id');
  if (ids.length === 0) return false;
  const id = pick(ids, deed.visit);
  if (deed.do === 'decide')
    return (await api.post(`/api/visits/${id}/${deed.approve ? 'approve' : 'reject'}`, { note: 'seen' }, { 'x-work-as': String(people.chief) })).status < 300;
  const { outcome } = deed;
  const door = deed.door === null ? {} : { householdId: pick(people.doors, deed.door) };
  const body = { clientUuid: randomUUID(), outcome, visitedAt: at(1), correctionReason: 'wrong', ...why(outcome), ...when(outcome), ...door };
  return (await api.post(`/api/visits/${id}/correct`, body, { 'x-work-as': String(people.chief) })).status < 300;
}

describe('the past of coverage', () => {
  test('is what the live figures were when each day ended, after any visits, corrections and decisions', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(DEED, { minLength: 12, maxLength: 30 }), (deeds) =>
        database.inTransaction(async (db) => {
          await db('settings').insert([
            { key: 'metric_srid', value: '4547' },
            { key: 'time_zone', value: '"Asia/Shanghai"' },
            // Half of a grid counts at once, so that decisions overrule what counted.
            { key: 'visit_rules', value: JSON.stringify({ exemptShare: 0.5, tooFastSeconds: 0, duplicateMinutes: 0, farFromDoorM: 100, outsideGridM: 30 }) },
          ]);
          let clock = PAPER_NOW.getTime();
          const api = await serveApi(database.withActorOn(db), { now: () => new Date(clock) });
          try {
            const { campaign, homes } = await drawTown(db);
            const market = await aGrid(db, { code: 'market', path: 'market', kind: 'dedicated', shape: square(3, 0, 1, 2) });
            await db('grid_members').insert([homes.shop, homes.e].map((target_id) => ({ grid_id: market.id, kind: 'household', target_id })));
            await settle(db);
            const workers = [await aPerson(db, { gridPaths: ['town'] }), await aPerson(db, { gridPaths: ['town'] })];
            const chief = await aPerson(db, { role: 'community_secretary', gridPaths: ['town'] });
            const people = { doors: Object.values(homes), workers, chief };
            const past: Snapshot[] = [];
            for (const deed of deeds) {
              const next = clock + deed.wait * HOUR_MS;
              if (dayOf(next) !== dayOf(clock)) past.push(await liveNow(api, db, campaign, dayOf(clock)));
              clock = next;
              if (await act(api, db, deed, clock, people)) done++;
            }
            clock = endOf(dayOf(clock)) + HOUR_MS;
            past.push(await liveNow(api, db, campaign, dayOf(clock - DAY_MS)));
            await expectPast(api, db, past);
          } finally {
            await api.close();
          }
        }),
      ),
      { numRuns: engineName === 'native' ? 25 : 8 },
    );
    expect(done).toBeGreaterThan(50);
  }, 120_000);

  test(
    'holds who joined later from the day he joined, and nothing after a round was closed with its result',
    onPaper(async (api, db) => {
      const { campaign, homes } = await drawTown(db);
      await db('campaigns').where({ id: campaign }).update({ frozen_at: '2026-05-02T08:00:00+08:00' });
      await db('household_coverage').where({ household_id: homes.d }).update({ frozen: false, joined_at: '2026-06-03T09:00:00+08:00' });
      await aVisit(db, { household: homes.d, campaign, visitedAt: '2026-06-05T10:00:00+08:00' });
      await settle(db);
      const series = async () => (await api.get('/api/history/series/coverage?level=5')).body as HistorySeries;
      const at = async (day: string) => sums(db, await series(), 'town', day);
      expect(await at('2026-06-02')).toMatchObject({ total: 6, frozen: 6, untried: 1, covered: 3 });
      expect(await at('2026-06-03')).toMatchObject({ total: 7, frozen: 6, untried: 2, covered: 3 });
      expect(await at('2026-06-05')).toMatchObject({ total: 7, frozen: 6, untried: 1, covered: 4, frozen_covered: 3 });
      await db('campaigns').where({ id: campaign }).update({ status: 'closed', closed_at: '2026-06-04T20:00:00+08:00' });
      await db.raw('update history_rewrites set number = number + 1');
      const closed = (await api.get('/api/history/series/coverage?level=5&campaign=round')).body as HistorySeries;
      expect(await sums(db, closed, 'town', '2026-06-08')).toMatchObject({ total: 7, covered: 3 });
    }),
  );

  test(
    'is told at any level, for a part of the district, and kept until the past is rewritten',
    onPaper(async (api, db) => {
      const { campaign, homes, west } = await drawTown(db);
      const read = async (query: string) => (await api.get(`/api/history/series/coverage?${query}`)).body as HistorySeries;
      const coarse = await read('level=2');
      expect(new Set(coarse.gridId).has(west.id)).toBe(true);
      expect(await sums(db, coarse, 'town', '2026-06-09')).toEqual(await sums(db, await read('level=5'), 'town', '2026-06-09'));
      expect(await sums(db, await read('grid=west'), 'town', '2026-06-09')).toMatchObject({ total: 4, covered: 2 });
      expect((await read('from=2026-06-09&to=2026-07-01')).to).toBe('2026-06-10');
      await aVisit(db, { household: homes.d, campaign });
      expect(await sums(db, await read('level=2'), 'town', '2026-06-09')).toMatchObject({ covered: 3 });
      await settle(db);
      expect(await sums(db, await read('level=2'), 'town', '2026-06-09')).toMatchObject({ covered: 4 });
      expect((await api.get('/api/history/series/coverage?grid=nowhere')).status).toBe(404);
      expect((await api.get('/api/history/households')).body.type).toBe('/problems/area-too-large');
    }),
  );
});

async function expectPast(api: Api, db: Knex.Transaction, past: readonly Snapshot[]): Promise<void> {
  const series = (await api.get('/api/history/series/coverage?level=5')).body as HistorySeries;
  const targets = (await api.get('/api/history/households?grid=town')).body;
  for (const { day, figures, states, knocks } of past) {
    for (const grid of GRIDS) {
      const { own, byKind } = figures.get(grid) as { own: CoverageFigures; byKind: Record<string, CoverageFigures> };
      const { visits, ...counts } = await sums(db, series, grid, day);
      expect(counts, `${grid} ${day}`).toEqual(countsOf(own));
      if (grid === 'town') expect(visits, day).toBe(knocks);
      for (const kind of Object.keys(byKind)) expect(await sums(db, series, grid, day, kind)).toMatchObject(countsOf(byKind[kind] as CoverageFigures));
    }
    const index = (Date.parse(day) - Date.parse(targets.from)) / DAY_MS;
    const then = new Map<number, string>();
    targets.step.row.forEach((row: number, step: number) => {
      if (targets.step.day[step] <= index) then.set(targets.id[row], targets.states[targets.step.state[step]]);
    });
    expect(new Map([...then].sort()), day).toEqual(new Map([...states].sort()));
  }
}

describe('the past of issues and works', () => {
  test('is what the live figures were when each day ended', async () => {
    await database.inTransaction(async (db) => {
      await db('settings').insert([
        { key: 'metric_srid', value: '4547' },
        { key: 'time_zone', value: '"Asia/Shanghai"' },
      ]);
      let clock = Date.parse('2026-06-01T10:00:00+08:00');
      const api = await serveApi(database.withActorOn(db), { now: () => new Date(clock) });
      try {
        await drawTown(db);
        const due = (day: string) => `${day}T17:00:00+08:00`;
        const event = (issue_id: number, to_state: string, occurred_at: string) =>
          db('issue_events').insert({ issue_id, action: to_state, to_state, occurred_at });
        const turn = async (id: number, state: string, at: string) => {
          await event(id, state, at);
          await db('issues')
            .where({ id })
            .update({ state, ...(state === 'closed' ? { closed_at: at } : {}), ...(state === 'resolved' ? { resolved_at: at } : {}) });
        };
        const snapshots: { day: string; figures: Record<string, Record<string, number>> }[] = [];
        const issues: number[] = [];
        const days: Record<string, () => Promise<unknown>> = {
          '2026-06-01': async () => {
            issues.push(
              await anIssue(db, { dueAt: due('2026-06-03') }),
              await anIssue(db, { at: [2.5, 0.5], dueAt: due('2026-06-02'), domain: 'lamps' }),
              await anIssue(db),
            );
            for (const id of issues) await event(id, 'reported', '2026-06-01T10:00:00+08:00');
          },
          '2026-06-02': async () => turn(issues[0] as number, 'resolved', '2026-06-02T12:00:00+08:00'),
          '2026-06-03': async () => turn(issues[0] as number, 'closed', '2026-06-03T16:00:00+08:00'),
          '2026-06-04': async () => turn(issues[1] as number, 'scheduled', '2026-06-04T09:00:00+08:00'),
          '2026-06-05': async () => turn(issues[1] as number, 'in_progress', '2026-06-05T09:00:00+08:00'),
          '2026-06-06': async () => undefined,
          '2026-06-09': async () => undefined,
          '2026-06-10': async () => turn(issues[1] as number, 'closed', '2026-06-10T09:00:00+08:00'),
        };
        for (const [day, happen] of Object.entries(days)) {
          clock = endOf(day) - 1;
          await happen();
          await settle(db);
          const figures: Record<string, Record<string, number>> = {};
          for (const grid of ['town', 'south', 'east']) {
            const { total, resolved, byLateness } = (await api.get(`/api/grids/${grid}/issues`)).body;
            figures[grid] = { total, resolved, ...byLateness };
          }
          snapshots.push({ day, figures });
        }
        clock = Date.parse('2026-06-12T10:00:00+08:00');
        const series = (await api.get('/api/history/series/issues?level=5')).body as HistorySeries;
        for (const { day, figures } of snapshots)
          for (const [grid, live] of Object.entries(figures)) expect(await sums(db, series, grid, day), `${grid} ${day}`).toEqual(live);
        expect(new Set(snapshots.flatMap(({ figures }) => Object.entries(figures.east ?? {}).flatMap(([name, count]) => (count > 0 ? [name] : []))))).toEqual(
          new Set(['total', 'in_term', 'overdue', 'overdue_long', 'scheduled']),
        );
        const points = (await api.get('/api/history/issues')).body;
        const steps = points.step.row.flatMap((row: number, step: number) => (row === 1 ? [[points.step.day[step], points.step.lateness[step]]] : []));
        // Days from 1 May, the first of the round; -1 is closed.
        expect(steps.map(([day, lateness]: [number, number]) => [day, points.lateness[lateness] ?? 'closed'])).toEqual([
          [31, 'in_term'],
          [32, 'overdue'],
          [34, 'scheduled'],
          [35, 'overdue'],
          [38, 'overdue_long'],
          [40, 'closed'],
        ]);
      } finally {
        await api.close();
      }
    });
  });

  test(
    'works are what the totals up to a day say, by type, kind and unit',
    onPaper(async (api, db) => {
      await drawTown(db);
      const lamps = await aWork(db, { quantity: 12, qualifier: 'about' });
      const across = {
        type: 'LineString' as const,
        coordinates: [square(1, 0, 2, 1).coordinates[0]?.[0], square(3, 0, 1, 1).coordinates[0]?.[0]] as [number, number][],
      };
      const sewer = await aWork(db, { type: 'sewer', unit: 'm', quantity: 200, geometry: across });
      await aWork(db, { quantity: 5 });
      await db('works').where({ id: lamps }).update({ completed_on: '2026-06-03' });
      await db('works').where({ id: sewer }).update({ as_of: '2026-06-05' });
      await settle(db);
      const series = (await api.get('/api/history/series/works?level=5')).body as HistorySeries;
      expect(await sums(db, series, 'town', '2026-06-02')).toEqual({ count: 1, quantity: 5, about: 0, more_than: 0 });
      for (const grid of ['town', 'west', 'east', 'south'])
        for (const day of ['2026-05-01', '2026-06-02', '2026-06-03', '2026-06-05', '2026-06-09']) {
          const { items } = (await api.get(`/api/grids/${grid}/works?to=${day}`)).body;
          for (const kind of series.kinds) {
            const told = await sums(db, series, grid, day, kind);
            const total = items.find((item: WorkTotal) => `${item.workType.code} ${item.kind} ${item.unit}` === kind);
            expect(told.quantity, `${grid} ${day} ${kind}`).toBeCloseTo(total?.quantity ?? 0, 2);
            expect((told.about ?? 0) > 0).toBe(total?.qualifier === 'about');
          }
        }
      expect((await api.get('/api/history/works')).body.completedOn).toEqual(['2026-06-03', '2026-06-05', null]);
    }),
  );
});

describe('what has changed', () => {
  test(
    'is listed newest first, page by page, within a grid and within one’s own part of the district',
    onPaper(async (api, db) => {
      const { campaign, homes } = await drawTown(db);
      const fresh = '2026-06-09T15:00:00+08:00';
      // Reached before: visited again is no news of coverage.
      await aVisit(db, { household: homes.a, campaign, visitedAt: fresh });
      await aVisit(db, { household: homes.d, campaign, visitedAt: '2026-06-09T16:00:00+08:00' });
      await aVisit(db, { household: homes.shop, campaign, visitedAt: '2026-06-09T17:00:00+08:00', outcome: 'nobody_home' });
      await db('visits')
        .where('visited_at', '>=', '2026-06-09')
        .update({ recorded_at: db.ref('visited_at') });
      await anIssue(db, { reportedAt: '2026-06-09T11:00:00+08:00' });
      await anIssue(db, { at: [2.5, 0.5], reportedAt: '2026-06-01T11:00:00+08:00', dueAt: '2026-06-10T09:00:00+08:00' });
      const lamps = await aWork(db);
      await db('works').where({ id: lamps }).update({ completed_on: '2026-06-09' });
      await settle(db);
      const counts = { issue_opened: 1, issue_overdue: 1, issue_closed: 0, work_completed: 1, covered: 1, visit: 3 };
      const whole = (await api.get('/api/history/changes')).body;
      expect(whole).toMatchObject({ since: '2026-06-09T00:00:00Z', counts, next: null });
      expect(whole.items.map(({ kind }: { kind: string }) => kind)).toEqual([
        'issue_overdue',
        'visit',
        'visit',
        'covered',
        'visit',
        'issue_opened',
        'work_completed',
      ]);
      expect(whole.items[3]).toMatchObject({ id: homes.d, householdId: homes.d, grid: { code: 'north' } });
      const pages: object[] = [];
      for (let cursor = ''; ; ) {
        const page = (await api.get(`/api/history/changes?limit=2${cursor}`)).body;
        pages.push(...page.items);
        if (page.next === null) break;
        cursor = `&cursor=${page.next}`;
      }
      expect(pages).toEqual(whole.items);
      expect((await api.get('/api/history/changes?grid=east&limit=0')).body).toMatchObject({
        items: [],
        counts: { ...counts, issue_opened: 0, covered: 0, visit: 1, work_completed: 0 },
      });
      const worker = await aPerson(db, { gridPaths: ['town/east'] });
      const own = (await api.get('/api/history/changes?kind=visit,covered', { 'x-work-as': String(worker) })).body;
      expect(own.items.map(({ householdId }: { householdId: number }) => householdId)).toEqual([homes.shop]);
      expect((await api.get('/api/history/changes?since=2026-06-09T16:30:00%2B08:00&kind=visit')).body.items).toHaveLength(1);
    }),
  );
});
