import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ANONYMOUS } from '../../server/db/actor.ts';
import { backup } from '../../server/db/backup.ts';
import { restore } from '../../server/db/restore.ts';
import type { LiveEvent } from '../../server/live/contract.ts';
import { liveRouter } from '../../server/live/routes.ts';
import { serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { type EventStream, openStream } from '../support/event-stream.ts';
import { aDistrict } from '../support/factories.ts';

const database = await testDatabase({ demo: 'none', commits: true });
const folder = mkdtempSync(join(tmpdir(), 'alleygrid-live-restore-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const set = (key: string) => database.withActor(ANONYMOUS, (db) => db('settings').insert({ key, value: '1' }));
const serve = async () => {
  const live = await liveRouter({ withActor: database.withActor });
  const api = await serveApi(database.withActor, { liveRouter: live.router });
  return { listen: (query = '') => openStream(`${api.url}/api/live${query}`), close: () => live.close().then(() => api.close()) };
};
const greeting = ({ type }: LiveEvent) => type === 'hello' || type === 'resync';
const greeted = async (stream: EventStream) => {
  const { event, id } = await stream.next(greeting);
  return { type: event.type, epoch: 'epoch' in event ? event.epoch : '', id };
};

test('a restored backup whose numbers go as far as before is another history: everybody is told to read again', { timeout: 60_000 }, async () => {
  const before = await serve();
  await database.withActor(ANONYMOUS, aDistrict);
  const client = await before.listen();
  await set('early');
  const { id: seen } = await client.next((event) => event.type === 'settings' && event.key === 'early');
  const first = await greeted(client);
  const file = join(folder, 'district.backup');
  await backup(database.pool, database.session.schema, file, new Date('2026-11-20T02:00:00Z'));

  const from = client.received.length;
  await restore(database.pool, database.session.schema, file, { replace: true });
  const { event } = await client.next(({ type }) => type === 'resync', { from, timeoutMs: 15_000 });
  expect(event).not.toMatchObject({ epoch: first.epoch });
  await set('late');
  const late = await client.next((told) => told.type === 'settings' && told.key === 'late');
  expect(late.id).toBeGreaterThan(seen as number);
  client.close();
  await before.close();

  // A server started anew cannot know what its clients were told before: they tell it.
  const after = await serve();
  const stranger = await after.listen(`?after=${seen}&epoch=${first.epoch}`);
  const again = await greeted(stranger);
  expect(again.type).toBe('resync');
  const friend = await after.listen(`?after=${seen}&epoch=${again.epoch}`);
  expect(await greeted(friend)).toMatchObject({ type: 'hello', epoch: again.epoch });
  expect(friend.received.map((message) => message.event)).toContainEqual(expect.objectContaining({ type: 'settings', key: 'late' }));
  stranger.close();
  friend.close();
  await after.close();
});
