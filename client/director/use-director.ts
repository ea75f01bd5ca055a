import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Alarm } from '#contract/alarms';
import type { WallRoom, WallScene } from '#contract/walls';
import { liveNow } from '../api/live.ts';
import { listenToHands } from './hands.ts';
import {
  beatOfRoom,
  dwellOf,
  isHeldByAlarm,
  isRunning,
  nextChange,
  progressAt,
  sceneAt,
  shownAlarm,
  startTour,
  type Tour,
  type TourEvent,
  tourAfter,
} from './tour.ts';
import { isUrgent } from './urgent.ts';

export interface DirectorInput {
  scenes: readonly WallScene[];
  /** Those not cleared; which of them take the screen is decided here. */
  alarms: readonly Alarm[];
  /** What keeps the walls of a room in step; null: this screen stands alone. */
  room: WallRoom | null;
  /** Seconds a scene stays where there is no room. */
  dwellS: number;
}

export interface Director {
  /** Whose turn it is; null without scenes. While mode is 'alarm' the alarm stands in front of it. */
  scene: WallScene | null;
  index: number;
  count: number;
  /** Share of the scene's time that was over when this was rendered, 0 to 1: what runs on from here is a CSS animation of dwellMs. */
  progress: number;
  dwellMs: number;
  /** tour: time moves it; held: a hand or the room holds it; alarm: an urgent one waits for somebody's name. */
  mode: 'tour' | 'held' | 'alarm';
  alarm: Alarm | null;
  /** mode is 'held' because another wall of the room shows an urgent alarm. */
  isAlarmElsewhere: boolean;
  go(index: number): void;
  next(): void;
  previous(): void;
  pause(): void;
  resume(): void;
}

interface Shown {
  tour: Tour;
  /** When it was worked out, by the server's clock. */
  nowMs: number;
}

const now = (): number => Date.parse(liveNow());
/** Timers of browsers may run a little early: then the scene would be the old one still. */
const LATE_MS = 15;
const LONGEST_TIMER_MS = 3_600_000;

/** Leads through the scenes: by the beat of the room, by hand, by what is urgent. Renders when something changes and never in between. */
export function useDirector({ scenes, alarms, room, dwellS }: DirectorInput): Director {
  const [{ tour, nowMs }, setShown] = useState<Shown>(() => ({ tour: startTour(now(), dwellS * 1000), nowMs: now() }));
  const send = useCallback((event: TourEvent) => {
    setShown((shown) => {
      const at = now();
      const next = tourAfter(shown.tour, event, at);
      return next === shown.tour && event.type !== 'tick' ? shown : { tour: next, nowMs: at };
    });
  }, []);

  useEffect(() => send({ type: 'scenes', keys: scenes.map(({ key }) => key), dwellMs: dwellS * 1000 }), [send, scenes, dwellS]);
  useEffect(() => {
    send({ type: 'room', room: room && beatOfRoom(room) });
  }, [send, room]);
  useEffect(() => send({ type: 'alarms', ids: alarms.filter(isUrgent).map(({ id }) => id) }), [send, alarms]);
  useEffect(() => {
    const change = nextChange(tour, nowMs);
    if (change === null) return;
    const timer = setTimeout(() => send({ type: 'tick' }), Math.min(LONGEST_TIMER_MS, Math.max(0, change - now()) + LATE_MS));
    return () => clearTimeout(timer);
  }, [send, tour, nowMs]);

  const index = sceneAt(tour, nowMs);
  const latest = useRef({ index, isHeld: false });
  const alarmId = shownAlarm(tour);
  const alarm = alarmId === null ? null : (alarms.find(({ id }) => id === alarmId) ?? null);
  const mode = alarm !== null ? 'alarm' : isRunning(tour, nowMs) ? 'tour' : 'held';
  const isAlarmElsewhere = alarm === null && isHeldByAlarm(tour);
  latest.current = { index, isHeld: tour.hold !== null };

  const steps = useMemo(() => {
    const go = (to: number) => send({ type: 'go', index: to });
    return {
      go,
      next: () => go(latest.current.index + 1),
      previous: () => go(latest.current.index - 1),
      pause: () => send({ type: 'pause' }),
      resume: () => send({ type: 'resume' }),
    };
  }, [send]);
  useEffect(
    () =>
      listenToHands(window, {
        ...steps,
        input: () => send({ type: 'input' }),
        toggle: () => (latest.current.isHeld ? steps.resume() : steps.pause()),
      }),
    [send, steps],
  );

  const scene = scenes.find(({ key }) => key === tour.keys[index]) ?? null;
  const progress = progressAt(tour, nowMs);
  const dwellMs = dwellOf(tour);
  return useMemo(
    () => ({ scene, index, count: tour.keys.length, progress, dwellMs, mode, alarm, isAlarmElsewhere, ...steps }),
    [scene, index, tour.keys.length, progress, dwellMs, mode, alarm, isAlarmElsewhere, steps],
  );
}
