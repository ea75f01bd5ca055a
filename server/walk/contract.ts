import { z } from 'zod';
import { CampaignRef, CoverageFigures, CoverageState, UncoveredHousehold, UncoveredState, Within } from '../coverage/contract.ts';
import { GridCode } from '../grids/contract.ts';
import { HouseholdKind } from '../households/contract.ts';
import { Position, type RouteContract } from '../http/contract.ts';
import { Slot } from '../visits/contract.ts';

/** What one walking list may hold: more than anybody visits in a day, and what is ordered in well under a second. */
export const MOST_DOORS = 2000;
export const MOST_STOPS = 300;

export const WalkFormat = z.enum(['json', 'csv', 'xlsx']);
export type WalkFormat = z.infer<typeof WalkFormat>;
/** Of the words in files. */
export const WalkLanguage = z.enum(['zh', 'en']);
export type WalkLanguage = z.infer<typeof WalkLanguage>;

const campaign = z.string().max(100).optional();
const kind = HouseholdKind.optional();
const files = { f: WalkFormat.optional(), lang: WalkLanguage.default('zh') };

export const GridWalkQuery = z.object({
  campaign,
  kind,
  /** One state or several, separated by commas. */
  state: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(UncoveredState).min(1))
    .optional(),
  /** Where the walk begins: lon,lat. */
  start: z
    .string()
    .transform((text) => text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part))))
    .pipe(Position)
    .optional(),
  ...files,
});
/** start: where the walk begins; else the centre of the grid that whoever asks works in, when it lies there, else the first door. */
export const WalkBody = z.strictObject({ within: Within, campaign, kind, state: z.array(UncoveredState).min(1).optional(), start: Position.optional() });
export type WalkBody = z.infer<typeof WalkBody>;

/** Why a door is on the list. Appointments: lapsed before today, due today, or later; pending: an exemption that a supervisor has not decided about. */
export const WalkReason = z.enum([
  'never_tried',
  'tried',
  'appointment_lapsed',
  'appointment_today',
  'appointment_later',
  'refused_pending',
  'vacant_pending',
  'unreachable_pending',
]);
export type WalkReason = z.infer<typeof WalkReason>;

/** room and address are null for whoever may not visit (namesDoors). */
export const WalkDoor = UncoveredHousehold.omit({ address: true, buildingId: true, buildingName: true }).extend({
  address: z.string().nullable(),
  reason: WalkReason,
  attempts: z.number().int(),
  /** The time that was tried least; of an appointment the hour is appointmentAt. */
  suggestedSlot: Slot,
});
export type WalkDoor = z.infer<typeof WalkDoor>;

/** Every target of a building, the covered ones too: what its section is drawn from. */
export const SectionTarget = z.object({
  id: z.number().int(),
  unit: z.string().nullable(),
  floor: z.number().int().nullable(),
  room: z.string().nullable(),
  state: CoverageState,
  appointmentAt: z.string().nullable(),
});
export type SectionTarget = z.infer<typeof SectionTarget>;

export const Along = z.enum(['streets', 'straight']);
export const WalkStop = z.object({
  /** 1 for the first one. */
  number: z.number().int(),
  /** Null for doors in no building: a site, a market stall. */
  building: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  gridName: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  /** From the stop before it, or from the start. straight: no way is known. */
  leg: z.object({ lengthM: z.number(), along: Along, way: z.array(Position) }),
  /** What most of its doors suggest. */
  suggestedSlot: Slot,
  /** By staircase, from the top floor down. */
  doors: z.array(WalkDoor),
  section: z.array(SectionTarget),
});
export type WalkStop = z.infer<typeof WalkStop>;

export const WalkList = z.object({
  campaign: CampaignRef,
  asOf: z.string(),
  place: z.object({ kind: z.enum(['grid', 'alley', 'shape']), code: z.string().nullable(), name: z.string().nullable(), distanceM: z.number().nullable() }),
  /** Whoever asks, when a person does. */
  worker: z.object({ name: z.string(), role: z.string() }).nullable(),
  /** Whether rooms and addresses are told. */
  namesDoors: z.boolean(),
  /** Of all targets of the place (of the kind asked for). */
  figures: CoverageFigures,
  doors: z.number().int(),
  start: z.object({ lon: z.number(), lat: z.number(), from: z.enum(['given', 'worker_grid', 'first_door']) }),
  /** straight: no part of the walk follows streets. */
  along: Along,
  /** Of the whole walk; straightLegs of its legs are measured as straight lines. */
  lengthM: z.number(),
  straightLegs: z.number().int(),
  stops: z.array(WalkStop),
  /** The streets around, for a sketch. */
  streets: z.array(z.object({ name: z.string().nullable(), widthM: z.number(), line: z.array(Position) })),
});
export type WalkList = z.infer<typeof WalkList>;

const alsoAs = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

export const walkRoutes = {
  inGrid: {
    method: 'get',
    path: '/api/grids/:code/walk',
    summary: 'Whom to visit next in a grid: uncovered targets with reasons, by building, in walking order',
    params: GridCode,
    query: GridWalkQuery,
    response: WalkList,
    alsoAs,
  },
  query: {
    method: 'post',
    path: '/api/walk',
    summary: 'Whom to visit next inside a polygon, a grid or around an alley, in walking order',
    query: z.object(files),
    body: WalkBody,
    response: WalkList,
    alsoAs,
  },
} satisfies Record<string, RouteContract>;
