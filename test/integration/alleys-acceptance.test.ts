import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { allItems } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { anAlley, aPerson, at, settle } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const onPaper = paper(await testDatabase({ demo: 'none' }));
const as = (person: number) => ({ 'x-work-as': String(person) });
type Listed = { id: number; conditions: Record<string, string> };

describe('acceptance lines about alleys (domain.md §1.7)', () => {
  test(
    '川汇: 865 alleys load; filter by standard (路平/灯明/水净)',
    onPaper(async (api, db) => {
      await drawTown(db);
      const [west = 0, south = 0] = at([0.1, 0.1]);
      const [, north = 0] = at([0.1, 0.3]);
      await db.raw(
        `insert into alleys (code, name, name_status, width_m, length_m, surface, geom, geom_m, search_terms)
         select 'CH' || n, '巷' || n, 'standard', 3, st_length(line::geography), 'concrete', st_multi(line), st_transform(st_multi(line), 4547), ''
         from generate_series(1, 865) n
         cross join lateral (select st_setsrid(st_makeline(st_makepoint(?::float8 + n * 1e-6, ?::float8), st_makepoint(?::float8 + n * 1e-6, ?::float8)), 4326) as line) l`,
        [west, south, west, north],
      );
      // Every second fails 路平, every third 灯明, every fifth 水畅.
      await db.raw(
        `insert into alley_surveys (alley_id, standard, meets, need, surveyed_on)
         select a.id, s.standard, substr(a.code, 3)::integer % s.every <> 0, case when substr(a.code, 3)::integer % s.every = 0 then 80 else 0 end, '2026-03-01'
         from alleys a cross join (values ('road', 2), ('light', 3), ('water', 5)) as s (standard, every)`,
      );
      const listed = (query: string) => allItems(api, `/api/alleys?${query}`) as unknown as Promise<Listed[]>;
      expect(await listed('limit=500')).toHaveLength(865);
      expect(await listed('fails=road&limit=500')).toHaveLength(432);
      expect(await listed('fails=light&limit=500')).toHaveLength(288);
      expect(await listed('fails=water&limit=500')).toHaveLength(173);
      const all = await listed('fails=road,light,water&limit=500');
      expect(all).toHaveLength(Math.floor(865 / 30));
      expect(all.every(({ conditions }) => conditions.road === 'fails' && conditions.light === 'fails' && conditions.water === 'fails')).toBe(true);
    }),
  );

  test(
    '临港: five-standard checklist per alley',
    onPaper(async (api, db) => {
      await drawTown(db);
      const lane = await anAlley(db, {
        line: [
          [0.5, 0.5],
          [1.5, 0.5],
        ],
      });
      await settle(db);
      const worker = await aPerson(db, { gridPaths: ['town/west'] });
      const { checklists } = (await api.get('/api/alley-standards')).body;
      const five = checklists.find(({ code }: { code: string }) => code === 'five');
      expect(new Set(five.items.map(({ standard }: { standard: string }) => standard))).toEqual(new Set(['road', 'light', 'water', 'line', 'scene']));
      const good: Record<string, number> = { pci: 90, damaged_share: 0, lux: 10, ponding_points: 0, messy_cable: 0 };
      const items = five.items.map(({ code }: { code: string }) => ({ code, value: good[code] ?? 0 }));
      const body = { clientUuid: randomUUID(), checklist: { code: 'five', version: five.version }, surveyedOn: '2026-06-09', items };
      expect((await api.post(`/api/alleys/${lane}/surveys`, body, as(worker))).status).toBe(201);
      const alley = (await api.get(`/api/alleys/${lane}`)).body;
      expect(alley.conditions).toEqual({ road: 'meets', light: 'meets', water: 'meets', line: 'meets', scene: 'meets' });
      expect([alley.fails, alley.surveyedOn]).toEqual([0, '2026-06-09']);
    }),
  );
});
