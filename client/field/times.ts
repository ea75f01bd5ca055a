import type { VisitMode } from '#contract/visits';

/** Of the parts of a moment in a time zone. */
interface Local {
  /** YYYY-MM-DD */
  day: string;
  hour: number;
  minute: number;
  /** 0 = Sunday. */
  weekday: number;
}

const DAY_MS = 86_400_000;
const MORNING_UNTIL = 9;
const EVENING_FROM = 18;
const AROUND_APPOINTMENT_MS = 2 * 3_600_000;
const SATURDAY = 6;

export function localTime(moment: number, timeZone: string): Local {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  return { day, hour: Number(parts.get('hour')), minute: Number(parts.get('minute')), weekday: new Date(`${day}T00:00:00Z`).getUTCDay() };
}

/** The moment at which a clock in the time zone shows this day (YYYY-MM-DD) and time (HH:MM). */
export function momentAt(day: string, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const offset = (moment: number) => {
    const local = localTime(moment, timeZone);
    return Date.parse(`${local.day}T${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}:00Z`) - moment;
  };
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const guess = asUtc - offset(asUtc);
  return new Date(asUtc - offset(guess));
}

/** What a knock was: by appointment within two hours of one, off-peak before nine, after six and on the weekend (as the server reckons), else null. */
export function modeAt(moment: number, timeZone: string, appointmentAt: string | null): VisitModeName | null {
  if (appointmentAt !== null && Math.abs(moment - Date.parse(appointmentAt)) <= AROUND_APPOINTMENT_MS) return 'appointment';
  const { hour, weekday } = localTime(moment, timeZone);
  const isWeekend = weekday === 0 || weekday === SATURDAY;
  return isWeekend || hour < MORNING_UNTIL || hour >= EVENING_FROM ? 'off_peak' : null;
}
type VisitModeName = (typeof VisitMode.options)[number];

export const APPOINTMENTS = ['today_evening', 'tomorrow_evening', 'saturday_morning', 'sunday_morning'] as const;
export type AppointmentName = (typeof APPOINTMENTS)[number];

/** The usual times somebody agrees to, those that have passed left out. */
export function appointmentTimes(now: number, timeZone: string): { name: AppointmentName; at: Date }[] {
  const today = localTime(now, timeZone);
  const dayAfter = (days: number) => new Date(Date.parse(`${today.day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
  const untilSaturday = (SATURDAY - today.weekday + 7) % 7;
  const untilSunday = (7 - today.weekday) % 7;
  const times: { name: AppointmentName; at: Date }[] = [
    { name: 'today_evening', at: momentAt(today.day, '19:00', timeZone) },
    { name: 'tomorrow_evening', at: momentAt(dayAfter(1), '19:00', timeZone) },
    { name: 'saturday_morning', at: momentAt(dayAfter(untilSaturday), '09:30', timeZone) },
    { name: 'sunday_morning', at: momentAt(dayAfter(untilSunday), '09:30', timeZone) },
  ];
  return times.filter(({ at }) => at.getTime() > now);
}
