import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Position } from 'geojson';
import type { Knex } from 'knex';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { PhotoFolder } from '../../server/photos/folder.ts';
import { sweepPhotos } from '../../server/photos/sweep.ts';
import { type Api, serveApi } from '../support/api.ts';
import { describeNative, testDatabase } from '../support/database.ts';
import { aDistrict, anAlley, aPerson, settle } from '../support/factories.ts';
import { drawTown, PAPER_NOW } from '../support/paper.ts';
import { movingWebp, phonePhoto, pixelBomb, pngPhoto, webpPhoto } from '../support/pictures.ts';

const database = await testDatabase({ demo: 'none' });
const root = mkdtempSync(join(tmpdir(), 'alleygrid-photos-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

interface Story {
  api: Api;
  db: Knex.Transaction;
  folder: PhotoFolder;
  worker: number;
  other: number;
  homes: Record<string, number>;
}
const story = (tell: (story: Story) => Promise<void>) => () =>
  database.inTransaction(async (db) => {
    await aDistrict(db);
    const { homes } = await drawTown(db);
    const worker = await aPerson(db, { gridPaths: ['town'] });
    const other = await aPerson(db, { gridPaths: ['town'] });
    const folder = new PhotoFolder(join(root, String(++folders)));
    const api = await serveApi(database.withActorOn(db), { now: () => PAPER_NOW, photoDir: folder.root });
    try {
      await tell({ api, db, folder, worker, other, homes });
    } finally {
      await api.close();
    }
  });

const files = (folder: PhotoFolder): string[] =>
  existsSync(folder.root) ? readdirSync(folder.root, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])) : [];
const send = (api: Api, image: Buffer, headers: Record<string, string>, person?: number) =>
  fetch(`${api.url}/api/photos`, {
    method: 'POST',
    body: new Uint8Array(image),
    headers: { 'content-type': 'image/jpeg', 'x-client-uuid': randomUUID(), ...(person === undefined ? {} : { 'x-work-as': String(person) }), ...headers },
  });
const stored = async (api: Api, person: number, image?: Buffer): Promise<number> => {
  const answer = await send(api, image ?? (await phonePhoto(40 + ++folders, 30)), {}, person);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return ((await answer.json()) as { id: number }).id;
};
const fetched = (api: Api, id: number, person?: number, search = '', headers: Record<string, string> = {}) =>
  fetch(`${api.url}/api/photos/${id}${search}`, { headers: { ...(person === undefined ? {} : { 'x-work-as': String(person) }), ...headers } });
const as = (person: number) => ({ 'x-work-as': String(person) });

test(
  'a photo is kept upright, small and without a trace of place, device or profile',
  story(async ({ api, folder, worker }) => {
    const image = await phonePhoto(3000, 1500);
    expect(image.includes('SecretPhone')).toBe(true);
    const answer = await send(
      api,
      Buffer.concat([image, Buffer.from('<script>alert(1)</script>PK\x03\x04')]),
      { 'x-taken-at': '2026-06-10T09:00:00+08:00' },
      worker,
    );
    expect(answer.status).toBe(201);
    const photo = (await answer.json()) as { id: number; bytes: number };
    expect(photo).toMatchObject({ widthPx: 1024, heightPx: 2048, takenAt: '2026-06-10T01:00:00.000Z' });
    const full = await fetched(api, photo.id, worker);
    const bytes = Buffer.from(await full.arrayBuffer());
    expect(bytes.length).toBe(photo.bytes);
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', width: 1024, height: 2048, space: 'srgb' });
    for (const kind of ['exif', 'icc', 'xmp', 'iptc', 'orientation'] as const) expect(metadata[kind], kind).toBeUndefined();
    for (const trace of ['SecretPhone', 'Exif', 'script', 'PK\x03\x04']) expect(bytes.includes(trace), trace).toBe(false);
    const thumb = await sharp(Buffer.from(await (await fetched(api, photo.id, worker, '?size=thumb')).arrayBuffer())).metadata();
    expect(thumb).toMatchObject({ format: 'jpeg', width: 160, height: 320 });
    expect(files(folder)).toHaveLength(2);
  }),
);

test(
  'PNG and WebP are taken as well; what was transparent is white',
  story(async ({ api, worker }) => {
    const id = await stored(api, worker, await phonePhoto());
    expect(id).toBeGreaterThan(0);
    const png = await send(api, await pngPhoto(), { 'content-type': 'image/png' }, worker);
    const { id: pngId } = (await png.json()) as { id: number };
    const { channels } = await sharp(Buffer.from(await (await fetched(api, pngId, worker)).arrayBuffer())).stats();
    expect(channels.map(({ min }) => min)).toEqual([255, 255, 255]);
    expect((await send(api, await webpPhoto(), { 'content-type': 'image/webp' }, worker)).status).toBe(201);
  }),
);

