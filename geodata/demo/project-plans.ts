import { DAY_MS, dateText } from './days.ts';
import { at } from './plane.ts';
import type { Random } from './random.ts';

export type DemoPhase = 'planned' | 'designed' | 'tendered' | 'under_construction' | 'unstated' | 'done' | 'accepted';
export interface DemoFund {
  source: string;
  year: number;
  plannedMinor: number;
  paidMinor: number;
}
export interface DemoMilestone {
  name: string;
  dueOn: string;
  doneOn: string | null;
}
export interface DemoConsultation {
  step: string;
  heldOn: string;
  asked: number | null;
  answered: number | null;
  agreed: number | null;
}
export interface DemoProjectEvent {
  action: 'created' | 'advanced';
  fromPhase: DemoPhase | null;
  toPhase: DemoPhase;
  happenedOn: string;
}
/** When a project goes through its phases. Times are milliseconds; startedAt and finishedAt are null until it has. */
export interface Timetable {
  startsAt: number;
  endsAt: number;
  startedAt: number | null;
  finishedAt: number | null;
}

const CHAIN: readonly DemoPhase[] = ['planned', 'designed', 'tendered', 'under_construction', 'done', 'accepted'];
/** Days before the start at which a project is taken up, designed and tendered. */
const AHEAD = [190, 100, 35] as const;
const MINOR_PER_10000_YUAN = 1_000_000;

/** A period that fits the phase: what is done lies behind, what is planned ahead; some of what is under way is late. */
export function timetable(phase: DemoPhase, now: number, lasts: readonly [number, number], random: Random): Timetable {
  const length = random.int(...lasts) * DAY_MS;
  const day = (days: number): number => now + days * DAY_MS;
  switch (phase) {
    case 'accepted':
    case 'done': {
      const finishedAt = day(phase === 'done' ? -random.int(6, 45) : -random.int(40, 110));
      const slip = random.chance(0.4) ? random.int(4, 30) * DAY_MS : -random.int(0, 6) * DAY_MS;
      return { startsAt: finishedAt - slip - length, endsAt: finishedAt - slip, startedAt: finishedAt - length - random.int(-3, 6) * DAY_MS, finishedAt };
    }
    case 'under_construction':
    case 'unstated': {
      const startsAt = now - length * random.range(0.25, 0.9);
      const isLate = random.chance(0.22);
      const endsAt = isLate ? day(-random.int(3, 25)) : startsAt + length;
      return { startsAt, endsAt: Math.max(endsAt, startsAt + 20 * DAY_MS), startedAt: startsAt + random.int(0, 9) * DAY_MS, finishedAt: null };
    }
    default: {
      const startsAt = day(phase === 'tendered' ? random.int(8, 40) : phase === 'designed' ? random.int(60, 160) : random.int(150, 480));
      return { startsAt, endsAt: startsAt + length, startedAt: null, finishedAt: null };
    }
  }
}

/** How it came to its phase. */
export function historyOf(phase: DemoPhase, { startsAt, startedAt, finishedAt }: Timetable, now: number): DemoProjectEvent[] {
  const begun = startedAt ?? startsAt;
  const steps: [DemoPhase, number][] = [
    ['planned', begun - AHEAD[0] * DAY_MS],
    ['designed', begun - AHEAD[1] * DAY_MS],
    ['tendered', begun - AHEAD[2] * DAY_MS],
  ];
  if (startedAt !== null) steps.push([phase === 'unstated' ? 'unstated' : 'under_construction', startedAt]);
  if (finishedAt !== null) steps.push(['done', finishedAt]);
  if (finishedAt !== null && phase === 'accepted') steps.push(['accepted', finishedAt + 18 * DAY_MS]);
  const length = startedAt === null ? CHAIN.indexOf(phase) + 1 : steps.length;
  return steps.slice(0, length).map(([toPhase, time], index) => ({
    action: index === 0 ? 'created' : 'advanced',
    fromPhase: index === 0 ? null : at(steps, index - 1)[0],
    toPhase,
    // What is planned far ahead was taken up all the same: no step lies after now.
    happenedOn: dateText(Math.min(time, now - (length - index) * 9 * DAY_MS)),
  }));
}

