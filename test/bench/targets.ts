import type { Knex } from 'knex';
import { ANONYMOUS, createWithActor } from '../../server/db/actor.ts';
import type { GridRef } from '../../server/grids/contract.ts';
import type { BenchTarget } from './bench.ts';

export const SCHEMA = 'district';
/** The slowest thing measured is a stream of millions; nothing else comes near. */
const STATEMENT_TIMEOUT_MS = 120_000;

/** A loaded database as the server sees it: through the actor seam, as the application role. */
export async function benchTarget(pool: Knex, size: string, databaseRole: string | null): Promise<BenchTarget> {
  const withActor = createWithActor(pool, { schema: SCHEMA, databaseRole, wallRole: null, statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  return withActor(ANONYMOUS, async (db) => {
    const grids: GridRef[] = await db('grids')
      .where({ kind: 'basic' })
      .whereNull('valid_to')
      .orderBy('path')
      .select('id', 'code', 'name', 'level', 'kind', 'path');
    const alleys: { id: number }[] = await db('alleys').orderBy('id').select('id');
    const campaign: { id: number } | undefined = await db('campaigns').where({ status: 'open', kind: 'round' }).orderBy('id').first('id');
    if (campaign === undefined) throw new Error('the loaded district has no open round');
    const counted = await db.raw(
      'select count(*)::integer as households, (count(*) filter (where uncovered))::integer as uncovered from household_coverage where campaign_id = ?',
      [campaign.id],
    );
    return {
      size,
      pool,
      schema: SCHEMA,
      withActor,
      campaignId: campaign.id,
      grids: [1, 2, 3, 4, 5].map((level) => grids.filter((grid) => grid.level === level)),
      alleyIds: alleys.map(({ id }) => id),
      ...counted.rows[0],
    };
  });
}
