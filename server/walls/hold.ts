import { type Database, sqlFile } from '../db/sql.ts';
import { held } from './beat.ts';
import { PLAIN_ROOM } from './kinds.ts';
import { changeRoom } from './room-state.ts';

const roomsToHold = sqlFile<{ room: string; alarmId: number | null }>(import.meta.url, './rooms-to-hold.sql');

/**
 * Brings every room in line with the urgent alarms that its walls show: one that nobody has taken on holds the room, and the last one taken on lets it go.
 * Call it in the transaction that raises, clears or acknowledges alarms or changes walls.
 */
export async function holdRooms(db: Database, now: Date): Promise<void> {
  for (const { room, alarmId } of await roomsToHold(db, { plain_room: PLAIN_ROOM }))
    await changeRoom(db, room, (state) => held(state, alarmId, now.getTime()), now.getTime());
}
