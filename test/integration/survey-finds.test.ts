import { createHash, randomUUID } from 'node:crypto';
import type { Position } from 'geojson';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { anAlley, aPerson, at, settle } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
const as = (person: number) => ({ 'x-work-as': String(person) });

/** A lane of about 93 m in the west half of the town, another in the east, and the worker of the west half. */
async function lanesInTown(db: Knex.Transaction) {
  await drawTown(db);
  const lane = await anAlley(db, {
    line: [
      [0.5, 0.5],
      [1.5, 0.5],
    ],
    name: '槐树巷',
  });
  const east = await anAlley(db, {
    line: [
      [2.5, 0.5],
      [3.5, 0.5],
    ],
    name: '柳树巷',
  });
  await settle(db);
  await db.raw('update alleys set length_m = st_length(geom::geography)');
  await db.raw('select refresh_alley_facts()');
  const worker = await aPerson(db, { gridPaths: ['town/west'], name: 'Worker' });
  return { lane, east, worker };
}
const survey = (more: object = {}) => ({
  clientUuid: randomUUID(),
  checklist: { code: 'five', version: 1 },
  surveyedOn: '2026-06-09',
  items: [
    { code: 'ponding_points', value: 2 },
    { code: 'wall', value: 1 },
  ],
  finds: [
    { item: 'ponding_points', position: at([0.6, 0.5]) },
    // A tap 11 m beside the lane.
    { item: 'ponding_points', position: at([1, 0.6]), note: 'by the gate' },
    { item: 'wall', position: at([1.4, 0.5]) },
  ],
  ...more,
});
const sha256 = () => createHash('sha256').update(randomUUID()).digest('hex');
const photo = async (db: Knex.Transaction, person: number): Promise<number> =>
  (
    await db('photos')
      .insert({
        client_uuid: randomUUID(),
        content_digest: 'x',
        sha256: sha256(),
        width_px: 1,
        height_px: 1,
        bytes: 1,
        taken_by: person,
        created_at: new Date(),
      })
      .returning('id')
  )[0].id;

