import { ALARM_KINDS } from '../alarms/kinds.ts';
import { findCampaign } from '../coverage/campaigns.ts';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { findGrid } from '../grids/grid-ref.ts';
import { requirePerson } from '../visits/access.ts';
import { EVERYWHERE } from '../visits/contract.ts';
import { DWELL_S, TOUR, type Wall, type WallBody } from './contract.ts';
import { holdRooms } from './hold.ts';
import { PLAIN_ROOM } from './kinds.ts';
import { findWallGrid } from './picture.ts';
import { wallProblems } from './problems.ts';

export type WallRow = Omit<Wall, 'changedAt'> & { changedAt: Date };
type StoredWall = Omit<WallRow, 'grid'> & { grid: GridRef | null; gridCode: string };
const walls = sqlFile<StoredWall>(import.meta.url, './walls.sql');

/** Who sets walls up, gives out their links and steers them from a desk. */
export const MAY_SET_UP = [...EVERYWHERE, 'leader'];
/** A wall shows grids of these levels. */
const WALL_LEVELS = 2;

/** Walls whose grid is still there, in order of id. */
export async function wallRows(db: Database, filter: { id?: number; room?: string } = {}): Promise<WallRow[]> {
  const found = await walls(db, { id: filter.id ?? null, room: filter.room ?? null });
  return found.flatMap(({ gridCode: _gridCode, grid, ...wall }) => (grid === null ? [] : [{ ...wall, grid }]));
}

/**
 * A wall by its id; without one the first, or where nobody has set one up a plain one of the district (id 0).
 * @throws Problem wall-not-found, grid-not-found (an empty district)
 */
export async function findWall(db: Database, id: number | null): Promise<WallRow> {
  const [wall] = await wallRows(db, id === null ? {} : { id });
  if (wall !== undefined) return wall;
  if (id !== null) throw wallProblems.wallNotFound(id);
  const { id: gridId, code, name, level, kind, path } = await findWallGrid(db, null);
  return {
    id: 0,
    name,
    grid: { id: gridId, code, name, level, kind, path },
    campaign: null,
    layout: 'auto',
    theme: 'dark',
    scenes: TOUR.map((sceneKind) => ({ kind: sceneKind })),
    dwellS: DWELL_S.usual,
    bezels: { columns: [], rows: [] },
    sound: { on: true, quiet: [] },
    alarms: { kinds: ALARM_KINDS, level: 4 },
    room: PLAIN_ROOM,
    version: 1,
    isDefault: true,
    changedAt: new Date(0),
  };
}

/**
 * Writes a new wall, or the next version of one.
 * @throws Problem person-required, role-not-allowed, grid-not-found, wall-grid, campaign-not-found, wall-scene-outside, wall-not-found, wall-changed
 */
export async function keepWall(db: Database, actor: Actor, body: WallBody, now: Date, old: { id: number; version: number } | null): Promise<WallRow> {
  const person = await requirePerson(db, actor, MAY_SET_UP);
  const grid = await findGrid(db, body.grid);
  if (grid.level > WALL_LEVELS || grid.kind !== 'basic') throw wallProblems.wallGrid(grid.code, grid.level);
  await requireCampaign(db, body.campaign);
  await requireScenesInside(db, grid, body.scenes);
  const row = {
    name: body.name,
    grid_code: grid.code,
    campaign_code: body.campaign,
    layout: body.layout,
    theme: body.theme,
    scenes: JSON.stringify(body.scenes),
    dwell_s: body.dwellS,
    bezels: JSON.stringify(body.bezels),
    sound: JSON.stringify(body.sound),
    alarms: JSON.stringify(body.alarms),
    room: body.room,
    changed_at: now,
    changed_by: person.id,
  };
  if (old === null) {
    const [{ id }] = await db('walls').insert(row).returning('id');
    await holdRooms(db, now);
    return findWall(db, id);
  }
  const written = await db('walls')
    .where(old)
    .update({ ...row, version: old.version + 1 });
  const wall = await findWall(db, old.id);
  if (written === 0) throw wallProblems.wallChanged(old.id, wall.version);
  // It may show alarms now that it did not, or be of another room.
  await holdRooms(db, now);
  return wall;
}

/** @throws Problem person-required, role-not-allowed, wall-not-found */
export async function removeWall(db: Database, actor: Actor, id: number, now: Date): Promise<void> {
  await requirePerson(db, actor, MAY_SET_UP);
  if ((await db('walls').where({ id }).delete()) === 0) throw wallProblems.wallNotFound(id);
  await holdRooms(db, now);
}

async function requireCampaign(db: Database, code: string | null): Promise<void> {
  if (code !== null) await findCampaign(db, code);
}

/** The middle of what a camera shows. */
function middleOf({ bbox, center }: { bbox?: [number, number, number, number] | undefined; center?: [number, number] | undefined }): [number, number] | null {
  if (center !== undefined) return center;
  return bbox === undefined ? null : [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2];
}

async function requireScenesInside(db: Database, grid: GridRef, scenes: WallBody['scenes']): Promise<void> {
  for (const [index, scene] of scenes.entries()) {
    if (scene.kind !== 'own') continue;
    const middle = middleOf(scene.camera);
    if (middle === null || !(await holds(db, grid, middle))) throw wallProblems.sceneOutside(scene.title, index);
  }
}

async function holds(db: Database, grid: GridRef, place: [number, number]): Promise<boolean> {
  const held = await db('grids').where({ id: grid.id }).whereRaw('st_covers(geom, st_setsrid(st_makepoint(?, ?), 4326))', place).first('id');
  return held !== undefined;
}
