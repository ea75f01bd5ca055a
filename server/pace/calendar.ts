import { DAY_MS } from '../http/clock.ts';
import type { Settings } from '../settings/keys.ts';

/** Which days are worked: those of the setting working_calendar. */
export type WorkingDays = Pick<Settings['working_calendar'], 'workingWeekdays' | 'holidays' | 'makeUpDays'>;

const DAYS_OF_WEEK = 7;

/** The day of a moment in a time zone, `2026-06-10`. */
export function dayOf(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Every day from the first to the last, both included; none where the last lies before the first. */
export function daysBetween(from: string, to: string): string[] {
  const count = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(from, index));
}

/** A make-up day 调休 is worked whatever its weekday; a holiday is not. */
export function isWorkingDay(day: string, { workingWeekdays, holidays, makeUpDays }: WorkingDays): boolean {
  if (makeUpDays.includes(day)) return true;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || DAYS_OF_WEEK;
  return workingWeekdays.includes(weekday) && !holidays.includes(day);
}

/** The first `count` working days from a day on (itself included). Fewer where the calendar has hardly any. */
export function workingDaysFrom(day: string, count: number, calendar: WorkingDays): string[] {
  const found: string[] = [];
  // Ten weeks of holidays in a row are no calendar to forecast by.
  for (let next = day, idle = 0; found.length < count && idle < 10 * DAYS_OF_WEEK; next = addDays(next, 1)) {
    const isWorked = isWorkingDay(next, calendar);
    if (isWorked) found.push(next);
    idle = isWorked ? 0 : idle + 1;
  }
  return found;
}

/** The days a pace is measured over. */
export interface PaceWindow {
  /** Complete days in order; empty where the round has none yet. */
  days: string[];
  /** For each working day of them, the indices of its days: days off are counted with the working day after them, the last ones with the one before. */
  buckets: number[][];
}

/**
 * The last `length` complete days (today is not over), reaching further back (four times as far at most, never before the round) until they hold
 * as many working days as that many days of an ordinary week: a holiday week must not look like a standstill.
 */
export function paceWindow(today: string, startsOn: string, length: number, calendar: WorkingDays): PaceWindow {
  const wanted = Math.max(1, Math.round((length * calendar.workingWeekdays.length) / DAYS_OF_WEEK));
  let days: string[] = [];
  for (let reach = length; reach <= 4 * length; reach++) {
    const from = addDays(today, -reach);
    days = daysBetween(from < startsOn ? startsOn : from, addDays(today, -1));
    if (from <= startsOn || days.filter((day) => isWorkingDay(day, calendar)).length >= wanted) break;
  }
  const buckets: number[][] = [];
  let waiting: number[] = [];
  days.forEach((day, index) => {
    waiting.push(index);
    if (!isWorkingDay(day, calendar)) return;
    buckets.push(waiting);
    waiting = [];
  });
  buckets.at(-1)?.push(...waiting);
  return { days, buckets };
}
