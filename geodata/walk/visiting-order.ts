/** What it costs to go from any place to any other, the same there and back: values[from * size + to]. Place 0 is where the walk begins. */
export interface Costs {
  size: number;
  values: Float64Array;
}

/** Smaller gains are rounding. */
const LEAST_GAIN = 1e-7;
/** Stretches of so many places are tried elsewhere in the order. */
const LONGEST_MOVED = 3;
/** An order that still gains after so many rounds gains next to nothing. */
const MOST_ROUNDS = 50;

/** The sum over an order. */
export function costOf(costs: Costs, order: readonly number[]): number {
  let sum = 0;
  for (let index = 1; index < order.length; index += 1) sum += between(costs, order[index - 1], order[index]);
  return sum;
}

/** From place 0 always to the nearest place not visited yet; of equals the first. Every place once. */
export function nearestNeighbour(costs: Costs): number[] {
  const order = costs.size === 0 ? [] : [0];
  const left = Array.from({ length: Math.max(0, costs.size - 1) }, (_, index) => index + 1);
  while (left.length > 0) {
    const here = order[order.length - 1];
    let best = 0;
    for (let index = 1; index < left.length; index += 1) if (between(costs, here, left[index]) < between(costs, here, left[best])) best = index;
    order.push(...left.splice(best, 1));
  }
  return order;
}

/**
 * An order that costs at most as much as the one given: turns stretches round (2-opt) and moves short ones (or-opt) as long as that saves something.
 * It begins at the same place and ends anywhere. The same input gives the same order. Yields now and then, so that the caller can let others work.
 */
export function* improveOrder(costs: Costs, start: readonly number[]): Generator<void, number[]> {
  const order = [...start];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let gained = false;
    for (let first = 1; first < order.length; first += 1) {
      const turned = turnRound(costs, order, first);
      const moved = moveElsewhere(costs, order, first);
      gained ||= turned || moved;
      yield;
    }
    if (!gained) break;
  }
  return order;
}

/** Turns round the stretch that begins at first and whose turning saves most, if one does. */
function turnRound(costs: Costs, order: number[], first: number): boolean {
  const before = order[first - 1];
  let best = LEAST_GAIN;
  let bestLast = -1;
  for (let last = first + 1; last < order.length; last += 1) {
    const after = order[last + 1];
    const gain =
      between(costs, before, order[first]) + between(costs, order[last], after) - between(costs, before, order[last]) - between(costs, order[first], after);
    if (gain > best) {
      best = gain;
      bestLast = last;
    }
  }
  if (bestLast < 0) return false;
  order.splice(first, bestLast - first + 1, ...order.slice(first, bestLast + 1).reverse());
  return true;
}

/** Moves the one to three places that begin at first to where that saves most, either way round, if it does. */
function moveElsewhere(costs: Costs, order: number[], first: number): boolean {
  let best = LEAST_GAIN;
  let move: { length: number; after: number; isTurned: boolean } | null = null;
  for (let length = 1; length <= Math.min(LONGEST_MOVED, order.length - first); length += 1) {
    const [head, tail] = [order[first], order[first + length - 1]];
    const [before, next] = [order[first - 1], order[first + length]];
    const freed = between(costs, before, head) + between(costs, tail, next) - between(costs, before, next);
    if (freed <= best) continue;
    for (let after = 0; after < order.length; after += 1) {
      if (after >= first - 1 && after < first + length) continue;
      const [left, right] = [order[after], order[after + 1]];
      const gap = freed + between(costs, left, right);
      const straight = gap - between(costs, left, head) - between(costs, tail, right);
      const turned = gap - between(costs, left, tail) - between(costs, head, right);
      if (Math.max(straight, turned) <= best) continue;
      best = Math.max(straight, turned);
      move = { length, after, isTurned: turned > straight };
    }
  }
  if (move === null) return false;
  const stretch = order.splice(first, move.length);
  if (move.isTurned) stretch.reverse();
  order.splice((move.after < first ? move.after : move.after - move.length) + 1, 0, ...stretch);
  return true;
}

/** No way leads on from the end of the walk, so it costs nothing. */
function between({ size, values }: Costs, from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? 0 : (values[from * size + to] as number);
}
