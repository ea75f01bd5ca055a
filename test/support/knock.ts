import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

export type Outcome = 'visited' | 'nobody_home' | 'appointment' | 'refused' | 'vacant' | 'unreachable';

/** Records the same outcome at some doors in the transaction of db: the visits, what follows from them, the events. */
export async function knock(db: Knex.Transaction, campaign: number, households: readonly number[], outcome: Outcome): Promise<number[]> {
  const rows = households.map((household) => ({
    client_uuid: randomUUID(),
    campaign_id: campaign,
    household_id: household,
    outcome,
    visited_at: db.fn.now(),
  }));
  const visits: { id: number }[] = await db('visits').insert(rows).returning('id');
  const ids = visits.map(({ id }) => id);
  await db.raw('select refresh_household_coverage(?, ?::bigint[])', [campaign, [...households]]);
  await db.raw(`select append_visit_events(?::bigint[], 'recorded')`, [ids]);
  return ids;
}
