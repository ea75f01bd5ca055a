import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/request.ts';
import type { uiMessages } from './messages.ts';
import './load-state.css';
import { useFormat } from './use-format.ts';

interface BarsProps {
  /** Heights in pixels of what will stand here. */
  heights: readonly number[];
}

/** The layout before its figures arrive: grey bars of the final size, nothing that jumps. */
export function Bars({ heights }: BarsProps) {
  const { t } = useTranslation('ui');
  return (
    <div className="bars" role="status" aria-busy="true" aria-label={t('loading')}>
      {heights.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity and never move
        <span key={index} className="bar-wait" style={{ height }} />
      ))}
    </div>
  );
}

type KnownProblem = keyof (typeof uiMessages)['zh']['problem']['known'];

interface FailureProps {
  error: unknown;
  /** What failed, where it is not the loading of something. */
  title?: string;
  /** Milliseconds since 1970 when it began to fail. */
  since?: number;
  onRetry: () => void;
}

/** What failed, since when, and what to do. */
export function Failure({ error, title, since, onRetry }: FailureProps) {
  const { t, i18n } = useTranslation('ui');
  const format = useFormat();
  const slug = error instanceof Problem ? error.type.replace('/problems/', '') : '';
  // What the server says is English; what readers meet is said in their language.
  const known = i18n.exists(`ui:problem.known.${slug}`) ? t(`problem.known.${slug as KnownProblem}`) : null;
  const mayPass = !(error instanceof Problem) || error.status >= 500 || error.mayPass;
  const unreachable = error instanceof Problem && error.status === 0;
  const detail = unreachable ? t('problem.unreachable') : (known ?? (error instanceof Problem ? error.detail || error.title : String(error)));
  return (
    <div className="load-failure" role="alert">
      <strong>{title ?? t('problem.title')}</strong>
      <p>
        {detail} {since ? <small>{t('problem.since', { time: format.time(new Date(since).toISOString()) })}</small> : null}
      </p>
      {mayPass && (
        <button type="button" className="button" onClick={onRetry}>
          {t('retry')}
        </button>
      )}
    </div>
  );
}

interface EmptyProps {
  children: ReactNode;
  action?: { label: string; go: () => void };
}

/** One sentence, and the action that fills the place. */
export function Empty({ children, action }: EmptyProps) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action && (
        <button type="button" className="button" onClick={action.go}>
          {action.label}
        </button>
      )}
    </div>
  );
}

interface LoadedProps<Value> {
  query: UseQueryResult<Value>;
  /** Heights of the bars while waiting. */
  bars: readonly number[];
  children: (value: Value) => ReactNode;
}

/** A query's three faces: bars, the value, or what went wrong (above the last value when there is one). */
export function Loaded<Value>({ query, bars, children }: LoadedProps<Value>) {
  const failure = query.isError ? <Failure error={query.error} since={query.errorUpdatedAt} onRetry={() => void query.refetch()} /> : null;
  if (query.data === undefined) return failure ?? <Bars heights={bars} />;
  return (
    <>
      {failure}
      {children(query.data)}
    </>
  );
}
