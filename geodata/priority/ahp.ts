import { CRITERIA, type CriterionCode, type CriterionGroup, PRIORITY_CRITERIA, type Weights } from './criteria.ts';

/**
 * Weights from pairwise judgements (Saaty's analytic hierarchy process): how much more important is one thing than another, 1 (as important) to 9
 * (absolutely more), 1/9 to 1 the other way round. The weights are the principal eigenvector of the matrix of judgements; the consistency ratio says how
 * far the judgements contradict one another, against judgements made at random. T. L. Saaty, The Analytic Hierarchy Process, 1980; random indices of
 * Saaty 1980, table 3.3 of later editions, for matrices of 1 to 10.
 */
const RANDOM_INDEX = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49] as const;

/** Above it judgements contradict one another too much to be used (Saaty). */
export const MOST_INCONSISTENT = 0.1;

export interface AhpResult {
  /** Adds up to 1. */
  weights: Float64Array;
  /** Principal eigenvalue; equal to the number of items where the judgements agree with one another entirely. */
  lambdaMax: number;
  consistencyIndex: number;
  /** 0 for one or two items, which cannot contradict one another. */
  consistencyRatio: number;
  isConsistent: boolean;
  /** The judgement that differs most from what all the others say, as a factor; null where there are fewer than three items or none differs. */
  worst: { row: number; column: number; given: number; implied: number } | null;
}

/** Number of judgements between so many items. */
export const pairsOf = (items: number): number => (items * (items - 1)) / 2;

/** The full matrix of an upper triangle given row by row. @throws RangeError for a wrong number of judgements or one outside 1/9 to 9. */
export function matrixOf(judgements: readonly number[], items: number): number[][] {
  if (judgements.length !== pairsOf(items)) throw new RangeError(`${items} items need ${pairsOf(items)} judgements`);
  if (judgements.some((one) => !(one >= 1 / 9 - 1e-9 && one <= 9))) throw new RangeError('a judgement lies between 1/9 and 9');
  const matrix = Array.from({ length: items }, () => new Array<number>(items).fill(1));
  let at = 0;
  for (let row = 0; row < items; row++) {
    for (let column = row + 1; column < items; column++) {
      const judgement = judgements[at++] as number;
      (matrix[row] as number[])[column] = judgement;
      (matrix[column] as number[])[row] = 1 / judgement;
    }
  }
  return matrix;
}

const ROUNDS = 1_000;

/** Weights of a positive reciprocal matrix by power iteration, and how consistent it is. @throws RangeError for a matrix that is neither. */
export function weighPairs(matrix: readonly (readonly number[])[]): AhpResult {
  const items = matrix.length;
  if (items < 1 || items > RANDOM_INDEX.length) throw new RangeError(`1 to ${RANDOM_INDEX.length} items`);
  const at = (row: number, column: number): number => matrix[row]?.[column] ?? Number.NaN;
  for (let row = 0; row < items; row++)
    for (let column = 0; column < items; column++)
      if (!(at(row, column) > 0) || Math.abs(at(row, column) * at(column, row) - 1) > 1e-6) throw new RangeError('not a positive reciprocal matrix');
  let weights = new Float64Array(items).fill(1 / items);
  let lambdaMax = items;
  for (let round = 0; round < ROUNDS; round++) {
    const next = Float64Array.from(weights, (_, row) => weights.reduce((sum, weight, column) => sum + at(row, column) * weight, 0));
    lambdaMax = next.reduce((sum, one) => sum + one, 0);
    for (const [row, one] of next.entries()) next[row] = one / lambdaMax;
    const change = next.reduce((most, one, row) => Math.max(most, Math.abs(one - (weights[row] as number))), 0);
    weights = next;
    if (change < 1e-14) break;
  }
  const consistencyIndex = items < 3 ? 0 : Math.max(0, (lambdaMax - items) / (items - 1));
  const consistencyRatio = items < 3 ? 0 : consistencyIndex / (RANDOM_INDEX[items - 1] as number);
  let worst: AhpResult['worst'] = null;
  let furthest = 1e-6;
  for (let row = 0; items > 2 && row < items; row++) {
    for (let column = row + 1; column < items; column++) {
      const implied = (weights[row] as number) / (weights[column] as number);
      const off = Math.abs(Math.log(at(row, column) / implied));
      if (off <= furthest) continue;
      furthest = off;
      worst = { row, column, given: at(row, column), implied };
    }
  }
  return { weights, lambdaMax, consistencyIndex, consistencyRatio, isConsistent: consistencyRatio <= MOST_INCONSISTENT, worst };
}

const codesOf = (group: CriterionGroup): CriterionCode[] => PRIORITY_CRITERIA.filter((criterion) => criterion.group === group).map(({ code }) => code);

/** What is compared with what: the four groups with one another, and the criteria within a group of several (19 judgements instead of 45). */
export const AHP_PARTS = {
  groups: ['defects', 'people', 'voice', 'timing'] as const satisfies readonly CriterionGroup[],
  defects: codesOf('defects'),
  people: codesOf('people'),
};
export type AhpPart = keyof typeof AHP_PARTS;
/** Upper triangles row by row, items in the order of AHP_PARTS. */
export type Judgements = Record<AhpPart, readonly number[]>;

/** Weights of all criteria (they add up to 100): a group's weight shared out among its criteria. Each part with its own consistency. */
export function weighCriteria(judgements: Judgements): { weights: Weights; parts: Record<AhpPart, AhpResult> } {
  const weigh = (part: AhpPart): AhpResult => weighPairs(matrixOf(judgements[part], AHP_PARTS[part].length));
  const parts = { groups: weigh('groups'), defects: weigh('defects'), people: weigh('people') };
  const weights = Object.fromEntries(CRITERIA.map((code) => [code, 0])) as Weights;
  for (const [at, group] of AHP_PARTS.groups.entries()) {
    const whole = 100 * (parts.groups.weights[at] as number);
    const codes = codesOf(group);
    const within = group === 'defects' || group === 'people' ? parts[group].weights : Float64Array.of(1);
    for (const [place, code] of codes.entries()) weights[code] = whole * (within[place] as number);
  }
  return { weights, parts };
}
