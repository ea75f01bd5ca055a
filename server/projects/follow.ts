import { type Database, sqlFile } from '../db/sql.ts';

const followAlleys = sqlFile(import.meta.url, './follow-alleys.sql');

/** After an edit of alleys: the parts of what was one alley stay in its projects, and those lie where the alleys lie now. */
export async function projectsFollow(db: Database, alleyIds: readonly number[]): Promise<void> {
  await followAlleys(db, { ids: alleyIds });
  await db.raw('select refresh_project_facts(array(select project_id from project_alleys where alley_id = any(?::bigint[])))', [[...alleyIds]]);
}
