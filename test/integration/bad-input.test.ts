import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aPerson } from '../support/factories.ts';
import { drawTown, PAPER_NOW, paper } from '../support/paper.ts';
import { phonePhoto } from '../support/pictures.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
const NOW = PAPER_NOW.toISOString();
const CHINESE = /[\u4e00-\u9fff]/;

describe('a slip of the year', () => {
  test(
    'is refused in knocks and appointments, and nothing is stored',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      const worker = await aPerson(db, { gridPaths: ['town'] });
      const before = (await db('visits').count('* as n').first())?.n;
      const send = (more: object) =>
        api.post(
          '/api/visits',
          { clientUuid: randomUUID(), householdId: homes.d, outcome: 'visited', visitedAt: NOW, ...more },
          { 'x-work-as': String(worker) },
        );
      for (const [more, type, pointer] of [
        [{ visitedAt: '9999-12-31T23:59:59Z' }, 'visit-in-future', '/visitedAt'],
        [{ visitedAt: '1900-01-01T00:00:00Z' }, 'visit-before-round', '/visitedAt'],
        [{ visitedAt: '0000-01-01T00:00:00Z' }, 'visit-before-round', '/visitedAt'],
        [{ outcome: 'appointment', appointmentAt: '9999-01-01T00:00:00Z' }, 'appointment-too-far', '/appointmentAt'],
        [{ outcome: 'appointment', appointmentAt: '1900-01-01T00:00:00Z' }, 'invalid-body', '/appointmentAt'],
      ] as const) {
        const { status, body } = await send(more);
        expect([status, body.type, body.errors?.[0]?.pointer], JSON.stringify(more)).toEqual([400, `/problems/${type}`, pointer]);
      }
      expect((await db('visits').count('* as n').first())?.n).toEqual(before);
      expect((await send({ outcome: 'appointment', appointmentAt: '2026-06-12T11:00:00Z' })).status).toBe(201);
    }),
  );

  test(
    'is refused in a photo’s time and in the days of a round',
    onPaper(async (api, db) => {
      await drawTown(db);
      const command = await aPerson(db, { role: 'district_command' });
      const photo = new Uint8Array(await phonePhoto(40, 30));
      for (const takenAt of ['9999-01-01T00:00:00Z', '1900-01-01T00:00:00Z']) {
        const headers = { 'content-type': 'image/jpeg', 'x-client-uuid': randomUUID(), 'x-taken-at': takenAt, 'x-work-as': String(command) };
        const answer = await fetch(`${api.url}/api/photos`, { method: 'POST', body: photo, headers });
        expect([answer.status, ((await answer.json()) as { type: string }).type], takenAt).toEqual([400, '/problems/photo-time']);
      }
      expect(await db('photos').count('* as n').first()).toEqual({ n: 0 });
      for (const days of [{ startsOn: '1900-01-01' }, { startsOn: '2026-06-10', endsOn: '9999-12-31' }]) {
        const { status, body } = await api.post('/api/campaigns', { code: 'odd', name: 'Odd', ...days }, { 'x-work-as': String(command) });
        expect([status, body.type, body.errors[0].detail], JSON.stringify(days)).toEqual([400, '/problems/invalid-body', 'Write a day between 2000 and 2099.']);
      }
    }),
  );
});

describe('a refusal', () => {
  test(
    'speaks the language that is asked for, and says in which it does',
    onPaper(async (api, db) => {
      await drawTown(db);
      for (const [wish, language] of [
        ['zh-CN', 'zh-CN'],
        ['zh-CN,zh;q=0.9,en;q=0.5', 'zh-CN'],
        ['en-US,zh;q=0.4', 'en'],
        ['*', 'en'],
      ] as const) {
        const { status, body, headers } = await api.get('/api/grids/nowhere', { 'accept-language': wish });
        expect([status, headers.get('content-language'), headers.get('vary')?.includes('Accept-Language')], wish).toEqual([404, language, true]);
        expect([CHINESE.test(body.title), CHINESE.test(body.detail)], wish).toEqual(language === 'en' ? [false, false] : [true, true]);
        expect(body).toMatchObject({ type: '/problems/grid-not-found', code: 'nowhere', retryable: false });
        expect(body.detail).toContain('nowhere');
      }
    }),
  );

  test(
    'of a point that no grid holds names the point',
    onPaper(async (api, db) => {
      await drawTown(db);
      const { status, body } = await api.get('/api/responsibilities/at?lon=10.5&lat=50.25', { 'accept-language': 'zh-CN' });
      expect([status, body.type]).toEqual([404, '/problems/outside-district']);
      expect(body.detail).toContain('10.5, 50.25');
    }),
  );
});

test(
  'the public page of a grid that is none is the page, with the status of what is not there',
  onPaper(async (_api, db) => {
    await drawTown(db);
    const folder = mkdtempSync(join(tmpdir(), 'alleygrid-page-'));
    writeFileSync(join(folder, 'index.html'), '<title>page</title>');
    const api = await serveApi(database.withActorOn(db), { clientFolder: folder });
    for (const [code, status] of [
      ['west', 200],
      ['unknown', 404],
      ['a%00b', 404],
    ] as const) {
      const answer = await api.get(`/g/${code}`);
      expect([code, answer.status, answer.text]).toEqual([code, status, '<title>page</title>']);
    }
    await api.close();
    rmSync(folder, { recursive: true });
  }),
);
