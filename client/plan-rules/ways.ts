import { MINOR_PER_10K, type PlanState } from '../plan-page/desk-state.ts';
import { amountOf } from '../plan-page/plan-spec.ts';

/** The question that was refused. budget: the one in force, also where the address does not name one. */
export interface Asked {
  state: PlanState;
  budget: PlanState['budget'];
  startYear: number;
}
type Change = Partial<PlanState>;
type Rules = Pick<PlanState, 'locks' | 'conflicts' | 'precedences'>;

export const withoutLock = ({ locks }: Pick<PlanState, 'locks'>, alley: number): Change => ({ locks: locks.filter(({ alleyId }) => alleyId !== alley) });

export function withoutPair({ conflicts, precedences }: Rules, [first, second]: readonly [number, number]): Change {
  const isOther = ([a, b]: [number, number]) => a !== first || b !== second;
  return { conflicts: conflicts.filter(isOther), precedences: precedences.filter(isOther) };
}

export const withoutFloor = ({ floors }: Pick<PlanState, 'floors'>, code: string): Change => ({ floors: floors.filter(({ grid }) => grid !== code) });

/** Of locks on the same alley the last. */
export const keptOnce = ({ locks }: Pick<PlanState, 'locks'>): Change => ({ locks: [...new Map(locks.map((lock) => [lock.alleyId, lock])).values()] });

/** Whatever named an alley names another one: a lock that is there already stays, a pair with itself goes. */
export function replacedAlley({ locks, conflicts, precedences }: Rules, from: number, into: number): Change {
  const one = (id: number) => (id === from ? into : id);
  const isHeld = locks.some(({ alleyId }) => alleyId === into);
  const pairs = (list: [number, number][]) => list.map(([a, b]): [number, number] => [one(a), one(b)]).filter(([a, b]) => a !== b);
  return {
    locks: locks.filter(({ alleyId }) => !isHeld || alleyId !== from).map((lock) => ({ ...lock, alleyId: one(lock.alleyId) })),
    conflicts: pairs(conflicts),
    precedences: pairs(precedences),
  };
}

interface Short {
  source: string;
  /** Null: of the whole programme. */
  year: number | null;
  /** 分 that the locks cost, and 分 that are there. */
  locked: number;
  there: number;
}

/** A budget large enough for what is locked in. Of a whole programme the first year takes what is missing. */
export function raisedBudget({ state, budget, startYear }: Asked, { source, year, locked, there }: Short): Change {
  const at = year === null ? null : year - startYear;
  const needed = Math.ceil(locked / (MINOR_PER_10K / 100)) / 100;
  const raised = Array.from({ length: state.years }, (_, place) => {
    const amount = amountOf(budget[source], place);
    return place !== (at ?? 0) ? amount : at === null ? amount + needed - there / MINOR_PER_10K : needed;
  });
  return { budget: { ...budget, [source]: raised.map((amount) => Math.ceil(amount * 100) / 100) } };
}
