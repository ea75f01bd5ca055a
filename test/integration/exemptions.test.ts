import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aPerson } from '../support/factories.ts';
import { drawTown, PAPER_NOW, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
const as = (person: number) => ({ 'x-work-as': String(person) });
const minutesAgo = (minutes: number) => new Date(PAPER_NOW.getTime() - minutes * 60_000).toISOString();

/** The town with three doors at which an exemption waits: two in the west, one in the east. */
async function waitingTown(db: Knex.Transaction, api: Api) {
  const town = await drawTown(db);
  const worker = await aPerson(db, { gridPaths: ['town'] });
  const secretary = await aPerson(db, { role: 'community_secretary', gridPaths: ['town/west'] });
  const command = await aPerson(db, { role: 'district_command' });
  const refuse = async (householdId: number, minutes: number, by: number, outcome = 'refused') => {
    const body = { clientUuid: randomUUID(), householdId, outcome, visitedAt: minutesAgo(minutes), reason: `since ${minutes}` };
    const answer = await api.post('/api/visits', body, as(by));
    expect(answer.status, answer.text).toBe(201);
    return answer.body.id as number;
  };
  const { b, d, shop } = town.homes;
  return {
    ...town,
    worker,
    secretary,
    command,
    refuse,
    visits: { b: await refuse(b, 30, worker), d: await refuse(d, 20, secretary), shop: await refuse(shop, 10, worker) },
  };
}

describe('what waits for approval', () => {
  test(
    'is listed for those who may decide, in their grids, with the share of each grid',
    onPaper(async (api, db) => {
      const { visits, secretary, command } = await waitingTown(db, api);
      const all = await api.get('/api/exemptions', as(command));
      expect(all.body.items.map(({ visitId }: { visitId: number }) => visitId).sort()).toEqual(Object.values(visits).sort());
      const own = await api.get('/api/exemptions', as(secretary));
      expect(own.body).toMatchObject({ exemptShare: 0.02, next: null, campaign: { code: 'round' } });
      const byVisit = new Map(own.body.items.map((item: { visitId: number }) => [item.visitId, item]));
      expect([...byVisit.keys()].sort()).toEqual([visits.b, visits.d].sort());
      expect(byVisit.get(visits.b)).toMatchObject({
        outcome: 'refused',
        reason: 'since 30',
        recordedByRole: 'grid_worker',
        isOwn: false,
        gridPath: 'town/west/south',
      });
      expect(byVisit.get(visits.d)).toMatchObject({ recordedByRole: 'community_secretary', isOwn: true, gridPath: 'town/west/north' });
      expect(own.body.grids).toEqual([
        { path: 'town/west/north', code: 'north', name: expect.any(String), parentName: expect.any(String), total: 2, exempted: 1 },
        { path: 'town/west/south', code: 'south', name: expect.any(String), parentName: expect.any(String), total: 2, exempted: 1 },
      ]);
    }),
  );

  test(
    'is nobody else’s to read',
    onPaper(async (api, db) => {
      const { worker } = await waitingTown(db, api);
      expect((await api.get('/api/exemptions')).body.type).toBe('/problems/person-required');
      expect((await api.get('/api/exemptions', as(worker))).body.type).toBe('/problems/role-not-allowed');
    }),
  );

  test(
    'stands once for a door, by the visit that asks last, and is gone when it is decided or the door is reached',
    onPaper(async (api, db) => {
      const { visits, homes, worker, command, refuse } = await waitingTown(db, api);
      const waiting = async () =>
        (await api.get('/api/exemptions', as(command))).body.items.map(({ householdId, visitId }: { householdId: number; visitId: number }) => [
          householdId,
          visitId,
        ]);
      const again = await refuse(homes.b, 5, worker, 'vacant');
      const notHome = { clientUuid: randomUUID(), householdId: homes.b, outcome: 'nobody_home', visitedAt: minutesAgo(1) };
      expect((await api.post('/api/visits', notHome, as(worker))).body.state).toBe('exempt_pending');
      const pairs = await waiting();
      expect(pairs).toHaveLength(3);
      expect(pairs).toContainEqual([homes.b, again]);
      expect((await api.post(`/api/visits/${again}/approve`, {}, as(command))).body.state).toBe('exempt');
      expect((await api.post(`/api/visits/${visits.d}/reject`, { note: 'lives there' }, as(command))).body.state).toBe('tried');
      expect(await waiting()).toEqual([[homes.shop, visits.shop]]);
      const reached = { clientUuid: randomUUID(), householdId: homes.shop, outcome: 'visited', visitedAt: minutesAgo(0) };
      expect((await api.post('/api/visits', reached, as(worker))).status).toBe(201);
      expect(await waiting()).toEqual([]);
    }),
  );

  test(
    'comes in pages without a gap',
    onPaper(async (api, db) => {
      const { visits, command } = await waitingTown(db, api);
      const seen: number[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const { body } = await api.get(`/api/exemptions?limit=1${next === '' ? '' : `&cursor=${next}`}`, as(command));
        seen.push(...body.items.map(({ visitId }: { visitId: number }) => visitId));
        next = body.next;
      }
      expect(seen.sort()).toEqual(Object.values(visits).sort());
    }),
  );
});
