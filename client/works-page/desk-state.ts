import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';

export const PERIODS = ['all', 'today', 'week', 'month', 'custom'] as const;
/** What stands at the right: the works, their photos, or those that the monthly checks have downgraded. */
export const VIEWS = ['list', 'gallery', 'downgraded'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** What the page shows beside the map's own state (grid, camera). All of it is in the URL. */
export interface WorksState {
  period: PeriodName;
  /** Days of a chosen period, YYYY-MM-DD; null = open. */
  from: string | null;
  to: string | null;
  /** Code of a programme. */
  programme: string | null;
  /** Code of a work type. */
  type: string | null;
  view: (typeof VIEWS)[number];
  /** The work whose card is open. */
  work: number | null;
  /** What is being written: a new work, or the one of an id that is corrected. */
  edit: number | 'new' | null;
  /** The issue that a new work answers. */
  issue: number | null;
}

export const DEFAULT_WORKS: WorksState = {
  period: 'all',
  from: null,
  to: null,
  programme: null,
  type: null,
  view: 'list',
  work: null,
  edit: null,
  issue: null,
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** The text after `?` to a state; what cannot be read is as if it were not there. */
export function readWorksState(search: string): WorksState {
  const parameters = new URLSearchParams(search);
  const day = (name: string) => {
    const text = parameters.get(name) ?? '';
    return DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
  };
  const id = (name: string) => {
    const number = Number(parameters.get(name));
    return Number.isSafeInteger(number) && number > 0 ? number : null;
  };
  const period = PERIODS.find((known) => known === parameters.get('period')) ?? 'all';
  return {
    period,
    from: period === 'custom' ? day('from') : null,
    to: period === 'custom' ? day('to') : null,
    programme: parameters.get('programme') || null,
    type: parameters.get('type') || null,
    view: VIEWS.find((known) => known === parameters.get('view')) ?? 'list',
    work: id('work'),
    edit: parameters.get('edit') === 'new' ? 'new' : id('edit'),
    issue: parameters.get('edit') === 'new' ? id('issue') : null,
  };
}

/** A state to its parameters; null takes one away. */
export function writeWorksState(state: WorksState): Record<string, string | null> {
  return {
    period: state.period === 'all' ? null : state.period,
    from: state.period === 'custom' ? state.from : null,
    to: state.period === 'custom' ? state.to : null,
    programme: state.programme,
    type: state.type,
    view: state.view === 'list' ? null : state.view,
    work: state.work === null ? null : String(state.work),
    edit: state.edit === null ? null : String(state.edit),
    issue: state.edit !== 'new' || state.issue === null ? null : String(state.issue),
  };
}

/** The days a period means on this day (YYYY-MM-DD): weeks begin on Monday. */
export function daysOf({ period, from, to }: Pick<WorksState, 'period' | 'from' | 'to'>, today: string): { from?: string; to?: string } {
  if (period === 'all') return {};
  if (period === 'today') return { from: today, to: today };
  if (period === 'month') return { from: `${today.slice(0, 8)}01`, to: today };
  if (period === 'week') {
    const moment = Date.parse(today);
    const sinceMonday = (new Date(moment).getUTCDay() + 6) % 7;
    return { from: new Date(moment - sinceMonday * DAY_MS).toISOString().slice(0, 10), to: today };
  }
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}

export interface WorksHandle {
  works: WorksState;
  /** Changes in place; isStep: as a step of the history, so that Back returns. */
  change(change: Partial<WorksState>, isStep?: boolean): void;
}

export function useWorksState(): WorksHandle {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  return useMemo(
    () => ({
      works: readWorksState(search),
      change: (change, isStep = false) => {
        // From the address bar, not from the closure: two changes within one render must not undo each other.
        const parameters = new URLSearchParams(window.location.search);
        for (const [name, value] of Object.entries(writeWorksState({ ...readWorksState(window.location.search), ...change }))) {
          if (value === null) parameters.delete(name);
          else parameters.set(name, value);
        }
        const text = parameters.toString().replace(/%2C/g, ',').replace(/%3A/g, ':');
        void navigate({ pathname, search: text === '' ? '' : `?${text}` }, { replace: !isStep });
      },
    }),
    [search, pathname, navigate],
  );
}
