import type { Project, ProjectClash } from '#contract/projects';

const DAY_MS = 86_400_000;
const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);

export interface Quarter {
  year: number;
  quarter: number;
  /** Shares of the whole width, 0 to 1. */
  from: number;
  to: number;
}
/** The days a chart runs over, in whole quarters. */
export interface Scale {
  quarters: Quarter[];
  /** Where a day lies, 0 to 1; beyond the ends, the end. */
  at(day: string): number;
}

/** The period a bar shows: what happened, else what is planned; still under way it runs to its planned end, or to today when that is past. */
export function periodOf(
  { startedOn, startsOn, finishedOn, endsOn }: Pick<Project, 'startedOn' | 'startsOn' | 'finishedOn' | 'endsOn'>,
  today: string,
): { from: string; to: string } | null {
  const from = startedOn ?? startsOn;
  const planned = endsOn ?? from;
  const to = finishedOn ?? (startedOn !== null && planned !== null && planned < today ? today : planned);
  return from === null || to === null ? null : { from, to: [from, to].sort()[1] as string };
}

/** Whole quarters around all periods and today. */
export function scaleOf(periods: readonly { from: string; to: string }[], today: string): Scale {
  const days = [today, ...periods.flatMap(({ from, to }) => [from, to])].sort();
  const first = days[0] as string;
  const last = days[days.length - 1] as string;
  const quarterOf = (day: string) => Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);
  const startOf = (quarter: number) => dayNumber(`${Math.floor(quarter / 4)}-${String((quarter % 4) * 3 + 1).padStart(2, '0')}-01`);
  const start = startOf(quarterOf(first));
  const end = startOf(quarterOf(last) + 1);
  const share = (day: number) => Math.min(1, Math.max(0, (day - start) / (end - start)));
  const quarters: Quarter[] = [];
  for (let quarter = quarterOf(first); quarter <= quarterOf(last); quarter += 1)
    quarters.push({ year: Math.floor(quarter / 4), quarter: (quarter % 4) + 1, from: share(startOf(quarter)), to: share(startOf(quarter + 1)) });
  return { quarters, at: (day) => share(dayNumber(day)) };
}

/** The clashes a project is in. */
export const clashesOf = (clashes: readonly ProjectClash[], id: number): ProjectClash[] =>
  clashes.filter(({ first, second }) => first.id === id || second.id === id);
