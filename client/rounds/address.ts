import { useSearchParams } from 'react-router';
import { DENOMINATORS, type DenominatorName } from '../map/map-state.ts';

const VIEWS = ['rounds', 'compare', 'exemptions', 'doubts', 'checklists'] as const;
export type RoundsView = (typeof VIEWS)[number];

/** What the address of the page says; the round and the denominator have the names they have on the other pages. */
export interface RoundsAddress {
  view: RoundsView;
  /** Code of the round that is looked at; the earlier one of two. */
  campaign: string | null;
  /** Code of the round it is compared with. */
  with: string | null;
  of: DenominatorName;
  /** Codes of the grids that are opened in a table. */
  open: readonly string[];
}

export function readRoundsAddress(search: string | URLSearchParams): RoundsAddress {
  const parameters = new URLSearchParams(search);
  return {
    view: VIEWS.find((view) => view === parameters.get('view')) ?? 'rounds',
    campaign: parameters.get('campaign'),
    with: parameters.get('with'),
    of: DENOMINATORS.find((of) => of === parameters.get('of')) ?? 'reachable',
    open: parameters.get('open')?.split(',').filter(Boolean) ?? [],
  };
}

/** The address with a change; defaults are left out, and what is not this page's stays. */
export function writeRoundsAddress(search: string | URLSearchParams, change: Partial<RoundsAddress>): URLSearchParams {
  const parameters = new URLSearchParams(search);
  const next = { ...readRoundsAddress(search), ...change };
  const values = {
    view: next.view === 'rounds' ? null : next.view,
    campaign: next.campaign,
    with: next.with,
    of: next.of === 'reachable' ? null : next.of,
    open: next.open.length === 0 ? null : next.open.join(','),
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === null) parameters.delete(name);
    else parameters.set(name, value);
  }
  return parameters;
}

/** The address, and the way to change it: another view or round is a step of the history, a turned row is none. */
export function useRoundsAddress(): { address: RoundsAddress; go: (change: Partial<RoundsAddress>) => void } {
  const [parameters, setParameters] = useSearchParams();
  const go = (change: Partial<RoundsAddress>) => {
    const isStep = change.view !== undefined || change.campaign !== undefined || change.with !== undefined;
    setParameters((old) => writeRoundsAddress(old, change), { replace: !isStep });
  };
  return { address: readRoundsAddress(parameters), go };
}
