import { useCallback, useEffect, useState } from 'react';
import { FORMAT } from './kept.ts';
import type { Shelf } from './shelf.ts';

const FRESH_MS = 3 * 24 * 3_600_000;
const START = 'draft ';

/** Where what was begun for a door lies: a visit's note, photos and answers, or an issue that is being written. */
export const draftKey = (personId: number, of: 'visit' | 'issue', householdId: number): string => `${START}${personId} ${of} ${householdId}`;

/** Whether something kept is a draft that may go: another's, or one that nobody has come back to for three days. */
export function isStaleDraft({ key, at }: { key: string; at: string }, personId: number, now = Date.now()): boolean {
  return key.startsWith(START) && (!key.startsWith(`${START}${personId} `) || now - Date.parse(at) > FRESH_MS);
}

/**
 * What was begun and not recorded yet, kept on the device with every change: a reload or an empty battery takes nothing.
 * key: draftKey, null while there is nothing to write about. empty: a constant. Setting null forgets the draft.
 */
export function useDraft<Value>(shelf: Shelf, key: string | null, empty: Value): [value: Value, set: (next: Value | null) => void] {
  const [held, setHeld] = useState<{ key: string | null; value: Value }>({ key: null, value: empty });
  useEffect(() => {
    if (key === null) return;
    let isLeft = false;
    void shelf.get('kept', key).then((kept) => {
      const value = kept?.format === FORMAT ? (kept.value as Value) : empty;
      // What has been written meanwhile is newer.
      if (!isLeft) setHeld((now) => (now.key === key ? now : { key, value }));
    });
    return () => {
      isLeft = true;
    };
  }, [shelf, key, empty]);
  const set = useCallback(
    (next: Value | null) => {
      if (key === null) return;
      setHeld({ key, value: next ?? empty });
      const step =
        next === null
          ? ({ table: 'kept', remove: key } as const)
          : ({ table: 'kept', put: { key, format: FORMAT, at: new Date().toISOString(), value: next } } as const);
      // A full device: the draft lives as long as the page, and recording will say what is the matter.
      void shelf.apply([step]).catch(() => undefined);
    },
    [shelf, key, empty],
  );
  return [held.key === key ? held.value : empty, set];
}
