import { z } from 'zod';
import { AlarmKind } from '../alarms/kinds.ts';
import { GridRef } from '../grids/contract.ts';
import { pageOf, type RouteContract } from '../http/contract.ts';
import { DWELL_S, SceneKind, WallLayout, WallTheme } from './kinds.ts';
import { WallPicture } from './picture-contract.ts';
import { SceneCamera, WallReplay, WallScenes, WallSection } from './scene-contract.ts';

export { DWELL_S, TOUR, WALL_DEVICE_HEADER, WALL_REMOTE_HEADER, WALL_TOKEN_HEADER, type WallLayout } from './kinds.ts';
export { type FeedItem, type RankingGroup, type WallIssue, WallPicture } from './picture-contract.ts';
export { WallReplay, type WallScene, WallScenes, WallSection } from './scene-contract.ts';

const int = z.number().int();
const Id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const Name = z.string().trim().min(1).max(60);
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day as HH:MM.');
/** In px of the design canvas, from the left and from the top: where panels of the screen meet. */
const Seams = z.array(z.number().min(1).max(20_000)).max(12);

/** A scene of the tour in its place. own: with its camera and title. */
const OwnScene = z.strictObject({ kind: z.literal('own'), title: Name, camera: SceneCamera });
const TourScene = z.strictObject({ kind: SceneKind.exclude(['own']) });
export const SceneChoice = z.discriminatedUnion('kind', [TourScene, OwnScene]);
export type SceneChoice = z.infer<typeof SceneChoice>;

/** What is set up on /walls. */
const choices = {
  name: Name,
  /** Code of the district or of a subdistrict. */
  grid: z.string().min(1).max(200),
  /** Code of a round; null = whichever is open. */
  campaign: z.string().max(100).nullable(),
  layout: WallLayout,
  theme: WallTheme,
  scenes: z.array(SceneChoice).min(1).max(20),
  dwellS: z
    .number()
    .int()
    .min(DWELL_S.least, `A scene stays ${DWELL_S.least} to ${DWELL_S.most} seconds.`)
    .max(DWELL_S.most, `A scene stays ${DWELL_S.least} to ${DWELL_S.most} seconds.`),
  bezels: z.strictObject({ columns: Seams, rows: Seams }),
  /** quiet: from..to on the district's clock, over midnight where to < from. */
  sound: z.strictObject({ on: z.boolean(), quiet: z.array(z.strictObject({ from: Clock, to: Clock })).max(6) }),
  /** Kinds it shows, and the least urgent level. What makes an alarm is a setting of the district (alarm_rules): an alarm is one on every screen. */
  alarms: z.strictObject({ kinds: z.array(AlarmKind), level: z.number().int().min(1).max(4) }),
  /** Walls of one room run in step. */
  room: Name,
};
export const WallBody = z.strictObject(choices);
export type WallBody = z.infer<typeof WallBody>;
/** version: the one that was read; another one meanwhile is problem wall-changed. */
export const WallChangeBody = z.strictObject({ ...choices, version: int.min(1) });

export const Wall = z.object({ id: int, ...choices, grid: GridRef, version: int, isDefault: z.boolean(), changedAt: z.string() });
export type Wall = z.infer<typeof Wall>;

export const WallLink = z.object({
  id: int,
  /** What somebody called it. */
  label: z.string().nullable(),
  createdAt: z.string(),
  createdByName: z.string().nullable(),
  /** When the first device opened it, and when one last asked; null before. */
  boundAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type WallLink = z.infer<typeof WallLink>;
/** The only answer that ever holds the token. */
export const NewWallLink = WallLink.extend({ token: z.string(), url: z.string() });
export type NewWallLink = z.infer<typeof NewWallLink>;

/**
 * What keeps the walls of a room in step. While it runs: beat = floor((server time − epoch) / (dwellS × 1000)), and each wall shows scene beat mod n of
 * its own. pausedAt: since then it stands still, at the beat of that moment; resumesAt: when it goes on by itself (null: when somebody says so).
 */
export const WallRoom = z.object({
  name: z.string(),
  /** Milliseconds since 1970. */
  epochMs: int,
  dwellS: int,
  pausedAtMs: int.nullable(),
  resumesAtMs: int.nullable(),
  theme: WallTheme.nullable(),
  /** The urgent alarm that the room stays with, and since when its beat stands still for it: until somebody takes it on or its cause is gone. */
  heldAlarmId: int.nullable(),
  heldAtMs: int.nullable(),
  version: int,
});
export type WallRoom = z.infer<typeof WallRoom>;

/** What a screen is told when it begins. */
export const WallView = z.object({
  wall: Wall,
  room: WallRoom,
  /** The server's clock, milliseconds since 1970: a wall's own may be wrong. */
  nowMs: int,
  timeZone: z.string(),
  /** Names the build that is served; another one: load again between two scenes. */
  build: z.string(),
  /** It was opened by a link, hence reads only. */
  isLinked: z.boolean(),
});
export type WallView = z.infer<typeof WallView>;

export const WallQuery = z.object({ wall: Id.optional().describe('id of a wall; absent: that of the link, else the first one') });
export const BindBody = z.strictObject({
  token: z.string().min(20).max(100),
  /** Made once by the device and kept by it. */
  device: z.uuid(),
});
export const Pairing = z.object({ code: z.string(), expiresAt: z.string(), path: z.string() });
export type Pairing = z.infer<typeof Pairing>;
export const RemoteBody = z.strictObject({ code: z.string().regex(/^\d{6}$/, 'A pairing code has six digits.') });
/** token goes into the header x-wall-remote; scenes are those of the wall that showed the code. */
export const Remote = z.object({
  token: z.string(),
  expiresAt: z.string(),
  room: WallRoom,
  walls: z.array(z.object({ id: int, name: z.string() })),
  nowMs: int,
});
export type Remote = z.infer<typeof Remote>;
export const RemoteView = Remote.omit({ token: true }).extend({ wall: Wall, build: z.string() });
export type RemoteView = z.infer<typeof RemoteView>;

/** What a room is told. acknowledge is done by the person the request is made as (X-Work-As). */
export const WallCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('next') }),
  z.strictObject({ do: z.literal('previous') }),
  z.strictObject({ do: z.literal('scene'), index: z.number().int().min(0).max(19) }),
  /** seconds absent: until somebody resumes. */
  z.strictObject({ do: z.literal('pause'), seconds: z.number().int().min(1).max(3600).optional() }),
  z.strictObject({ do: z.literal('resume') }),
  z.strictObject({ do: z.literal('theme'), theme: WallTheme.nullable() }),
  z.strictObject({ do: z.literal('acknowledge'), alarmId: int.min(1), note: z.string().trim().min(1).max(500).optional() }),
]);
export type WallCommand = z.infer<typeof WallCommand>;
/** wall: whose room; absent: that of the remote or of the link. */
export const CommandBody = z.strictObject({ wall: int.min(1).optional(), command: WallCommand });

