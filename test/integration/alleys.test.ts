import { randomUUID } from 'node:crypto';
import type { Position } from 'geojson';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { allItems, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aHousehold, anAlley, aPerson, at, settle } from '../support/factories.ts';
import { drawTown, PAPER_NOW, paper } from '../support/paper.ts';

const empty = await testDatabase({ demo: 'none' });
const demo = await testDatabase({ demo: 'S' });
const onPaper = paper(empty);
const as = (person: number) => ({ 'x-work-as': String(person) });
const facts = (db: Knex.Transaction) => db.raw('select refresh_alley_facts()');

/** A test body over the small demo district, rolled back afterwards. */
const inDemo = (fn: (api: Awaited<ReturnType<typeof serveApi>>, db: Knex.Transaction) => Promise<void>) => (): Promise<void> =>
  demo.inTransaction(async (db) => {
    const api = await serveApi(demo.withActorOn(db), { now: () => PAPER_NOW });
    try {
      await fn(api, db);
    } finally {
      await api.close();
    }
  });

async function townWithLanes(db: Knex.Transaction, lanes: { line: Position[]; name?: string }[]) {
  const town = await drawTown(db);
  const ids: number[] = [];
  for (const lane of lanes) ids.push(await anAlley(db, lane));
  await db.raw('update alleys set width_m = 4, length_m = st_length(geom::geography)');
  await settle(db);
  await facts(db);
  return { ...town, ids, planner: await aPerson(db, { role: 'planner', gridPaths: ['town'] }) };
}

describe('the register', () => {
  test(
    'of the demo: grids hold every metre of an alley once, at every level, to the millimetre',
    inDemo(async (api, db) => {
      const { rows } = await db.raw(
        `select count(*)::integer as alleys, max(abs(a.length_m - s.metres)) as off_m
         from alleys a join (select alley_id, sum(length_m) as metres from alley_grids group by alley_id) s on s.alley_id = a.id`,
      );
      expect(rows[0].alleys).toBeGreaterThan(20);
      expect(rows[0].off_m).toBeLessThan(0.001);
      for (const level of [1, 2, 3, 4]) {
        const sums = await db.raw(
          `select sum(s.length_m) as by_grid, (select sum(length_m) from alleys) as whole
           from grids g join alley_grids s on in_subtree(s.path, g.path) where g.level = ? and g.kind = 'basic' and g.valid_to is null`,
          [level],
        );
        expect(Math.abs(sums.rows[0].by_grid - sums.rows[0].whole)).toBeLessThan(0.01);
      }
      const { items } = (await api.get('/api/alleys?limit=5')).body;
      for (const { areaM2, lengthM, widthM, grid } of items) {
        expect(areaM2 / lengthM).toBeCloseTo(widthM, 4);
        expect(grid.level).toBe(5);
      }
    }),
  );

  test(
    'of the demo: pieces between junctions add up to the alley',
    inDemo(async (_api, db) => {
      const { rows } = await db.raw(
        `select a.id, a.length_m, count(*)::integer as pieces, sum(s.length_m) as metres, min(s.length_m) as least
         from alleys a join alley_segments(array(select id from alleys)) s on s.alley_id = a.id group by a.id`,
      );
      expect(rows.length).toBe(Number((await db('alleys').count('* as n').first())?.n));
      for (const { length_m, metres, least } of rows) {
        expect(Math.abs(metres - length_m)).toBeLessThan(0.001);
        expect(least).toBeGreaterThan(0);
      }
      expect(rows.some(({ pieces }: { pieces: number }) => pieces > 1)).toBe(true);
    }),
  );

  test(
    'of the demo: every order pages through every alley once, the unknown last both ways',
    inDemo(async (api, db) => {
      await db.raw('update alleys set width_m = null where id % 7 = 0');
      const all = Number((await db('alleys').count('* as n').first())?.n);
      for (const sort of ['code', 'name', 'length', 'width', 'area', 'served', 'fails', 'surveyed', 'dark', 'overhead', 'spaces', 'need.road'])
        for (const order of ['asc', 'desc']) {
          const items = await allItems(api, `/api/alleys?sort=${sort}&order=${order}&limit=13`);
          expect(new Set(items.map(({ id }) => id)).size).toBe(all);
          expect(items).toHaveLength(all);
          if (sort !== 'width') continue;
          const widths = items.map((item) => (item as unknown as { widthM: number | null }).widthM);
          const known = widths.filter((width) => width !== null);
          expect(known).toEqual(known.toSorted((a, b) => (order === 'asc' ? a - b : b - a)));
          expect(widths.slice(known.length).every((width) => width === null)).toBe(true);
        }
    }),
  );

  test(
    'of the demo: filters, list, state layer and files count the same alleys',
    inDemo(async (api) => {
      const failing = (await allItems(api, '/api/alleys?fails=road')) as unknown as { id: number; conditions: { road: string } }[];
      expect(failing.length).toBeGreaterThan(0);
      expect(failing.every(({ conditions }) => conditions.road === 'fails')).toBe(true);
      const state = (await api.get('/api/state/alleys')).body;
      const inState = (standard: string, condition: string) => state.id.filter((_: number, index: number) => state[standard][index] === condition);
      expect(failing.map(({ id }) => id).sort()).toEqual(inState('road', 'fails').sort());
      const unknown = await allItems(api, '/api/alleys?unknown=line,scene');
      expect(unknown.length).toBe(inState('line', 'unknown').filter((id: number) => inState('scene', 'unknown').includes(id)).length);
      const csv = await api.get('/api/alleys?fails=road&f=csv');
      expect(csv.text.trim().split('\r\n')).toHaveLength(failing.length + 1);
      const geojson = JSON.parse((await api.get('/api/alleys?fails=road', { accept: 'application/geo+json' })).text);
      expect(geojson.features.map(({ id }: { id: number }) => id).sort()).toEqual(failing.map(({ id }) => id).sort());
      expect(geojson.features[0].geometry.type).toBe('MultiLineString');
      const [least] = (await api.get('/api/alleys?sort=served&order=desc&limit=1')).body.items;
      expect((await allItems(api, `/api/alleys?served_min=${least.servedHouseholds}`)).length).toBeGreaterThan(0);
      expect((await allItems(api, `/api/alleys?served_min=${least.servedHouseholds + 1}`)).length).toBe(0);
    }),
  );

  test(
    'refuses what it cannot read, by name',
    onPaper(async (api) => {
      for (const query of ['fails=paving', 'sort=beauty', 'order=up', 'served_min=-1', 'min_width=wide', 'colour=red', 'grid=nowhere'])
        expect([400, 404]).toContain((await api.get(`/api/alleys?${query}`)).status);
      const { next } = (await api.get('/api/alleys?limit=1')).body;
      expect(next).toBeNull();
      expect((await api.get('/api/alleys?cursor=xxxxxxxxxxxxxxx')).body.type).toBe('/problems/invalid-cursor');
    }),
  );
});

