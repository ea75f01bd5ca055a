import type { Knex } from 'knex';

/** The schema of a district that nobody named otherwise. */
const SCHEMA = 'district';

/** Runs in a transaction of the district, as whoever owns it: for what is written without asking the server. */
export function inDistrict<Result>(pool: Knex, run: (db: Knex.Transaction) => Promise<Result>): Promise<Result> {
  return pool.transaction(async (db) => {
    await db.raw(`select set_config('search_path', ? || ', public', true)`, [SCHEMA]);
    return run(db);
  });
}

/** The open round, and doors nobody has knocked at in it. */
export async function openDoors(db: Knex.Transaction, limit: number): Promise<{ campaign: number; doors: number[] }> {
  const { id }: { id: number } = await db('campaigns').where({ status: 'open' }).first('id');
  return {
    campaign: id,
    doors: await db('household_coverage').where({ campaign_id: id, state: 'untried' }).orderBy('household_id').limit(limit).pluck('household_id'),
  };
}
