import type { HouseholdKind } from '../households/kinds.ts';
import type { Slot } from './contract.ts';

/** ISO weekday (1 = Monday) and hour (0-23) of a knock, in the district's time zone. */
export type KnockTime = readonly [isoWeekday: number, hour: number];

const SATURDAY = 6;
const MORNING_UNTIL = 9;
const EVENING_FROM = 18;
/** 错峰入户: when people are at home, the likeliest first. A working day's own hours come last. */
const OFF_PEAK: readonly Slot[] = ['weekday_evening', 'weekend_day', 'weekend_morning', 'weekend_evening', 'weekday_morning', 'weekday_day'];

export function slotOf([isoWeekday, hour]: KnockTime): Slot {
  const part = hour < MORNING_UNTIL ? 'morning' : hour < EVENING_FROM ? 'day' : 'evening';
  return isoWeekday < SATURDAY ? `weekday_${part}` : `weekend_${part}`;
}

/** The time that was tried least at a home; of several the likeliest off-peak one. Firms, schools and sites are there in the hours of a working day. */
export function suggestedSlot(knocks: readonly KnockTime[], kind: HouseholdKind): Slot {
  if (kind !== 'household') return 'weekday_day';
  const tried = new Map(OFF_PEAK.map((slot) => [slot, 0]));
  for (const knock of knocks) tried.set(slotOf(knock), (tried.get(slotOf(knock)) ?? 0) + 1);
  const least = Math.min(...tried.values());
  return OFF_PEAK.find((slot) => tried.get(slot) === least) ?? 'weekday_evening';
}
