import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { buildVisitStories, type VisitDetail, type VisitStories } from '../../geodata/demo/visit-stories.ts';
import { bulkInsert } from '../db/bulk.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { PhotoFolder } from '../photos/folder.ts';
import { storePhotos } from './draw-photos.ts';
import { int, text } from './row-columns.ts';

const detailVisits = sqlFile(import.meta.url, './detail-visits.sql');
const duplicateVisits = sqlFile<{ householdId: number }>(import.meta.url, './duplicate-visits.sql');
const recheckVisits = sqlFile(import.meta.url, './recheck-visits.sql');
const freezeResult = sqlFile(import.meta.url, '../campaigns/freeze-result.sql');
const DAY_MS = 86_400_000;
/** Arrays of one statement: the embedded engine reads a longer one slowly. */
const BATCH = 2_000;

/**
 * Writes the stories of a loaded district's visits: reasons, answers, doubts, duties, checklist, recheck, photos, and the results of closed rounds.
 * In the transaction given; coverage stays what it was, and the follower folds what the recheck adds.
 */
export async function loadVisitStories(db: Database, demo: DemoDistrict, folder: PhotoFolder): Promise<void> {
  const stories = buildVisitStories(demo);
  await storeDetails(db, stories.details);
  const { duplicates } = stories;
  const doors = await duplicateVisits(db, {
    ids: duplicates.map(({ ofVisitId }) => ofVisitId),
    visited_ats: duplicates.map(({ visitedAt }) => new Date(visitedAt)),
  });
  await refresh(
    db,
    stories.checklist.campaignId,
    doors.map(({ householdId }) => householdId),
  );
  await storeDuties(db, stories);
  const { code, name, questions, campaignId } = stories.checklist;
  await db('checklists').insert({ code, version: 1, name, questions: JSON.stringify(questions) });
  await db('campaigns').where({ id: campaignId }).update({ checklist_code: code, checklist_version: 1 });
  await recheck(db, stories);
  await close(db, stories.recheck.sourceId);
  await storePhotos(db, stories.photos, folder);
}

async function storeDetails(db: Database, details: readonly VisitDetail[]): Promise<void> {
  for (let from = 0; from < details.length; from += BATCH) {
    const rows = details.slice(from, from + BATCH);
    await detailVisits(db, {
      ids: rows.map(({ visitId }) => visitId),
      reasons: rows.map(({ reason }) => reason),
      answers: rows.map(({ answers }) => answers && JSON.stringify(answers)),
      lons: rows.map(({ position }) => position?.[0]),
      lats: rows.map(({ position }) => position?.[1]),
      accuracies: rows.map(({ accuracyM }) => accuracyM),
      flags: rows.map(({ flags }) => flags.join(',')),
    });
  }
}

function storeDuties(db: Database, { duties }: VisitStories): Promise<number> {
  return bulkInsert(db, 'campaign_duties', duties.length, {
    campaign_id: int(duties, (duty) => duty.campaignId),
    grid_id: int(duties, ({ gridId }) => gridId),
    kind: text(duties, ({ kind }) => kind),
    person_id: int(duties, ({ personId }) => personId),
    unit_id: int(duties, ({ unitId }) => unitId),
  });
}

const refresh = (db: Database, campaign: number, households: number[] | null): Promise<unknown> =>
  db.raw('select refresh_household_coverage(?::bigint, ?::bigint[])', [campaign, households]);

/** Opened, knocked through and closed as a round of its own; its members are the sample the database draws. */
async function recheck(db: Database, { recheck: round }: VisitStories): Promise<void> {
  const opened = new Date(round.opensAt);
  const { programme_id: programmeId } = await db('campaigns').where({ id: round.sourceId }).first('programme_id');
  const [{ id }] = await db('campaigns')
    .insert({
      code: round.code,
      name: round.name,
      programme_id: programmeId,
      kind: 'recheck',
      starts_on: round.startsOn,
      ends_on: round.endsOn,
      status: 'open',
      opened_at: opened,
      source_campaign_id: round.sourceId,
      source_states: ['covered'],
      sample_share: round.sampleShare,
    })
    .returning('id');
  await refresh(db, id, null);
  await db('campaigns').where({ id }).update({ frozen_at: opened });
  const days = Math.round((Date.parse(round.endsOn) - Date.parse(round.startsOn)) / DAY_MS);
  await recheckVisits(db, { campaign_id: id, source_id: round.sourceId, opens_at: opened, days });
  await refresh(db, id, null);
  await close(db, id);
}

/** The result as it stands, kept as on the evening of the last day. */
async function close(db: Database, id: number): Promise<void> {
  await freezeResult(db, { campaign_id: id });
  await db.raw(`update campaigns set status = 'closed', closed_at = (ends_on + time '18:00') at time zone 'Asia/Shanghai' where id = ?`, [id]);
}
