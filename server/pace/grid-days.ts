import { daysBetween, type PaceWindow } from './calendar.ts';

/** A row of visit-days.sql. */
export interface DayRows {
  path: string;
  lastVisitOn: string;
  /** `day person visits covered;…`, days counted from the first. */
  rows: string;
}

/** Knocks of one grid: per day from the first to today, and of the window its days of work. */
export interface GridDays {
  visits: number[];
  covered: number[];
  /** Of the window, and of persons who are known. */
  workerDays: number;
  knownVisits: number;
  lastVisitOn: string | null;
}
export const NO_DAYS: GridDays = { visits: [], covered: [], workerDays: 0, knownVisits: 0, lastVisitOn: null };

/** Day and person as one number. */
const DAYS_PER_PERSON = 128;

/**
 * Adds the days of the smallest grids up for each of the grids given by path: knocks are sums, days of work are counted once however many of the
 * smaller grids a person was in.
 * @param paths of the grids wanted; a row counts for every one of them that it lies in.
 */
export function collectDays(
  paths: readonly string[],
  found: readonly DayRows[],
  { from, today, window }: { from: string; today: string; window: PaceWindow },
): GridDays[] {
  const last = daysBetween(from, today).length - 1;
  const firstOfWindow = last - window.days.length;
  const collected = paths.map(() => ({ ...NO_DAYS, visits: Array<number>(last + 1).fill(0), covered: Array<number>(last + 1).fill(0) }));
  const workers = paths.map(() => new Set<number>());
  const byPath = new Map(paths.map((path, index) => [path, index]));
  for (const { path, lastVisitOn, rows } of found) {
    const wanted = ancestors(path).flatMap((above) => byPath.get(above) ?? []);
    for (const index of wanted) {
      const own = collected[index] as GridDays;
      if (own.lastVisitOn === null || own.lastVisitOn < lastVisitOn) own.lastVisitOn = lastVisitOn;
    }
    if (rows === '') continue;
    for (const row of rows.split(';')) {
      const [day = 0, person = 0, visits = 0, covered = 0] = row.split(' ').map(Number);
      const isCounted = person !== 0 && day >= firstOfWindow && day < last;
      for (const index of wanted) {
        const own = collected[index] as GridDays;
        own.visits[day] = (own.visits[day] ?? 0) + visits;
        own.covered[day] = (own.covered[day] ?? 0) + covered;
        if (!isCounted) continue;
        own.knownVisits += visits;
        workers[index]?.add(person * DAYS_PER_PERSON + day);
      }
    }
  }
  collected.forEach((own, index) => {
    own.workerDays = workers[index]?.size ?? 0;
  });
  return collected;
}

/** 'a/b/c' → 'a', 'a/b', 'a/b/c'. */
function ancestors(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
