import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../api/live.ts';
import { Problem } from '../api/request.ts';
import { useSettings } from '../api/settings.ts';
import { formatTime } from '../ui/format.ts';

type Line = 'waiting' | 'live' | 'lost';

const MINUTE_MS = 60_000;
/** Two refresh intervals (api/layer-state.ts): older answers are stale, and said to be. */
const STALE_MS = 2 * MINUTE_MS + 15_000;
const TICK_MS = 15_000;

/** How old what is on screen is, and whether it still moves: a dot that is filled, or a triangle and the age. Old answers step back as a whole (shell.css). */
export function Connection() {
  const { t } = useTranslation(['shell', 'ui']);
  const settings = useSettings();
  const answers = useNewestAnswer();
  const live = useLiveState();
  const now = useNow();
  // Before the first word of the stream the answers themselves are all there is.
  const { line, asOf } = live.asOf === null ? answers : live;
  const ageMs = asOf === null ? 0 : now + live.aheadMs - Date.parse(asOf);
  const isStale = live.line === 'lost' || live.isHeld || ageMs > STALE_MS;
  const minutes = Math.floor(ageMs / MINUTE_MS);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-stale', isStale);
    return () => document.documentElement.removeAttribute('data-stale');
  }, [isStale]);
  const time = asOf === null ? '' : formatTime(asOf, settings.data?.timeZone);
  const text = !isStale ? t('ui:asOf', { time }) : minutes < 1 ? t('shell:connection.stands', { time }) : t('ui:stale', { time, minutes });
  return (
    <span className="bar-connection" role="status" data-line={isStale ? 'lost' : line}>
      {isStale ? (
        <svg className="bar-stale" width="14" height="13" viewBox="0 0 14 13" aria-hidden="true">
          <path d="M7 0.5 13.5 12.5H0.5Z" fill="var(--level-2)" />
        </svg>
      ) : (
        <span className="bar-dot" aria-hidden="true" />
      )}
      <span className="visually-hidden">{t(`shell:connection.${isStale ? 'lost' : line}`)} </span>
      {asOf === null ? t(`shell:connection.${line}`) : text}
    </span>
  );
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function useNewestAnswer(): { line: Line; asOf: string | null } {
  const client = useQueryClient();
  const [state, setState] = useState<{ line: Line; asOf: string | null }>({ line: 'waiting', asOf: null });
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        const { data, error, status } = event.query.state;
        if (status === 'error' && error instanceof Problem && error.status === 0) setState((before) => ({ ...before, line: 'lost' }));
        if (event.action.type !== 'success') return;
        const answered = asOfOf(data);
        setState((before) => ({ line: 'live', asOf: answered !== null && (before.asOf === null || answered > before.asOf) ? answered : before.asOf }));
      }),
    [client],
  );
  return state;
}

function asOfOf(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'asOf' in data && typeof data.asOf === 'string' ? data.asOf : null;
}
