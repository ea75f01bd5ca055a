import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { assignRows } from '../grids/assign-paths.ts';
import { problems } from '../http/problem.ts';
import { projectsFollow } from '../projects/follow.ts';
import { bumpLayer } from '../tiles/revisions.ts';
import { beginEdit, type Edited, type Note } from './begin-edit.ts';
import type { JoinBody, RedrawBody, SplitBody } from './contract.ts';

const splitAlley = sqlFile<{ id: number }>(import.meta.url, './split-alley.sql');
const joinAlleys = sqlFile<{ id: number }>(import.meta.url, './join-alleys.sql');
const moveReferences = sqlFile(import.meta.url, './move-references.sql');
const redrawAlley = sqlFile<{ fault: 'too_short' | 'too_long' | 'crosses_itself' | 'outside' | null }>(import.meta.url, './redraw-alley.sql');
const measureWorks = sqlFile(import.meta.url, './measure-works.sql');

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

type Edit = { of: 'split'; body: SplitBody } | { of: 'join'; body: JoinBody } | { of: 'redraw'; body: RedrawBody };

/**
 * Changes the line of an alley: what it was is kept, everything that follows from the line follows, and only the tiles it touches are made anew.
 * Sent again with the same content, nothing happens and the answer is the same.
 * @throws Problem person-required, role-not-allowed, alley-not-found, uuid-conflict, invalid-geometry, alleys-apart, alley-changed
 */
export async function editAlley(db: Database, actor: Actor, id: number, edit: Edit, now: Date): Promise<Edited> {
  const { known, note } = await beginEdit(db, actor, { alleys: edit.of === 'join' ? [id, edit.body.otherId] : [id], edit, now });
  if (known !== null) return { ids: known, isNew: false };
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

async function change(db: Database, id: number, edit: Edit, note: Note): Promise<number[]> {
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
