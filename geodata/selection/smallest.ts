import type { Conflict, Relaxation } from './conflict.ts';

/** Money that a relaxation moves (分); null where it counts alleys or locks, which no sum of money can be set against. */
const moneyOf = (relaxations: readonly Relaxation[]): number | null =>
  relaxations.every(({ constraint: { kind } }) => kind === 'budget' || kind === 'floor-cost')
    ? relaxations.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0)
    : null;

/** The smallest relaxation of all. The search for it may have been stopped before its end: then a way by one kind alone may move less money, and goes first. */
export function smallestOf(found: readonly Relaxation[], ways: Conflict['ways']): Relaxation[] {
  let least = found.length === 0 ? null : [...found];
  for (const { relaxations } of ways) {
    const [money, before] = [moneyOf(relaxations), least === null ? null : moneyOf(least)];
    if (least === null || (money !== null && before !== null && money < before)) least = [...relaxations];
  }
  return least ?? [];
}
