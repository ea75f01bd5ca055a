import { useEffect, useMemo, useState } from 'react';
import type { Alarm } from '#contract/alarms';
import type { Wall } from '#contract/walls';
import { isUrgent } from '../director/urgent.ts';

/** Until somebody takes it on, a new urgent alarm is heard again after this long. */
const AGAIN_MS = 30_000;
const TONES_HZ = [740, 587] as const;
const TONE_S = 0.35;
const GAIN = 0.25;

/** Whether a clock ("22:15") lies in one of the quiet spans; a span that ends before it begins goes over midnight. */
export function isQuiet(clock: string, quiet: Wall['sound']['quiet']): boolean {
  return quiet.some(({ from, to }) => (from <= to ? clock >= from && clock < to : clock >= from || clock < to));
}

/** Two falling tones for new urgent alarms, outside the quiet hours. Returns whether the browser still waits for a touch before it lets a page be heard. */
export function useAlarmSound(alarms: readonly Alarm[], sound: Wall['sound'] | undefined, clock: string): boolean {
  const isHeard = sound?.on === true && !isQuiet(clock, sound.quiet);
  const urgent = useMemo(() => alarms.filter(isUrgent).map(({ id }) => id), [alarms]);
  const key = urgent.join();
  const [context] = useState(() => (typeof AudioContext === 'undefined' ? null : new AudioContext()));
  const [isAllowed, setAllowed] = useState(false);
  useEffect(() => {
    if (context === null || isAllowed) return;
    const wake = (): void => {
      void context.resume();
    };
    const changed = (): void => {
      if (context.state !== 'running') return;
      setAllowed(true);
      // Silence costs a processor too (1.2 % of a core): between two alarms nothing runs.
      void context.suspend();
    };
    changed();
    context.addEventListener('statechange', changed);
    window.addEventListener('pointerdown', wake);
    window.addEventListener('keydown', wake);
    return () => {
      context.removeEventListener('statechange', changed);
      window.removeEventListener('pointerdown', wake);
      window.removeEventListener('keydown', wake);
    };
  }, [context, isAllowed]);
  useEffect(() => {
    if (context === null || !isAllowed || !isHeard || key === '') return;
    const call = (): void => void ring(context);
    call();
    const timer = setInterval(call, AGAIN_MS);
    return () => clearInterval(timer);
  }, [context, isAllowed, isHeard, key]);
  return context !== null && sound?.on === true && !isAllowed;
}

/** Calls that sound now: the last one to end lets the machine rest. */
let ringing = 0;

async function ring(context: AudioContext): Promise<void> {
  ringing++;
  await context.resume();
  const ends = TONES_HZ.map((frequency, index) => {
    const start = context.currentTime + index * TONE_S;
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(GAIN, start + 0.03);
    volume.gain.linearRampToValueAtTime(0, start + TONE_S);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + TONE_S);
    return new Promise((resolve) => {
      tone.onended = resolve;
    });
  });
  await Promise.all(ends);
  ringing--;
  if (ringing === 0) await context.suspend();
}
