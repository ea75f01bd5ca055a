import type { Findings } from './need.ts';
import { MEASURES, type Measure, type Standard } from './standards.ts';

/** A line of a checklist, as far as the need turns on it: a measure by its code, or a check that costs points. */
export interface ListLine {
  code: string;
  standard: Standard;
  measure: string | null;
  points: number | null;
  /** What a check may be measured in beside found or not; null for a measure, which has its own. */
  unit: string | null;
}
/**
 * What was answered on a line: a value in the measure's unit; of a check with its unit how much was found, without one 1 = the defect was found, 0 = it was
 * looked for and is not there.
 */
export interface Answer {
  code: string;
  value: number;
  unit?: string | undefined;
}

const MEASURE_BY_CODE = new Map<string, Measure>(MEASURES.map((measure) => [measure.code, measure]));

/** The measure of a checklist line; null for a check. */
export const measureOf = (line: Pick<ListLine, 'measure'>): Measure | null => MEASURE_BY_CODE.get(line.measure ?? '') ?? null;

/** Units a check may have: true = whole things that are counted. Works that mend what was found are counted in the same. */
export const CHECK_UNITS: Readonly<Record<string, boolean>> = { '㎡': false, m: false, 处: true, 辆: true, 块: true, 个: true };

/** The unit of what a line measures; null where it only says found or not. A checklist kept on a phone from before checks had units has none. */
export const unitOf = (line: Pick<ListLine, 'measure' | 'unit'>): string | null => measureOf(line)?.unit ?? line.unit ?? null;

/** Whether whole things are counted. */
export const isCounted = (unit: string | null): boolean => CHECK_UNITS[unit ?? ''] ?? false;

/** Whether places are what is measured: each one counts by being there, and has no value of its own. */
export const isOfPlaces = (unit: string | null): boolean => unit === '处';

/** What answers to one standard found; the checks of the list that were left out may have found it or not. */
export function findingsOf(list: readonly ListLine[], standard: Standard, answers: readonly Answer[]): Findings {
  const findings = { measured: [] as { measure: Measure; value: number }[], checked: [] as { found: boolean; points: number }[], unchecked: 0 };
  for (const line of list) {
    if (line.standard !== standard) continue;
    const answer = answers.find(({ code }) => code === line.code);
    const measure = measureOf(line);
    if (measure !== null && answer !== undefined) findings.measured.push({ measure, value: answer.value });
    else if (line.points !== null && answer !== undefined) findings.checked.push({ found: answer.value > 0, points: line.points });
    else if (line.points !== null) findings.unchecked += line.points;
  }
  return findings;
}

/**
 * What finds at single places of an alley amount to for the whole of it: places are counted, metres added up, readings of an instrument averaged.
 * @returns null where the single values do not tell (a share of the surface at one place says nothing of the whole), or where none was measured.
 */
export function valueOfFinds(line: ListLine, values: readonly (number | null)[]): number | null {
  const measure = measureOf(line);
  if (values.length === 0) return null;
  if (measure === null) return 1;
  if (isOfPlaces(measure.unit)) return values.length;
  const read = values.filter((value) => value !== null);
  if (read.length === 0 || measure.unit === '%') return null;
  const sum = read.reduce((total, value) => total + value, 0);
  const value = measure.unit === 'm' ? sum : sum / read.length;
  return Math.round(value * 100) / 100;
}

/**
 * How much of what a check looks for its finds amount to, in the unit of the line: places are counted, the rest added up.
 * @returns null where the line has no unit, or where it was not measured at every find: what is missing is unknown, not zero
 */
export function amountOfFinds(line: ListLine, values: readonly (number | null)[]): number | null {
  if (measureOf(line) !== null || unitOf(line) === null || values.length === 0) return null;
  if (isOfPlaces(line.unit)) return values.length;
  const read = values.filter((value) => value !== null);
  return read.length < values.length ? null : Math.round(read.reduce((total, value) => total + value, 0) * 100) / 100;
}
