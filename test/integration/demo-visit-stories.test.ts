import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateDistrict } from '../../geodata/demo/generate.ts';
import { buildVisitStories } from '../../geodata/demo/visit-stories.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { loadVisitStories } from '../../server/demo/load-visit-stories.ts';
import { PhotoFolder } from '../../server/photos/folder.ts';
import { serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { fold } from '../support/fold.ts';

const database = await testDatabase({ demo: 'none' });
const NOW = new Date('2026-11-20T07:42:08Z');
const demo = generateDistrict({ seed: 5, size: 'S', now: NOW });
const stories = buildVisitStories(demo);

test('the stories of a district change no state, and every page that asks for them finds them', { timeout: 120_000 }, () =>
  database.inTransaction(async (db) => {
    const root = mkdtempSync(join(tmpdir(), 'alleygrid-stories-'));
    await loadDemo(db, demo);
    const states = () =>
      db('household_coverage').whereIn('campaign_id', [1, 2]).orderBy(['campaign_id', 'household_id']).select('campaign_id', 'household_id', 'state');
    const before = await states();
    await loadVisitStories(db, demo, new PhotoFolder(root));
    expect(await states()).toEqual(before);
    await fold(db);
    const tallies = () => db('grid_tally').where('amount', '<>', 0).orderBy(['grid_id', 'subject', 'campaign_id', 'kind', 'measure']).select();
    const folded = await tallies();
    await db.raw('select recount_tallies()');
    expect(await tallies()).toEqual(folded);

    // What the generator calls doubtful is what the rule of the database calls doubtful of the same knock.
    const { rows } = await db.raw(
      `select v.id, v.flags, visit_doubts(v.campaign_id, v.household_id, null, v.outcome, v.visited_at, v.position, v.accuracy_m, v.id,
         (select value from (select '{"exemptShare":0.02,"tooFastSeconds":60,"duplicateMinutes":10,"farFromDoorM":100,"outsideGridM":30}'::jsonb as value) r)) as ruled
       from visits v where v.position is not null`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { id, flags, ruled } of rows) {
      const placed = (list: string[]) => list.filter((flag) => flag === 'outside_grid' || flag === 'far_from_door').sort();
      expect({ id, flags: placed(flags) }).toEqual({ id, flags: placed(ruled) });
    }

    const api = await serveApi(database.withActorOn(db), { now: () => NOW, photoDir: root });
    const command = { 'x-work-as': String(demo.people.find(({ role }) => role === 'district_command')?.id) };
    const rounds = (await api.get('/api/campaigns')).body.items;
    expect(rounds.map(({ kind, status }: { kind: string; status: string }) => `${kind} ${status}`).sort()).toEqual([
      'recheck closed',
      'round closed',
      'round open',
    ]);
    const open = rounds.find(({ status }: { status: string }) => status === 'open').code;
    expect((await api.get(`/api/campaigns/${open}`, command)).body.checklist.questions).toHaveLength(9);
    const result = (await api.get(`/api/campaigns/${stories.recheck.code}/result`)).body;
    const whole = result.rows.find(({ grid }: { grid: { level: number } }) => grid.level === 1).figures;
    expect(whole.denominators.all.count).toBeGreaterThan(10);
    expect(whole.denominators.all.rate).toBeGreaterThan(0.7);
    const district = demo.grids[0]?.code as string;
    const doubts = (await api.get(`/api/grids/${district}/doubtful?campaign=${open}`, command)).body.own;
    expect(doubts.doubtful.count).toBe(stories.details.filter(({ flags }) => flags.length > 0).length + stories.duplicates.length);
    const waiting = (await api.get(`/api/exemptions?campaign=${open}&limit=1000`, command)).body.items;
    expect(waiting.length).toBeGreaterThan(0);
    for (const { reason } of waiting) expect(reason).toBeTypeOf('string');
    const photos: { id: number }[] = await db('photos').select('id');
    expect(photos).toHaveLength(stories.photos.length);
    for (const { id } of photos) expect((await api.get(`/api/photos/${id}?size=thumb`, command)).status).toBe(200);
    await api.close();
    rmSync(root, { recursive: true });
  }),
);
