import { expect, test } from 'vitest';
import { generateDistrict } from '../../geodata/demo/generate.ts';
import { COVERAGE_STATES } from '../../geodata/demo/types.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { assignPaths } from '../../server/grids/assign-paths.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase({ demo: 'none' });
const demo = generateDistrict({ seed: 5, size: 'S', now: new Date('2026-11-20T07:42:08Z') });

test('the loaded district says what the generator meant', () =>
  database.inTransaction(async (db) => {
    await loadDemo(db, demo);

    const open = demo.campaigns.find(({ status }) => status === 'open')?.id ?? 0;
    const coverage = await db('household_coverage').where({ campaign_id: open }).select('household_id', 'state', 'frozen');
    expect(coverage).toHaveLength(demo.households.count);
    for (const { household_id: id, state, frozen } of coverage) {
      const row = id - demo.households.firstId;
      expect({ id, state, frozen }).toEqual({ id, state: COVERAGE_STATES[demo.households.state[row] ?? 0], frozen: demo.households.frozen[row] === 1 });
    }

    const invalid =
      await db.raw(`select (select count(*) from grids where not st_isvalid(geom) or geom_m is null) + (select count(*) from buildings where not st_isvalid(geom))
      + (select count(*) from base_features where not st_isvalid(geom)) + (select count(*) from works where geom_m is null) as bad`);
    expect(invalid.rows[0].bad).toBe(0);
    const tiling = await db.raw(`select max(abs(p.area_m2 - c.area) / p.area_m2) as off from grids p
      join (select parent_id, sum(area_m2) as area from grids where kind = 'basic' group by parent_id) c on c.parent_id = p.id`);
    expect(tiling.rows[0].off).toBeLessThan(1e-6);

    const quantities = await db.raw(`select t.work_type as kind, sum(t.quantity)::float8 as amount from work_tally t join grids g on g.id = t.grid_id
      where g.level = 1 and t.by_month group by t.work_type`);
    for (const { kind, amount } of quantities.rows) {
      const finished = demo.works.filter((work) => work.workType === kind && work.partOfId === null && (work.phase === 'done' || work.phase === 'accepted'));
      expect(amount).toBeCloseTo(
        finished.reduce((sum, { quantity }) => sum + quantity, 0),
        6,
      );
    }
    expect(quantities.rows.length).toBeGreaterThan(10);
  }));

test('the paths it was loaded with are the ones geometry assigns', () =>
  database.inTransaction(async (db) => {
    await loadDemo(db, demo);
    const shares = (): Promise<{ alley_id: number; path: string; share: number }[]> => db('alley_grids').select('alley_id', 'path', 'share');
    const paths = (): Promise<unknown> => Promise.all(['buildings', 'issues'].map((table) => db(table).select('id', 'path').orderBy('id')));
    const [sharesBefore, pathsBefore] = [await shares(), await paths()];
    expect(await assignPaths(db)).toMatchObject({ moved: 0, outside: 0 });
    expect(await paths()).toEqual(pathsBefore);
    const after = new Map((await shares()).map(({ alley_id: alley, path, share }) => [`${alley} ${path}`, share]));
    // Where two lanes meet in the middle of a street, the generator knows the border to a few metres only.
    for (const { alley_id: alley, path, share } of sharesBefore) expect(Math.abs((after.get(`${alley} ${path}`) ?? 0) - share)).toBeLessThan(0.08);
  }));
