import type { Knex } from 'knex';

/** none = migrated and empty; S = the small demo district, the same on every run. */
export type TestDemo = 'none' | 'S';

/** The moment the test district leads up to: an argument, so that every figure of it can be stated in a test. */
export const TEST_NOW = new Date('2026-11-20T02:00:00Z');
const SEED = 20_261_120;

/** Loads the demo district into a migrated schema, as its owner. */
export async function loadTestDemo(pool: Knex, schema: string, size: TestDemo): Promise<void> {
  if (size === 'none') return;
  const [{ loadDemo }, { generateDistrict }] = await Promise.all([import('../../server/demo/load.ts'), import('../../geodata/demo/generate.ts')]);
  const demo = generateDistrict({ seed: SEED, size, now: TEST_NOW });
  await pool.transaction(async (transaction) => {
    await transaction.raw(`select set_config('search_path', ? || ', public', true)`, [schema]);
    await loadDemo(transaction, demo);
  });
}
