import { type Database, sqlFile } from '../db/sql.ts';
import { resumed } from './beat.ts';
import type { WallRoom } from './contract.ts';
import { DWELL_S } from './kinds.ts';

const room = sqlFile<WallRoom>(import.meta.url, './room.sql');
const steerRoom = sqlFile(import.meta.url, './steer-room.sql');

/** Where a room stands at a moment: a pause that is over has moved its epoch on. */
export async function readRoom(db: Database, name: string, nowMs: number): Promise<WallRoom> {
  const [found] = await room(db, { room: name, dwell_s: DWELL_S.usual });
  return resumed(found as WallRoom, nowMs);
}

/** Changes where a room stands and answers where it stands then; its walls are told by an event. */
export async function changeRoom(db: Database, name: string, change: (state: WallRoom) => WallRoom, nowMs: number): Promise<WallRoom> {
  // Two at once take turns, or one of two "next" were lost.
  await db('wall_rooms')
    .insert({ name, epoch: new Date(0) })
    .onConflict('name')
    .ignore();
  await db('wall_rooms').where({ name }).forUpdate().first('name');
  const state = change(await readRoom(db, name, nowMs));
  const moment = (ms: number | null) => (ms === null ? null : new Date(ms));
  await steerRoom(db, {
    room: name,
    epoch: new Date(state.epochMs),
    paused_at: moment(state.pausedAtMs),
    resumes_at: moment(state.resumesAtMs),
    theme: state.theme,
    held_alarm_id: state.heldAlarmId,
    held_at: moment(state.heldAtMs),
  });
  return readRoom(db, name, nowMs);
}
