import { campaigns } from '../coverage/campaigns.ts';
import type { Campaign, CoverageFigures } from '../coverage/contract.ts';
import { type CountsByKind, figuresByKind, figuresOf } from '../coverage/figures.ts';
import { tallyAt } from '../coverage/rollup.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { HOUSEHOLD_KINDS } from '../households/contract.ts';
import { problems } from '../http/problem.ts';
import type { Sendable } from '../http/route.ts';
import { issueFiguresOf } from '../issues/figures.ts';
import { dayOf, isWorkingDay } from '../pace/calendar.ts';
import { type PaceRow, paceRows } from '../pace/pace.ts';
import type { Settings } from '../settings/keys.ts';
import { readSettings } from '../settings/queries.ts';
import { VisitOutcome } from '../visits/contract.ts';
import { totalsOfGrids } from '../works/totals.ts';
import type { FeedItem, RankingGroup, WallIssue, WallPicture } from './contract.ts';

type Picture = Sendable<WallPicture>;
export type WallGrid = WallPicture['grid'];
export interface KnockCount {
  hour: number;
  outcome: VisitOutcome;
  /** Of the day. */
  count: number;
  sinceBriefing: number;
}
type RankedRow = RankingGroup['items'][number] & { level: number | null; group: string | null };

const wallGrid = sqlFile<WallGrid>(import.meta.url, './wall-grid.sql');
const todayKnocks = sqlFile<KnockCount>(import.meta.url, './today-knocks.sql');
const longestOverdue = sqlFile<Sendable<WallIssue>>(import.meta.url, './longest-overdue.sql');
const ranking = sqlFile<RankedRow>(import.meta.url, './ranking.sql');
const feed = sqlFile<Sendable<FeedItem>>(import.meta.url, './feed.sql');
const morning = sqlFile<Omit<Picture['morning'], 'at' | 'visits'>>(import.meta.url, './morning.sql');
const newest = sqlFile<{ seq: number; epoch: string; dueUntil: Date; figuresOf: string | null; briefingAt: Date }>(import.meta.url, './newest.sql');

const LONGEST = 7;
const FEED = 40;
const STALLED = 12;
const WORK_LINES = 10;
/** 网格: where somebody can be sent to; the same level as the answer panel's. */
const STALLED_LEVEL = 4;
/** Communities are the smallest that are ranked. */
const RANKED_LEVEL = 3;
const MINUTES_PER_HOUR = 60;

/**
 * The basic grid a wall is of; without a code the district.
 * @throws Problem grid-not-found
 */
export async function findWallGrid(db: Database, code: string | null): Promise<WallGrid> {
  const [grid] = await wallGrid(db, { code });
  if (grid === undefined) throw problems.gridNotFound(code ?? '');
  return grid;
}

/** The round that a wall shows: the one named, else the open one; null where none is open or several are. */
export async function wallRound(db: Database, code: string | null, now: Date): Promise<Campaign | null> {
  const all = await campaigns(db, { now });
  if (code !== null) return all.find((round) => round.code === code) ?? null;
  const open = all.filter(({ kind, status }) => kind === 'round' && status === 'open');
  return open.length === 1 ? (open[0] ?? null) : null;
}

/**
 * Every figure of a wall, each by the function that the page of the same figure asks.
 * @param campaignCode null = whichever round is open.
 */
