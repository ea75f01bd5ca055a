import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { requirePerson } from '../visits/access.ts';
import { SUPERVISORS } from '../visits/contract.ts';
import type { AlarmContact } from './contract.ts';
import { alarmProblems } from './problems.ts';

const contact = sqlFile<AlarmContact>(import.meta.url, './contact.sql');

/**
 * Duty phones for an alarm. Who asked and why is kept before anything is told.
 * @throws Problem person-required, role-not-allowed, alarm-not-found
 */
export async function alarmContact(db: Database, actor: Actor, id: number, reason: string, now: Date): Promise<AlarmContact> {
  const person = await requirePerson(db, actor, SUPERVISORS);
  const [found] = await contact(db, { id, now });
  if (found === undefined) throw alarmProblems.alarmNotFound(id);
  await db('audit_log').insert({
    occurred_at: now,
    person_id: person.id,
    role: person.role,
    action: 'reveal_contact',
    subject: 'alarm',
    subject_id: id,
    reason,
  });
  return found;
}
