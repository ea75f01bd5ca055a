import type { Geometry, Position } from 'geojson';
import { type Crs, isShiftedArea, parseCrs, toWgs84 } from '../../geodata/crs.ts';
import { checkDegrees, distanceM, middleOf, sharedPoints } from '../../geodata/placement.ts';
import type { Database } from '../db/sql.ts';
import type { ImportRequest } from './contract.ts';
import type { Findings } from './findings.ts';
import type { ImportKind, KindGeometry } from './kinds/kind.ts';
import type { StagedRow } from './records.ts';
import { ImportRefusal } from './refusal.ts';
import { queries } from './staging.ts';

const POLYGONS = ['Polygon', 'MultiPolygon'];
const LINES = ['LineString', 'MultiLineString'];
const ACCEPTED: Record<KindGeometry, readonly string[]> = {
  polygon: POLYGONS,
  line: LINES,
  point: ['Point', 'MultiPoint', ...LINES, ...POLYGONS],
  area_or_line: [...POLYGONS, ...LINES],
  any: ['Point', 'MultiPoint', ...LINES, ...POLYGONS],
  none: [],
};
/** Further than this from the district and the row is about somewhere else. */
const FAR_M = 300_000;
/** So many rows on one point outside the district are a failed geocoding, not a busy address. */
const DUMMY_ROWS = 20;

/**
 * Brings all geometries to WGS84. Nothing is assumed: projected or swapped coordinates, and data in mainland China that nobody named the system of,
 * are refused with the question to answer. A few rows in no possible place among others are refused by themselves.
 * @throws ImportRefusal
 */
export function convertGeometries(rows: StagedRow[], request: ImportRequest, declaredCrs: string | null, findings: Findings): void {
  const crs = chosenCrs(request, declaredCrs);
  for (const row of rows) {
    if (row.geometry === null) continue;
    const unswapped = request.swapAxes ? swapAxes(row.geometry) : row.geometry;
    row.geometry = crs === null ? unswapped : toWgs84(unswapped, crs);
  }
  const placed = rows.filter((row): row is StagedRow & { geometry: Geometry } => row.geometry !== null);
  const nowhere = placed.filter(({ geometry }) => !checkDegrees([geometry]).valid);
  if (nowhere.length * 2 < placed.length)
    for (const row of nowhere) {
      findings.add(row, 'refused', 'position_impossible', { position: middleOf(row.geometry) });
      Object.assign(row, { geometry: null });
    }
  const check = checkDegrees(geometriesOf(rows));
  if (!check.valid) {
    const example = `(${check.example.join(', ')})`;
    if (check.reason === 'swapped') throw new ImportRefusal(`Latitude seems to come before longitude ${example}. Add --swap-axes.`);
    throw new ImportRefusal(
      crs === null
        ? `The coordinates ${example} are not degrees. Say which system they are in with --crs EPSG:NUMBER.`
        : `Read as ${crs.id}, the coordinates lie at ${example}, which is nowhere. Correct --crs.`,
    );
  }
  const first = rows.find(({ geometry }) => geometry !== null)?.geometry;
  if (crs === null && first && isShiftedArea(middleOf(first)))
    throw new ImportRefusal(
      'Maps of China come shifted by 300-600 m (GCJ-02, BD-09) or not, and a file does not say which. Add --crs wgs84 (surveyed, OSM, CGCS2000), --crs gcj02 (AMap, Tencent) or --crs bd09 (Baidu).',
    );
}

function chosenCrs(request: ImportRequest, declared: string | null): Crs | null {
  const text = request.crs ?? declared;
  if (text === null || text === undefined) return null;
  const check = parseCrs(text);
  if (!check.valid) throw new ImportRefusal(`${request.crs === undefined ? 'The file names its coordinate system: ' : ''}${check.reason}`);
  // A member "crs": CRS84 says nothing that GeoJSON does not say anyway, and shifted data carries it too.
  return request.crs === undefined && /crs84$/i.test(text) ? null : check.crs;
}

function swapAxes<Kind extends Geometry>(geometry: Kind): Kind {
  return toWgs84(geometry, { id: 'swapped', toWgs84: ([y = 0, x = 0]: Position) => [x, y] });
}

const geometriesOf = (rows: StagedRow[]): Geometry[] => rows.map(({ geometry }) => geometry).filter((geometry) => geometry !== null);

/** Refuses rows whose geometry the kind cannot take, and rows without geometry where one is needed; the others without are kept and told. */
export function checkGeometryTypes(rows: StagedRow[], kind: ImportKind, findings: Findings): void {
  for (const row of rows) {
    if (findings.isRefused(row)) continue;
    if (kind.geometry === 'none') row.geometry = null;
    else if (row.geometry === null) missingGeometry(row, kind, findings);
    else if (!ACCEPTED[kind.geometry].includes(row.geometry.type)) findings.add(row, 'refused', 'geometry_wrong_type', { type: row.geometry.type });
  }
}

function missingGeometry(row: StagedRow, kind: ImportKind, findings: Findings): void {
  // A household may yet stand in its building or grid.
  if (row.record.building !== undefined || row.record.grid !== undefined) return;
  findings.add(row, kind.missingGeometry === 'keep' ? 'asked' : 'refused', 'geometry_missing');
  row.flags.push('no_geometry');
}

/**
 * Rows that lie somewhere else: those that share one far point lose it (and are flagged dummy_point), single ones are told of.
 * @throws ImportRefusal when most of the data lies far from the district: then the coordinate system is wrong, or the district.
 */
export async function checkPlaces(db: Database, rows: StagedRow[], kind: ImportKind, findings: Findings): Promise<void> {
  const placed = rows.filter((row): row is StagedRow & { geometry: Geometry } => row.geometry !== null);
  const [extent] = await queries.districtExtent(db);
  if (placed.length === 0 || extent === undefined) return;
  const distanceOf = (geometry: Geometry) => {
    const [x = 0, y = 0] = middleOf(geometry);
    return distanceM([x, y], [clamp(x, extent.west, extent.east), clamp(y, extent.south, extent.north)]);
  };
  const far = placed.map((row) => ({ row, distance: distanceOf(row.geometry) })).filter(({ distance }) => distance > FAR_M);
  if (far.length * 2 > placed.length) {
    const [x = 0, y = 0] = middleOf((far[0] as { row: { geometry: Geometry } }).row.geometry);
    throw new ImportRefusal(
      `${far.length} of ${placed.length} rows lie more than ${FAR_M / 1000} km from this district, the first at ${x.toFixed(4)}, ${y.toFixed(4)}. Check --crs and --district.`,
    );
  }
  const dummies = await dummyRows(db, rows);
  for (const row of dummies) {
    findings.add(row, kind.missingGeometry === 'keep' ? 'asked' : 'refused', 'dummy_point', {
      position: row.geometry?.type === 'Point' ? row.geometry.coordinates : null,
    });
    row.geometry = null;
    row.flags.push('dummy_point');
  }
  for (const { row, distance } of far) if (!dummies.has(row)) findings.add(row, 'asked', 'far_from_district', { distance_m: Math.round(distance) });
}

async function dummyRows(db: Database, rows: StagedRow[]): Promise<Set<StagedRow>> {
  const shared = sharedPoints(
    rows.map(({ geometry }) => geometry),
    DUMMY_ROWS,
  );
  const outside = await queries.pointsOutside(db, {
    longitudes: shared.map(({ position }) => position[0]),
    latitudes: shared.map(({ position }) => position[1]),
  });
  return new Set(outside.flatMap(({ index }) => shared[index]?.rows ?? []).map((index) => rows[index] as StagedRow));
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
