import { bulkInsert } from '../db/bulk.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { ReferencedTable } from './kinds/kind.ts';
import type { StagedRow } from './records.ts';

/** An import under way: its rows, by row_index, lie in import_staging. */
export interface Staging {
  importId: number;
  metricSrid: number;
  level: number | null;
  rows: StagedRow[];
}

interface Repair {
  row_index: number;
  reason: string;
  area_before_m2: number;
  area_after_m2: number;
  is_empty: boolean;
}

export const queries = {
  districtExtent: sqlFile<{ west: number; south: number; east: number; north: number }>(import.meta.url, './sql/district-extent.sql'),
  pointsOutside: sqlFile<{ index: number }>(import.meta.url, './sql/points-outside.sql'),
  repairPolygons: sqlFile<Repair>(import.meta.url, './sql/repair-polygons.sql'),
  reduceToPoints: sqlFile<{ row_index: number }>(import.meta.url, './sql/reduce-to-points.sql'),
  makeMulti: sqlFile<never>(import.meta.url, './sql/make-multi.sql'),
  standInPoints: sqlFile<{ row_index: number; in_building: boolean }>(import.meta.url, './sql/stand-in-points.sql'),
  parentsByArea: sqlFile<{ row_index: number; parent: string }>(import.meta.url, './sql/parents-by-area.sql'),
  missingParents: sqlFile<{ row_index: number; parent: string | null }>(import.meta.url, './sql/missing-parents.sql'),
  parentShares: sqlFile<{ row_index: number; code: string; parent: string; share: number }>(import.meta.url, './sql/parent-shares.sql'),
  pathDisagreements: sqlFile<{ row_index: number; path: string; level: number; declared: string; holding: string; distance_m: number }>(
    import.meta.url,
    './sql/path-disagreements.sql',
  ),
};

/** Writes the rows into import_staging; row_index is their place in the list. */
export async function stageRows(db: Database, { importId, rows }: Staging): Promise<void> {
  await bulkInsert(db, 'import_staging', rows.length, {
    import_id: { type: 'int8', values: () => importId },
    row_index: { type: 'int4', values: (row) => row },
    code: { type: 'text', values: rows.map(({ code }) => code) },
    record: { type: 'jsonb', values: rows.map(({ record }) => record) },
    geom: { type: 'geometry', srid: 4326, values: rows.map(({ geometry }) => geometry) },
    flags: { type: 'text[]', values: rows.map(({ flags }) => flags) },
  });
  // Without statistics every row is looked for among all the others: 20,000 points took 40 s.
  await db.raw('analyze import_staging');
}

/** Which of the codes a table has. Grids count while they are valid. */
export async function existingCodes(db: Database, table: ReferencedTable | 'settings' | 'issues', codes: string[], column = 'code'): Promise<Set<string>> {
  const found: { code: string }[] = await db(table)
    .select(`${column} as code`)
    .whereRaw('?? = any (?::text[])', [column, codes])
    .modify((query) => {
      if (table === 'grids') query.whereNull('valid_to');
    });
  return new Set(found.map(({ code }) => code));
}
