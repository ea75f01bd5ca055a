import { type Database, sqlFile } from '../db/sql.ts';
import type { WallReplay } from './contract.ts';
import { findWallGrid, wallRound } from './picture.ts';
import type { WallRow } from './register.ts';

const replay = sqlFile<Omit<WallReplay, 'seq'>>(import.meta.url, './replay.sql');
const newestEvent = sqlFile<{ seq: number }>(import.meta.url, './newest-event.sql');

/** The smallest: whatever level the camera shows is a sum of them. */
const LEVEL = 5;

/** The round of a wall from its first day to today, from what a wall may read; without a round nothing moves. */
export async function replayOf(db: Database, { grid, campaign }: WallRow, now: Date): Promise<WallReplay> {
  const [newest] = await newestEvent(db);
  const seq = newest?.seq ?? 0;
  const { path } = await findWallGrid(db, grid.code);
  const round = await wallRound(db, campaign, now);
  const [found] = round === null ? [] : await replay(db, { campaign_id: round.id, path, level: LEVEL, now });
  const day = now.toISOString().slice(0, 10);
  return { seq, ...(found ?? { from: day, to: day, gridId: [], day: [], covered: [] }) };
}
