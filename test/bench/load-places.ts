import type { Knex } from 'knex';
import proj4 from 'proj4';
import { type LargeCity, largeAlleys, largeBuildings } from '../../geodata/demo/large.ts';
import { fraction } from '../../geodata/demo/large-lattice.ts';
import type { DemoGrid, Position, Ring } from '../../geodata/demo/types.ts';
import { bulkInsert, bulkInsertBatches } from '../../server/db/bulk.ts';
import type { Batch } from '../../server/db/columns.ts';
import { createGridLocator } from './grid-locator.ts';
import { METRIC_DEFINITION, METRIC_SRID } from './household-batches.ts';

export async function loadGrids(db: Knex.Transaction, grids: DemoGrid[]): Promise<void> {
  const grid = (row: number): DemoGrid => grids[row] as DemoGrid;
  await bulkInsert(db, 'grids', grids.length, {
    id: { type: 'int8', values: (row) => grid(row).id },
    code: { type: 'text', values: (row) => grid(row).code },
    path: { type: 'text', values: (row) => grid(row).path },
    level: { type: 'int2', values: (row) => grid(row).level },
    parent_id: { type: 'int8', values: (row) => grid(row).parentId },
    name: { type: 'text', values: (row) => grid(row).name },
    short_name: { type: 'text', values: (row) => grid(row).shortName },
    geom: { type: 'geometry', srid: 4326, values: (row) => ({ type: 'MultiPolygon', coordinates: grid(row).polygons }) },
    label_point: { type: 'geometry', srid: 4326, values: (row) => ({ type: 'Point', coordinates: grid(row).labelPoint }) },
    valid_from: { type: 'date', values: (row) => grid(row).validFrom },
    search_terms: { type: 'text', values: (row) => `${grid(row).name} ${grid(row).code}` },
  });
  await db.raw('update grids set geom_m = st_transform(geom, ?::integer), area_m2 = st_area(st_transform(geom, ?::integer))', [METRIC_SRID, METRIC_SRID]);
}

/** @returns the address of every building by its id. */
export async function loadBuildings(db: Knex.Transaction, city: LargeCity, microGrids: DemoGrid[]): Promise<string[]> {
  const addresses: string[] = [];
  const locator = createGridLocator(microGrids.map((grid) => grid.polygons[0]?.[0] as Ring));
  await bulkInsertBatches(
    db,
    'buildings',
    buildingRows(city, addresses, (ring) => {
      const [a, , c] = ring as [Position, Position, Position];
      return microGrids[locator.find((a[0] + c[0]) / 2, (a[1] + c[1]) / 2)]?.path ?? null;
    }),
  );
  return addresses;
}

function* buildingRows(city: LargeCity, addresses: string[], pathOf: (ring: Ring) => string | null): Generator<Batch> {
  for (let cell = 0; cell < city.cells; cell += city.lattice.columns) {
    const buildings = Array.from({ length: city.lattice.columns }, (_, offset) => largeBuildings(city, cell + offset)).flat();
    const building = (row: number) => buildings[row] as (typeof buildings)[number];
    for (const { id, address } of buildings) addresses[id] = address;
    yield {
      rows: buildings.length,
      columns: {
        id: { type: 'int8', values: (row) => building(row).id },
        code: { type: 'text', values: (row) => building(row).code },
        name: { type: 'text', values: (row) => building(row).name },
        compound: { type: 'text', values: (row) => building(row).compound },
        path: { type: 'text', values: (row) => pathOf(building(row).ring) },
        floors: { type: 'int2', values: (row) => building(row).floors },
        units: { type: 'int2', values: (row) => building(row).units },
        address: { type: 'text', values: (row) => building(row).address },
        geom: { type: 'geometry', srid: 4326, values: (row) => ({ type: 'MultiPolygon', coordinates: [[building(row).ring]] }) },
        search_terms: { type: 'text', values: (row) => `${building(row).address} ${building(row).code}` },
      },
    };
  }
}

/** The path of a line is the micro-grid with the greatest share of its length; every share is kept. */
const ALLEY_SHARES = `with shares as (
    insert into alley_grids (alley_id, path, share, length_m)
    select a.id, g.path, st_length(part.geom) / a.length_m, st_length(part.geom)
    from alleys a
    join grids g on g.level = 5 and g.valid_to is null and st_intersects(g.geom_m, a.geom_m)
    cross join lateral (select st_intersection(g.geom_m, a.geom_m) as geom) as part
    where st_length(part.geom) > 0
    returning alley_id, path, share
  )
  update alleys a set path = largest.path
  from (select distinct on (alley_id) alley_id, path from shares order by alley_id, share desc, path) as largest
  where a.id = largest.alley_id`;
const STANDARDS = ['road', 'light', 'water', 'line', 'scene'] as const;
/** Of the answers so many are missing: an alley nobody surveyed is unknown. */
const SURVEYED_SHARE = 0.7;

export async function loadAlleys(db: Knex.Transaction, city: LargeCity): Promise<void> {
  const alleys = largeAlleys(city);
  const alley = (row: number) => alleys[row] as (typeof alleys)[number];
  const toMetres = proj4('EPSG:4326', METRIC_DEFINITION);
  const lines = alleys.map(({ line }) => line.map((position) => toMetres.forward(position) as Position));
  const length = (line: Position[]): number =>
    line.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot(x - (line[index] as Position)[0], y - (line[index] as Position)[1]), 0);
  await bulkInsert(db, 'alleys', alleys.length, {
    id: { type: 'int8', values: (row) => alley(row).id },
    code: { type: 'text', values: (row) => alley(row).code },
    name: { type: 'text', values: (row) => alley(row).name },
    name_status: { type: 'text', values: (row) => alley(row).nameStatus },
    width_m: { type: 'float4', values: (row) => alley(row).widthM },
    length_m: { type: 'float8', values: (row) => length(lines[row] as Position[]) },
    surface: { type: 'text', values: (row) => alley(row).surface },
    is_dead_end: { type: 'boolean', values: (row) => alley(row).isDeadEnd },
    cables: { type: 'text', values: (row) => alley(row).cables },
    overhead_m: { type: 'float8', values: (row) => alley(row).overheadM },
    parking: { type: 'text', values: (row) => alley(row).parking },
    parking_spaces: { type: 'int4', values: (row) => alley(row).parkingSpaces },
    geom: { type: 'geometry', srid: 4326, values: (row) => ({ type: 'MultiLineString', coordinates: [alley(row).line] }) },
    geom_m: { type: 'geometry', srid: METRIC_SRID, values: (row) => ({ type: 'MultiLineString', coordinates: [lines[row] as Position[]] }) },
    search_terms: { type: 'text', values: (row) => `${alley(row).name} ${alley(row).code}` },
  });
  await db.raw(ALLEY_SHARES);
  const surveys = alleys.flatMap(({ id }) =>
    STANDARDS.filter((_, index) => fraction(city.options.seed + 9, id, index) < SURVEYED_SHARE).map((standard) => ({ id, standard })),
  );
  await bulkInsert(db, 'alley_surveys', surveys.length, {
    alley_id: { type: 'int8', values: (row) => surveys[row]?.id ?? null },
    standard: { type: 'text', values: (row) => surveys[row]?.standard ?? null },
    meets: { type: 'boolean', values: (row) => fraction(city.options.seed + 11, row) < 0.6 },
    surveyed_on: { type: 'date', values: () => '2026-10-10' },
  });
}