const WallId = z.object({ id: Id });
const LinkId = z.object({ id: Id, link: Id });
const none = z.object({});

export const wallRoutes = {
  view: { method: 'get', path: '/api/wall', summary: 'What a wall screen shows, its room and the clock', query: WallQuery, response: WallView },
  picture: { method: 'get', path: '/api/wall/picture', summary: 'Every figure of a wall in one answer', query: WallQuery, response: WallPicture },
  scenes: { method: 'get', path: '/api/wall/scenes', summary: 'The tour, made from the data as it is', query: WallQuery, response: WallScenes },
  section: {
    method: 'get',
    path: '/api/wall/section',
    summary: 'A building by floor and unit: states only',
    query: WallQuery.extend({ building: Id }),
    response: WallSection,
  },
  replay: {
    method: 'get',
    path: '/api/wall/replay',
    summary: 'How today’s coverage of the round came about, day by day',
    query: WallQuery,
    response: WallReplay,
  },
  photo: {
    method: 'get',
    path: '/api/wall/photos/:id',
    summary: 'A photo of before or after a completed work; size=thumb is at most 320 px',
    params: WallId,
    query: WallQuery.extend({ size: z.enum(['full', 'thumb']).default('full') }),
    alsoAs: ['image/jpeg'],
  },
  bind: { method: 'post', path: '/api/wall/bind', summary: 'Open a link: the first device that does is bound to it', body: BindBody, response: WallView },
  pair: { method: 'post', path: '/api/wall/pairings', summary: 'A code for a remote control, shown for five minutes', query: WallQuery, response: Pairing },
  remote: { method: 'post', path: '/api/wall/remotes', summary: 'Become the remote control of a room by its code', body: RemoteBody, response: Remote },
  remoteView: { method: 'get', path: '/api/wall/remote', summary: 'What a remote control steers (header x-wall-remote)', query: none, response: RemoteView },
  command: { method: 'post', path: '/api/wall/commands', summary: 'Steer the walls of a room', body: CommandBody, response: WallRoom },
  list: { method: 'get', path: '/api/walls', summary: 'Walls', query: none, response: pageOf(Wall) },
  add: { method: 'post', path: '/api/walls', summary: 'Set up a wall', body: WallBody, response: Wall },
  detail: { method: 'get', path: '/api/walls/:id', summary: 'One wall', params: WallId, response: Wall },
  change: { method: 'post', path: '/api/walls/:id', summary: 'Change a wall; screens follow at once', params: WallId, body: WallChangeBody, response: Wall },
  remove: {
    method: 'post',
    path: '/api/walls/:id/remove',
    summary: 'Take a wall away with its links',
    params: WallId,
    body: z.strictObject({}),
    response: pageOf(Wall),
  },
  links: { method: 'get', path: '/api/walls/:id/links', summary: 'Links of a wall, without their tokens', params: WallId, response: pageOf(WallLink) },
  addLink: {
    method: 'post',
    path: '/api/walls/:id/links',
    summary: 'A read-only link for one device; its token is shown this once',
    params: WallId,
    body: z.strictObject({ label: z.string().trim().min(1).max(60).optional() }),
    response: NewWallLink,
  },
  revokeLink: {
    method: 'post',
    path: '/api/walls/:id/links/:link/revoke',
    summary: 'Take a link back; its screen is told within seconds',
    params: LinkId,
    body: z.strictObject({}),
    response: WallLink,
  },
} satisfies Record<string, RouteContract>;
