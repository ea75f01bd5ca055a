/**
 * Rows with honest defaults; a test states only what matters to it.
 *
 *   const west = await aGrid(db, { code: 'west', shape: square(0, 0, 2, 2) });
 *   const home = await aHousehold(db, { at: [1, 1], grid: west });
 *   await aVisit(db, { household: home, campaign: round, outcome: 'visited' });
 *   await settle(db);                     // paths, coverage and tallies follow from the rows
 *
 * Places are in steps of 0.001 degrees (93 by 111 m) from ORIGIN, so that a case can be drawn on squared paper.
 */
import { randomUUID } from 'node:crypto';
import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import type { Knex } from 'knex';
import { assignPaths } from '../../server/grids/assign-paths.ts';

export const ORIGIN: Position = [114.6, 33.6];
const STEP = 0.001;
const SRID = 4547;
type Db = Knex.Transaction;

/** A place on the squared paper in degrees. Rounded, so that equal places are equal numbers. */
export const at = ([x = 0, y = 0]: Position): Position => [round((ORIGIN[0] as number) + x * STEP), round((ORIGIN[1] as number) + y * STEP)];
const round = (degrees: number): number => Math.round(degrees * 1e9) / 1e9;

/** A rectangle on the squared paper, with holes given as rectangles. */
export function square(x: number, y: number, width: number, height: number, ...holes: [number, number, number, number][]): Polygon {
  const ring = (left: number, bottom: number, w: number, h: number): Position[] =>
    [
      [left, bottom],
      [left + w, bottom],
      [left + w, bottom + h],
      [left, bottom + h],
      [left, bottom],
    ].map(at);
  return { type: 'Polygon', coordinates: [ring(x, y, width, height), ...holes.map((hole) => ring(...hole).reverse())] };
}

export const multi = (...polygons: Polygon[]): MultiPolygon => ({ type: 'MultiPolygon', coordinates: polygons.map(({ coordinates }) => coordinates) });

let serial = 0;
const next = () => ++serial;
const geom = (db: Db, geometry: Geometry) => db.raw('st_setsrid(st_geomfromgeojson(?), 4326)', [JSON.stringify(geometry)]);
const metric = (db: Db, geometry: Geometry) => db.raw('st_transform(st_setsrid(st_geomfromgeojson(?), 4326), ?::integer)', [JSON.stringify(geometry), SRID]);

async function insert(db: Db, table: string, row: Record<string, unknown>): Promise<number> {
  const [{ id }] = await db(table).insert(row).returning('id');
  return id;
}

/** The facts of the district that spatial queries stand on. Call it first. */
export async function aDistrict(db: Db): Promise<void> {
  await db('settings').insert([
    { key: 'metric_srid', value: JSON.stringify(SRID) },
    { key: 'time_zone', value: JSON.stringify('Asia/Shanghai') },
  ]);
}

export interface GridRow {
  id: number;
  code: string;
  path: string;
  level: number;
}
interface GridWish {
  code?: string;
  name?: string;
  parent?: GridRow;
  kind?: 'basic' | 'dedicated' | 'unit_management';
  /** null = a grid without geometry. */
  shape?: Polygon | MultiPolygon | null;
  path?: string;
}

/** A basic grid one level below its parent (level 1 without one), ten squares wide. */
export async function aGrid(db: Db, wish: GridWish = {}): Promise<GridRow> {
  const code = wish.code ?? `g${next()}`;
  const path = wish.path ?? (wish.parent ? `${wish.parent.path}/${code}` : code);
  const level = wish.parent ? wish.parent.level + 1 : 1;
  const shape = wish.shape === undefined ? square(0, 0, 10, 10) : wish.shape;
  const whole = shape?.type === 'Polygon' ? multi(shape) : shape;
  const id = await insert(db, 'grids', {
    code,
    path,
    level,
    parent_id: wish.parent?.id ?? null,
    name: wish.name ?? `Grid ${code}`,
    kind: wish.kind ?? 'basic',
    geom: whole && geom(db, whole),
    search_terms: code.toLowerCase(),
  });
  return { id, code, path, level };
}

export async function aCampaign(db: Db, wish: { code?: string; status?: 'planned' | 'open' | 'closed'; startsOn?: string } = {}): Promise<number> {
  const code = wish.code ?? `round-${next()}`;
  return insert(db, 'campaigns', { code, name: code, starts_on: wish.startsOn ?? '2026-05-01', status: wish.status ?? 'open' });
}

interface HouseholdWish {
  at?: Position;
  kind?: 'household' | 'enterprise' | 'school' | 'construction_site';
  name?: string;
  address?: string;
  building?: number;
  room?: string;
}

/** A household in the middle of the first square. Its path follows from settle(). */
export function aHousehold(db: Db, wish: HouseholdWish = {}): Promise<number> {
  return insert(db, 'households', {
    kind: wish.kind ?? 'household',
    name: wish.name ?? null,
    address: wish.address ?? `No. ${next()}`,
    building_id: wish.building ?? null,
    room: wish.room ?? null,
    geom: geom(db, { type: 'Point', coordinates: at(wish.at ?? [0.5, 0.5]) }),
  });
}

