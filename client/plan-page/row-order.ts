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

/** What the line between in and out is told by: places that are in by their own worth, places that were in the race and are out, and what all that is in costs. */
export interface CutPlaces {
  telling: Uint32Array;
  race: Uint32Array;
  spentMinor: number;
}
const cuts = new WeakMap<Outcomes, { alleys: PlanAlleys; cut: CutPlaces }>();

/** Worked out once for each result, not in every frame in which a weight is dragged. */
export function cutPlacesOf(alleys: PlanAlleys, outcomes: Outcomes): CutPlaces {
  const before = cuts.get(outcomes);
  if (before?.alleys === alleys) return before.cut;
  const telling: number[] = [];
  const race: number[] = [];
  let spentMinor = 0;
  for (const [place, id] of alleys.id.entries()) {
    const outcome = outcomes.of(id);
    if (outcome === null) continue;
    if (outcome.year === null) {
      if (outcome.standing === 'other') race.push(place);
      continue;
    }
    spentMinor += outcome.costMinor ?? 0;
    // What a person or a floor put in, or what filled a gap, does not tell where the line is.
    if (outcome.reason.by === 'value' && outcome.density !== null && outcome.density >= (outcomes.leastDensity ?? 0)) telling.push(place);
  }
  const cut = { telling: Uint32Array.from(telling), race: Uint32Array.from(race), spentMinor };
  cuts.set(outcomes, { alleys, cut });
  return cut;
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
