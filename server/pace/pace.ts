import type { CoverageFigures } from '../coverage/contract.ts';
import { COVERAGE_MEASURES, type CoverageCounts, figuresOf } from '../coverage/figures.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import type { PastDay } from '../history/day.ts';
import type { HouseholdKind } from '../households/contract.ts';
import { readSettings } from '../settings/queries.ts';
import { addDays, dayOf, daysBetween, isWorkingDay, type PaceWindow, paceWindow, workingDaysFrom } from './calendar.ts';
import type { GridPace, Pace } from './contract.ts';
import { forecastOf, HORIZON_WORKING_DAYS, neededPace, type Progress } from './forecast.ts';
import { collectDays, type DayRows, type GridDays, NO_DAYS } from './grid-days.ts';

/** Complete days shown beside today. */
const SHOWN_DAYS = 7;

export type PaceCampaignRow = GridPace['campaign'];
export type Frame = Omit<GridPace, 'grid' | 'own' | 'children' | 'asOf' | 'seq'>;
/** One grid with everything about it. */
export interface PaceRow {
  grid: GridRef;
  figures: CoverageFigures;
  pace: Pace;
}
/** Which grids: a subtree of basic grids (null = all), or these and what lies in the first of them. */
export type Asked = { path: string | null } | { grid: GridRef; ids: number[] };

const treeTallies = sqlFile<GridRef & CoverageCounts & { seq: number }>(import.meta.url, './tree-tallies.sql');
const treeTalliesOn = sqlFile<GridRef & CoverageCounts & { seq: number }>(import.meta.url, './tree-tallies-on.sql');
const visitDays = sqlFile<DayRows>(import.meta.url, './visit-days.sql');
const visitDaysOn = sqlFile<DayRows>(import.meta.url, './visit-days-on.sql');

/**
 * Coverage, pace and forecast of grids in a round at a moment, from the tallies: never from the visits themselves. Of a day that is over (`past`), as it
 * was when the day ended, counted from what was known then.
 */
export async function paceRows(
  db: Database,
  campaignId: number,
  kind: HouseholdKind | undefined,
  asked: Asked,
  now: Date,
  past: PastDay | null = null,
): Promise<{ frame: Frame; seq: number; rows: PaceRow[] }> {
  const { working_calendar: calendar, time_zone: timeZone, pace_rules: rules } = await readSettings(db);
  const stored: PaceCampaignRow = await db('campaigns')
    .where({ id: campaignId })
    .first('id', 'code', 'name', 'status', 'starts_on as startsOn', 'ends_on as endsOn');
  const campaign = past === null ? stored : { ...stored, status: statusOn(past, campaignId) };
  const today = past?.day ?? dayOf(now, timeZone);
  const window = paceWindow(today, campaign.startsOn, rules.windowDays, calendar);
  const from = addDays(today, -Math.max(SHOWN_DAYS, window.days.length));
  const isOne = 'grid' in asked;
  const tallied = await (past === null ? treeTallies : treeTalliesOn)(db, {
    ...(past === null ? {} : { day: past.day }),
    campaign_id: campaignId,
    kind: kind ?? null,
    grid_ids: isOne ? asked.ids : null,
    path: isOne ? null : asked.path,
  });
  const found = await (past === null ? visitDays : visitDaysOn)(db, {
    campaign_id: campaignId,
    kind: kind ?? null,
    from,
    today,
    path: isOne ? asked.grid.path : asked.path,
    member_of: isOne && asked.grid.kind !== 'basic' ? asked.grid.id : null,
  });
  const days = collectDays(
    tallied.map(({ path }) => path),
    found,
    { from, today, window },
  );
  const upcoming = workingDaysFrom(today, HORIZON_WORKING_DAYS, calendar);
  const { endsOn } = campaign;
  const phase: Progress['phase'] =
    campaign.status === 'planned' || today < campaign.startsOn
      ? 'planned'
      : campaign.status === 'closed' || (endsOn !== null && today > endsOn)
        ? 'over'
        : 'running';
  const workingDaysLeft = endsOn === null ? null : daysBetween(today, endsOn).filter((day) => isWorkingDay(day, calendar)).length;
  const round: Round = {
    phase,
    startsOn: campaign.startsOn,
    window,
    upcoming,
    workingDaysLeft,
    stalledSince: addDays(today, -rules.stalledDays),
    isTodayWorked: upcoming[0] === today,
  };
  const rows = tallied.map((row, index): PaceRow => {
    const { id, code, name, level, kind: gridKind, path } = row;
    const figures = figuresOf(Object.fromEntries(COVERAGE_MEASURES.map((measure) => [measure, row[measure]])) as CoverageCounts);
    return { grid: { id, code, name, level, kind: gridKind, path }, figures, pace: paceOf(figures, days[index] ?? NO_DAYS, round) };
  });
  const frame: Frame = {
    campaign,
    today,
    days: daysBetween(addDays(today, -SHOWN_DAYS), today),
    window: window.buckets.length === 0 ? null : { from: window.days[0] ?? today, to: window.days.at(-1) ?? today, workingDays: window.buckets.length },
    workingDaysLeft,
    stalledDays: rules.stalledDays,
  };
  return { frame, seq: tallied[0]?.seq ?? 0, rows };
}

/** Whether a round still ran when a day ended: it is among those that had begun. */
function statusOn({ day, rounds }: PastDay, campaignId: number): PaceCampaignRow['status'] {
  const lastDay = rounds.find(({ id }) => id === campaignId)?.lastDay ?? null;
  return lastDay !== null && lastDay <= day ? 'closed' : 'open';
}

/** What all grids of a round share. */
interface Round {
  phase: Progress['phase'];
  startsOn: string;
  window: PaceWindow;
  upcoming: readonly string[];
  workingDaysLeft: number | null;
  /** The last knock (before the first one: the round's beginning) on this day or earlier: stalled. */
  stalledSince: string;
  isTodayWorked: boolean;
}

function paceOf({ uncovered, denominators }: CoverageFigures, days: GridDays, round: Round): Pace {
  const { window, phase } = round;
  const coveredToday = round.isTodayWorked ? (days.covered.at(-1) ?? 0) : 0;
  // The last entries are today's; the window ends yesterday.
  const inWindow = (counts: readonly number[]) => counts.slice(counts.length - 1 - window.days.length, -1);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const covered = inWindow(days.covered);
  const perDay = window.buckets.map((bucket) => bucket.reduce((total, index) => total + (covered[index] ?? 0), 0));
  const windowCovered = sum(covered);
  return {
    visits: days.visits.slice(-SHOWN_DAYS - 1),
    covered: days.covered.slice(-SHOWN_DAYS - 1),
    windowVisits: sum(inWindow(days.visits)),
    windowCovered,
    workerDays: days.workerDays,
    visitsPerWorkerDay: days.workerDays === 0 ? null : days.knownVisits / days.workerDays,
    perWorkingDay: perDay.length === 0 ? null : windowCovered / perDay.length,
    forecast: forecastOf({ phase, total: denominators.all.count, uncovered, coveredToday, perDay, upcoming: round.upcoming }),
    neededPerWorkingDay:
      phase !== 'running' || round.workingDaysLeft === null || uncovered === 0 ? null : neededPace(uncovered + coveredToday, round.workingDaysLeft),
    lastVisitOn: days.lastVisitOn,
    isStalled: phase === 'running' && uncovered > 0 && (days.lastVisitOn ?? round.startsOn) <= round.stalledSince,
  };
}
