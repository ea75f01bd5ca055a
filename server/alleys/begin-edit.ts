import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import { requirePerson } from '../visits/access.ts';
import { MAY_EDIT_ALLEYS } from './contract.ts';

const keepRevision = sqlFile(import.meta.url, './keep-revision.sql');

/** Alleys that are there after an edit: the one that was edited first. */
export interface Edited {
  ids: number[];
  isNew: boolean;
}

/** Keeps what an alley is before it changes. changes: those of an amendment, as JSON. */
export type Note = (alleyId: number, action: string, relatedId: number | null, changes?: string) => Promise<unknown>;

interface Wanted {
  /** Alleys that will change: the one that is edited first. */
  alleys: readonly number[];
  edit: { of: string; body: { clientUuid: string; reason?: string | undefined; afterRevision?: number | null | undefined } };
  now: Date;
}

/**
 * What every edit of an alley begins with: who may, whether it has been made already (known = its alleys), and a lock on what will change.
 * @throws Problem person-required, role-not-allowed, alley-not-found, uuid-conflict, alley-changed
 */
export async function beginEdit(db: Database, actor: Actor, { alleys, edit, now }: Wanted): Promise<{ known: number[] | null; note: Note }> {
  const person = await requirePerson(db, actor, MAY_EDIT_ALLEYS);
  const { clientUuid, reason, afterRevision } = edit.body;
  const [id] = alleys as [number];
  const digest = digestOf({ personId: person.id, id, edit });
  const note: Note = (alleyId, action, relatedId, changes) =>
    keepRevision(db, { client_uuid: clientUuid, id: alleyId, action, related_id: relatedId, digest, reason, person_id: person.id, now, changes });
  const before: { action: string; related_id: number | null; content_digest: string }[] = await db('alley_revisions').where({ client_uuid: clientUuid });
  if (before.length > 0) {
    if (before.some(({ content_digest }) => content_digest !== digest)) throw problems.uuidConflict([clientUuid]);
    return { known: [id, ...before.flatMap(({ action, related_id }) => (action === 'split' && related_id !== null ? [related_id] : []))], note };
  }
  // In order of ids, so that two who join the same two the other way round do not wait for one another.
  const held: { id: number }[] = await db('alleys').whereIn('id', alleys).orderBy('id').forUpdate().select('id');
  for (const one of alleys) if (!held.some((row) => row.id === one)) throw problems.alleyNotFound(one);
  if (afterRevision !== undefined) {
    const newest: { id: number } | undefined = await db('alley_revisions').where({ alley_id: id }).orderBy('id', 'desc').first('id');
    if ((newest?.id ?? null) !== afterRevision) throw problems.alleyChanged(id);
  }
  return { known: null, note };
}
