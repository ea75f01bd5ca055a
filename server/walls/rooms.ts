import { type Database, sqlFile } from '../db/sql.ts';
import type { Sendable } from '../http/route.ts';
import { DWELL_S, type Pairing, type Remote, type WallCommand, type WallRoom } from './contract.ts';
import { wallProblems } from './problems.ts';
import { type WallRow, wallRows } from './register.ts';
import { hashOf, newCode, newToken } from './secrets.ts';

const room = sqlFile<WallRoom>(import.meta.url, './room.sql');
const steerRoom = sqlFile(import.meta.url, './steer-room.sql');
const takePairing = sqlFile<{ room: string; wallId: number | null }>(import.meta.url, './take-pairing.sql');
const pairingPast = sqlFile<{ isUsed: boolean; isExpired: boolean }>(import.meta.url, './pairing-past.sql');

const PAIRING_MS = 5 * 60_000;
const KEPT_MS = 3_600_000;
/** A shift: whoever comes next pairs anew. */
const REMOTE_MS = 12 * 3_600_000;
const MS = 1000;

/** Where a room stands at a moment: a pause that is over has moved its epoch on. */
export async function readRoom(db: Database, name: string, nowMs: number): Promise<WallRoom> {
  const [found] = await room(db, { room: name, dwell_s: DWELL_S.usual });
  return resumed(found as WallRoom, nowMs);
}

/** Once the pause is over the clock goes on from where it stood. */
function resumed(state: WallRoom, nowMs: number): WallRoom {
  const { pausedAtMs, resumesAtMs } = state;
  if (pausedAtMs === null || resumesAtMs === null || resumesAtMs > nowMs) return state;
  return { ...state, epochMs: state.epochMs + resumesAtMs - pausedAtMs, pausedAtMs: null, resumesAtMs: null };
}

/** How many scenes a room has begun at a moment. */
export const beatOf = ({ epochMs, dwellS, pausedAtMs }: WallRoom, nowMs: number): number => Math.floor(((pausedAtMs ?? nowMs) - epochMs) / (dwellS * MS));

/** The room after a command. Beats may be negative: walls count modulo their own scenes. */
export function steered(state: WallRoom, command: WallCommand, nowMs: number): WallRoom {
  const dwellMs = state.dwellS * MS;
  const stands = state.pausedAtMs ?? nowMs;
  /** A scene that is chosen begins now, whether or not the room stands still. */
  const atBeat = (beat: number): WallRoom => ({ ...state, epochMs: stands - beat * dwellMs });
  switch (command.do) {
    case 'next':
      return atBeat(beatOf(state, nowMs) + 1);
    case 'previous':
      return atBeat(beatOf(state, nowMs) - 1);
    case 'scene':
      return atBeat(command.index);
    case 'pause':
      return { ...state, pausedAtMs: stands, resumesAtMs: command.seconds === undefined ? null : nowMs + command.seconds * MS };
    case 'resume':
      return state.pausedAtMs === null ? state : { ...state, epochMs: state.epochMs + nowMs - state.pausedAtMs, pausedAtMs: null, resumesAtMs: null };
    case 'theme':
      return { ...state, theme: command.theme };
    case 'hold':
      return { ...state, heldAlarmId: command.alarmId };
    case 'acknowledge':
      return state.heldAlarmId === command.alarmId ? { ...state, heldAlarmId: null } : state;
  }
}

/** Steers a room and answers where it stands then; its walls are told by an event. */
export async function steer(db: Database, name: string, command: WallCommand, nowMs: number): Promise<WallRoom> {
  // Two remote controls at once take turns, or one of two "next" were lost.
  await db('wall_rooms')
    .insert({ name, epoch: new Date(0) })
    .onConflict('name')
    .ignore();
  await db('wall_rooms').where({ name }).forUpdate().first('name');
  const state = steered(await readRoom(db, name, nowMs), command, nowMs);
  const moment = (ms: number | null) => (ms === null ? null : new Date(ms));
  await steerRoom(db, {
    room: name,
    epoch: new Date(state.epochMs),
    paused_at: moment(state.pausedAtMs),
    resumes_at: moment(state.resumesAtMs),
    theme: state.theme,
    held_alarm_id: state.heldAlarmId,
  });
  return readRoom(db, name, nowMs);
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
