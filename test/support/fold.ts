import { readFileSync } from 'node:fs';
import { compileSql, type Database, runCompiled } from '../../server/db/sql.ts';

const FOLD = compileSql(readFileSync(new URL('../../server/live/fold.sql', import.meta.url), 'utf8'));

/** Folds the deltas appended so far into the tallies, with the statement the server folds with. */
export async function fold(db: Database): Promise<void> {
  await runCompiled(db, FOLD, { most_moves: 1000 }, 'fold.sql');
}
