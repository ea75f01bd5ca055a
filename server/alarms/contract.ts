import { z } from 'zod';
import { GridRef } from '../grids/contract.ts';
import { Limit, pageOf, type RouteContract } from '../http/contract.ts';
import { AlarmKind, AlarmStatus } from './kinds.ts';

const id = z.number().int();
/** Who did something. The name is null for a wall and for whoever is nobody. */
const Deed = z.object({ at: z.string(), role: z.string(), unitName: z.string().nullable(), name: z.string().nullable() });

export const Alarm = z.object({
  id,
  kind: AlarmKind,
  /** 1 (I 红) to 4 (IV 蓝): 1 an issue over 3 working days late, or twice the issues that make a cluster; 2 late, or a cluster; 3 about to be late; 4 a stalled grid. */
  level: z.number().int().min(1).max(4),
  status: AlarmStatus,
  /** The cause had stood for over a day when it was first noticed (a backlog): it is listed, but nobody is called to it: no flight, no sound. */
  isBacklog: z.boolean(),
  /** Smallest grid; null outside every grid. */
  grid: GridRef.nullable(),
  /** Names from the subdistrict down to the smallest grid. */
  gridNames: z.array(z.string()),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  /** The issue of an overdue or expiring alarm. */
  issueId: id.nullable(),
  /** Of the issue (runs of three and more digits masked), or null: the kind says it. */
  title: z.string().nullable(),
  domain: z.string().nullable(),
  /** cluster: issueIds of it, newest first, at most 50. */
  issueIds: z.array(id),
  /** cluster: how many issues within `minutes`; stall: days without a knock, and `uncovered` targets left. Null where it does not apply. */
  count: id.nullable(),
  minutes: id.nullable(),
  uncovered: id.nullable(),
  /** The unit that answers for it; null where none is recorded. Persons and phones come by /contact only. */
  ownerUnit: z.string().nullable(),
  /** Deadline of the issue: the clock of overdue and expiring alarms runs from or to it. */
  dueAt: z.string().nullable(),
  /** When the cause began: the deadline passed, the cluster's newest issue, the first day without a knock. */
  since: z.string(),
  raisedAt: z.string(),
  clearedAt: z.string().nullable(),
  acknowledged: Deed.nullable(),
  escalated: Deed.extend({ toRole: z.string() }).nullable(),
});
export type Alarm = z.infer<typeof Alarm>;

const AlarmId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
export const AlarmListQuery = z.object({
  grid: z.string().max(200).optional(),
  kind: AlarmKind.optional(),
  status: AlarmStatus.optional().describe('absent: those not cleared'),
  level: z.coerce.number().int().min(1).max(4).optional().describe('this level and the more urgent ones'),
  limit: Limit,
});
/** New ones first, by level, newest cause first. `seq` as in other state: the last numbered event that is in it. */
export const AlarmPage = pageOf(Alarm).extend({
  asOf: z.string(),
  seq: id,
  /** Not cleared, by level I to IV, whatever limit was asked for. */
  byLevel: z.tuple([id, id, id, id]),
});
export type AlarmPage = z.infer<typeof AlarmPage>;

const note = z.string().trim().min(1).max(500).optional();
export const AcknowledgeBody = z.strictObject({ note });
/** Roles an alarm may be handed up to. */
export const EscalateTo = z.enum(['subdistrict_dispatcher', 'district_command', 'leader']);
export const EscalateBody = z.strictObject({ to: EscalateTo, note });
export type EscalateBody = z.infer<typeof EscalateBody>;
/** Why somebody needs the phone: it is kept in the audit log. */
export const ContactQuery = z.object({ reason: z.string().trim().min(2).max(200) });
export const AlarmContact = z.object({
  unit: z.object({ name: z.string(), dutyPhone: z.string().nullable() }).nullable(),
  /** Who answers for the grid, the nearest duty first. */
  people: z.array(z.object({ name: z.string(), role: z.string(), tier: id, unitName: z.string().nullable(), dutyPhone: z.string().nullable() })),
});
export type AlarmContact = z.infer<typeof AlarmContact>;

export const alarmRoutes = {
  list: { method: 'get', path: '/api/alarms', summary: 'Alarms', query: AlarmListQuery, response: AlarmPage },
  acknowledge: {
    method: 'post',
    path: '/api/alarms/:id/acknowledge',
    summary: 'Take an alarm on, by name (command centre, dispatchers, leaders)',
    params: AlarmId,
    body: AcknowledgeBody,
    response: Alarm,
  },
  escalate: {
    method: 'post',
    path: '/api/alarms/:id/escalate',
    summary: 'Hand an alarm up, by name (command centre, dispatchers, leaders)',
    params: AlarmId,
    body: EscalateBody,
    response: Alarm,
  },
  contact: {
    method: 'get',
    path: '/api/alarms/:id/contact',
    summary: 'Duty phones for an alarm, with a reason; every look is in the audit log, and a wall is never told',
    params: AlarmId,
    query: ContactQuery,
    response: AlarmContact,
  },
} satisfies Record<string, RouteContract>;
