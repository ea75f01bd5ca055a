import { useEffect, useRef, useState } from 'react';
import type { Alarm } from '#contract/alarms';

/** The dialog is fetched while there is something to ask: when the key is pressed, it stands there at once, whatever the line does. */
export const loadAcknowledgeDialog = async () => ({ default: (await import('./acknowledge-dialog.tsx')).AcknowledgeDialog });

/** A: acknowledge the alarm that is asked about; R: the code of the remote control. */
export function useAcknowledgeKey(alarm: Alarm | null, onRemote: () => void): { asked: Alarm | null; close: () => void } {
  const [asked, setAsked] = useState<Alarm | null>(null);
  const latest = useRef({ alarm, onRemote });
  useEffect(() => {
    latest.current = { alarm, onRemote };
  });
  const isNeeded = alarm !== null;
  useEffect(() => {
    if (isNeeded) void loadAcknowledgeDialog().catch(() => undefined);
  }, [isNeeded]);
  // One listener for good: the same key makes the tour stand still, which renders before the next listener has its turn, and one that is exchanged then hears nothing.
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || (event.target instanceof Element && event.target.closest('input, dialog'))) return;
      const key = event.key.toLowerCase();
      if (key === 'a' && latest.current.alarm !== null) setAsked(latest.current.alarm);
      else if (key === 'r') latest.current.onRemote();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return { asked, close: () => setAsked(null) };
}
