import type { WallRoom } from '#contract/walls';
import { PAUSE_S } from '#kinds/walls';

/** What one wall knows of its tour. All times are milliseconds of the server's clock: walls of one room see the same beat. */
export interface Tour {
  /** Keys of the scenes in their order. */
  keys: readonly string[];
  /** Of a wall that stands alone: how long a scene stays, and when scene 0 of the first round began, as if nothing had ever held the tour. */
  dwellMs: number;
  epochMs: number;
  /** The beat of the room, which only the room may move; null: this wall stands alone. */
  room: RoomBeat | null;
  /** A hand on this wall. */
  hold: Hold | null;
  /** Alarms that ask to be seen, in the order they came; the first is shown. */
  alarms: readonly number[];
  /** When the first of them took the screen; null while none has it. */
  alarmSinceMs: number | null;
}

/** The tour stands still at a scene: somebody is looking (until a time), or somebody said so (null: until told otherwise). */
export interface Hold {
  index: number;
  untilMs: number | null;
}

/** What keeps the walls of a room in step: as WallRoom tells it. */
export interface RoomBeat {
  epochMs: number;
  dwellMs: number;
  pausedAtMs: number | null;
  resumesAtMs: number | null;
  /** Since when an urgent alarm keeps every wall of the room where it is, whether or not the wall shows it; and which one. */
  heldAtMs: number | null;
  heldAlarmId: number | null;
}

export function beatOfRoom({ epochMs, dwellS, pausedAtMs, resumesAtMs, heldAtMs, heldAlarmId }: WallRoom): RoomBeat {
  return { epochMs, dwellMs: dwellS * 1000, pausedAtMs, resumesAtMs, heldAtMs, heldAlarmId };
}

export type TourEvent =
  | { type: 'scenes'; keys: readonly string[]; dwellMs: number }
  | { type: 'room'; room: RoomBeat | null }
  | { type: 'alarms'; ids: readonly number[] }
  /** A hand on mouse, keyboard or screen. */
  | { type: 'input' }
  | { type: 'go'; index: number }
  | { type: 'pause' }
  | { type: 'resume' }
  /** Time has passed, nothing else. */
  | { type: 'tick' };

/** After the last input the tour goes on. */
export const REST_MS = PAUSE_S * 1000;
/** A hand that moves is told of once a second. */
const TOUCH_MS = 1000;

export function startTour(nowMs: number, dwellMs: number): Tour {
  return { keys: [], dwellMs, epochMs: nowMs, room: null, hold: null, alarms: [], alarmSinceMs: null };
}

/** The tour after something happened at a time. The same object where nothing changed. */
export function tourAfter(before: Tour, event: TourEvent, nowMs: number): Tour {
  const tour = before.hold?.untilMs != null && before.hold.untilMs <= nowMs ? released(before, before.hold.untilMs) : before;
  switch (event.type) {
    case 'scenes':
      return withScenes(tour, event.keys, event.dwellMs, nowMs);
    case 'room':
      return withRoom(tour, event.room, nowMs);
    case 'alarms':
      return withAlarms(tour, event.ids, nowMs);
    case 'input':
      return touched(tour, nowMs);
    case 'go':
      return tour.keys.length === 0 ? tour : { ...tour, hold: { index: modulo(event.index, tour.keys.length), untilMs: nowMs + REST_MS } };
    case 'pause':
      return { ...tour, hold: { index: sceneAt(tour, nowMs), untilMs: null } };
    case 'resume':
      return tour.hold === null ? tour : released(tour, nowMs);
    case 'tick':
      return tour;
  }
}

/** Index of the scene whose turn it is (an alarm may be shown instead of it); 0 without scenes. */
export function sceneAt(tour: Tour, nowMs: number): number {
  const count = tour.keys.length;
  return count === 0 ? 0 : modulo(tour.hold?.index ?? Math.floor(beatAt(tour, nowMs)), count);
}

/** Share of the scene's time that is over, 0 to 1; 0 while a hand holds the tour. */
export function progressAt(tour: Tour, nowMs: number): number {
  return tour.hold === null ? modulo(beatAt(tour, nowMs), 1) : 0;
}

/** How long a scene stays. */
export function dwellOf({ room, dwellMs }: Tour): number {
  return room?.dwellMs ?? dwellMs;
}

/** Whether time moves the tour: nobody holds it, here or in the room, and no alarm has the screen. */
export function isRunning(tour: Tour, nowMs: number): boolean {
  return tour.hold === null && tour.alarmSinceMs === null && !isHeldByAlarm(tour) && !isRoomPaused(tour.room, nowMs);
}

/** An urgent alarm keeps the room where it is: one that this wall shows, or another wall of the room. */
export function isHeldByAlarm({ room }: Tour): boolean {
  return room !== null && room.heldAtMs !== null;
}