describe('what a survey found on the line', () => {
  test(
    'lies on the line, belongs to its standard, and goes when a newer survey takes its place',
    onPaper(async (api, db) => {
      const { lane, worker } = await lanesInTown(db);
      const answer = await api.post(`/api/alleys/${lane}/surveys`, survey(), as(worker));
      expect(answer.status, answer.text).toBe(201);
      const water = answer.body.items.find(({ standard }: { standard: string }) => standard === 'water');
      expect(water.finds.map(({ item, note }: { item: string; note: string | null }) => [item, note])).toEqual([
        ['ponding_points', null],
        ['ponding_points', 'by the gate'],
      ]);
      for (const { lat } of water.finds) expect(lat).toBeCloseTo(at([0, 0.5])[1] as number, 7);
      const faults = async () => (await api.get('/api/line-faults')).body.features.map(({ properties }: { properties: { item: string } }) => properties.item);
      expect(await faults()).toEqual(['ponding_points', 'ponding_points', 'wall']);
      expect((await api.get('/api/line-faults?grid=east')).body.features).toEqual([]);
      const later = survey({ surveyedOn: '2026-06-10', items: [{ code: 'ponding_points', value: 0 }], finds: [] });
      expect((await api.post(`/api/alleys/${lane}/surveys`, later, as(worker))).status).toBe(201);
      expect(await faults()).toEqual(['wall']);
      const nobody = (await api.get(`/api/alleys/${lane}/surveys`)).body.items.flatMap(({ finds }: { finds: { note: null }[] }) => finds);
      expect(nobody.map(({ note }: { note: null }) => note)).toEqual([null, null, null]);
    }),
  );

  test(
    'has photos of its own, which a correction may take over',
    onPaper(async (api, db) => {
      const { lane, worker } = await lanesInTown(db);
      const [one, other] = [await photo(db, worker), await photo(db, worker)];
      const items = [{ code: 'wall', value: 1, photoIds: [one] }];
      const body = survey({ items, finds: [{ item: 'wall', position: at([1, 0.5]), photoIds: [other] }] });
      const [scene] = (await api.post(`/api/alleys/${lane}/surveys`, body, as(worker))).body.items;
      expect([scene.items[0].photoIds, scene.finds[0].photoIds]).toEqual([[one], [other]]);
      const correction = survey({
        items: [{ code: 'wall', value: 1, photoIds: [other] }],
        finds: [{ item: 'wall', position: at([1, 0.5]), photoIds: [one] }],
        corrects: body.clientUuid,
        correctionReason: 'the photos were mixed up',
      });
      const corrected = await api.post(`/api/alleys/${lane}/surveys`, correction, as(worker));
      expect(corrected.status, corrected.text).toBe(201);
      expect(corrected.body.items[0].finds[0].photoIds).toEqual([one]);
      const twice = survey({ items: [{ code: 'wall', value: 1, photoIds: [one] }], finds: [{ item: 'wall', position: at([1, 0.5]), photoIds: [one] }] });
      expect((await api.post(`/api/alleys/${lane}/surveys`, twice, as(worker))).status).toBe(400);
    }),
  );

  test(
    'goes with its photos to the half it lies on when the alley is split, and comes back when the halves are joined',
    onPaper(async (api, db) => {
      const { lane, worker } = await lanesInTown(db);
      const planner = await aPerson(db, { role: 'planner' });
      const [ofItem, here, there] = [await photo(db, worker), await photo(db, worker), await photo(db, worker)];
      const body = survey({
        items: [
          { code: 'ponding_points', value: 2, photoIds: [ofItem] },
          { code: 'wall', value: 1 },
        ],
        finds: [
          { item: 'ponding_points', position: at([0.6, 0.5]), photoIds: [here] },
          { item: 'ponding_points', position: at([1.2, 0.5]), note: 'by the gate', photoIds: [there] },
          { item: 'wall', position: at([1.4, 0.5]) },
        ],
      });
      expect((await api.post(`/api/alleys/${lane}/surveys`, body, as(worker))).status).toBe(201);
      const split = await api.post(`/api/alleys/${lane}/split`, { clientUuid: randomUUID(), point: at([1, 0.5]) }, as(planner));
      const second = split.body.items[1].id;
      const copies = (await api.get(`/api/alleys/${second}/surveys`, as(worker))).body.items as {
        standard: string;
        items: { code: string; photoIds: number[] }[];
        finds: { item: string; note: string | null; photoIds: number[] }[];
      }[];
      const water = copies.find(({ standard }) => standard === 'water');
      expect(water?.items.map(({ code, photoIds }) => [code, photoIds])).toEqual([['ponding_points', [ofItem]]]);
      expect(water?.finds.map(({ note, photoIds }) => [note, photoIds])).toEqual([['by the gate', [there]]]);
      const faults = async () =>
        (await api.get('/api/line-faults')).body.features.map(({ properties }: { properties: { alleyId: number; item: string } }) => [
          properties.alleyId,
          properties.item,
        ]);
      expect(await faults()).toEqual([
        [lane, 'ponding_points'],
        [second, 'ponding_points'],
        [second, 'wall'],
      ]);
      await api.post(`/api/alleys/${lane}/join`, { clientUuid: randomUUID(), otherId: second }, as(planner));
      expect(await faults()).toEqual([
        [lane, 'ponding_points'],
        [lane, 'ponding_points'],
        [lane, 'wall'],
      ]);
    }),
  );

  test(
    'is refused, each by its pointer, when it lies elsewhere or contradicts its item',
    onPaper(async (api, db) => {
      const { lane, worker } = await lanesInTown(db);
      const refused = async (more: object) => {
        const { status, body } = await api.post(`/api/alleys/${lane}/surveys`, survey(more), as(worker));
        return [status, ...(body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer)];
      };
      const far: Position = at([1, 0.9]);
      expect(await refused({ finds: [{ item: 'wall', position: far }] })).toEqual([400, '/finds/0/position']);
      expect(await refused({ finds: [{ item: 'lux', position: at([1, 0.5]), value: 3 }] })).toEqual([400, '/finds/0/item']);
      expect(await refused({ items: [{ code: 'wall', value: 0 }], finds: [{ item: 'wall', position: at([1, 0.5]) }] })).toEqual([400, '/finds/0/item']);
      const fewer = { items: [{ code: 'ponding_points', value: 1 }], finds: [0.7, 1.2].map((x) => ({ item: 'ponding_points', position: at([x, 0.5]) })) };
      expect(await refused(fewer)).toEqual([400, '/finds/0/item', '/finds/1/item']);
      const tooMuch = { items: [{ code: 'pci', value: 40 }], finds: [{ item: 'pci', position: at([1, 0.5]), value: 400 }] };
      expect(await refused(tooMuch)).toEqual([400, '/finds/0/value']);
      expect(Number((await db('alley_surveys').count('* as n').first())?.n)).toBe(0);
    }),
  );
});