export async function drawPicture(db: Database, gridCode: string | null, campaignCode: string | null, now: Date): Promise<Picture> {
  const settings = await readSettings(db);
  const grid = await findWallGrid(db, gridCode);
  const scope = { path: grid.path, member_of: null };
  const common = { now, path: grid.path, time_zone: settings.time_zone };
  const [state] = await newest(db, { ...common, briefing_time: settings.briefing_time });
  if (state === undefined) throw new Error('newest.sql always gives one row');
  const round = await wallRound(db, campaignCode, now);
  const figures = await issueFiguresOf(db, scope, now);
  const [totals = []] = await totalsOfGrids(db, [grid]);
  const calendar = settings.working_calendar;
  const knocks = round && (await todayKnocks(db, { ...common, campaign_id: round.id, day: dayOf(now, settings.time_zone), briefing_at: state.briefingAt }));
  const [since] = await morning(db, { ...common, briefing_at: state.briefingAt });
  if (since === undefined) throw new Error('morning.sql always gives one row');
  const named = new Map(settings.issue_domains.map((domain) => [domain.code, domain]));
  return {
    asOf: now,
    seq: state.seq,
    epoch: state.epoch,
    grid,
    district: settings.district,
    round: round && { id: round.id, code: round.code, name: round.name, startsOn: round.startsOn, endsOn: round.endsOn, dayNumber: round.dayNumber },
    ...(round === null || knocks === null ? NO_ROUND : await roundFigures({ db, grid, round, settings, now, knocks })),
    issues: {
      asOf: now,
      ...figures,
      byDomain: figures.byDomain.map((line) => ({
        ...line,
        name: named.get(line.domain)?.name ?? line.domain,
        nameEn: named.get(line.domain)?.nameEn ?? null,
      })),
      dueUntil: isWorkingDay(dayOf(now, settings.time_zone), calendar) ? state.dueUntil : null,
      longest: await longestOverdue(db, { now, path: grid.path, most: LONGEST }),
    },
    ranking: { asOf: now, groups: await rankingOf(db, grid, settings, now) },
    works: { asOf: now, figuresOf: state.figuresOf, count: totals.reduce((sum, { count }) => sum + count, 0), items: mostWorks(totals) },
    feed: { asOf: now, items: await feed(db, { ...common, campaign_id: round?.id ?? null, day_end: calendar.dayEnd, most: FEED }) },
    morning: { at: state.briefingAt, visits: (knocks ?? []).reduce((sum, { sinceBriefing }) => sum + sinceBriefing, 0), ...since },
  };
}

type RoundFigures = Pick<Picture, 'coverage' | 'today' | 'pace' | 'children' | 'stalled'>;
const NO_ROUND: RoundFigures = { coverage: null, today: null, pace: null, children: null, stalled: null };
interface InRound {
  db: Database;
  grid: WallGrid;
  round: Campaign;
  settings: Settings;
  now: Date;
  knocks: readonly KnockCount[];
}

/** What a round says: from the same tallies and rules as /api/grids/{code}/coverage and /api/pace. */
async function roundFigures({ db, grid, round, settings, now, knocks }: InRound): Promise<RoundFigures> {
  const { tallies } = await tallyAt(db, [grid.id], round.id, HOUSEHOLD_KINDS);
  const counts = tallies.get(grid.id) as CountsByKind;
  // Micro-grids, three of four grids, are on no wall.
  const ids = (
    await db('grids').where('level', '<=', STALLED_LEVEL).where({ kind: 'basic' }).whereNull('valid_to').whereRaw('in_subtree(path, ?)', grid.path).select('id')
  ).map(({ id }) => id);
  const { frame, rows } = await paceRows(db, round.id, undefined, { grid, ids }, now);
  const own = rows.find((row) => row.grid.id === grid.id) as PaceRow;
  const children = rows.filter((row) => row.grid.level === grid.level + 1).sort(lowestFirst);
  const shortNames = await shortNamesOf(db, grid.id);
  const stalled = rows.filter((row) => row.grid.level === STALLED_LEVEL && row.pace.isStalled).sort((a, b) => b.figures.uncovered - a.figures.uncovered);
  return {
    coverage: { asOf: now, own: figuresOf(counts.all), byKind: figuresByKind(counts.byKind) },
    today: {
      asOf: now,
      day: frame.today,
      visits: own.pace.visits.at(-1) ?? 0,
      covered: own.pace.covered.at(-1) ?? 0,
      byOutcome: Object.fromEntries(VisitOutcome.options.map((outcome) => [outcome, sumOf(knocks.filter((row) => row.outcome === outcome))])) as Record<
        VisitOutcome,
        number
      >,
      byHour: hoursOf(
        knocks.filter(({ count }) => count > 0),
        settings.working_calendar.dayStart,
        hourOf(now, settings.time_zone),
      ),
    },
    pace: {
      asOf: now,
      days: frame.days,
      visits: own.pace.visits,
      covered: own.pace.covered,
      neededPerWorkingDay: own.pace.neededPerWorkingDay,
      forecast: own.pace.forecast,
    },
    children: {
      asOf: now,
      items: children.map((row) => ({
        grid: row.grid,
        shortName: shortNames.get(row.grid.id) ?? null,
        coverage: row.figures,
        visitsToday: row.pace.visits.at(-1) ?? 0,
      })),
    },
    stalled: {
      asOf: now,
      stalledDays: frame.stalledDays,
      count: stalled.length,
      items: stalled.slice(0, STALLED).map((row) => stalledLine(row, frame.today, round.startsOn)),
    },
  };
}

