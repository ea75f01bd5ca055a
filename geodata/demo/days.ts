/** The demo lives in China Standard Time: UTC+8 all year. */
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const OFFSET_MS = 8 * HOUR_MS;

/** Milliseconds at which the local day `days` after (before, when negative) the one of `now` begins. */
export function dayStart(now: number, days = 0): number {
  return Math.floor((now + OFFSET_MS) / DAY_MS + days) * DAY_MS - OFFSET_MS;
}

/** 'YYYY-MM-DD' of the local day. */
export const dateText = (time: number): string => new Date(time + OFFSET_MS).toISOString().slice(0, 10);

/** 0 Sunday … 6 Saturday, local. */
export const weekday = (time: number): number => new Date(time + OFFSET_MS).getUTCDay();

/** Local year and month (1-12). */
export function yearMonth(time: number): { year: number; month: number } {
  const date = new Date(time + OFFSET_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}
