import { z } from 'zod';
import { GridRef } from '../grids/contract.ts';
import { Bbox, Day, Limit, Position, pageOf, type RouteContract } from '../http/contract.ts';
import { photoIds } from '../photos/contract.ts';
// In a file of their own: the map needs them before anybody asks for an issue.
import { IssueState, LATENESS, Lateness } from './kinds.ts';

export { IssueState, LATENESS, Lateness };

export const Issue = z.object({
  id: z.number().int(),
  code: z.string(),
  title: z.string(),
  domain: z.string(),
  class: z.string().nullable(),
  channel: z.string(),
  state: IssueState,
  lateness: Lateness.nullable(),
  grid: GridRef.nullable(),
  unitName: z.string().nullable(),
  address: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  reportedAt: z.string(),
  dueAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  flags: z.array(z.string()),
  /** Metres from the alley, only in answers about one. */
  distanceM: z.number().optional(),
});
export type Issue = z.infer<typeof Issue>;

/** One issue with what lists leave out. */
export const IssueDetail = Issue.extend({
  /** It may speak of a resident: null for whoever is nobody. */
  description: z.string().nullable(),
  /** Of /api/photos, which shows them to staff only. */
  photoIds: z.array(z.number().int()),
  /** Role of the person who reported it here; null where it came another way. */
  reporterRole: z.string().nullable(),
});
export type IssueDetail = z.infer<typeof IssueDetail>;

const Id = z.number().int().positive();
/** What somebody saw. Where: his position, the door or the alley; of several the position is shown, and the others are kept with it. */
export const IssueReportBody = z
  .strictObject({
    /** Made by the client; sent again with the same content it is answered with what is stored. */
    clientUuid: z.uuid(),
    /** A code of issueDomains in /api/settings. */
    domain: z.string().min(1).max(100),
    title: z.string().trim().min(1).max(100),
    description: z.string().trim().min(1).max(2000).optional(),
    position: Position.optional(),
    householdId: Id.optional(),
    alleyId: Id.optional(),
    /** Lamps, manholes and drains it is about (GET /api/alleys/{id} names them): out of order, and the alley dark, while it is open. */
    componentIds: z.array(Id).min(1).max(20).optional(),
    /** The visit during which it was seen; it has to be stored before. */
    visitClientUuid: z.uuid().optional(),
    photoIds: photoIds(6).optional(),
    reportedAt: z.iso.datetime({ offset: true }),
  })
  .refine(({ position, householdId, alleyId, componentIds }) => [position, householdId, alleyId, componentIds].some((place) => place !== undefined), {
    path: ['position'],
    message: 'Say where: send position, componentIds, householdId or alleyId.',
  });
export type IssueReportBody = z.infer<typeof IssueReportBody>;
export const ReportedIssue = IssueDetail.extend({
  clientUuid: z.string(),
  /** Open issues of the same domain close by, the nearest first; at most 5. The report is kept all the same. */
  possibleDuplicates: z.array(z.object({ id: Id, code: z.string(), title: z.string(), distanceM: z.number() })),
});
export type ReportedIssue = z.infer<typeof ReportedIssue>;

export const IssueListQuery = z.object({
  /** As of the end of a day that is over; deadlines, titles and who handles it are today's. */
  day: Day.optional(),
  grid: z.string().optional(),
  bbox: Bbox.optional(),
  state: IssueState.optional(),
  open: z.enum(['true', 'false']).optional(),
  lateness: Lateness.optional(),
  /** Whether it was ever resolved: the second figure of the funnel, open or closed since. */
  resolved: z.enum(['true', 'false']).optional(),
  domain: z.string().optional(),
  limit: Limit,
  cursor: z.string().optional(),
});
export const IssuePage = pageOf(Issue);
/** The funnel and what is late, for a card. */
export const IssueFigures = z.object({
  asOf: z.string(),
  /** Opinions 意见 that were merged into the listed issues; null where no issue says how many. */
  opinions: z.number().int().nullable(),
  total: z.number().int(),
  open: z.number().int(),
  resolved: z.number().int(),
  byLateness: z.record(Lateness, z.number().int()),
  byDomain: z.array(z.object({ domain: z.string(), total: z.number().int(), open: z.number().int() })),
});
export type IssueFigures = z.infer<typeof IssueFigures>;

export const issueRoutes = {
  list: { method: 'get', path: '/api/issues', summary: 'Issues', query: IssueListQuery, response: IssuePage },
  detail: {
    method: 'get',
    path: '/api/issues/:id',
    summary: 'One issue',
    params: z.object({ id: z.coerce.number().int() }),
    query: z.object({ day: Day.optional() }),
    response: IssueDetail,
  },
  report: { method: 'post', path: '/api/issues', summary: 'Report an issue', body: IssueReportBody, response: ReportedIssue },
  figures: {
    method: 'get',
    path: '/api/grids/:code/issues',
    summary: 'Issue figures of a grid',
    params: z.object({ code: z.string() }),
    response: IssueFigures,
  },
} satisfies Record<string, RouteContract>;
