import { z } from 'zod';
import { CampaignRef, CoverageFigures } from '../coverage/contract.ts';
import { GridRef } from '../grids/contract.ts';
import { HouseholdKind } from '../households/kinds.ts';
import { IssueState, Lateness } from '../issues/kinds.ts';
import { Pace } from '../pace/contract.ts';
import { VisitOutcome } from '../visits/contract.ts';
import { WorkTotal } from '../works/contract.ts';

const int = z.number().int();
const asOf = z.string();
const lon = z.number().nullable();
const lat = z.number().nullable();

/** As GET /api/grids/{code}/coverage. */
const PictureCoverage = z.object({ asOf, own: CoverageFigures, byKind: z.record(HouseholdKind, CoverageFigures) });

/** Knocks of today (the district's day) as GET /api/grids/{code}/pace counts them, and by outcome and hour. */
const PictureToday = z.object({
  asOf,
  day: z.string(),
  visits: int,
  /** Targets reached for the first time in the round. */
  covered: int,
  byOutcome: z.record(VisitOutcome, int),
  /** The hours from the first knock (or the working day's start, whichever is earlier) to now, without gaps; hour 0 to 23 in the district. */
  byHour: z.array(z.object({ hour: int, visits: int, met: int })),
});

/** How the round gets on, as GET /api/grids/{code}/pace: `days` names the days of visits and covered, today last. */
const PicturePace = z.object({
  asOf,
  days: z.array(z.string()),
  ...Pace.pick({ visits: true, covered: true, neededPerWorkingDay: true, forecast: true }).shape,
});

const ChildCoverage = z.object({ grid: GridRef, shortName: z.string().nullable(), coverage: CoverageFigures, visitsToday: int });
const StalledGrid = z.object({
  grid: GridRef,
  /** Of the reachable. */
  covered: int,
  reachable: int,
  rate: z.number().nullable(),
  uncovered: int,
  /** Null where nobody ever knocked in the round. */
  lastVisitOn: z.string().nullable(),
  /** Complete days without a knock. */
  days: int,
});

export const WallIssue = z.object({
  id: int,
  code: z.string(),
  /** Runs of three and more digits (rooms, phones) are masked. */
  title: z.string(),
  domain: z.string(),
  state: IssueState,
  lateness: Lateness.nullable(),
  grid: GridRef.nullable(),
  /** The smallest community (level 3) or higher, for a short place name; null outside every grid. */
  placeName: z.string().nullable(),
  unitName: z.string().nullable(),
  reportedAt: z.string(),
  dueAt: z.string().nullable(),
  lon,
  lat,
});
export type WallIssue = z.infer<typeof WallIssue>;

/** As GET /api/grids/{code}/issues. */
const PictureIssues = z.object({
  asOf,
  opinions: int.nullable(),
  total: int,
  open: int,
  resolved: int,
  byLateness: z.record(Lateness, int),
  byDomain: z.array(z.object({ domain: z.string(), name: z.string(), nameEn: z.string().nullable(), total: int, open: int })),
  /** Until when the working day lasts that "due today" ends with; null on a day off. */
  dueUntil: z.string().nullable(),
  /** The seven longest overdue, longest first. */
  longest: z.array(WallIssue),
});

/** Issues that should have been resolved by now (deadline passed, or resolved; 挂账 left out), and those resolved in time: 按期办结率. */
const RankedLine = z.object({ rank: int, name: z.string(), gridCode: z.string().nullable(), due: int, inTime: int, rate: z.number().nullable() });
/** Like is ranked with like (街道, 社区, 区直部门, …); a line's rank is among its group, equal rates share one. */
const RankingGroup = z.object({ group: z.string(), of: z.enum(['grids', 'units']), level: int.nullable(), due: int, inTime: int, items: z.array(RankedLine) });
export type RankingGroup = z.infer<typeof RankingGroup>;

/** What happened, newest first; never who, never which door. outcome: of a visit; domain and title: of an issue; the others: of a work. */
export const FeedItem = z.object({
  /** Stable: `visit-12`, `issue-7-resolved`. */
  key: z.string(),
  at: z.string(),
  kind: z.enum(['visit', 'issue_reported', 'issue_assigned', 'issue_resolved', 'issue_closed', 'issue_scheduled', 'work_completed', 'alley_surveyed']),
  gridName: z.string().nullable(),
  gridCode: z.string().nullable(),
  outcome: VisitOutcome.nullable(),
  domain: z.string().nullable(),
  title: z.string().nullable(),
  workType: z.string().nullable(),
  workTypeName: z.string().nullable(),
  workTypeNameEn: z.string().nullable(),
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  alleyName: z.string().nullable(),
});
export type FeedItem = z.infer<typeof FeedItem>;

/** Every figure of a wall in one answer. Groups that need a round are null where none is open. */
export const WallPicture = z.object({
  asOf,
  /** Of /api/live: the last numbered event that is in it, and the history it belongs to. */
  seq: int,
  epoch: z.string(),
  grid: GridRef.extend({ shortName: z.string().nullable(), bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable() }),
  /** Name of the district, and of the grid's own level. */
  district: z.object({ name: z.string(), nameEn: z.string() }),
  round: CampaignRef.extend({ startsOn: z.string(), endsOn: z.string().nullable(), dayNumber: int.nullable() }).nullable(),
  coverage: PictureCoverage.nullable(),
  today: PictureToday.nullable(),
  pace: PicturePace.nullable(),
  /** The grids one level below, lowest rate of the reachable first. */
  children: z.object({ asOf, items: z.array(ChildCoverage) }).nullable(),
  /** Grids of level 4 where nobody has knocked for stalledDays (as /api/pace: isStalled), most left first; at most 12 of count. */
  stalled: z.object({ asOf, stalledDays: int, count: int, items: z.array(StalledGrid) }).nullable(),
  issues: PictureIssues,
  ranking: z.object({ asOf, groups: z.array(RankingGroup) }),
  /** As GET /api/grids/{code}/works: ten lines, those with most works first, in the catalogue's order. asOf: the newest day a figure is of. */
  works: z.object({ asOf, figuresOf: z.string().nullable(), count: int, items: z.array(WorkTotal) }),
  feed: z.object({ asOf, items: z.array(FeedItem) }),
  /** The last morning check 晨查: since when, and what came of it. */
  morning: z.object({ at: z.string(), reported: int, resolved: int, visits: int, worksCompleted: int }),
});
export type WallPicture = z.infer<typeof WallPicture>;
