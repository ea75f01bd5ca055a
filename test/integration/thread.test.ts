import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { aPerson, aVisit, settle } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const empty = await testDatabase({ demo: 'none' });
const onPaper = paper(empty);
const as = (person: number) => ({ 'x-work-as': String(person) });

async function insert(db: Knex.Transaction, table: string, row: Record<string, unknown>): Promise<number> {
  return (await db(table).insert(row).returning('id'))[0].id;
}
async function anIssue(db: Knex.Transaction, wish: { household?: number; visit?: number; duplicateOf?: number; on: string }): Promise<number> {
  return insert(db, 'issues', {
    code: randomUUID(),
    title: '路灯不亮',
    domain: 'living_environment',
    household_id: wish.household ?? null,
    visit_id: wish.visit ?? null,
    duplicate_of_id: wish.duplicateOf ?? null,
    reported_at: `${wish.on}T02:00:00Z`,
  });
}

/** Two doors, one of them visited, tell of a lamp; a third report is of nobody's door. The lamp is put up, and one door is visited again. */
async function lamp(db: Knex.Transaction) {
  const { homes, campaign } = await drawTown(db);
  const worker = await aPerson(db, { role: 'grid_worker', gridPaths: ['town'] });
  const visit = await aVisit(db, { household: homes.c, campaign, visitedAt: '2026-06-01T02:00:00Z' });
  const issue = await anIssue(db, { household: homes.c, visit, on: '2026-06-01' });
  const duplicate = await anIssue(db, { household: homes.d, duplicateOf: issue, on: '2026-06-02' });
  const nobodys = await anIssue(db, { on: '2026-06-02' });
  await db('work_types')
    .insert({ code: 'lamp_install', name: '安装路灯', name_en: 'Lamps', unit: '盏', dimension: 'count', family: 'light', sort_order: 1 })
    .onConflict('code')
    .ignore();
  const work = await insert(db, 'works', { code: 'W-1', work_type: 'lamp_install', name: '安装路灯', quantity: 1, phase: 'done', completed_on: '2026-06-05' });
  await db('work_asks').insert([
    { work_id: work, issue_id: issue },
    { work_id: work, issue_id: nobodys },
  ]);
  // On the very day: nobody can tell whether it shone already.
  await aVisit(db, { household: homes.c, campaign, visitedAt: '2026-06-05T03:00:00Z' });
  const revisit = await aVisit(db, { household: homes.c, campaign, visitedAt: '2026-06-08T02:00:00Z' });
  await settle(db);
  return { homes, worker, visit, issue, duplicate, nobodys, work, revisit };
}

describe('visit, issue, work, revisit', () => {
  test(
    'of a lamp: how many households asked for it, what they reported, and the visit after it shone',
    onPaper(async (api, db) => {
      const { homes, worker, visit, issue, duplicate, nobodys, work, revisit } = await lamp(db);
      const { body } = await api.get(`/api/threads/work/${work}`, as(worker));
      expect([body.households, body.issues, body.more]).toEqual([2, 3, 0]);
      expect(body.steps.map(({ kind, id, on }: { kind: string; id: number; on: string }) => [kind, id, on])).toEqual([
        ['visit', visit, '2026-06-01'],
        ['issue', issue, '2026-06-01'],
        ['issue', duplicate, '2026-06-02'],
        ['issue', nobodys, '2026-06-02'],
        ['work', work, '2026-06-05'],
        ['revisit', revisit, '2026-06-08'],
      ]);
      expect(body.steps[0].household.id).toBe(homes.c);
      const card = (await api.get(`/api/works/${work}`)).body;
      expect([card.askedHouseholds, card.askedIssues]).toEqual([body.households, body.issues]);
    }),
  );

  test(
    'leads both ways: each member shows the same chain, a duplicate too',
    onPaper(async (api, db) => {
      const { worker, visit, issue, duplicate, work, revisit } = await lamp(db);
      for (const [kind, id] of [
        ['visit', visit],
        ['issue', issue],
        ['issue', duplicate],
      ] as const) {
        const { steps } = (await api.get(`/api/threads/${kind}/${id}`, as(worker))).body;
        expect(steps.map((step: { id: number }) => step.id)).toEqual([visit, issue, duplicate, work, revisit]);
      }
      const lonely = (await api.get(`/api/threads/visit/${revisit}`, as(worker))).body;
      expect(lonely.steps.map(({ kind }: { kind: string }) => kind)).toEqual(['visit']);
    }),
  );

  test(
    'tells nobody which door it was, nor what came of a visit',
    onPaper(async (api, db) => {
      const { work } = await lamp(db);
      const { text, body } = await api.get(`/api/threads/work/${work}`);
      expect(body.households).toBe(2);
      for (const step of body.steps) {
        expect(step.household).toBeNull();
        if (step.kind === 'visit' || step.kind === 'revisit') expect([step.id, step.state]).toEqual([null, null]);
      }
      expect(text).not.toContain('address');
    }),
  );

  test(
    'of what is not there is not found',
    onPaper(async (api) => {
      const types = await Promise.all(['visit', 'issue', 'work'].map(async (kind) => (await api.get(`/api/threads/${kind}/999999`)).body.type));
      expect(types).toEqual(['/problems/visit-not-found', '/problems/issue-not-found', '/problems/not-found']);
      expect((await api.get('/api/threads/house/1')).status).toBe(400);
    }),
  );
});
