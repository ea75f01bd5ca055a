import { type Database, sqlFile } from '../db/sql.ts';
import type { Sendable } from '../http/route.ts';
import { steered } from './beat.ts';
import type { Pairing, Remote, WallCommand, WallRoom } from './contract.ts';
import { wallProblems } from './problems.ts';
import { type WallRow, wallRows } from './register.ts';
import { changeRoom, readRoom } from './room-state.ts';
import { hashOf, newCode, newToken } from './secrets.ts';

const takePairing = sqlFile<{ room: string; wallId: number | null }>(import.meta.url, './take-pairing.sql');
const pairingPast = sqlFile<{ isUsed: boolean; isExpired: boolean }>(import.meta.url, './pairing-past.sql');

const PAIRING_MS = 5 * 60_000;
const KEPT_MS = 3_600_000;
/** A shift: whoever comes next pairs anew. */
const REMOTE_MS = 12 * 3_600_000;

/** Steers a room and answers where it stands then. */
export function steer(db: Database, name: string, command: WallCommand, nowMs: number): Promise<WallRoom> {
  return changeRoom(db, name, (state) => steered(state, command, nowMs), nowMs);
}

/** A code for the room of a wall. */
export async function pair(db: Database, wall: WallRow, now: Date): Promise<Sendable<Pairing>> {
  const expiresAt = new Date(now.getTime() + PAIRING_MS);
  // Kept for an hour, so that whoever types one too late is told so; then the digits may be given out again.
  await db('wall_pairings')
    .where('expires_at', '<=', new Date(now.getTime() - KEPT_MS))
    .delete();
  const row = { room: wall.room, wall_id: wall.id === 0 ? null : wall.id, expires_at: expiresAt };
  for (;;) {
    const code = newCode();
    const written = await db('wall_pairings')
      .insert({ ...row, code })
      .onConflict(db.raw('(code) where used_at is null'))
      .ignore()
      .returning('id');
    if (written.length > 0) return { code, expiresAt, path: `/remote?code=${code}` };
  }
}

/** @throws Problem pairing-unknown, pairing-expired, pairing-used */
export async function becomeRemote(db: Database, code: string, now: Date): Promise<Sendable<Remote>> {
  const [pairing] = await takePairing(db, { code, now });
  if (pairing === undefined) {
    const [past] = await pairingPast(db, { code, now });
    throw past === undefined ? wallProblems.pairingUnknown() : past.isUsed ? wallProblems.pairingUsed() : wallProblems.pairingExpired();
  }
  const token = newToken();
  const expiresAt = new Date(now.getTime() + REMOTE_MS);
  await db('wall_remotes').insert({ token_hash: hashOf(token), room: pairing.room, wall_id: pairing.wallId, expires_at: expiresAt });
  return { token, expiresAt, ...(await roomAndWalls(db, pairing.room, now)) };
}

/** @throws Problem remote-unknown */
export async function findRemote(db: Database, token: string, now: Date): Promise<{ room: string; wallId: number | null; expiresAt: Date }> {
  const found = await db('wall_remotes')
    .where({ token_hash: hashOf(token) })
    .where('expires_at', '>', now)
    .first('room', 'wall_id as wallId', 'expires_at as expiresAt');
  if (found === undefined) throw wallProblems.remoteUnknown();
  return found;
}

export async function roomAndWalls(db: Database, name: string, now: Date): Promise<Pick<Remote, 'room' | 'walls' | 'nowMs'>> {
  const walls = await wallRows(db, { room: name });
  return { room: await readRoom(db, name, now.getTime()), walls: walls.map(({ id, name: wallName }) => ({ id, name: wallName })), nowMs: now.getTime() };
}
