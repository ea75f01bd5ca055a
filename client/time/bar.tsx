import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryFrame } from '#contract/history';
import { roundOn } from './past.ts';
import { dayAfter, daysAfter } from './series.ts';

interface TimeBarProps {
  frame: HistoryFrame;
  /** The days of the slider. */
  first: string;
  last: string;
  /** null: now. */
  day: string | null;
  isPlaying: boolean;
  state: 'loading' | 'ready' | 'failed';
  speed: number;
  speeds: readonly number[];
  /** The round the page was asked for. */
  campaign: string | null;
  onSpeed: (speed: number) => void;
  onPlay: () => void;
  onStep: (days: number) => void;
  /** Days after the first; settled when the hand lets go. */
  onSlide: (days: number, isSettled: boolean) => void;
  onNow: () => void;
  onRetry: () => void;
}

/** Keys that move a slider; Tab only passes by. */
const MOVES = /^(Arrow|Page|Home|End)/;

/** A slider of days with months and rounds below it; what is shown stands above it in words. */
export function TimeBar(props: TimeBarProps) {
  const { frame, first, last, day, isPlaying, state, speed, speeds, campaign, onSpeed, onPlay, onStep, onSlide, onNow, onRetry } = props;
  const { t } = useTranslation(['time', 'ui']);
  const length = daysAfter(first, last);
  const shown = day === null ? length : daysAfter(first, day);
  const round = day === null ? null : roundOn(frame.rounds, day, campaign);
  const isOver = round !== null && day !== null && round.lastDay !== null && day > round.lastDay;
  const what = round === null ? t('beforeRound') : isOver ? round.name : t('dayOf', { round: round.name, n: daysAfter(round.firstDay, day as string) + 1 });
  return (
    <>
      <p className="time-banner" role="status" aria-live={isPlaying ? 'off' : 'polite'}>
        {day !== null && (
          <>
            <strong>{t('asOf', { day })}</strong> <span>{state === 'ready' ? what : ''}</span>
          </>
        )}
        {state === 'loading' && <span>{t('loading')}…</span>}
        {state === 'ready' && <small>{t(day === null ? 'hint' : 'past')}</small>}
        {state === 'failed' && (
          <span>
            {t('failed')}{' '}
            <button type="button" className="row-link" onClick={onRetry}>
              {t('ui:retry')}
            </button>
          </span>
        )}
      </p>
      <div className="time-row">
        <button type="button" className="time-icon" aria-label={t('back')} title={t('back')} onClick={() => onStep(day === null ? 0 : -1)}>
          <Glyph path="M10.5 3 5 8l5.5 5Z" />
        </button>
        <button
          type="button"
          className="time-icon time-play"
          aria-label={t(isPlaying ? 'pause' : 'play')}
          title={t(isPlaying ? 'pause' : 'play')}
          onClick={onPlay}
        >
          <Glyph path={isPlaying ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2.5 13 8l-9 5.5Z'} />
        </button>
        <button
          type="button"
          className="time-icon"
          aria-label={t('forward')}
          title={t('forward')}
          disabled={day === null || day >= last}
          onClick={() => onStep(1)}
        >
          <Glyph path="M5.5 3 11 8l-5.5 5Z" />
        </button>
        <div className="time-track">
          <input
            type="range"
            min={0}
            max={length}
            step={1}
            value={shown}
            aria-label={t('slider')}
            aria-valuetext={day ?? t('now')}
            onChange={(event) => onSlide(Number(event.target.value), false)}
            onPointerUp={(event) => onSlide(Number(event.currentTarget.value), true)}
            onKeyUp={(event) => MOVES.test(event.key) && onSlide(Number(event.currentTarget.value), true)}
          />
          <Ticks frame={frame} first={first} length={length} />
        </div>
        <select className="time-speed" aria-label={t('speed')} value={speed} onChange={(event) => onSpeed(Number(event.target.value))}>
          {speeds.map((choice) => (
            <option key={choice} value={choice}>
              {t('perSecond', { n: choice })}
            </option>
          ))}
        </select>
        <button type="button" className="button time-now" disabled={day === null} onClick={onNow}>
          {t('now')}
        </button>
      </div>
    </>
  );
}

/** A tick a day (a week where there are many), the months by name, the rounds as lines. */
function Ticks({ frame, first, length }: { frame: HistoryFrame; first: string; length: number }) {
  const { months, rounds } = useMemo(() => {
    const days = Array.from({ length: length + 1 }, (_, index) => dayAfter(first, index));
    return {
      months: days.flatMap((day, index) => (day.endsWith('-01') ? [{ name: day.slice(5, 7), at: index / Math.max(1, length) }] : [])),
      rounds: frame.rounds.map(({ code, firstDay, lastDay }) => {
        const from = Math.max(0, daysAfter(first, firstDay)) / Math.max(1, length);
        const to = lastDay === null ? 1 : Math.min(1, daysAfter(first, lastDay) / Math.max(1, length));
        return { code, from, width: Math.max(0, to - from) };
      }),
    };
  }, [frame, first, length]);
  return (
    <div className="time-ticks" aria-hidden="true" style={{ backgroundSize: `${100 / Math.max(1, length)}% 100%` }}>
      {rounds.map(({ code, from, width }) => (
        <i key={code} style={{ left: `${from * 100}%`, width: `${width * 100}%` }} />
      ))}
      {months.map(({ name, at }) => (
        <span key={at} style={{ left: `${at * 100}%` }}>
          {Number(name)}
        </span>
      ))}
    </div>
  );
}

function Glyph({ path }: { path: string }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={path} fill="currentColor" />
    </svg>
  );
}