test(
  'is retry-safe: the same content is answered with what is stored, other content or another person is refused',
  story(async ({ api, db, worker, other }) => {
    const [image, uuid] = [await phonePhoto(), { 'x-client-uuid': randomUUID() }];
    const [first, again] = [await send(api, image, uuid, worker), await send(api, image, uuid, worker)];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(await again.json()).toEqual(await first.json());
    for (const [content, person] of [[await phonePhoto(90, 90), worker] as const, [image, other] as const]) {
      const clash = await send(api, content, uuid, person);
      expect([clash.status, ((await clash.json()) as { type: string }).type]).toEqual([409, '/problems/uuid-conflict']);
    }
    expect(await db('photos').count('* as n').first()).toEqual({ n: 1 });
  }),
);

test(
  'what is no single photo of a sensible size is refused by name, and nothing is stored',
  story(async ({ api, db, folder, worker }) => {
    const photo = await phonePhoto();
    const png = await pngPhoto();
    const acTL = Buffer.concat([png.subarray(0, 33), Buffer.from([0, 0, 0, 8]), Buffer.from('acTL'), Buffer.alloc(12), png.subarray(33)]);
    const cases: [string, Buffer, string, number, string, RegExp][] = [
      ['an SVG', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/jpeg', 415, 'photo-type', /SVG.*JPEG, PNG or WebP/],
      ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'image/heic', 415, 'photo-type', /HEIC.*Most Compatible/],
      ['a PNG that says it is JPEG', png, 'image/jpeg', 415, 'photo-type', /image\/png, declared as image\/jpeg/],
      ['JSON', Buffer.from('{"a":1}'), 'application/json', 415, 'photo-type', /JSON.*Send JPEG/],
      ['a GIF', Buffer.from('GIF89a…'), 'image/jpeg', 415, 'photo-type', /GIF/],
      ['two pictures', await movingWebp(), 'image/webp', 415, 'photo-animated', /single photo/],
      ['an animated PNG', acTL, 'image/png', 415, 'photo-animated', /single photo/],
      ['a cut-off photo', photo.subarray(0, photo.length / 2), 'image/jpeg', 422, 'photo-unreadable', /cut off.*again/],
      ['noise behind a JPEG header', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(500, 7)]), 'image/jpeg', 422, 'photo-unreadable', /damaged/],
      ['a pixel bomb', await pixelBomb(), 'image/png', 413, 'photo-pixels', /10000 × 10000.*smaller/],
      ['11 MB', Buffer.concat([photo, Buffer.alloc(11 * 1024 * 1024)]), 'image/jpeg', 413, 'photo-too-large', /10 MB/],
      ['nothing', Buffer.alloc(0), 'image/jpeg', 422, 'photo-unreadable', /again/],
    ];
    for (const [what, image, type, status, slug, detail] of cases) {
      const answer = await send(api, image, { 'content-type': type }, worker);
      const problem = (await answer.json()) as { type: string; detail: string };
      expect([answer.status, problem.type], what).toEqual([status, `/problems/${slug}`]);
      expect(problem.detail, what).toMatch(detail);
    }
    const wrongId = await send(api, photo, { 'x-client-uuid': 'mine' }, worker);
    expect(await wrongId.json()).toMatchObject({ status: 400, errors: [{ pointer: 'x-client-uuid' }] });
    expect(await db('photos').count('* as n').first()).toEqual({ n: 0 });
    expect(files(folder)).toEqual([]);
  }),
);

test(
  'photos are for staff; one that waits for its record only for whoever took it; nobody else keeps them',
  story(async ({ api, folder, worker, other, homes }) => {
    const id = await stored(api, worker);
    const type = async (answer: Response) => ((await answer.json()) as { type: string }).type;
    expect(await type(await send(api, await phonePhoto(), {}))).toBe('/problems/person-required');
    expect(await type(await fetched(api, id))).toBe('/problems/person-required');
    expect(await type(await fetched(api, id, other))).toBe('/problems/photo-of-another');
    expect(await type(await fetched(api, 99_999, worker))).toBe('/problems/photo-not-found');
    await api.post('/api/visits', knock(homes.d, { photoIds: [id] }), as(worker));
    const seen = await fetched(api, id, other);
    expect(Object.fromEntries(['cache-control', 'x-content-type-options', 'content-type', 'vary'].map((name) => [name, seen.headers.get(name)]))).toMatchObject(
      {
        'cache-control': 'private, no-cache',
        'x-content-type-options': 'nosniff',
        'content-type': 'image/jpeg',
        vary: expect.stringContaining('X-Work-As'),
      },
    );
    expect((await fetched(api, id, other, '', { 'if-none-match': seen.headers.get('etag') ?? '', 'cache-control': 'max-age=0' })).status).toBe(304);
    rmSync(folder.root, { recursive: true });
    expect(await type(await fetched(api, id, worker))).toBe('/problems/photo-file-missing');
  }),
);

