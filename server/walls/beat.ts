import type { WallCommand, WallRoom } from './contract.ts';

const MS = 1000;

/** When the beat came to a stop, by a pause or by an alarm; null while it runs. Where both hold a room, both say the same moment. */
const stoodSince = ({ pausedAtMs, heldAtMs }: WallRoom): number | null => heldAtMs ?? pausedAtMs;

/** How many scenes a room has begun at a moment. */
export const beatOf = (state: WallRoom, nowMs: number): number => Math.floor(((stoodSince(state) ?? nowMs) - state.epochMs) / (state.dwellS * MS));

/** Nothing stops the clock any more: it goes on from where it stood, as if it had never stopped. */
const goesOn = (state: WallRoom, nowMs: number): WallRoom => ({ ...state, epochMs: state.epochMs + nowMs - (stoodSince(state) ?? nowMs) });

/** The room once a pause that has run out is taken out of it. An alarm that holds it goes on doing so. */
export function resumed(state: WallRoom, nowMs: number): WallRoom {
  const { pausedAtMs, resumesAtMs, heldAtMs } = state;
  if (pausedAtMs === null || resumesAtMs === null || resumesAtMs > nowMs) return state;
  return { ...(heldAtMs === null ? goesOn(state, resumesAtMs) : state), pausedAtMs: null, resumesAtMs: null };
}

/** The room that stays with an urgent alarm, or, with null, goes on with the scene it stood at. */
export function held(state: WallRoom, alarmId: number | null, nowMs: number): WallRoom {
  if (alarmId !== null) return { ...state, heldAlarmId: alarmId, heldAtMs: stoodSince(state) ?? nowMs };
  const released = state.pausedAtMs === null ? goesOn(state, nowMs) : state;
  return { ...released, heldAlarmId: null, heldAtMs: null };
}

/** The room after a command. Beats may be negative: walls count modulo their own scenes. What an alarm holds, no command sets going. */
export function steered(state: WallRoom, command: WallCommand, nowMs: number): WallRoom {
  const stands = stoodSince(state) ?? nowMs;
  /** A scene that is chosen begins now, whether or not the room stands still. */
  const atBeat = (beat: number): WallRoom => ({ ...state, epochMs: stands - beat * state.dwellS * MS });
  switch (command.do) {
    case 'next':
      return atBeat(beatOf(state, nowMs) + 1);
    case 'previous':
      return atBeat(beatOf(state, nowMs) - 1);
    case 'scene':
      return atBeat(command.index);
    case 'pause':
      return { ...state, pausedAtMs: stands, resumesAtMs: command.seconds === undefined ? null : nowMs + command.seconds * MS };
    case 'resume':
      return { ...(state.heldAtMs === null ? goesOn(state, nowMs) : state), pausedAtMs: null, resumesAtMs: null };
    case 'theme':
      return { ...state, theme: command.theme };
    case 'acknowledge':
      // Taking the alarm on has let the room go already.
      return state;
  }
}
