import { z } from 'zod';
import { type Database, sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { readSettings } from '../settings/queries.ts';
import type { AttemptTarget } from './contract.ts';
import { type KnockTime, slotOf, suggestedSlot } from './slots.ts';

const MOST_APPOINTMENTS = 500;

interface AttemptRow extends Omit<AttemptTarget, 'lastVisitedAt' | 'appointmentAt' | 'triedSlots' | 'suggestedSlot'> {
  path: string;
  lastVisitedAt: Date | null;
  appointmentAt: Date | null;
  knocks: KnockTime[];
}
const attempts = sqlFile<AttemptRow>(import.meta.url, './attempts.sql');
const endOfTodaySql = sqlFile<{ end: Date }>(import.meta.url, './end-of-today.sql');

const Position = z.tuple([z.string(), z.number().int()]);
const shown = ({ knocks, path: _path, ...target }: AttemptRow) => ({
  ...target,
  triedSlots: [...new Set(knocks.map(slotOf))],
  suggestedSlot: suggestedSlot(knocks, target.kind),
});

/**
 * A page of the targets of a grid that were tried without success, and on the first page the appointments due today.
 * @throws Problem grid-not-found, invalid-cursor
 */
export async function attemptsPage(db: Database, asked: { code: string; campaignId: number; limit: number; cursor: string | undefined; now: Date }) {
  const { code, campaignId, limit, cursor, now } = asked;
  const key = { of: 'attempts', code, campaignId };
  const after = decodeCursor(key, Position, cursor);
  const { time_zone } = await readSettings(db);
  const bindings = { ...(await findScope(db, code)), campaign_id: campaignId, time_zone };
  const rows = await attempts(db, { ...bindings, after_path: after?.[0] ?? null, after_id: after?.[1] ?? null, due_before: null, limit: limit + 1 });
  const dueBefore = await endOfToday(db, now, time_zone);
  const due = after === null ? await attempts(db, { ...bindings, after_path: null, after_id: null, due_before: dueBefore, limit: MOST_APPOINTMENTS }) : [];
  const page = pageOfRows(rows, limit, key, ({ path, id }) => [path, id]);
  return { items: page.items.map(shown), next: page.next, appointmentsDue: due.map(shown) };
}

/** The first moment of tomorrow: an appointment before it is due. */
export async function endOfToday(db: Database, now: Date, timeZone: string): Promise<Date> {
  const [today] = await endOfTodaySql(db, { now, time_zone: timeZone });
  if (today === undefined) throw new Error('the database did not say when tomorrow begins');
  return today.end;
}
