import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allItems } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aHousehold, aVisit, settle } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);

describe('every door leads to the same rows', () => {
  test('grid = polygon of the grid = tally = CSV = NDJSON, and children sum to parents, for any town', async () => {
    const Place = fc.tuple(fc.double({ min: 0.001, max: 3.999, noNaN: true }), fc.double({ min: 0.001, max: 1.999, noNaN: true }));
    const Home = fc.record({ at: Place, outcome: fc.constantFrom(null, 'visited' as const, 'nobody_home' as const, 'refused' as const) });
    await fc.assert(
      fc.asyncProperty(fc.array(Home, { minLength: 1, maxLength: 25 }), async (homes) =>
        onPaper(async (api, db) => {
          const { campaign } = await drawTown(db);
          for (const { at: place, outcome } of homes) {
            const household = await aHousehold(db, { at: place });
            if (outcome !== null) await aVisit(db, { household, campaign, outcome });
          }
          await settle(db);
          for (const code of ['town', 'west', 'east', 'south', 'north']) {
            const rows = (await allItems(api, `/api/grids/${code}/uncovered-households?limit=3`)).map(({ id }) => id).sort((a, b) => a - b);
            const geometry = (await api.get(`/api/grids/${code}/geometry`)).body.geometry;
            const within = (await api.post('/api/uncovered-households/query?f=ndjson', { within: geometry })).text;
            expect(
              within
                .trim()
                .split('\n')
                .filter(Boolean)
                .map((line) => JSON.parse(line).id)
                .sort((a, b) => a - b),
            ).toEqual(rows);
            const { own, children } = (await api.get(`/api/grids/${code}/coverage`)).body;
            expect(own.uncovered).toBe(rows.length);
            if (children.length > 0)
              expect(children.reduce((sum: number, child: { coverage: { uncovered: number } }) => sum + child.coverage.uncovered, 0)).toBe(own.uncovered);
            const csv = (await api.get(`/api/grids/${code}/uncovered-households?f=csv`)).text.trim().split('\r\n');
            expect(
              csv
                .slice(1)
                .map((line) => Number(line.split(',')[0]))
                .sort((a, b) => a - b),
            ).toEqual(rows);
          }
        })(),
      ),
      { numRuns: 8 },
    );
  });
});