describe('alleys to survey', () => {
  test(
    'are those of my grids, the nearest first, or the one nobody has seen for longest',
    onPaper(async (api, db) => {
      const { lane, east, worker } = await lanesInTown(db);
      const planner = await aPerson(db, { role: 'planner', gridPaths: ['town/west'] });
      const idsFor = async (person: number, query = '') =>
        (await api.get(`/api/survey-alleys${query}`, as(person))).body.items.map(({ id }: { id: number }) => id);
      expect(await idsFor(worker)).toEqual([lane]);
      expect(await idsFor(planner)).toEqual([lane, east]);
      const [lon, lat] = at([3, 0.5]);
      expect(await idsFor(planner, `?lon=${lon}&lat=${lat}`)).toEqual([east, lane]);
      expect(await idsFor(planner, `?q=${encodeURIComponent('柳')}`)).toEqual([east]);
      await api.post(`/api/alleys/${lane}/surveys`, survey(), as(worker));
      expect(await idsFor(planner)).toEqual([east, lane]);
      const { items, total } = (await api.get('/api/survey-alleys?limit=1', as(planner))).body;
      expect([items.length, total]).toEqual([1, 2]);
      expect(items[0]).toMatchObject({ id: east, surveyedOn: null, components: [], dark: [], distanceM: null });
      expect(items[0].lines[0]).toHaveLength(2);
      expect((await api.get('/api/survey-alleys')).body.type).toBe('/problems/person-required');
      expect((await api.get(`/api/survey-alleys?lon=${lon}`, as(planner))).status).toBe(400);
    }),
  );
});

describe('where it is not known whether it is dark', () => {
  test(
    'is told apart from where it is: lamps nobody has checked, and no lamps at all',
    onPaper(async (api, db) => {
      const { lane } = await lanesInTown(db);
      const lamp = (x: number, status: string) => ({ code: `L${x}`, kind: 'lamp', status, geom: db.raw('st_setsrid(st_makepoint(?, ?), 4326)', at([x, 0.5])) });
      await db('street_components').insert([lamp(0.55, 'working'), lamp(1.4, 'unknown')]);
      const { features } = (await api.get('/api/dark-stretches?grid=west')).body;
      const own = features.filter(({ id }: { id: number }) => id === lane);
      expect(own.map(({ properties }: { properties: { state: string } }) => properties.state)).toEqual(['dark', 'unknown']);
      const detail = (await api.get(`/api/alleys/${lane}`)).body.light;
      expect(own[0].properties.lengthM).toBeCloseTo(detail.darkMaxM, 6);
      expect(own[1].properties.lengthM).toBeCloseTo(detail.darkMaxM - detail.darkMinM, 6);
      // The lamp that may work stands 9 m before the end: 25 m before it and all after it.
      expect(own[1].properties.lengthM).toBeGreaterThan(30);
      await db('street_components').delete();
      const bare = (await api.get('/api/dark-stretches')).body.features;
      expect(bare.map(({ properties }: { properties: { state: string; share: number } }) => [properties.state, properties.share])).toEqual([
        ['unknown', 1],
        ['unknown', 1],
      ]);
    }),
  );
});
