import { AHP_PARTS, type AhpPart, type Judgements, MOST_INCONSISTENT, weighCriteria } from '#geodata/priority/ahp';
import { type CriterionCode, DEFAULT_WEIGHTS, WEIGHT_PRESETS } from '#geodata/priority/criteria';
import type { FieldError } from '../http/contract.ts';
import { problems } from '../http/problem.ts';
import type { HowMade, WeightSet } from './sets-contract.ts';

const PARTS = Object.keys(AHP_PARTS) as AhpPart[];
/** Weights are told in percent; a tenth of one is what a screen shows. */
const TOLERANCE = 0.05;

export function consistencyOf(judgements: Judgements): NonNullable<WeightSet['consistency']> {
  const { parts } = weighCriteria(judgements);
  return { groups: parts.groups.consistencyRatio, defects: parts.defects.consistencyRatio, people: parts.people.consistencyRatio };
}

/**
 * The weights to keep: of judgements what follows from them, else as they were given.
 * @throws Problem invalid-body where judgements contradict one another (it points at the worst of each part), where the weights sent with them are
 * others, or where a preset does not say so.
 */
export function weightsToKeep(weights: Record<string, number>, made: HowMade): Record<string, number> {
  if (made.by === 'direct') return weights;
  if (made.by === 'preset') {
    if (WEIGHT_PRESETS.some(({ code }) => code === made.preset)) return weights;
    throw problems.invalidBody([{ pointer: '/made/preset', detail: `One of ${WEIGHT_PRESETS.map(({ code }) => code).join(', ')}.` }]);
  }
  const { weights: weighed, parts } = weighCriteria(made.judgements);
  const errors = PARTS.flatMap((part): FieldError[] => {
    const { isConsistent, consistencyRatio, worst } = parts[part];
    if (isConsistent || worst === null) return [];
    const names = AHP_PARTS[part];
    return [
      {
        pointer: `/made/judgements/${part}`,
        detail: `The judgements contradict one another: consistency ratio ${consistencyRatio.toFixed(2)}, at most ${MOST_INCONSISTENT}. Furthest off: ${names[worst.row]} against ${names[worst.column]} is ${worst.given.toFixed(2)}, the others say ${worst.implied.toFixed(2)}.`,
      },
    ];
  });
  if (errors.length > 0) throw problems.invalidBody(errors);
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  const off = (Object.keys(DEFAULT_WEIGHTS) as CriterionCode[]).filter((code) => Math.abs(((weights[code] ?? 0) / sum) * 100 - weighed[code]) > TOLERANCE);
  if (off.length > 0)
    throw problems.invalidBody(off.map((code) => ({ pointer: `/weights/${code}`, detail: `The judgements say ${weighed[code].toFixed(2)}.` })));
  return weighed;
}
