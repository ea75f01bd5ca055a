import { expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase({ demo: 'S' });

test('the district S is there, the same for every file', () =>
  database.inTransaction(async (db) => {
    const { rows } = await db.raw(`select (select count(*) from grids where level = 1 and kind = 'basic') as districts,
      (select count(distinct level) from grids) as levels, (select count(*) from households where path is not null) as households,
      (select count(*) from household_coverage c join campaigns r on r.id = c.campaign_id where r.status = 'open' and c.state = 'covered') as covered, (select max(visited_at) from visits) as last_visit`);
    expect(rows[0]).toMatchObject({ districts: 1, levels: 5 });
    expect(rows[0].households).toBeGreaterThan(rows[0].covered);
    expect(rows[0].covered).toBeGreaterThan(0);
    expect(rows[0].last_visit.getTime()).toBeLessThanOrEqual(new Date('2026-11-20T02:00:00Z').getTime());
  }));