const knock = (householdId: number | undefined, more: object = {}) => ({
  clientUuid: randomUUID(),
  householdId,
  outcome: 'visited',
  visitedAt: PAPER_NOW.toISOString(),
  ...more,
});

test(
  'a visit shows up to three photos of its worker; none of them twice; corrections take them over',
  story(async ({ api, db, worker, other, homes }) => {
    const [a, b] = [await stored(api, worker), await stored(api, worker)];
    const foreign = await stored(api, other);
    const body = knock(homes.d, { photoIds: [b, a] });
    const first = await api.post('/api/visits', body, as(worker));
    expect(first.body.photoIds).toEqual([b, a]);
    expect((await api.post('/api/visits', body, as(worker))).body).toEqual(first.body);
    const visits = await db('visits').count('* as n').first();
    for (const [photoIds, slug] of [
      [[a], 'photo-in-use'],
      [[foreign], 'photo-of-another'],
      [[99_999], 'photo-not-found'],
      [[a, a], 'invalid-body'],
      [[1, 2, 3, 4], 'invalid-body'],
    ] as const)
      expect((await api.post('/api/visits', knock(homes.b, { photoIds }), as(worker))).body.type).toBe(`/problems/${slug}`);
    expect(await db('visits').count('* as n').first()).toEqual(visits);
    const { householdId: _, ...correction } = knock(homes.d, { photoIds: [a], correctionReason: 'one too many' });
    const corrected = await api.post(`/api/visits/${first.body.id}/correct`, correction, as(worker));
    expect([corrected.status, corrected.body.photoIds]).toEqual([201, [a]]);
    // The one that was let go is free again.
    expect((await api.post('/api/visits', knock(homes.b, { photoIds: [b] }), as(worker))).status).toBe(201);
    const history = (await api.get(`/api/households/${homes.d}/visits`, as(worker))).body.items;
    expect(history.map(({ photoIds }: { photoIds: number[] }) => photoIds)).toEqual([[a], [b, a], ...history.slice(2).map(() => [])]);
  }),
);

test(
  'a survey of an alley shows photos of whoever surveyed, none of another survey; a correction takes them over; all staff see them, nobody reads why',
  story(async ({ api, db, folder, worker, other }) => {
    const line: Position[] = [
      [0.5, 0.5],
      [1.5, 0.5],
    ];
    const lane = await anAlley(db, { line, name: '槐树巷' });
    await settle(db);
    const [a, b, foreign] = [await stored(api, worker), await stored(api, worker), await stored(api, other)];
    const survey = (photoIds: readonly number[], more: object = {}) => ({
      clientUuid: randomUUID(),
      checklist: { code: 'five', version: 1 },
      surveyedOn: '2026-06-09',
      items: [{ code: 'pci', value: 40, photoIds }],
      ...more,
    });
    const post = (body: object, person = worker) => api.post(`/api/alleys/${lane}/surveys`, body, as(person));
    const shown = ({ body }: { body: { items: { items: { photoIds: number[] }[] }[] } }) =>
      body.items.map(({ items }) => items.map(({ photoIds }) => photoIds));
    const body = survey([b, a]);
    const first = await post(body);
    expect([first.status, shown(first)]).toEqual([201, [[[b, a]]]]);
    expect((await post(body)).body).toEqual(first.body);
    for (const [photoIds, slug] of [
      [[a], 'photo-in-use'],
      [[foreign], 'photo-of-another'],
      [[99_999], 'photo-not-found'],
    ] as const)
      expect((await post(survey(photoIds))).body.type).toBe(`/problems/${slug}`);
    expect(await db('alley_surveys').count('* as n').first()).toEqual({ n: 1 });
    expect((await fetched(api, a, other)).status).toBe(200);

    const corrected = await post(survey([a], { corrects: body.clientUuid, correctionReason: 'one too many' }));
    expect([corrected.status, shown(corrected)]).toEqual([201, [[[a]]]]);
    const reasons = async (headers?: Record<string, string>): Promise<string[]> => {
      const { items } = (await api.get(`/api/alleys/${lane}/surveys`, headers)).body;
      return items.map(({ correctionReason }: { correctionReason: string }) => correctionReason).filter((reason: string | null) => reason !== null);
    };
    expect([await reasons(as(worker)), await reasons()]).toEqual([['one too many'], []]);

    // Planners survey as well.
    const planner = await aPerson(db, { role: 'planner', gridPaths: ['town'] });
    expect((await post(survey([await stored(api, planner)]), planner)).status).toBe(201);
    // The one that only a corrected survey shows is free again; none of them is swept.
    expect((await post(survey([b]))).status).toBe(201);
    await db('photos').update({ created_at: new Date(PAPER_NOW.getTime() - 25 * 3_600_000) });
    expect(await sweepPhotos({ withActor: database.withActorOn(db), folder, now: () => PAPER_NOW })).toBe(1);
    expect((await fetched(api, foreign, other)).status).toBe(404);
    expect((await fetched(api, b, other)).status).toBe(200);
  }),
);

