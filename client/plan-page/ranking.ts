import { CRITERIA, type CriterionGroup, PRIORITY_CRITERIA, type Weights } from '#geodata/priority/criteria';
import { defectSharesOf, removableOf, shareOfWeights } from '#geodata/priority/score';
import type { PlanAlleys } from './api.ts';
import type { PlanState } from './desk-state.ts';

export const GROUPS: readonly CriterionGroup[] = ['defects', 'people', 'voice', 'timing'];
const GROUP_OF = Uint8Array.from(PRIORITY_CRITERIA, ({ group }) => GROUPS.indexOf(group));

/** All alleys by score. Arrays run as the columns do; order lists places, the highest score first. */
export interface Ranking {
  score: Float64Array;
  /** 0-100: the five standards alone, by their weights among themselves. */
  condition: Float64Array;
  /** alleys × GROUPS: what each group of criteria adds to the score. */
  parts: Float64Array;
  order: Uint32Array;
  /** Place in order, from 1. */
  rank: Uint32Array;
}

/** What is ranked: ids, and needs alleys × CRITERIA. */
export type RankingGround = Pick<PlanAlleys, 'id' | 'needMin' | 'needMax'>;

/**
 * Scores and order under these weights; the same rules as the server's scoreOf and conditionOf, over flat columns, because it runs with every move of a slider
 * (10,000 alleys in a few milliseconds). Null where the weights add up to nothing.
 */
export function rank(alleys: RankingGround, weights: Weights): Ranking | null {
  if (!Object.values(weights).some((weight) => weight > 0)) return null;
  const shares = Float64Array.from(shareOfWeights(weights));
  const defects = defectSharesOf(shares);
  const { middle, byId, idRank } = groundOf(alleys);
  const count = byId.length;
  const score = new Float64Array(count);
  const condition = new Float64Array(count);
  const parts = new Float64Array(count * GROUPS.length);
  // One number an alley, so that they sort as bare numbers: the score, then the id. Scores that agree to a billionth of a point are equal.
  const keys = new Float64Array(count);
  for (let place = 0, cell = 0; place < count; place++) {
    let sum = 0;
    let bad = 0;
    for (let at = 0; at < CRITERIA.length; at++, cell++) {
      const need = middle[cell] as number;
      const points = (shares[at] as number) * need;
      bad += (defects[at] as number) * need;
      const part = place * GROUPS.length + (GROUP_OF[at] as number);
      parts[part] = (parts[part] as number) + points;
      sum += points;
    }
    score[place] = sum;
    condition[place] = bad;
    keys[place] = Math.round((MOST_POINTS - sum) * STEPS_A_POINT) * count + (idRank[place] as number);
  }
  keys.sort();
  const order = new Uint32Array(count);
  const ranks = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const place = byId[(keys[at] as number) % count] as number;
    order[at] = place;
    ranks[place] = at + 1;
  }
  return { score, condition, parts, order, rank: ranks };
}

const MOST_POINTS = 100;
/** A key stays a whole number below 2^53 for up to 90,000 alleys. */
const STEPS_A_POINT = 1e9;

interface Ground {
  /** alleys × CRITERIA: the middle of what the need may be. */
  middle: Float64Array;
  /** Places by ascending id, and where each place stands among them. */
  byId: Uint32Array;
  idRank: Uint32Array;
}
const grounds = new WeakMap<readonly number[], Ground>();

/** What no weight changes, worked out once for these alleys. */
function groundOf({ id, needMin, needMax }: RankingGround): Ground {
  const known = grounds.get(needMin);
  if (known !== undefined) return known;
  const byId = Uint32Array.from(id.keys()).sort((a, b) => (id[a] as number) - (id[b] as number));
  const idRank = new Uint32Array(id.length);
  for (const [at, place] of byId.entries()) idRank[place] = at;
  const middle = Float64Array.from(needMin, (need, cell) => (need + (needMax[cell] as number)) / 2);
  const ground = { middle, byId, idRank };
  grounds.set(needMin, ground);
  return ground;
}

const COSTS = { low: 'lowMinor', likely: 'likelyMinor', high: 'highMinor' } as const;

/** Need that 10,000 元 remove in each alley: what the optimum goes by. 0 where nothing would be spent, or nobody knows what. */
export function gainOf(
  alleys: Pick<PlanAlleys, 'lengthM' | 'households' | 'lowMinor' | 'likelyMinor' | 'highMinor'>,
  { score, condition }: Pick<Ranking, 'score' | 'condition'>,
  { benefit, costCase }: Pick<PlanState, 'benefit' | 'costCase'>,
): Float64Array {
  const cost = alleys[COSTS[costCase]];
  return score.map((points, place) => {
    const factor = benefit === 'length' ? (alleys.lengthM[place] as number) / 100 : benefit === 'households' ? (alleys.households[place] ?? 0) / 100 : 1;
    const minor = cost[place] ?? 0;
    return minor === 0 ? 0 : (removableOf(points, condition[place] as number) * factor * 1e6) / minor;
  });
}
