import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { bulkInsert } from '../db/bulk.ts';
import type { Database } from '../db/sql.ts';
import { int } from './row-columns.ts';

/** The doors and knocks that issues came from, and the issues that works answer; once all of them are there. */
export async function loadThreads(db: Database, { threads: { doors, asks } }: DemoDistrict): Promise<void> {
  await db.raw(
    `update issues i set household_id = d.household_id, visit_id = nullif(d.visit_id, 0)
     from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as d (issue_id, household_id, visit_id) where i.id = d.issue_id`,
    [doors.map(({ issueId }) => issueId), doors.map(({ householdId }) => householdId), doors.map(({ visitId }) => visitId ?? 0)],
  );
  await bulkInsert(db, 'work_asks', asks.length, { work_id: int(asks, ({ workId }) => workId), issue_id: int(asks, ({ issueId }) => issueId) });
}
