import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { assignRows } from '../grids/assign-paths.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import { projectsFollow } from '../projects/follow.ts';
import { bumpLayer } from '../tiles/revisions.ts';
import { requirePerson } from '../visits/access.ts';
import type { JoinBody, RedrawBody, SplitBody } from './contract.ts';

const splitAlley = sqlFile<{ id: number }>(import.meta.url, './split-alley.sql');
const joinAlleys = sqlFile<{ id: number }>(import.meta.url, './join-alleys.sql');
const moveReferences = sqlFile(import.meta.url, './move-references.sql');
const redrawAlley = sqlFile<{ fault: 'too_short' | 'too_long' | 'crosses_itself' | 'outside' | null }>(import.meta.url, './redraw-alley.sql');
const measureWorks = sqlFile(import.meta.url, './measure-works.sql');
const keepRevision = sqlFile(import.meta.url, './keep-revision.sql');

/** Who may change where an alley lies. */
const MAY_EDIT = ['planner', 'district_command', 'administrator'];
/** A click counts as on the line, and two ends as one, within so many metres. */
const REACH_M = 10;
const JOIN_M = 3;
const LEAST_M = 5;
const MOST_M = 20_000;
const FAULTS = {
  too_short: [`The line is shorter than ${LEAST_M} m.`, 'Draw the whole alley.'],
  too_long: [`The line is longer than ${MOST_M / 1000} km.`, 'An alley of that length is a road; cut it.'],
  crosses_itself: ['The line crosses or retraces itself.', 'Draw it once, from one end to the other.'],
  outside: ['The line lies in no grid of the district.', 'Check the order of the coordinates: longitude first.'],
} as const;

/** Alleys that are there after an edit: the one that was edited first. */
export interface Edited {
  ids: number[];
  isNew: boolean;
}
type Edit = { of: 'split'; body: SplitBody } | { of: 'join'; body: JoinBody } | { of: 'redraw'; body: RedrawBody };

/**
 * Changes the line of an alley: what it was is kept, everything that follows from the line follows, and only the tiles it touches are made anew.
 * Sent again with the same content, nothing happens and the answer is the same.
 * @throws Problem person-required, role-not-allowed, alley-not-found, uuid-conflict, invalid-geometry, alleys-apart
 */
export async function editAlley(db: Database, actor: Actor, id: number, edit: Edit, now: Date): Promise<Edited> {
  const person = await requirePerson(db, actor, MAY_EDIT);
  const { clientUuid, reason } = edit.body;
  const digest = digestOf({ personId: person.id, id, edit });
  const before: { alley_id: number; action: string; related_id: number | null; content_digest: string }[] = await db('alley_revisions').where({
    client_uuid: clientUuid,
  });
  if (before.length > 0) {
    if (before.some(({ content_digest }) => content_digest !== digest)) throw problems.uuidConflict([clientUuid]);
    return { ids: [id, ...before.flatMap(({ action, related_id }) => (action === 'split' && related_id !== null ? [related_id] : []))], isNew: false };
  }
  // In order of ids, so that two who join the same two the other way round do not wait for one another.
  const wanted = edit.of === 'join' ? [id, edit.body.otherId] : [id];
  const held: { id: number }[] = await db('alleys').whereIn('id', wanted).orderBy('id').forUpdate().select('id');
  for (const one of wanted) if (!held.some((row) => row.id === one)) throw problems.alleyNotFound(one);
  const note = (alleyId: number, action: string, relatedId: number | null) =>
    keepRevision(db, { client_uuid: clientUuid, id: alleyId, action, related_id: relatedId, digest, reason, person_id: person.id, now });
  await note(id, edit.of, edit.of === 'join' ? edit.body.otherId : null);
  const ids = await change(db, id, edit, note);
  // Its own last: it may have been joined with one that only a revision knows now.
  const touched = edit.of === 'join' ? [id, edit.body.otherId] : ids;
  await assignRows(db, 'alley', ids);
  await db.raw('select refresh_alley_facts(?::bigint[])', [ids]);
  await measureWorks(db, { ids });
  await projectsFollow(db, ids);
  await bumpLayer(db, 'alleys', touched);
  await db('events').insert(ids.map((alleyId) => ({ type: 'alley', payload: JSON.stringify({ alleyId }) })));
  return { ids, isNew: true };
}

async function change(
  db: Database,
  id: number,
  edit: Edit,
  note: (alleyId: number, action: string, relatedId: number | null) => Promise<unknown>,
): Promise<number[]> {
  if (edit.of === 'redraw') {
    const [row] = await redrawAlley(db, { id, geometry: JSON.stringify(edit.body.geometry), least_m: LEAST_M, most_m: MOST_M, snap_m: JOIN_M });
    const fault = row?.fault ?? null;
    if (fault !== null) throw problems.invalidGeometry('/geometry', FAULTS[fault][0], FAULTS[fault][1]);
    return [id];
  }
  if (edit.of === 'split') {
    const [lon, lat] = edit.body.point;
    const [made] = await splitAlley(db, { id, lon, lat, reach_m: REACH_M });
    if (made === undefined)
      throw problems.invalidGeometry('/point', 'The point is not on the alley, or at its very end.', `Choose one within ${REACH_M} m of the line.`);
    await db('alley_revisions').where({ client_uuid: edit.body.clientUuid, alley_id: id }).update({ related_id: made.id });
    await note(made.id, 'split_off', id);
    return [id, made.id];
  }
  const { otherId } = edit.body;
  const [joined] = await joinAlleys(db, { id, other_id: otherId, reach_m: JOIN_M });
  if (joined === undefined) throw problems.alleysApart(id, otherId, JOIN_M);
  await note(otherId, 'joined_into', id);
  await moveReferences(db, { id, other_id: otherId });
  await db('alleys').where({ id: otherId }).delete();
  return [id];
}
