import { useMemo } from 'react';
import { UNCOVERED_STATES, type UncoveredState } from '#contract/coverage';
import { HOUSEHOLD_KINDS, type HouseholdKind } from '#contract/households';
import { LATENESS, type Lateness } from '#contract/issues';
import { useMapState } from './map-state.ts';

/** Open issues of one lateness, all open ones, or all that were ever listed. */
export type IssueGroup = Lateness | 'open' | 'all';
/** Stands for "works of every type" where a type is expected. */
export const ALL_WORKS = 'all';

/** What is open in the card beside the summary: the rows behind a number, or one issue or work. */
export type PanelView =
  | { list: 'households'; state: UncoveredState | 'uncovered' | 'all'; kind: HouseholdKind | null }
  | { list: 'issues'; which: IssueGroup }
  | { list: 'works'; type: string | null }
  /** from: the list it was chosen in, where the way back leads. */
  | { list: 'issue'; id: number; from: IssueGroup | null }
  | { list: 'work'; id: number; from: string | null };

export interface PanelHandle {
  /** null: the summary itself. */
  view: PanelView | null;
  /** One step of the history: Back returns to what was open. */
  open(view: PanelView): void;
  /** Back to the summary of what is selected. */
  close(): void;
}

/** The view that the URL's `panel` word asks for, and the ways to change it. */
export function usePanel(): PanelHandle {
  const { state, select } = useMapState();
  return useMemo(() => {
    const { grid, alley, shape, place, distanceM } = state;
    const go = (panel: string | null) => select({ grid, alley, shape, place, distanceM, panel });
    return { view: readPanelView(state.panel), open: (view) => go(writePanelView(view)), close: () => go(null) };
  }, [state, select]);
}

/** `households.tried.school`, `issues.overdue`, `works.lamp_install`, `issue.12.overdue`; the general case leaves its word out. */
export function writePanelView(view: PanelView): string {
  switch (view.list) {
    case 'households':
      return ['households', view.state, ...(view.kind === null ? [] : [view.kind])].join('.');
    case 'issues':
      return `issues.${view.which}`;
    case 'works':
      return view.type === null ? 'works' : `works.${view.type}`;
    default:
      return [view.list, view.id, ...(view.from === null ? [] : [view.from])].join('.');
  }
}

/** null for no word, and for one that a cut or made-up link brings. */
export function readPanelView(word: string | null): PanelView | null {
  const [list, first = '', second = ''] = (word ?? '').split('.');
  if (list === 'households') {
    const state = first === 'uncovered' || first === 'all' ? first : UNCOVERED_STATES.find((known) => known === first);
    return state === undefined ? null : { list, state, kind: HOUSEHOLD_KINDS.find((known) => known === second) ?? null };
  }
  if (list === 'issues') {
    const which = issueGroup(first);
    return which === null ? null : { list, which };
  }
  if (list === 'works') return { list, type: first === '' ? null : first };
  const id = Number(first);
  if (!Number.isSafeInteger(id) || id <= 0) return null;
  if (list === 'issue') return { list, id, from: issueGroup(second) };
  return list === 'work' ? { list, id, from: second === '' ? null : second } : null;
}

function issueGroup(word: string): IssueGroup | null {
  return word === 'open' || word === 'all' ? word : (LATENESS.find((known) => known === word) ?? null);
}