describe('homes an alley serves', () => {
  test(
    'are those within 50 m of it, and of a lane that is reached only through it',
    onPaper(async (api, db) => {
      // A step is 93 m to the east and 111 to the north: of the town's own homes c and d stand 46 m beside the pocket, the others too far from all.
      const { ids } = await townWithLanes(db, [
        {
          line: [
            [0.1, 1],
            [1.9, 1],
          ],
        },
        {
          line: [
            [1, 1],
            [1, 1.8],
          ],
        },
      ]);
      const [main, pocket] = ids;
      const road = { type: 'LineString', coordinates: [at([0.1, 0.2]), at([0.1, 1.8])] };
      await db('base_features').insert({
        layer: 'roads',
        class: 'c',
        width_m: 6,
        geom: db.raw('st_setsrid(st_geomfromgeojson(?), 4326)', [JSON.stringify(road)]),
      });
      for (const place of [
        [0.3, 1.4],
        [0.3, 0.56],
        [1.35, 1.7],
        [1, 1.9],
      ] as const)
        await aHousehold(db, { at: [...place] });
      await aHousehold(db, { at: [0.3, 1.2], kind: 'enterprise' });
      await settle(db);
      await facts(db);
      const served = async (id: number | undefined) => (await api.get(`/api/alleys/${id}`)).body.servedHouseholds;
      // Two by the main lane, and the four of the pocket, which opens onto nothing else.
      expect([await served(pocket), await served(main)]).toEqual([4, 6]);
      // A second way out: the pocket's homes are not the main lane's any more.
      await anAlley(db, {
        line: [
          [1, 1.8],
          [1.9, 1.8],
        ],
      });
      await facts(db);
      expect(await served(main)).toBe(2);
    }),
  );
});