const rateOf = ({ denominators }: CoverageFigures): number => denominators.reachable.rate ?? 1;
/** A grid without targets comes last; equals in order of the path. */
const lowestFirst = (a: PaceRow, b: PaceRow): number => rateOf(a.figures) - rateOf(b.figures) || (a.grid.path < b.grid.path ? -1 : 1);

function stalledLine({ grid, figures, pace }: PaceRow, today: string, startsOn: string) {
  const { covered, count: reachable, rate } = figures.denominators.reachable;
  const since = pace.lastVisitOn ?? startsOn;
  const days = Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${since}T00:00:00Z`)) / 86_400_000);
  return { grid, covered, reachable, rate, uncovered: figures.uncovered, lastVisitOn: pace.lastVisitOn, days };
}

async function shortNamesOf(db: Database, parentId: number): Promise<Map<number, string | null>> {
  const rows: { id: number; short_name: string | null }[] = await db('grids').where({ parent_id: parentId, kind: 'basic' }).select('id', 'short_name');
  return new Map(rows.map(({ id, short_name }) => [id, short_name]));
}

const sumOf = (rows: readonly KnockCount[]): number => rows.reduce((sum, { count }) => sum + count, 0);

/** 0 to 23 in a time zone. */
function hourOf(moment: Date, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(moment));
}

/** Every hour from the first knock, or the start of the working day, to now. */
export function hoursOf(knocks: readonly KnockCount[], dayStart: string, hourNow: number): { hour: number; visits: number; met: number }[] {
  const [startHour = 0, startMinute = 0] = dayStart.split(':').map(Number);
  const first = Math.min(Math.floor(startHour + startMinute / MINUTES_PER_HOUR), hourNow, ...knocks.map(({ hour }) => hour));
  const last = Math.max(hourNow, ...knocks.map(({ hour }) => hour));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const rows = knocks.filter(({ hour }) => hour === first + index);
    return { hour: first + index, visits: sumOf(rows), met: sumOf(rows.filter(({ outcome }) => outcome === 'visited')) };
  });
}

async function rankingOf(db: Database, grid: WallGrid, settings: Settings, now: Date): Promise<RankingGroup[]> {
  const levels = [grid.level + 1, grid.level + 2].filter((level) => level <= RANKED_LEVEL);
  const rows = await ranking(db, { now, path: grid.path, levels });
  const groups = new Map<string, RankingGroup>();
  for (const { level, group, ...line } of rows) {
    const name = level === null ? (group ?? '') : (settings.level_labels[level - 1]?.zh ?? String(level));
    const key = `${level}/${group}`;
    const own = groups.get(key) ?? { group: name, of: level === null ? ('units' as const) : ('grids' as const), level, due: 0, inTime: 0, items: [] };
    own.due += line.due;
    own.inTime += line.inTime;
    own.items.push(line);
    groups.set(key, own);
  }
  return [...groups.values()];
}

/** Those with the most works, in the order of the catalogue that they came in. */
function mostWorks(totals: WallPicture['works']['items']): WallPicture['works']['items'] {
  const most = new Set([...totals].sort((a, b) => b.count - a.count).slice(0, WORK_LINES));
  return totals.filter((total) => most.has(total));
}
