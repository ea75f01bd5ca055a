import type { Knex } from 'knex';
import type { OpenDatabase } from '../db/open.ts';
import { vacuumAnalyze } from '../db/tables.ts';
import type { PhotoFolder } from '../photos/folder.ts';

/** Same seed, same city: what one newcomer sees, every newcomer sees. */
const SEED = 411_600;
/** Any number will do, as long as every starter takes the same. */
const LOCK = 4_711_832;

const isEmpty = async (db: Knex.Transaction): Promise<boolean> =>
  (await db.raw('select not exists (select from grids) and not exists (select from households) and not exists (select from imports) as empty')).rows[0].empty;

/**
 * Creates the demo district in a database that holds nothing, leading up to this moment. Does nothing in any other.
 * Two servers that start at once create it once.
 */
export async function ensureDemo(database: OpenDatabase, size: 'M' | 'S' | 'none', photos: PhotoFolder, say: (text: string) => void): Promise<void> {
  if (size === 'none' || !(await database.asOwner(isEmpty))) return;
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  // Loaded here only: the second start needs none of it.
  const [{ generateDistrict }, { loadDemo }, { loadVisitStories }, { loadSurveyFinds }, { loadWorkHistories }, { loadPlanStory }, { loadWalls }] =
    await Promise.all([
      import('#geodata/demo/generate'),
      import('./load.ts'),
      import('./load-visit-stories.ts'),
      import('./load-survey-finds.ts'),
      import('./load-work-histories.ts'),
      import('./load-plan-story.ts'),
      import('./load-walls.ts'),
    ]);
  say(`Creating the demo district (${size}) …`);
  const demo = generateDistrict({ seed: SEED, size, now: new Date() });
  say(
    `  drawn: ${demo.grids.length} grids, ${demo.buildings.length} buildings, ${demo.alleys.length} alleys, ${demo.households.count} households (${seconds()})`,
  );
  const loaded = await database.asOwner(async (db) => {
    await db.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    if (!(await isEmpty(db))) return false;
    await loadDemo(db, demo, (text) => say(`  ${text} …`));
    // The small district is for tests, which tell their own stories.
    if (size === 'M') {
      say('  Reasons, answers, doubts, duties, a recheck, photos …');
      await loadVisitStories(db, demo, photos);
      await loadSurveyFinds(db, demo, photos);
      say('  Acceptance of works, monthly checks, pictures of before and after …');
      await loadWorkHistories(db, demo, photos);
      say('  An earlier plan, built and finished …');
      await loadPlanStory(db, demo);
      await loadWalls(db, demo, new Date());
    }
    return true;
  });
  if (!loaded) return;
  say(`  stored (${seconds()})`);
  await vacuumAnalyze(database.pool, database.session.schema);
  say(`  ready (${seconds()}). DEMO=none starts without it.`);
}
