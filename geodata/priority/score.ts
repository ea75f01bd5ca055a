import { needAt } from '../standards/need.ts';
import { CRITERIA, type Criterion, type CriterionCode, PRIORITY_CRITERIA, type Weights } from './criteria.ts';

/** A raw value that is known only to lie between two; known exactly: min = max. Null: nothing is known. */
export interface RawValue {
  min: number;
  max: number;
}
export type RawValues = Readonly<Record<CriterionCode, RawValue | null>>;

/** Need 0-100 by criterion, in the order of CRITERIA. Unknown: 0 to 100, never a zero. */
export interface Needs {
  min: Float32Array;
  max: Float32Array;
}

/** min..max: the score if the unknown is best and worst; middle: halfway, which ranks. completeness: share of the weight that is known, 0-1. */
export interface Score {
  min: number;
  max: number;
  middle: number;
  completeness: number;
}

const BY_CODE = new Map(PRIORITY_CRITERIA.map((criterion) => [criterion.code, criterion]));

/** Need 0-100 of one criterion at a raw value. @throws RangeError for NaN. */
export function needOfValue({ breakpoints, isLog }: Pick<Criterion, 'breakpoints' | 'isLog'>, value: number): number {
  if (!isLog) return needAt(breakpoints, value);
  const onLog = breakpoints.map(([x, need]) => [Math.log(x), need] as const);
  return needAt(onLog, Math.log(Math.max(value, Number.MIN_VALUE)));
}

/** Needs of one alley from its own raw values and nothing else. */
export function needsOf(values: RawValues): Needs {
  const needs = { min: new Float32Array(CRITERIA.length), max: new Float32Array(CRITERIA.length).fill(100) };
  for (const [at, code] of CRITERIA.entries()) {
    const value = values[code];
    if (value === null) continue;
    const criterion = BY_CODE.get(code) as Criterion;
    const ends = [needOfValue(criterion, value.min), needOfValue(criterion, value.max)];
    needs.min[at] = Math.min(...ends);
    needs.max[at] = Math.max(...ends);
  }
  return needs;
}

/** @throws RangeError where the weights are negative or add up to nothing. */
export function shareOfWeights(weights: Weights): Float64Array {
  const given = Float64Array.from(CRITERIA, (code) => weights[code]);
  const sum = given.reduce((total, weight) => total + weight, 0);
  if (given.some((weight) => !(weight >= 0)) || !(sum > 0) || !Number.isFinite(sum)) throw new RangeError('weights are 0 or more and do not all vanish');
  return given.map((weight) => weight / sum);
}

/** Score of an alley: Σ weight × need, with the weights brought to 1. */
export function scoreOf({ min, max }: Needs, shares: Float64Array): Score {
  const score = { min: 0, max: 0, middle: 0, completeness: 0 };
  for (const [at, share] of shares.entries()) {
    const [low, high] = [min[at] as number, max[at] as number];
    score.min += share * low;
    score.max += share * high;
    score.completeness += share * (1 - (high - low) / 100);
  }
  score.middle = (score.min + score.max) / 2;
  return score;
}

const DEFECTS = PRIORITY_CRITERIA.flatMap(({ code, group }) => (group === 'defects' ? [CRITERIA.indexOf(code)] : []));

/** Weights of the five standards among themselves, in the order of CRITERIA: they add up to 1, all others are 0. Alike where none of the five has a weight. */
export function defectSharesOf(shares: Float64Array): Float64Array {
  const own = new Float64Array(CRITERIA.length);
  const sum = DEFECTS.reduce((total, at) => total + (shares[at] as number), 0);
  for (const at of DEFECTS) own[at] = sum === 0 ? 1 / DEFECTS.length : (shares[at] as number) / sum;
  return own;
}

/** Condition alone, 0-100: the needs of the five standards, halfway where unknown. @param defects of defectSharesOf. */
export function conditionOf({ min, max }: Needs, defects: Float64Array): number {
  let sum = 0;
  for (const at of DEFECTS) sum += ((defects[at] as number) * ((min[at] as number) + (max[at] as number))) / 2;
  return sum;
}

/**
 * Need that works remove, for each unit of an alley's size: its score in the measure of its defects, since money mends nothing else. Score and condition 0-100,
 * the result too: an alley in which nothing is wrong has nothing to remove, however many live there.
 */
export const removableOf = (score: number, condition: number): number => (score * condition) / 100;

/** An open issue beside an alley. */
export interface OpenIssue {
  /** Issues that are about the same thing have the same key. */
  key: string | number;
  ageDays: number;
}
const HALF_LIFE_DAYS = 180;
/** Where hardly anybody has been visited, coverage says too little to divide by. */
const LEAST_COVERAGE = 0.2;

/**
 * Open issues per 100 households: each thing once (its newest report), half as heavy after 180 days, divided by the share of households that has been
 * visited, so that neither those who report often nor those who are visited often gain by it. Null without households.
 */
export function voiceOf(issues: readonly OpenIssue[], households: number, coverage: number): number | null {
  if (households <= 0) return null;
  const newest = new Map<string | number, number>();
  for (const { key, ageDays } of issues) newest.set(key, Math.min(newest.get(key) ?? Number.POSITIVE_INFINITY, Math.max(0, ageDays)));
  let weight = 0;
  for (const ageDays of newest.values()) weight += 0.5 ** (ageDays / HALF_LIFE_DAYS);
  return (weight / Math.min(1, Math.max(LEAST_COVERAGE, coverage)) / households) * 100;
}

const SCHOOL_POINTS = 40;
const ELDERLY_POINTS = 60;
/** Residents of 60 and over for each 100 m at which the points are full. */
const ELDERLY_FULL = 60;
/** Composite of who lives and goes there, 0-100. elderlyPer100M null: nobody has counted; then, or where some have not been, it is an interval. */
export function vulnerableOf(hasSchool: boolean, elderlyPer100M: RawValue | null): RawValue {
  const base = hasSchool ? SCHOOL_POINTS : 0;
  const pointsOf = (elderly: number): number => base + Math.min(1, elderly / ELDERLY_FULL) * ELDERLY_POINTS;
  return elderlyPer100M === null ? { min: base, max: base + ELDERLY_POINTS } : { min: pointsOf(elderlyPer100M.min), max: pointsOf(elderlyPer100M.max) };
}
