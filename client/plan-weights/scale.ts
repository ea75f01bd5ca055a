import { AHP_PARTS, type AhpPart, type Judgements } from '#geodata/priority/ahp';
import { type CriterionCode, type CriterionGroup, PRIORITY_CRITERIA, type Weights } from '#geodata/priority/criteria';

/** Saaty's steps as places of a slider: −8 = the first is absolutely more important (9), 0 = as important, 8 = the second is (1/9). */
export const MOST_STEP = 8;
export const stepOf = (judgement: number): number => (judgement >= 1 ? 1 - Math.round(judgement) : Math.round(1 / judgement) - 1) || 0;
export const judgementAt = (step: number): number => (step <= 0 ? 1 - step : 1 / (1 + step));

/** The pairs of a part in the order of its judgements. */
export function pairsOfPart(part: AhpPart): [first: number, second: number][] {
  const { length } = AHP_PARTS[part];
  return Array.from({ length }, (_, row) => Array.from({ length: length - row - 1 }, (__, at): [number, number] => [row, row + at + 1])).flat();
}

/** Judgements that come nearest to weights: what one begins with. A weight of nothing counts as the least that the scale can tell. */
export function judgementsOf(weights: Weights): Judgements {
  const weightOf = (item: CriterionGroup | CriterionCode): number =>
    PRIORITY_CRITERIA.filter(({ code, group }) => code === item || group === item).reduce((sum, { code }) => sum + weights[code], 0);
  const judge = (part: AhpPart): number[] =>
    pairsOfPart(part).map(([first, second]) => {
      const [a, b] = [weightOf(AHP_PARTS[part][first] as CriterionCode), weightOf(AHP_PARTS[part][second] as CriterionCode)];
      return judgementAt(stepOf(Math.min(9, Math.max(1 / 9, a === 0 && b === 0 ? 1 : a / Math.max(b, a / 9)))));
    });
  return { groups: judge('groups'), defects: judge('defects'), people: judge('people') };
}
