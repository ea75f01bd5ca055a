import type { Database } from '../db/sql.ts';
import type { ImportRequest } from './contract.ts';
import type { Findings } from './findings.ts';
import type { ImportKind } from './kinds/kind.ts';
import type { StagedRow } from './records.ts';
import { existingCodes, queries, type Staging } from './staging.ts';

/** Refuses rows that name what does not exist. A unit's parent may be in the same file. */
export async function checkReferences(db: Database, rows: StagedRow[], kind: ImportKind, findings: Findings): Promise<void> {
  for (const [column, { references }] of Object.entries(kind.columns)) {
    if (references === undefined) continue;
    const codesOf = (row: StagedRow) => [row.record[column] ?? []].flat().map(String);
    const wanted = [...new Set(rows.flatMap(codesOf))];
    if (wanted.length === 0) continue;
    const known = await existingCodes(db, references, wanted);
    if (references === kind.table) for (const { code } of rows) known.add(code ?? '');
    for (const row of rows)
      for (const code of codesOf(row)) if (!known.has(code)) findings.add(row, 'refused', 'reference_unknown', { column, code, table: references });
  }
}

/** Refuses rows whose code is taken, unless they are to overwrite it. */
export async function checkExisting(db: Database, rows: StagedRow[], kind: ImportKind, request: ImportRequest, findings: Findings): Promise<void> {
  if (request.replace || kind.overwrites || kind.code === undefined || !('column' in kind.code)) return;
  const codes = rows.map(({ code }) => code).filter((code) => code !== null);
  const taken = await existingCodes(db, kind.table as Parameters<typeof existingCodes>[1], codes);
  for (const row of rows) if (row.code !== null && taken.has(row.code)) findings.add(row, 'refused', 'code_exists', { code: row.code });
}

/** Repairs areas in place and tells by how much they changed. */
export async function repairAreas(db: Database, staging: Staging, kind: ImportKind, findings: Findings): Promise<void> {
  for (const { row_index, reason, area_before_m2, area_after_m2, is_empty } of await queries.repairPolygons(db, bindingsOf(staging))) {
    const row = rowAt(staging, row_index);
    const detail = { why: reason, area_before_m2: round(area_before_m2), area_after_m2: round(area_after_m2) };
    findings.add(row, is_empty && kind.missingGeometry === 'refuse' ? 'refused' : is_empty ? 'asked' : 'repaired', 'invalid_polygon', detail);
  }
}

/** Points for households drawn as areas, and for those that have only a building or a grid. */
export async function placePoints(db: Database, staging: Staging, kind: ImportKind, findings: Findings): Promise<void> {
  if (kind.geometry !== 'point') return;
  for (const { row_index } of await queries.reduceToPoints(db, bindingsOf(staging))) findings.add(rowAt(staging, row_index), 'repaired', 'reduced_to_point');
  if (kind.missingGeometry === 'keep') return;
  const placed = await queries.standInPoints(db, bindingsOf(staging));
  const found = new Set(placed.map(({ row_index }) => row_index));
  for (const { row_index, in_building } of placed) findings.add(rowAt(staging, row_index), 'repaired', in_building ? 'placed_in_building' : 'placed_in_grid');
  staging.rows.forEach((row, index) => {
    if (row.geometry === null && !found.has(index) && !findings.isRefused(row)) findings.add(row, 'refused', 'geometry_missing');
  });
}

/** Gives grids their parents: the declared one, or the one with the largest shared area. A grid of level 1 has none. */
export async function findParents(db: Database, staging: Staging, findings: Findings): Promise<void> {
  if (staging.level === null || staging.level === 1) return;
  for (const { row_index, parent } of await queries.parentsByArea(db, bindingsOf(staging)))
    findings.add(rowAt(staging, row_index), 'repaired', 'parent_by_area', { parent });
  for (const { row_index, parent } of await queries.missingParents(db, bindingsOf(staging)))
    findings.add(rowAt(staging, row_index), 'refused', 'parent_not_found', { parent });
}

/** Outlines of real cities spill over their parents by 1-2 %: more than that is told, less than half inside is a contradiction. */
const LEAST_SHARE = 0.98;

/** Tells of grids that lie outside their parents. */
export async function checkParentShares(db: Database, staging: Staging, findings: Findings): Promise<void> {
  for (const { row_index, parent, share } of await queries.parentShares(db, { ...bindingsOf(staging), least_share: LEAST_SHARE }))
    findings.add(rowAt(staging, row_index), 'asked', share < 0.5 ? 'parent_disagrees_with_geometry' : 'spills_outside_parent', {
      parent,
      share_inside: round(share),
    });
}

/** Tells of rows outside every grid, and of those whose path leads through a grid that does not hold them. */
export async function checkPaths(db: Database, staging: Staging, kind: ImportKind, findings: Findings): Promise<void> {
  if (kind.paths === undefined) return;
  await db.raw('update import_staging s set path = t.path from ?? t where s.import_id = ? and t.code = s.code', [kind.table, staging.importId]);
  const outside: { row_index: number }[] = await db('import_staging')
    .select('row_index')
    .where({ import_id: staging.importId })
    .whereNull('path')
    .whereNotNull('geom');
  for (const { row_index } of outside) findings.add(rowAt(staging, row_index), 'asked', 'outside_every_grid');
  for (const { row_index, ...detail } of await queries.pathDisagreements(db, bindingsOf(staging)))
    findings.add(rowAt(staging, row_index), 'asked', 'parent_disagrees_with_geometry', { ...detail, distance_m: round(detail.distance_m) });
}

export function bindingsOf({ importId, metricSrid, level }: Staging): Record<string, unknown> {
  return { import_id: importId, metric_srid: metricSrid, level };
}

export function rowAt(staging: Staging, index: number): StagedRow {
  return staging.rows[index] as StagedRow;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
