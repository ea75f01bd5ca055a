import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';

const lockPhotos = sqlFile<{ id: number; takenBy: number }>(import.meta.url, './lock-photos.sql');
const photoUses = sqlFile<{ id: number }>(import.meta.url, './photo-uses.sql');
const photosOfCorrected = sqlFile<{ id: number }>(import.meta.url, './photos-of-corrected.sql');

/**
 * Holds photos for a record that is about to name them. A photo may belong to one visit, one issue, one survey and one work (what is seen at a door is often both).
 * @param claim.corrects the visit that is being corrected: its photos may be taken over, whoever took them.
 * @param claim.correctsSurvey the same, of a survey: its client's id.
 * @throws Problem photo-not-found, photo-of-another, photo-in-use: each names every photo it is about.
 */
export async function claimPhotos(
  db: Database,
  ids: readonly number[],
  claim: { kind: 'visit' | 'issue' | 'survey' | 'work'; personId: number; corrects?: number; correctsSurvey?: string | undefined },
): Promise<void> {
  if (ids.length === 0) return;
  const found = new Map((await lockPhotos(db, { ids })).map(({ id, takenBy }) => [id, takenBy]));
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length > 0) throw problems.photoNotFound(missing);
  const before = await photosOfCorrected(db, { visit_id: claim.corrects, survey_uuid: claim.correctsSurvey });
  const kept = new Set(before.map(({ id }) => id));
  const foreign = ids.filter((id) => found.get(id) !== claim.personId && !kept.has(id));
  if (foreign.length > 0) throw problems.photoOfAnother(foreign);
  const used = (await photoUses(db, { ids, kind: claim.kind, except_visit: claim.corrects, except_survey: claim.correctsSurvey })).map(({ id }) => id);
  if (used.length > 0) throw problems.photoInUse(used);
}

/** Gives claimed photos to their record, in the order they are to be shown. */
export async function linkPhotos(db: Database, kind: 'visit' | 'issue', recordId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db(`${kind}_photos`).insert(ids.map((photo_id, position) => ({ [`${kind}_id`]: recordId, photo_id, position })));
}
