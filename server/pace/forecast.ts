import type { Forecast } from './contract.ts';

/** 10th and 90th percentile of the normal distribution: the range holds four of five outcomes. */
const Z_80 = 1.2816;
/** A round that would take ten years of working days does not end at this pace. */
export const HORIZON_WORKING_DAYS = 2500;

/** What a grid's forecast is made from. */
export interface Progress {
  /** Of the round: nothing is forecast before it begins and after it has ended. */
  phase: 'planned' | 'running' | 'over';
  /** Targets of the grid, and what is left of the reachable ones now. */
  total: number;
  uncovered: number;
  /** Covered for the first time today, where today is a working day (else 0): today then counts as the first of the days to come. */
  coveredToday: number;
  /** Covered for the first time, per working day of the window. */
  perDay: readonly number[];
  /** The working days to come, today included where it is one. */
  upcoming: readonly string[];
}

const NO_DATE = { finish: null, earliest: null, latest: null };

/**
 * When the last reachable target will be covered if the window's pace holds.
 *
 * Method. K targets were covered for the first time on the m working days of the window: the pace is p = K / m. With R left this morning the
 * round takes T = R / p working days, counted through the district's calendar. Days differ, and a pace of few cases is known badly: the counts are
 * taken as Poisson with dispersion d = max(1, sample variance ÷ mean of the daily counts), so that the relative error of T is
 * e = sqrt(d · (1/K + 1/R)) (delta method on the logarithm: error of the past pace, and of the days to come), and the 80 % range is
 * T · exp(±1.28 · e). Exemptions to come are not forecast. Later than ten years is "never", and an open end of the range.
 */
export function forecastOf({ phase, total, uncovered, coveredToday, perDay, upcoming }: Progress): Forecast {
  if (total === 0) return { state: 'empty', ...NO_DATE };
  if (uncovered === 0) return { state: 'done', ...NO_DATE };
  if (phase !== 'running') return { state: phase, ...NO_DATE };
  if (perDay.length === 0) return { state: 'early', ...NO_DATE };
  const covered = perDay.reduce((sum, count) => sum + count, 0);
  const left = uncovered + coveredToday;
  const finish = covered === 0 ? null : dayAfter((left * perDay.length) / covered, upcoming);
  if (finish === null) return { state: 'never', ...NO_DATE };
  const workingDays = (left * perDay.length) / covered;
  const spread = Math.exp(Z_80 * Math.sqrt(dispersion(perDay) * (1 / covered + 1 / left)));
  return { state: 'on_pace', finish, earliest: dayAfter(workingDays / spread, upcoming), latest: dayAfter(workingDays * spread, upcoming) };
}

/** How many per working day it takes to be done on the last of `daysLeft`; null where nothing is left or no day is. */
export function neededPace(left: number, daysLeft: number): number | null {
  return left === 0 || daysLeft === 0 ? null : left / daysLeft;
}

function dispersion(counts: readonly number[]): number {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  if (counts.length < 2 || mean === 0) return 1;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
  return Math.max(1, variance / mean);
}

function dayAfter(workingDays: number, upcoming: readonly string[]): string | null {
  return workingDays > HORIZON_WORKING_DAYS ? null : (upcoming[Math.max(0, Math.ceil(workingDays) - 1)] ?? null);
}