test(
  'photos that no record names within a day go, rows and files; an image that another row shares stays',
  story(async ({ api, db, folder, worker, homes }) => {
    const image = await phonePhoto(77, 55);
    const [kept, twin, alone, fresh] = [
      await stored(api, worker, image),
      await stored(api, worker, image),
      await stored(api, worker),
      await stored(api, worker),
    ];
    await api.post('/api/visits', knock(homes.d, { photoIds: [kept] }), as(worker));
    await db('photos')
      .whereNot({ id: fresh })
      .update({ created_at: new Date(PAPER_NOW.getTime() - 25 * 3_600_000) });
    writeFileSync(join(folder.root, 'unfinished', 'left'), '');
    const options = { withActor: database.withActorOn(db), folder, now: () => PAPER_NOW };
    expect(files(folder)).toHaveLength(7);
    expect(await sweepPhotos(options)).toBe(2);
    expect(await db('photos').orderBy('id').pluck('id')).toEqual([kept, fresh]);
    expect(files(folder)).toHaveLength(5);
    expect((await fetched(api, kept, worker)).status).toBe(200);
    for (const gone of [twin, alone]) expect((await fetched(api, gone, worker)).status).toBe(404);
    expect(await sweepPhotos({ ...options, now: () => new Date(Date.now() + 2 * 86_400_000) })).toBe(1);
    expect(files(folder)).toHaveLength(2);
    await db('leases').insert({ name: 'photo-sweep', holder: 'another server', expires_at: new Date(Date.now() + 60_000) });
    await db('photos').insert({
      client_uuid: randomUUID(),
      content_digest: 'x',
      sha256: '0'.repeat(64),
      width_px: 1,
      height_px: 1,
      bytes: 1,
      taken_by: worker,
      swept_at: PAPER_NOW,
    });
    expect(await sweepPhotos(options)).toBe(0);
  }),
);

test(
  'a sweep that was cut off leaves nothing that can be used, the same upload brings the photo back, and a lost thumbnail is made again',
  story(async ({ api, db, folder, worker, homes }) => {
    const [image, uuid] = [await phonePhoto(), { 'x-client-uuid': randomUUID() }];
    const { id } = (await (await send(api, image, uuid, worker)).json()) as { id: number };
    // Marked, and its files half gone: the server was killed.
    await db('photos').update({ swept_at: PAPER_NOW });
    const [name = ''] = readdirSync(folder.root).filter((entry) => entry.length === 2);
    rmSync(join(folder.root, name), { recursive: true });
    expect((await api.post('/api/visits', knock(homes.d, { photoIds: [id] }), as(worker))).body.type).toBe('/problems/photo-not-found');
    const again = await send(api, image, uuid, worker);
    expect(again.status).toBe(201);
    expect((await fetched(api, id, worker)).status).toBe(200);
    rmSync(join(folder.root, name, readdirSync(join(folder.root, name)).find((file) => file.includes('thumb')) ?? ''));
    expect((await fetched(api, id, worker, '?size=thumb')).status).toBe(200);
    expect(readFileSync(join(folder.root, name, readdirSync(join(folder.root, name)).find((file) => file.includes('thumb')) ?? '')).length).toBeGreaterThan(
      100,
    );
  }),
);

describeNative('together', () => {
  test('the same upload ten times at once is one photo; one photo for two visits at once goes to one of them', async () => {
    const { homes, worker } = await database.pool.transaction(async (db) => {
      await db.raw(`select set_config('search_path', ? || ', public', true)`, [database.session.schema]);
      await aDistrict(db);
      const town = await drawTown(db);
      const person = await aPerson(db, { gridPaths: ['town'] });
      await settle(db);
      return { homes: town.homes, worker: person };
    });
    const folder = new PhotoFolder(join(root, 'together'));
    const api = await serveApi(database.withActor, { now: () => PAPER_NOW, photoDir: folder.root });
    const [image, uuid] = [await phonePhoto(), { 'x-client-uuid': randomUUID() }];
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(api, image, uuid, worker)));
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as { id: number }[];
    expect(new Set(bodies.map(({ id }) => id)).size, JSON.stringify(bodies[0])).toBe(1);
    expect(files(folder)).toHaveLength(2);
    const photoIds = [bodies[0]?.id];
    const visits = await Promise.all([homes.b, homes.d, homes.a, homes.c].map((home) => api.post('/api/visits', knock(home, { photoIds }), as(worker))));
    expect(visits.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    await api.close();
  });
});
