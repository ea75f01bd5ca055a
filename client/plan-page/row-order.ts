import type { PlanAlleys } from './api.ts';
import type { Sort } from './desk-state.ts';
import type { Outcomes } from './outcome.ts';
import type { Ranking } from './ranking.ts';

/** Places in the table: above the cut what is in, below it what is not, both in one order, so that the nearest miss comes first below. */
export interface RowOrder {
  chosen: Uint32Array;
  others: Uint32Array;
}

/** What a column sorts by; the cheapest first, everything else the greatest first. */
export function orderRows(alleys: PlanAlleys, ranking: Ranking, gain: Float64Array, outcomes: Outcomes, sort: Sort): RowOrder {
  let places = ranking.order;
  if (sort !== 'score') {
    const key = keyOf(alleys, gain, outcomes, sort);
    // Equal keys stay in the order of the score.
    places = places.slice().sort((a, b) => (key[b] as number) - (key[a] as number) || (ranking.rank[a] as number) - (ranking.rank[b] as number));
  }
  const { isIn, count } = chosenOf(alleys, outcomes);
  const rows: RowOrder = { chosen: new Uint32Array(count), others: new Uint32Array(places.length - count) };
  let [above, below] = [0, 0];
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number;
    if (isIn[place] === 1) rows.chosen[above++] = place;
    else rows.others[below++] = place;
  }
  return rows;
}

const known = new WeakMap<Outcomes, { alleys: PlanAlleys; isIn: Uint8Array; count: number }>();

/** Which places are in: no weight that is dragged changes that before the next result. */
function chosenOf(alleys: PlanAlleys, outcomes: Outcomes): { isIn: Uint8Array; count: number } {
  const before = known.get(outcomes);
  if (before?.alleys === alleys) return before;
  const isIn = Uint8Array.from(alleys.id, (id) => (outcomes.isIn(id) ? 1 : 0));
  const chosen = { alleys, isIn, count: isIn.reduce((sum, one) => sum + one, 0) };
  known.set(outcomes, chosen);
  return chosen;
}

function keyOf(alleys: PlanAlleys, gain: Float64Array, outcomes: Outcomes, sort: Exclude<Sort, 'score'>): Float64Array {
  if (sort === 'gain') return gain;
  return Float64Array.from(alleys.id, (id, place) => {
    if (sort === 'households') return alleys.households[place] ?? -1;
    if (sort === 'cost') return -(alleys.likelyMinor[place] ?? Number.MAX_VALUE);
    return outcomes.of(id)?.stability ?? -1;
  });
}
