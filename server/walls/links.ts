import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import type { Sendable } from '../http/route.ts';
import { requirePerson } from '../visits/access.ts';
import type { NewWallLink, WallLink } from './contract.ts';
import { wallProblems } from './problems.ts';
import { findWall, MAY_SET_UP } from './register.ts';
import { hashOf, newToken } from './secrets.ts';

interface FoundLink {
  id: number;
  wallId: number;
  deviceHash: string | null;
  isRevoked: boolean;
  isStale: boolean;
}
type LinkRow = Sendable<WallLink>;
const linkOfToken = sqlFile<FoundLink>(import.meta.url, './link-of-token.sql');
const linkRows = sqlFile<LinkRow>(import.meta.url, './links.sql');

/** @throws Problem wall-not-found, person-required, role-not-allowed */
export async function linksOf(db: Database, actor: Actor, wallId: number): Promise<LinkRow[]> {
  await requirePerson(db, actor, MAY_SET_UP);
  await findWall(db, wallId);
  return linkRows(db, { wall_id: wallId, id: null });
}

/** Makes a link; its token is in this answer and nowhere else. @throws Problem wall-not-found, person-required, role-not-allowed */
export async function addLink(db: Database, actor: Actor, wallId: number, label: string | null, base: string, now: Date): Promise<Sendable<NewWallLink>> {
  const person = await requirePerson(db, actor, MAY_SET_UP);
  await findWall(db, wallId);
  const token = newToken();
  const [{ id }] = await db('wall_links')
    .insert({ wall_id: wallId, label, token_hash: hashOf(token), created_at: now, created_by: person.id })
    .returning('id');
  const [link] = await linkRows(db, { wall_id: wallId, id });
  return { ...(link as LinkRow), token, url: `${base}/wall?token=${token}` };
}

/** Takes a link back; one that was taken back stays so. @throws Problem wall-not-found, person-required, role-not-allowed, not-found */
export async function revokeLink(db: Database, actor: Actor, wallId: number, id: number, now: Date): Promise<LinkRow> {
  const person = await requirePerson(db, actor, MAY_SET_UP);
  await db('wall_links').where({ id, wall_id: wallId }).whereNull('revoked_at').update({ revoked_at: now, revoked_by: person.id });
  const [link] = await linkRows(db, { wall_id: wallId, id });
  if (link === undefined) throw problems.notFound(`Link ${id} of wall ${wallId}`);
  return link;
}

/**
 * The wall that a device may show by its token.
 * @throws Problem wall-link-unknown, wall-link-revoked, wall-link-bound (another device, or none has opened it yet)
 */
export async function wallOfLink(db: Database, token: string, device: string, now: Date): Promise<number> {
  const link = await findLink(db, token, now);
  if (link.deviceHash !== hashOf(device)) throw wallProblems.linkBound();
  if (link.isStale) await db('wall_links').where({ id: link.id }).update({ last_seen_at: now });
  return link.wallId;
}

/** Opens a link on a device: the first one is bound to it. @throws Problem wall-link-unknown, wall-link-revoked, wall-link-bound */
export async function bindLink(db: Database, token: string, device: string, now: Date): Promise<number> {
  const link = await findLink(db, token, now);
  if (link.deviceHash === null)
    await db('wall_links')
      .where({ id: link.id })
      .whereNull('device_hash')
      .update({ device_hash: hashOf(device), bound_at: now });
  // Read again: of two devices that open it at once one was first.
  return wallOfLink(db, token, device, now);
}

async function findLink(db: Database, token: string, now: Date): Promise<FoundLink> {
  const [link] = await linkOfToken(db, { token_hash: hashOf(token), now });
  if (link === undefined) throw wallProblems.linkUnknown();
  if (link.isRevoked) throw wallProblems.linkRevoked();
  return link;
}
