import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLiveState } from '../api/live.ts';
import { formatTime } from '../ui/format.ts';
import { useFieldDesk, useQueue } from './desk.ts';

interface HeadProps {
  title: ReactNode;
  /** Address of the step back; none on the first screen. */
  back?: string;
  /** Server's time of what is shown. */
  at?: string | undefined;
  children?: ReactNode;
}

/** Where I am, what is left here, and how old and how unsent what I see is. */
export function FieldHead({ title, back, at, children }: HeadProps) {
  const { t } = useTranslation('field');
  const { settings } = useFieldDesk();
  const live = useLiveState();
  const line = useLine();
  const asOf = line === 'live' ? (live.asOf ?? at) : at;
  return (
    <header className="field-head">
      <div className="field-head-line">
        {back === undefined ? null : (
          <Link className="field-back" to={back} aria-label={t('back')} replace>
            <svg width="12" height="20" viewBox="0 0 12 20" aria-hidden="true">
              <path d="M10 2 2 10l8 8" fill="none" stroke="currentColor" strokeWidth="2" />
            </svg>
          </Link>
        )}
        <h1>{title}</h1>
        <QueueButton />
      </div>
      <div className="field-head-line field-head-counts">
        <p>{children}</p>
        {asOf === undefined ? null : <span className="field-as-of">{t('asOf', { time: formatTime(asOf, settings.timeZone, false) })}</span>}
      </div>
    </header>
  );
}

type Line = 'live' | 'lost' | 'waiting';

/** How the line to the server is; a browser that knows of no network at all is believed at once. */
export function useLine(): Line {
  const { line } = useLiveState();
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return isOnline ? line : 'lost';
}

function QueueButton() {
  const { t } = useTranslation('field');
  const { queue } = useFieldDesk();
  const { records } = useQueue(queue);
  const line = useLine();
  const refused = records.filter(({ status }) => status === 'conflict').length;
  const text = records.length === 0 ? t(`line.${line}`) : t('queue.state', { line: t(`line.${line}`), count: records.length });
  return (
    <Link className="field-queue" to="?queue" data-line={line} data-count={records.length} data-refused={refused}>
      {refused > 0 ? (
        <svg width="14" height="13" viewBox="0 0 14 13" aria-hidden="true">
          <path d="M7 0.5 13.5 12.5H0.5Z" fill="var(--level-2)" />
        </svg>
      ) : (
        <span className="field-dot" aria-hidden="true" />
      )}
      <span role="status">{refused > 0 ? t('queue.conflicts', { count: refused }) : text}</span>
    </Link>
  );
}
