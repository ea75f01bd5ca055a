import type { Polygon, Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { assignPaths } from '../../server/grids/assign-paths.ts';
import { ImportRequest } from '../../server/imports/contract.ts';
import { runImport } from '../../server/imports/run.ts';
import { testDatabase } from '../support/database.ts';
import { aBuilding, aGrid, anAlley, aWork, multi } from '../support/factories.ts';
import { paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);

const CORNERS = 300;
/** A ten-thousandth of a millimetre in degrees: what is left of a border that was projected and back, or written with one digit less. */
const HAIR = 1e-13;

/** Numbers between 0 and 1 that are the same in every run. */
function* fractions(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

/** A jagged outline of about a kilometre, each corner moved by as much as `off` degrees. */
function outline(off: number, seed: number): Position[] {
  const jags = fractions(1);
  const moves = fractions(seed);
  const move = () => (moves.next().value - 0.5) * off;
  const ring = Array.from({ length: CORNERS }, (_, corner): Position => {
    const angle = (corner / CORNERS) * 2 * Math.PI;
    const radius = 0.005 * (1 + 0.3 * jags.next().value);
    return [114.65 + radius * Math.cos(angle) + move(), 33.62 + radius * Math.sin(angle) + move()];
  });
  return [...ring, ring[0] as Position];
}
const area = (seed: number): Polygon => ({ type: 'Polygon', coordinates: [outline(HAIR, seed)] });

/** With floating coordinates the geometry library gives up on such pairs; PostgreSQL tries again with snapping, the embedded engine cannot. */
describe('borders that are the same but for a hair', () => {
  test(
    'are cut: buildings, alleys and works get their paths and whole shares',
    onPaper(async (_api, db) => {
      const town = await aGrid(db, { code: 'town', shape: area(2) });
      const whole = await aGrid(db, { code: 'whole', parent: town, shape: area(3) });
      const market = await aGrid(db, { code: 'market', parent: town, kind: 'dedicated', shape: area(4) });
      const building = await aBuilding(db, { shape: area(5) });
      const alley = await anAlley(db, {
        line: [
          [0, 0],
          [1, 0],
        ],
      });
      const line = JSON.stringify({ type: 'MultiLineString', coordinates: [outline(HAIR, 6)] });
      await db.raw(
        `update alleys set geom = st_setsrid(st_geomfromgeojson(?), 4326), geom_m = st_transform(st_setsrid(st_geomfromgeojson(?), 4326), 4547),
           length_m = st_length(st_transform(st_setsrid(st_geomfromgeojson(?), 4326), 4547)) where id = ?`,
        [line, line, line, alley],
      );
      const paved = await aWork(db, { type: 'paving', unit: '平方米', geometry: multi(area(7)) });
      const piped = await aWork(db, { type: 'sewer', unit: '米', geometry: { type: 'LineString', coordinates: outline(HAIR, 8) } });

      await assignPaths(db);

      expect(await db('buildings').where({ id: building }).first('path')).toEqual({ path: whole.path });
      const [share] = await db('alley_grids').where({ alley_id: alley });
      expect(share).toMatchObject({ path: whole.path });
      expect(share.share).toBeCloseTo(1, 6);
      const works = await db('work_grids').whereIn('work_id', [paved, piped]).orderBy('work_id');
      expect(works).toMatchObject([
        { work_id: paved, path: whole.path },
        { work_id: piped, path: whole.path },
      ]);
      for (const work of works) expect(work.share).toBeCloseTo(1, 6);
      const members = await db('grid_members').where({ grid_id: market.id }).orderBy('kind').select('kind', 'target_id');
      expect(members).toContainEqual({ kind: 'work', target_id: paved });
    }),
  );

  test.each([{ parent: 'parent' }, {}])('are imported with and without the declared parent (%o)', (byParent) =>
    onPaper(async (_api, db) => {
      const load = (level: number, code: string, seed: number, map: Record<string, string>) =>
        runImport(
          (fn) => db.transaction(fn),
          [
            {
              name: `${code}.geojson`,
              bytes: Buffer.from(JSON.stringify({ type: 'Feature', properties: { code, name: code, parent: 'town' }, geometry: area(seed) })),
            },
          ],
          ImportRequest.parse({ crs: 'wgs84', metricSrid: 4547, kind: 'grids', level, map: { code: 'code', name: 'name', ...map } }),
        );
      await load(1, 'town', 2, {});
      const report = await load(2, 'whole', 3, byParent);
      expect(report).toMatchObject({ status: 'loaded', taken: 1, refused: 0 });
      expect(report.findings.map(({ reason }) => reason)).toEqual('parent' in byParent ? [] : ['parent_by_area']);
      expect(await db('grids').where({ code: 'whole' }).first('path')).toEqual({ path: 'town/whole' });
    })(),
  );
});
