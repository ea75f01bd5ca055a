import type { PlanAlleys } from './api.ts';
import type { Sort } from './desk-state.ts';
import type { Outcomes } from './outcome.ts';
import type { Ranking } from './ranking.ts';

/** Places in the table: above the cut what is in, below it what is not, both in one order, so that the nearest miss comes first below. */
export interface RowOrder {
  chosen: number[];
  others: number[];
}

/** What a column sorts by; the cheapest first, everything else the greatest first. */
export function orderRows(alleys: PlanAlleys, ranking: Ranking, gain: Float64Array, outcomes: Outcomes, sort: Sort): RowOrder {
  const places = Array.from(ranking.order);
  if (sort !== 'score') {
    const key = keyOf(alleys, gain, outcomes, sort);
    // Array.sort is stable: equal keys stay in the order of the score.
    places.sort((a, b) => (key[b] as number) - (key[a] as number));
  }
  const rows: RowOrder = { chosen: [], others: [] };
  for (const place of places) (outcomes.isIn(alleys.id[place] as number) ? rows.chosen : rows.others).push(place);
  return rows;
}

function keyOf(alleys: PlanAlleys, gain: Float64Array, outcomes: Outcomes, sort: Exclude<Sort, 'score'>): Float64Array {
  if (sort === 'gain') return gain;
  return Float64Array.from(alleys.id, (id, place) => {
    if (sort === 'households') return alleys.households[place] ?? -1;
    if (sort === 'cost') return -(alleys.likelyMinor[place] ?? Number.MAX_VALUE);
    return outcomes.of(id)?.stability ?? -1;
  });
}