/** Money by source and year: shares of the sources, most of it in the year work begins, paid as far as the work is. */
export function fundsOf(
  amount10000Yuan: number,
  shares: readonly (readonly [source: string, share: number])[],
  { startsAt, endsAt }: Timetable,
  phase: DemoPhase,
  random: Random,
): DemoFund[] {
  const years = [...new Set([startsAt, endsAt].map((time) => Number(dateText(time).slice(0, 4))))];
  const parts = shares.flatMap(([source, share]) =>
    years.map((year, index) => ({ source, year, weight: share * (years.length === 1 ? 1 : index === 0 ? 0.65 : 0.35) })),
  );
  const total = Math.round(amount10000Yuan * MINOR_PER_10000_YUAN);
  let left = total;
  return parts.map(({ source, year, weight }, index) => {
    const plannedMinor = index === parts.length - 1 ? left : Math.floor((total * weight) / 10_000) * 10_000;
    left -= plannedMinor;
    const share = phase === 'accepted' ? 1 : phase === 'done' ? random.range(0.8, 0.97) : phase === 'under_construction' ? random.range(0.15, 0.75) : 0;
    return { source, year, plannedMinor, paidMinor: Math.floor((plannedMinor * share) / 10_000) * 10_000 };
  });
}

const MILESTONES: readonly (readonly [string, number])[] = [
  ['施工图审查', -0.6],
  ['招标完成', -0.2],
  ['进场开工', 0],
  ['管线入地', 0.45],
  ['路面恢复', 0.8],
  ['竣工验收', 1],
];

/** Six milestones over the planned period; those behind are done, now and then late, and of what is late the next one is overdue. */
export function milestonesOf(phase: DemoPhase, { startsAt, endsAt, startedAt, finishedAt }: Timetable, now: number, random: Random): DemoMilestone[] {
  const length = endsAt - startsAt;
  const reached =
    phase === 'planned'
      ? 0
      : phase === 'designed'
        ? 1
        : phase === 'tendered'
          ? 2
          : finishedAt !== null
            ? 6
            : Math.min(5, 3 + Math.floor(((now - (startedAt ?? now)) / length) * 2.4));
  return MILESTONES.map(([name, share], index) => {
    const due = startsAt + length * share;
    const slip = random.chance(0.3) ? random.int(3, 20) : -random.int(0, 5);
    return { name, dueOn: dateText(due), doneOn: index < reached ? dateText(Math.min(due + slip * DAY_MS, now - DAY_MS)) : null };
  });
}

const DELIBERATIONS: readonly (readonly [string, number])[] = [
  ['deliberate_1', 20],
  ['deliberate_2', 30],
  ['deliberate_3', 42],
  ['publish_1', 50],
  ['publish_2', 72],
];
const ENOUGH = 0.667;

/** 一征三议两公开: who has begun had enough agreement; of the others some fall short, and some have not been asked. */
export function consultationsOf(phase: DemoPhase, households: number, { startsAt, startedAt }: Timetable, now: number, random: Random): DemoConsultation[] {
  const isEarly = phase === 'planned' || phase === 'designed';
  if (phase === 'planned' && random.chance(0.45)) return [];
  const asked = Math.max(12, households);
  const isShort = isEarly && random.chance(0.42);
  const share = isShort ? random.range(0.41, 0.655) : random.range(0.69, 0.97);
  const agreed = isShort ? Math.floor(asked * share) : Math.max(Math.ceil(asked * ENOUGH), Math.floor(asked * share));
  const answered = Math.min(asked, agreed + Math.floor(asked * random.range(0.01, 0.12)));
  const first = Math.min((startedAt ?? startsAt) - 175 * DAY_MS, now - 90 * DAY_MS);
  const later = isShort ? 1 : phase === 'planned' ? 3 : DELIBERATIONS.length;
  return [
    { step: 'consult', heldOn: dateText(first), asked, answered, agreed },
    ...DELIBERATIONS.slice(0, later).map(([step, days]) => ({ step, heldOn: dateText(first + days * DAY_MS), asked: null, answered: null, agreed: null })),
  ];
}