/** When the tour changes by itself, or null when it waits for somebody. */
export function nextChange(tour: Tour, nowMs: number): number | null {
  const { hold, room } = tour;
  const ends: (number | null)[] = [hold?.untilMs ?? null];
  if (isRoomPaused(room, nowMs) && !isHeldByAlarm(tour)) ends.push(room?.resumesAtMs ?? null);
  if (isRunning(tour, nowMs) && tour.keys.length > 1) ends.push(nowMs + (1 - progressAt(tour, nowMs)) * dwellOf(tour));
  return ends.reduce((first, end) => (first === null || (end !== null && end < first) ? end : first), null);
}

/** Which alarm has the screen until somebody answers for it: the one that holds the room, so that all its walls show the same; else the one that came first. */
export function shownAlarm({ alarms, room }: Tour): number | null {
  return alarms.find((id) => id === room?.heldAlarmId) ?? alarms[0] ?? null;
}

/** How many scenes have gone by since the epoch, with the share of the one that is shown. What stood still does not count. */
function beatAt({ room, epochMs, dwellMs, alarmSinceMs }: Tour, nowMs: number): number {
  if (room === null) return ((alarmSinceMs ?? nowMs) - epochMs) / dwellMs;
  const { pausedAtMs, resumesAtMs, heldAtMs } = room;
  if (heldAtMs !== null) return (heldAtMs - room.epochMs) / room.dwellMs;
  if (pausedAtMs === null) return (nowMs - room.epochMs) / room.dwellMs;
  const stoodMs = isRoomPaused(room, nowMs) ? nowMs - pausedAtMs : (resumesAtMs ?? nowMs) - pausedAtMs;
  return (nowMs - stoodMs - room.epochMs) / room.dwellMs;
}

function isRoomPaused(room: RoomBeat | null, nowMs: number): boolean {
  return room !== null && room.pausedAtMs !== null && (room.resumesAtMs === null || nowMs < room.resumesAtMs);
}

function touched(tour: Tour, nowMs: number): Tour {
  const { hold } = tour;
  // Somebody who said "pause" meant it; a touch does not shorten it.
  const isKnown = hold !== null && (hold.untilMs === null || hold.untilMs > nowMs + REST_MS - TOUCH_MS);
  return isKnown ? tour : { ...tour, hold: { index: sceneAt(tour, nowMs), untilMs: nowMs + REST_MS } };
}

function withScenes(tour: Tour, keys: readonly string[], dwellMs: number, nowMs: number): Tour {
  const isSame = keys.length === tour.keys.length && keys.every((key, index) => key === tour.keys[index]);
  if (isSame && dwellMs === tour.dwellMs) return tour;
  const shown = tour.keys[sceneAt(tour, nowMs)];
  const index = Math.max(0, shown === undefined ? 0 : keys.indexOf(shown));
  // What is on the screen stays there for the rest of its time: only the order around it is new. A room's beat is not ours to move.
  return startedAt({ ...tour, keys, dwellMs, hold: tour.hold && { ...tour.hold, index } }, index + progressAt(tour, nowMs), nowMs);
}

function withRoom(tour: Tour, room: RoomBeat | null, nowMs: number): Tour {
  if (room === null) return tour.room === null ? tour : startedAt({ ...tour, room }, sceneAt(tour, nowMs) + progressAt(tour, nowMs), nowMs);
  const isSame = tour.room !== null && (Object.keys(room) as (keyof RoomBeat)[]).every((key) => tour.room?.[key] === room[key]);
  if (isSame) return tour;
  // Whoever steers the room spoke last: a hand that merely showed the code at this wall must not keep it from following.
  return { ...tour, room, hold: tour.room === null ? tour.hold : null };
}

function withAlarms(tour: Tour, ids: readonly number[], nowMs: number): Tour {
  const known = tour.alarms.filter((id) => ids.includes(id));
  const alarms = [...known, ...ids.filter((id) => !known.includes(id))];
  if (alarms.length === tour.alarms.length && alarms.every((id, index) => id === tour.alarms[index])) return tour;
  if (alarms.length > 0) return { ...tour, alarms, alarmSinceMs: tour.alarmSinceMs ?? nowMs };
  // The tour goes on where it was: the time of the alarm is taken out of it. A room does that for all its walls.
  return { ...tour, alarms, alarmSinceMs: null, epochMs: tour.epochMs + nowMs - (tour.alarmSinceMs ?? nowMs) };
}

/** The scene that was held has been seen long enough: a wall alone goes on with the next one, a wall of a room joins the others. */
function released(tour: Tour, nowMs: number): Tour {
  return startedAt({ ...tour, hold: null }, (tour.hold?.index ?? 0) + 1, nowMs);
}

/** The tour of a wall alone that stands at a beat now. */
function startedAt(tour: Tour, beat: number, nowMs: number): Tour {
  return { ...tour, epochMs: (tour.alarmSinceMs ?? nowMs) - beat * tour.dwellMs };
}

function modulo(value: number, count: number): number {
  return ((value % count) + count) % count;
}
