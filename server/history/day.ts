import type { z } from 'zod';
import { findCampaign } from '../coverage/campaigns.ts';
import type { CampaignRef } from '../coverage/contract.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import { readSettings } from '../settings/queries.ts';
import type { HistoryFrame } from './contract.ts';

const frame = sqlFile<HistoryFrame>(import.meta.url, './frame.sql');

/** A day that is over. */
export interface PastDay {
  /** In the district, 2026-09-01. */
  day: string;
  /** Its last millisecond: "now" for whatever turns on the day alone. */
  lastMoment: Date;
  /** Rounds that had begun, oldest first. */
  rounds: HistoryFrame['rounds'];
}

/** What there is to look back on. */
export async function readFrame(db: Database, now: Date): Promise<HistoryFrame> {
  const { briefing_time } = await readSettings(db);
  const [row] = await frame(db, { now, briefing_time });
  return row as HistoryFrame;
}

/**
 * The day a question is about; null where it names none or today: then the answer is of now.
 * @throws Problem no-record for a day before anything is known; invalid-query for one that is still to come.
 */
export async function pastDay(db: Database, day: string | undefined, now: Date): Promise<PastDay | null> {
  if (day === undefined) return null;
  const { today, firstDay, rounds } = await readFrame(db, now);
  if (day === today) return null;
  if (day > today) throw problems.invalidQuery([{ pointer: 'day', detail: `Not after today (${today}).` }]);
  if (day < firstDay) throw problems.noRecord(day, firstDay);
  return { day, lastMoment: new Date((await endOfDay(db, day)) - 1), rounds: rounds.filter((round) => round.firstDay <= day) };
}

/**
 * The round a question about a past day means: the one named, else the last that had begun.
 * @throws Problem campaign-not-found, or no-record where the round had not begun.
 */
async function roundOn(db: Database, { day, rounds }: PastDay, code: string | undefined): Promise<HistoryFrame['rounds'][number]> {
  const found = rounds.filter((round) => code === undefined || round.code === code).at(-1);
  if (found !== undefined) return found;
  if (code !== undefined && (await db('campaigns').where({ code }).first('id')) === undefined) throw problems.campaignNotFound(code);
  throw problems.noRecord(day, null);
}

/** The round a question means, and the day it is about when that is over. @throws Problem of the round or the day */
export async function roundAsked(
  db: Database,
  { campaign, day }: { campaign?: string | undefined; day?: string | undefined },
  now: Date,
): Promise<{ campaign: z.infer<typeof CampaignRef>; past: PastDay | null }> {
  const past = await pastDay(db, day, now);
  if (past === null) return { past, campaign: await findCampaign(db, campaign) };
  const { id, code, name } = await roundOn(db, past, campaign);
  return { past, campaign: { id, code, name } };
}

/** When a day ends in the district, ms since 1970. */
export async function endOfDay(db: Database, day: string): Promise<number> {
  const { rows } = await db.raw('select day_end(?::date) as at', [day]);
  return rows[0].at.getTime();
}