describe('changing the line of an alley', () => {
  const edit = (more: object) => ({ clientUuid: randomUUID(), ...more });

  test(
    'a split keeps every metre, every survey and every need, and takes issues to the half they lie at',
    onPaper(async (api, db) => {
      const { ids, planner } = await townWithLanes(db, [
        {
          line: [
            [0.1, 0.5],
            [3.9, 0.5],
          ],
          name: '槐树巷',
        },
      ]);
      const [lane = 0] = ids;
      await db('alley_surveys').insert({ alley_id: lane, standard: 'road', need: 60, meets: false, surveyed_on: '2026-03-01' });
      const [{ id: issue }] = await db('issues')
        .insert({
          code: 'far',
          title: 'x',
          domain: 'living_environment',
          reported_at: '2026-06-01T10:00:00+08:00',
          alley_id: lane,
          geom: db.raw('st_setsrid(st_makepoint(?, ?), 4326)', at([3.5, 0.5])),
          point_m: db.raw('st_transform(st_setsrid(st_makepoint(?, ?), 4326), 4547)', at([3.5, 0.5])),
        })
        .returning('id');
      const before = (await api.get(`/api/alleys/${lane}`)).body;
      const body = edit({ point: at([1, 0.5]), reason: 'two names' });
      const answer = await api.post(`/api/alleys/${lane}/split`, body, as(planner));
      expect(answer.status, answer.text).toBe(201);
      const [first, second] = answer.body.items;
      expect(first.id).toBe(lane);
      expect(first.lengthM + second.lengthM).toBeCloseTo(before.lengthM, 3);
      expect([first.needs.road, second.needs.road]).toEqual([before.needs.road, before.needs.road]);
      expect([first.name, second.name, second.code]).toEqual([before.name, before.name, `${before.code}-2`]);
      for (const half of [first, second]) {
        const shares = half.grids as { lengthM: number; share: number }[];
        expect(shares.reduce((sum, { lengthM }) => sum + lengthM, 0)).toBeCloseTo(half.lengthM, 3);
      }
      expect((await db('issues').where({ id: issue }).first()).alley_id).toBe(second.id);
      const again = await api.post(`/api/alleys/${lane}/split`, body, as(planner));
      expect([again.status, again.body.items.map(({ id }: { id: number }) => id)]).toEqual([200, [lane, second.id]]);
      expect(Number((await db('alleys').count('* as n').first())?.n)).toBe(2);
      const [revision] = (await api.get(`/api/alleys/${lane}/revisions`)).body.items;
      expect(revision).toMatchObject({ action: 'split', relatedId: second.id, reason: 'two names', personName: null });
      expect(revision.lengthM).toBeCloseTo(before.lengthM, 3);
    }),
  );

  test(
    'works keep the stretch they lie on, measured along the line there is after a split and a join',
    onPaper(async (api, db) => {
      const { ids, planner } = await townWithLanes(db, [
        {
          line: [
            [0.1, 0.5],
            [3.9, 0.5],
          ],
        },
      ]);
      const [lane = 0] = ids;
      const length = (await api.get(`/api/alleys/${lane}`)).body.lengthM;
      const cut = (length * 0.9) / 3.8;
      const stretches: [number, number][] = [
        [10, 30],
        [cut + 5, cut + 45],
        [cut - 30, cut + 10],
      ];
      const works: number[] = [];
      for (const [alleyFromM, alleyToM] of stretches) {
        const work = { clientUuid: randomUUID(), workType: 'lamp_install', phase: 'planned', alleyId: lane, alleyFromM, alleyToM };
        const { status, body, text } = await api.post('/api/works', work, as(planner));
        expect(status, text).toBe(201);
        works.push(body.id);
      }
      const { body } = await api.post(`/api/alleys/${lane}/split`, edit({ point: at([1, 0.5]) }), as(planner));
      const [first, second] = body.items;
      const now = () => Promise.all(works.map(async (id) => (await api.get(`/api/works/${id}`)).body));
      const places = (await now()).map(({ alleyId, alleyFromM, alleyToM }) => [alleyId, Math.round(alleyFromM), Math.round(alleyToM)]);
      expect(places).toEqual([
        [lane, 10, 30],
        [second.id, 5, 45],
        // Most of it lies before the cut; on this alley it ends where the alley does.
        [lane, Math.round(first.lengthM - 30), Math.round(first.lengthM)],
      ]);
      const joined = await api.post(`/api/alleys/${lane}/join`, edit({ otherId: second.id }), as(planner));
      expect(joined.status, joined.text).toBe(201);
      const whole = await now();
      whole.forEach(({ alleyId, alleyFromM, alleyToM }, index) => {
        const [from = 0, to = 0] = stretches[index] ?? [];
        // The merged line may run the other way.
        const turned = Math.abs(alleyFromM - from) > 1;
        expect([alleyId, alleyFromM, alleyToM].map(Math.round)).toEqual([lane, ...(turned ? [length - to, length - from] : [from, to])].map(Math.round));
      });
    }),
  );

  test(
    'a split touches the tiles of these alleys only',
    onPaper(async (api, db) => {
      const { ids, planner } = await townWithLanes(db, [
        {
          line: [
            [0.1, 0.5],
            [3.9, 0.5],
          ],
        },
        {
          line: [
            [0.1, 1.5],
            [3.9, 1.5],
          ],
        },
      ]);
      const { body } = await api.post(`/api/alleys/${ids[0]}/split`, edit({ point: at([1, 0.5]) }), as(planner));
      const changed = await db('layer_changes').where({ layer: 'alleys' }).orderBy('feature_id').select('feature_id');
      expect(changed.map(({ feature_id }: { feature_id: number }) => feature_id)).toEqual(body.items.map(({ id }: { id: number }) => id));
    }),
  );

  test(
    'a join takes everything that named the other alley, and the other stays in the history',
    onPaper(async (api, db) => {
      const { ids, planner } = await townWithLanes(db, [
        {
          line: [
            [0.1, 0.5],
            [1, 0.5],
          ],
        },
        {
          line: [
            [1, 0.5],
            [3.9, 0.5],
          ],
        },
        {
          line: [
            [0.1, 1.9],
            [3.9, 1.9],
          ],
        },
      ]);
      const [one = 0, other = 0, far = 0] = ids;
      await db('works').insert({
        code: 'w',
        work_type: (
          await db('work_types')
            .insert({ code: 'lamp', name: 'l', name_en: 'l', unit: '盏', dimension: 'count', family: 'light', sort_order: 1 })
            .returning('code')
        )[0].code,
        alley_id: other,
      });
      const apart = await api.post(`/api/alleys/${one}/join`, edit({ otherId: far }), as(planner));
      expect([apart.status, apart.body.type]).toEqual([409, '/problems/alleys-apart']);
      const lengths = await Promise.all([one, other].map(async (id) => (await api.get(`/api/alleys/${id}`)).body.lengthM));
      const answer = await api.post(`/api/alleys/${one}/join`, edit({ otherId: other }), as(planner));
      expect(answer.status, answer.text).toBe(201);
      expect(answer.body.items[0].lengthM).toBeCloseTo((lengths[0] ?? 0) + (lengths[1] ?? 0), 3);
      expect(answer.body.items[0].geometry.coordinates).toHaveLength(1);
      expect((await api.get(`/api/alleys/${other}`)).status).toBe(404);
      expect((await api.get(`/api/alleys/${other}/revisions`)).body.items).toMatchObject([{ action: 'joined_into', relatedId: one }]);
      expect((await db('works').first()).alley_id).toBe(one);
    }),
  );

  test(
    'a redrawn line is measured and shared out anew; a bad one is refused with the remedy and changes nothing',
    onPaper(async (api, db) => {
      const { ids, planner } = await townWithLanes(db, [
        {
          line: [
            [0.5, 0.5],
            [1.5, 0.5],
          ],
        },
      ]);
      const [lane = 0] = ids;
      const redraw = (coordinates: Position[], person = planner) =>
        api.post(`/api/alleys/${lane}/redraw`, edit({ geometry: { type: 'LineString', coordinates: coordinates.map(at) } }), as(person));
      const before = (await api.get(`/api/alleys/${lane}`)).body;
      for (const line of [
        [
          [0, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0.01, 0],
        ],
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
        ],
        [
          [500, 500],
          [501, 501],
        ],
      ]) {
        const refused = await redraw(line);
        expect([refused.status, refused.body.type], refused.text).toEqual([400, '/problems/invalid-geometry']);
        expect(refused.body.errors[0].pointer).toBe('/geometry');
      }
      const worker = await aPerson(db, { gridPaths: ['town'] });
      expect(
        (
          await redraw(
            [
              [0, 0.5],
              [3, 0.5],
            ],
            worker,
          )
        ).body.type,
      ).toBe('/problems/role-not-allowed');
      expect((await api.get(`/api/alleys/${lane}`)).body).toEqual(before);
      const { body } = await redraw([
        [0.5, 0.5],
        [3.5, 0.5],
      ]);
      expect(body.items[0].lengthM / before.lengthM).toBeCloseTo(3, 3);
      expect(body.items[0].grids.map(({ grid, share }: { grid: { code: string }; share: number }) => [grid.code, Math.round(share * 100)]).toSorted()).toEqual([
        ['east', 50],
        ['south', 50],
      ]);
      expect(body.items[0].segments).toHaveLength(1);
      // An end drawn a metre beside another alley is put on it.
      const cross = await anAlley(db, {
        line: [
          [2, 0.1],
          [2, 1.9],
        ],
      });
      const snapped = (
        await redraw([
          [0.5, 0.5],
          [1.99, 0.5],
        ])
      ).body.items[0];
      expect(snapped.geometry.coordinates[0].at(-1)[0]).toBeCloseTo((at([2, 0.5]) as number[])[0] as number, 7);
      expect((await api.get(`/api/alleys/${cross}`)).body.segments).toHaveLength(2);
    }),
  );

  test(
    'of two who edit the same line at once the second is told, and loses nothing to the first; a former line can be put back',
    onPaper(async (api, db) => {
      const lines: Position[][] = [
        [
          [0.5, 0.5],
          [1.5, 0.5],
        ],
        [
          [0.5, 0.5],
          [1.5, 0.7],
        ],
      ];
      const { ids, planner } = await townWithLanes(db, [{ line: lines[0] as [number, number][] }]);
      const [lane = 0] = ids;
      const redraw = (body: object) => api.post(`/api/alleys/${lane}/redraw`, edit(body), as(planner));
      const drawn = { geometry: { type: 'LineString', coordinates: (lines[1] as Position[]).map(at) } };
      const before = (await api.get(`/api/alleys/${lane}`)).body;
      const first = await redraw({ ...drawn, afterRevision: null });
      expect(first.status, first.text).toBe(201);
      const second = await redraw({ ...drawn, afterRevision: null });
      expect([second.status, second.body.type]).toEqual([409, '/problems/alley-changed']);
      const { items } = (await api.get(`/api/alleys/${lane}/revisions`)).body;
      expect(items).toHaveLength(1);
      const back = await redraw({ geometry: items[0].geometry, afterRevision: items[0].id });
      expect(back.body.items[0].geometry).toEqual(before.geometry);
      expect(back.body.items[0].lengthM).toBeCloseTo(before.lengthM, 3);
    }),
  );

  test(
    'pieces end where another alley crosses or begins',
    onPaper(async (api, db) => {
      const { ids } = await townWithLanes(db, [
        {
          line: [
            [0, 1],
            [4, 1],
          ],
        },
        {
          line: [
            [1, 0.5],
            [1, 1.5],
          ],
        },
        {
          line: [
            [3, 1],
            [3, 1.5],
          ],
        },
      ]);
      const pieces = async (id: number | undefined) =>
        (await api.get(`/api/alleys/${id}`)).body.segments.map(({ lengthM }: { lengthM: number }) => Math.round(lengthM));
      const [whole] = (await api.get(`/api/alleys?sort=length&order=desc&limit=1`)).body.items;
      const quarter = Math.round(whole.lengthM / 4);
      expect(await pieces(ids[0])).toEqual([quarter, expect.toSatisfy((m: number) => Math.abs(m - 2 * quarter) <= 1), quarter]);
      expect(await pieces(ids[1])).toHaveLength(2);
      expect(await pieces(ids[2])).toHaveLength(1);
    }),
  );
});
