import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { Sendable } from '../http/route.ts';
import { requirePerson, type Visitor } from '../visits/access.ts';
import { EVERYWHERE } from '../visits/contract.ts';
import { holdRooms } from '../walls/hold.ts';
import type { Alarm, EscalateBody } from './contract.ts';
import type { AlarmKind, AlarmStatus } from './kinds.ts';
import { alarmProblems } from './problems.ts';

export type AlarmRow = Sendable<Alarm>;
export interface AlarmFilter {
  id?: number;
  path?: string | null;
  kinds?: readonly AlarmKind[];
  status?: AlarmStatus;
  level?: number;
  limit?: number;
}
const alarms = sqlFile<AlarmRow>(import.meta.url, './alarms.sql');
const names = sqlFile<{ id: number; acknowledgedBy: string | null; escalatedBy: string | null }>(import.meta.url, './names.sql');

/** Command centre, dispatchers and leaders take alarms on and hand them up. */
const MAY_ACT = [...EVERYWHERE, 'leader', 'subdistrict_dispatcher'];
const MOST = 10_000;

/** Alarms without the names of people: what a wall may read too. */
export function readAlarms(db: Database, filter: AlarmFilter): Promise<AlarmRow[]> {
  const { id, path, kinds, status, level, limit } = filter;
  return alarms(db, { id: id ?? null, path: path ?? null, kinds: kinds ?? null, status: status ?? null, level: level ?? null, limit: limit ?? MOST });
}

/** The same with the names of who acted, for whoever is somebody. */
export async function readAlarmsAs(db: Database, actor: Actor, filter: AlarmFilter): Promise<AlarmRow[]> {
  const rows = await readAlarms(db, filter);
  if (actor.personId === null) return rows;
  const found = new Map((await names(db, { ids: rows.map(({ id }) => id) })).map((row) => [row.id, row]));
  return rows.map((row) => {
    const known = found.get(row.id);
    if (known === undefined) return row;
    return {
      ...row,
      acknowledged: row.acknowledged && { ...row.acknowledged, name: known.acknowledgedBy },
      escalated: row.escalated && { ...row.escalated, name: known.escalatedBy },
    };
  });
}

/**
 * Takes an alarm on by name, which lets the rooms go that it held; whoever already has it may say so again.
 * @throws Problem person-required, role-not-allowed, alarm-not-found, alarm-cleared, alarm-acknowledged
 */
export async function acknowledgeAlarm(db: Database, actor: Actor, id: number, note: string | null, now: Date): Promise<AlarmRow> {
  const person = await requirePerson(db, actor, MAY_ACT);
  const standing = await lockAlarm(db, id);
  if (standing.acknowledged_by === person.id) return oneAlarm(db, actor, id);
  if (standing.acknowledged_at !== null) throw alarmProblems.alarmAcknowledged(id);
  await db('alarms')
    .where({ id })
    .update({
      acknowledged_at: now,
      acknowledged_by: person.id,
      acknowledged_role: person.role,
      acknowledged_unit: await unitOf(db, person),
      acknowledged_note: note,
    });
  await holdRooms(db, now);
  return oneAlarm(db, actor, id);
}

/** Hands an alarm up. @throws Problem person-required, role-not-allowed, alarm-not-found, alarm-cleared */
export async function escalateAlarm(db: Database, actor: Actor, id: number, { to, note }: EscalateBody, now: Date): Promise<AlarmRow> {
  const person = await requirePerson(db, actor, MAY_ACT);
  await lockAlarm(db, id);
  await db('alarms')
    .where({ id })
    .update({
      escalated_at: now,
      escalated_by: person.id,
      escalated_role: person.role,
      escalated_unit: await unitOf(db, person),
      escalated_to: to,
      escalated_note: note ?? null,
    });
  return oneAlarm(db, actor, id);
}

/** @throws Problem alarm-not-found */
export async function oneAlarm(db: Database, actor: Actor, id: number): Promise<AlarmRow> {
  const [alarm] = await readAlarmsAs(db, actor, { id });
  if (alarm === undefined) throw alarmProblems.alarmNotFound(id);
  return alarm;
}

async function lockAlarm(db: Database, id: number): Promise<{ acknowledged_at: Date | null; acknowledged_by: number | null }> {
  const found = await db('alarms').where({ id }).forUpdate().first('acknowledged_at', 'acknowledged_by', 'cleared_at');
  if (found === undefined) throw alarmProblems.alarmNotFound(id);
  if (found.cleared_at !== null) throw alarmProblems.alarmCleared(id);
  return found;
}

async function unitOf(db: Database, { unitId }: Visitor): Promise<string | null> {
  const unit = unitId === null ? undefined : await db('units').where({ id: unitId }).first('name');
  return unit?.name ?? null;
}