interface VisitWish {
  household: number;
  campaign: number;
  outcome?: 'visited' | 'nobody_home' | 'appointment' | 'refused' | 'vacant' | 'unreachable';
  visitedAt?: string;
  /** Refusals and the like exempt only once approved. */
  isApproved?: boolean;
}

export function aVisit(db: Db, wish: VisitWish): Promise<number> {
  const visitedAt = wish.visitedAt ?? '2026-06-01T10:00:00+08:00';
  return insert(db, 'visits', {
    client_uuid: randomUUID(),
    household_id: wish.household,
    campaign_id: wish.campaign,
    outcome: wish.outcome ?? 'visited',
    visited_at: visitedAt,
    approved_at: wish.isApproved ? visitedAt : null,
  });
}

export function aBuilding(db: Db, wish: { name?: string; shape?: Polygon } = {}): Promise<number> {
  const name = wish.name ?? `Building ${next()}`;
  return insert(db, 'buildings', { name, geom: geom(db, multi(wish.shape ?? square(0.2, 0.2, 0.5, 0.5))), search_terms: name.toLowerCase() });
}

/** An alley along the positions; length from the metric zone. */
/** known: columns of the register beside the name. */
export async function anAlley(db: Db, wish: { line: Position[]; name?: string; known?: Record<string, unknown> }): Promise<number> {
  const line: Geometry = { type: 'MultiLineString', coordinates: [wish.line.map(at)] };
  const code = `alley-${next()}`;
  return insert(db, 'alleys', {
    code,
    name: wish.name ?? null,
    geom: geom(db, line),
    geom_m: metric(db, line),
    length_m: db.raw('st_length(st_transform(st_setsrid(st_geomfromgeojson(?), 4326), ?::integer))', [JSON.stringify(line), SRID]),
    search_terms: (wish.name ?? code).toLowerCase(),
    ...wish.known,
  });
}

interface IssueWish {
  at?: Position | null;
  state?: string;
  domain?: string;
  reportedAt?: string;
  dueAt?: string | null;
  resolvedAt?: string | null;
}

/** An open issue, reported, without a deadline. */
export function anIssue(db: Db, wish: IssueWish = {}): Promise<number> {
  const place = wish.at === null ? null : geom(db, { type: 'Point', coordinates: at(wish.at ?? [0.5, 0.5]) });
  return insert(db, 'issues', {
    code: `issue-${next()}`,
    title: 'A lamp is out',
    domain: wish.domain ?? 'living_environment',
    state: wish.state ?? 'reported',
    geom: place,
    reported_at: wish.reportedAt ?? '2026-06-01T10:00:00+08:00',
    due_at: wish.dueAt ?? null,
    resolved_at: wish.resolvedAt ?? null,
  });
}

interface WorkWish {
  type?: string;
  geometry?: Geometry | null;
  quantity?: number | null;
  unit?: string;
  qualifier?: 'about' | 'more_than' | null;
  partOf?: number;
  phase?: string;
  name?: string;
}

/** A finished work of a type that is added to the catalogue when it is new. */
export async function aWork(db: Db, wish: WorkWish = {}): Promise<number> {
  const type = wish.type ?? 'lamp_install';
  await db('work_types')
    .insert({ code: type, name: type, name_en: type, unit: wish.unit ?? '盏', dimension: 'count', family: 'light', sort_order: 1 })
    .onConflict('code')
    .ignore();
  const geometry = wish.geometry === undefined ? ({ type: 'Point', coordinates: at([0.5, 0.5]) } satisfies Geometry) : wish.geometry;
  return insert(db, 'works', {
    code: `work-${next()}`,
    work_type: type,
    name: wish.name ?? null,
    quantity: wish.quantity === undefined ? 1 : wish.quantity,
    unit: wish.unit ?? '盏',
    qualifier: wish.qualifier ?? null,
    phase: wish.phase ?? 'done',
    part_of_id: wish.partOf ?? null,
    geom: geometry && geom(db, geometry),
  });
}

export async function aPerson(db: Db, wish: { name?: string; role?: string; gridPaths?: string[]; isActive?: boolean } = {}): Promise<number> {
  return insert(db, 'people', {
    code: `person-${next()}`,
    name: wish.name ?? 'Staff member',
    role: wish.role ?? 'grid_worker',
    grid_paths: wish.gridPaths ?? [],
    is_active: wish.isActive ?? true,
  });
}

/** Makes everything that follows from the rows follow: metric geometry, paths, shares, members, coverage of every round, tallies. */
export async function settle(db: Db): Promise<void> {
  await assignPaths(db);
  await db.raw('select refresh_household_coverage(id) from campaigns');
  await db.raw('select recount_tallies()');
}
