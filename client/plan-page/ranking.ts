import { CRITERIA, type CriterionGroup, PRIORITY_CRITERIA, type Weights } from '#geodata/priority/criteria';
import { shareOfWeights } from '#geodata/priority/score';
import type { PlanAlleys } from './api.ts';
import type { PlanState } from './desk-state.ts';

export const GROUPS: readonly CriterionGroup[] = ['defects', 'people', 'voice', 'timing'];
const GROUP_OF = Uint8Array.from(PRIORITY_CRITERIA, ({ group }) => GROUPS.indexOf(group));

/** All alleys by score. Arrays run as the columns do; order lists places, the highest score first. */
export interface Ranking {
  score: Float64Array;
  /** alleys × GROUPS: what each group of criteria adds to the score. */
  parts: Float64Array;
  order: Uint32Array;
  /** Place in order, from 1. */
  rank: Uint32Array;
}

/**
 * Scores and order under these weights; the same rule as the server's scoreOf, over flat columns, because it runs with every move of a slider
 * (10,000 alleys in a few milliseconds). Null where the weights add up to nothing.
 */
export function rank({ id, needMin, needMax }: Pick<PlanAlleys, 'id' | 'needMin' | 'needMax'>, weights: Weights): Ranking | null {
  if (!Object.values(weights).some((weight) => weight > 0)) return null;
  const shares = shareOfWeights(weights);
  const score = new Float64Array(id.length);
  const parts = new Float64Array(id.length * GROUPS.length);
  for (let place = 0; place < id.length; place++) {
    let sum = 0;
    for (let at = 0; at < CRITERIA.length; at++) {
      const cell = place * CRITERIA.length + at;
      const points = ((shares[at] as number) * ((needMin[cell] as number) + (needMax[cell] as number))) / 2;
      const part = place * GROUPS.length + (GROUP_OF[at] as number);
      parts[part] = (parts[part] as number) + points;
      sum += points;
    }
    score[place] = sum;
  }
  const order = Uint32Array.from(id.keys()).sort((a, b) => (score[b] as number) - (score[a] as number) || (id[a] as number) - (id[b] as number));
  const ranks = new Uint32Array(id.length);
  for (const [at, place] of order.entries()) ranks[place] = at + 1;
  return { score, parts, order, rank: ranks };
}

const COSTS = { low: 'lowMinor', likely: 'likelyMinor', high: 'highMinor' } as const;

/** Need that 10,000 元 remove in each alley: what the optimum goes by. 0 where nothing would be spent, or nobody knows what. */
export function gainOf(
  alleys: Pick<PlanAlleys, 'lengthM' | 'households' | 'lowMinor' | 'likelyMinor' | 'highMinor'>,
  { score }: Ranking,
  { benefit, costCase }: Pick<PlanState, 'benefit' | 'costCase'>,
): Float64Array {
  const cost = alleys[COSTS[costCase]];
  return score.map((points, place) => {
    const factor = benefit === 'length' ? (alleys.lengthM[place] as number) / 100 : benefit === 'households' ? (alleys.households[place] ?? 0) / 100 : 1;
    const minor = cost[place] ?? 0;
    return minor === 0 ? 0 : (points * factor * 1e6) / minor;
  });
}
