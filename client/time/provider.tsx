import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type Past, PastContext, RestingDayContext, tellDay } from '../api/past.ts';
import type { MapPart } from '../map/map-part.ts';

const PARAMETER = 'day';

/** The day the screen shows, and what the machine behind it (fetched later) adds to the page. */
export interface TimeDesk {
  /** null: today. */
  day: string | null;
  /** Shows a day. While days run past, the address is left alone until they stop (isSettled). */
  goTo(day: string | null, isSettled?: boolean): void;
  /** How days are made from what is kept, once that is here. */
  setSource(source: ((day: string) => Past) | null): void;
  /** Rings around what has changed. */
  rings: MapPart | null;
  setRings(rings: MapPart | null): void;
  /** Whether the list of changes stands where the card does. */
  isListOpen: boolean;
  setListOpen(isOpen: boolean): void;
}

const nothing = () => undefined;
const TimeContext = createContext<TimeDesk>({
  day: null,
  goTo: nothing,
  setSource: nothing,
  rings: null,
  setRings: nothing,
  isListOpen: false,
  setListOpen: nothing,
});
export const useTime = (): TimeDesk => useContext(TimeContext);

/** Before what is kept has come: neither that day's figures nor today's. */
function waiting(day: string): Past {
  const later = () => undefined;
  return { day, dutyDay: day, dutiesKeptSince: null, round: { code: '', name: '' }, grids: later, layer: later, coverage: later, issues: later, works: later };
}

/** Keeps the day of the page, in the address as ?day=2026-09-01. */
export function TimeProvider({ children }: { children: ReactNode }) {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const written = dayIn(search);
  const [day, setDay] = useState(written);
  const [resting, setResting] = useState(written);
  const [source, setMade] = useState<((day: string) => Past) | null>(null);
  // The same function for every day: whoever gives a source anew gives every day anew, and the whole page with it.
  const setSource = useCallback((made: ((day: string) => Past) | null) => setMade(() => made), []);
  const [rings, setRings] = useState<MapPart | null>(null);
  const [isListOpen, setListOpen] = useState(false);
  const last = useRef(written);

  useEffect(() => {
    // A link, or a step of the history: what the machine itself writes is known already.
    if (last.current !== written) {
      setDay(written);
      setResting(written);
    }
    last.current = written;
  }, [written]);
  useEffect(() => tellDay(day), [day]);
  useEffect(() => () => tellDay(null), []);
  const goTo = useCallback(
    (next: string | null, isSettled = true) => {
      setDay(next);
      if (!isSettled) return;
      setResting(next);
      last.current = next;
      const parameters = window.location.search
        .slice(1)
        .split('&')
        .filter((part) => part !== '' && !part.startsWith(`${PARAMETER}=`));
      const text = [...parameters, ...(next === null ? [] : [`${PARAMETER}=${next}`])].join('&');
      void navigate({ pathname, search: text === '' ? '' : `?${text}` }, { replace: true });
    },
    [navigate, pathname],
  );
  const past = useMemo(() => (day === null ? null : (source?.(day) ?? waiting(day))), [day, source]);
  const desk = useMemo(() => ({ day, goTo, setSource, rings, setRings, isListOpen, setListOpen }), [day, goTo, setSource, rings, isListOpen]);
  return (
    <TimeContext value={desk}>
      <PastContext value={past}>
        <RestingDayContext value={resting}>{children}</RestingDayContext>
      </PastContext>
    </TimeContext>
  );
}

/** Whatever is not a day is as if it were not there. */
function dayIn(search: string): string | null {
  const text = new URLSearchParams(search).get(PARAMETER) ?? '';
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
