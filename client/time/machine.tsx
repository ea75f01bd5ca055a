import { startTransition, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addRoom } from '../i18n/i18n.ts';
import type { Bounds } from '../map/map-context.ts';
import { useMapState } from '../map/map-state.ts';
import type { LevelRange } from '../map/shown-level.ts';
import { useTheme } from '../ui/theme.ts';
import { useFormat } from '../ui/use-format.ts';
import { TimeBar } from './bar.tsx';
import { timeMessages } from './messages.ts';
import { pastMaker } from './past.ts';
import { useTime } from './provider.tsx';
import { ringsAround } from './rings.ts';
import { dayAfter, daysAfter } from './series.ts';
import { useChanges, useHistory, useHistoryFrame } from './use-history.ts';
import './time.css';

addRoom('time', timeMessages);

const STILL = '(prefers-reduced-motion: reduce)';
/** Days a second; with reduced motion one, whatever is chosen. */
const SPEEDS = [2, 5, 10, 20] as const;

/** Below the map: the days that are over, and how much has changed since the morning briefing. Two buttons until it is wanted. */
export function TimeMachine({ view, ranges }: { view: { bounds: Bounds; zoom: number } | null; ranges: readonly LevelRange[] }) {
  const { t } = useTranslation('time');
  const format = useFormat();
  const theme = useTheme();
  const { state } = useMapState();
  const { day, goTo, setSource, setRings, isListOpen, setListOpen } = useTime();
  const [isOpen, setOpen] = useState(day !== null);
  // The first to look back in a day waits while the server adds it all up: asked for as the hand comes near.
  const [isNear, setNear] = useState(false);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(SPEEDS[1]);
  const frame = useHistoryFrame().data ?? null;
  const isBack = isOpen || day !== null;
  const { history, isFailed, retry } = useHistory(isBack || isNear, day, view);
  const changes = useChanges(isListOpen);

  useEffect(() => setSource(history && pastMaker(history, state.campaign)), [history, state.campaign, setSource]);
  const first = useMemo(() => frame && (frame.rounds.find(({ code }) => code === state.campaign)?.firstDay ?? frame.firstDay), [frame, state.campaign]);
  const last = frame && dayAfter(frame.today, -1);

  const items = isListOpen ? changes.data?.items : undefined;
  useEffect(() => setRings(items ? ringsAround(theme, items, ranges) : null), [items, theme, ranges, setRings]);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-past', day !== null);
    return () => document.documentElement.removeAttribute('data-past');
  }, [day]);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-time-bar', isBack);
    return () => document.documentElement.removeAttribute('data-time-bar');
  }, [isBack]);

  const current = useRef(day);
  current.current = day;
  useEffect(() => {
    if (!isPlaying || last === null || history === null) return;
    const perSecond = window.matchMedia(STILL).matches ? 1 : speed;
    const timer = setInterval(() => {
      const next = dayAfter(current.current ?? last, 1);
      // A day's rendering is cut to pieces between frames: the map goes on drawing, and whoever presses pause is heard at once.
      if (next < last) return startTransition(() => goTo(next, false));
      goTo(last);
      setPlaying(false);
    }, 1000 / perSecond);
    return () => clearInterval(timer);
  }, [isPlaying, speed, last, history, goTo]);

  if (frame === null || first === null || last === null || last < first) return null;
  const stop = (next: string | null) => {
    setPlaying(false);
    goTo(next);
  };
  const close = () => {
    stop(null);
    setOpen(false);
  };
  const play = () => {
    if (isPlaying) return stop(day);
    if (day === null || day >= last) goTo(first, false);
    setPlaying(true);
  };
  // Doors are knocked at by the thousand every day: they would drown the few things that somebody has to look at.
  const number = Object.entries(changes.data?.counts ?? {}).reduce((sum, [kind, count]) => sum + (kind === 'visit' || kind === 'covered' ? 0 : count), 0);
  return (
    <section className="time floating" data-open={isBack} aria-label={t('title')}>
      <div className="time-ends">
        {!isBack && (
          <button type="button" className="button" onPointerEnter={() => setNear(true)} onFocus={() => setNear(true)} onClick={() => setOpen(true)}>
            {t('open')}
          </button>
        )}
        <button
          type="button"
          className="button"
          aria-pressed={isListOpen}
          title={t('count', { n: format.number(number) })}
          onClick={() => setListOpen(!isListOpen)}
        >
          {t('changes')} {number > 0 && <b className="time-badge">{format.number(number)}</b>}
        </button>
        {isBack && (
          <button type="button" className="time-icon" aria-label={t('close')} title={t('close')} onClick={close}>
            <span aria-hidden="true">×</span>
          </button>
        )}
      </div>
      {isBack && (
        <TimeBar
          frame={frame}
          first={first}
          last={last}
          day={day}
          isPlaying={isPlaying}
          state={history !== null ? 'ready' : isFailed ? 'failed' : 'loading'}
          speed={speed}
          speeds={SPEEDS}
          campaign={state.campaign}
          onSpeed={setSpeed}
          onPlay={play}
          onStep={(days) => stop(clamped(day === null ? last : dayAfter(day, days), first, last))}
          onSlide={(next, isSettled) => {
            setPlaying(false);
            goTo(dayAfter(first, Math.min(next, daysAfter(first, last))), isSettled);
          }}
          onNow={() => stop(null)}
          onRetry={retry}
        />
      )}
    </section>
  );
}

function clamped(day: string, first: string, last: string): string {
  if (day < first) return first;
  return day > last ? last : day;
}
