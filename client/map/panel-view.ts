import { useMemo } from 'react';
import { COVERAGE_STATES, type CoverageState } from '#contract/coverage';
import type { FindingKind } from '#contract/responsibilities';
import { HOUSEHOLD_KINDS, type HouseholdKind } from '#kinds/households';
import { LATENESS, type Lateness } from '#kinds/issues';
import { useMapState } from './map-state.ts';

/** Open issues of one lateness, or a group with a word of its own: all open ones, all that were resolved, all that were ever listed. */
export type IssueGroup = Lateness | NamedIssues;
const NAMED_ISSUES = ['open', 'resolved', 'all'] as const;
type NamedIssues = (typeof NAMED_ISSUES)[number];
export const isNamedIssues = (group: IssueGroup): group is NamedIssues => NAMED_ISSUES.some((named) => named === group);
/** Stands for "works of every type" where a type is expected. */
export const ALL_WORKS = 'all';

/**
 * Which visit targets are listed: those of one state, what is left to visit, everything, or one of the named denominators. frozen_left is what is
 * not covered of the frozen round.
 */
export type HouseholdGroup = CoverageState | 'uncovered' | 'all' | 'reachable' | 'frozen' | 'frozen_left';
const HOUSEHOLD_GROUPS: readonly HouseholdGroup[] = ['uncovered', 'all', 'reachable', 'frozen', 'frozen_left', ...COVERAGE_STATES];

const FINDING_KINDS: readonly FindingKind[] = ['gap', 'overlap', 'vacant'];
const TIERS = [1, 2, 3, 4, 5];
/** Below the district's own. */
const LEVELS = [2, 3, 4, 5];

/** One line of an answer: what also lies in a grid, stands in a building, or lies in no grid of a level. */
export type AnswerLine = { inside: string } | { building: number } | { aboveLevel: number };

/** Which completed works are listed: of a type, of a kind (new, repair, …), of a period; absent: of any. Days are YYYY-MM-DD. */
export interface WorkGroup {
  type: string | null;
  kind?: string;
  from?: string;
  to?: string;
}

/** What is open in the card beside the summary: the rows behind a number, or one issue or work. */
export type PanelView =
  | { list: 'households'; state: HouseholdGroup; kind: HouseholdKind | null; line?: AnswerLine }
  | { list: 'issues'; which: IssueGroup }
  | ({ list: 'works' } & WorkGroup)
  /** Gaps, overlaps and vacant posts; null = of every kind, on every tier. */
  | { list: 'duties'; kind: FindingKind | null; tier: number | null }
  /** from: the list it was chosen in, where the way back leads. */
  | { list: 'issue'; id: number; from: IssueGroup | null }
  | { list: 'work'; id: number; from: string | null }
  | { list: 'project'; id: number };

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

/** `households.tried.school`, `households.all..building.12`, `households.uncovered..inside.KFQ-01`, `households.all..aboveLevel.4`, `issues.overdue`, `works.lamp_install`, `works.lamp_install.new.2026-06-01.2026-06-30`, `issue.12.overdue`, `project.12`; the general case leaves its word out. */
export function writePanelView(view: PanelView): string {
  switch (view.list) {
    case 'households':
      if (view.line === undefined) return ['households', view.state, ...(view.kind === null ? [] : [view.kind])].join('.');
      return ['households', view.state, view.kind ?? '', ...Object.entries(view.line).flat()].join('.');
    case 'issues':
      return `issues.${view.which}`;
    case 'works':
      return `works${tailOf([view.type, view.kind, view.from, view.to])}`;
    case 'duties':
      return `duties.${view.kind ?? ''}.${view.tier ?? ''}`;
    case 'project':
      return `project.${view.id}`;
    default:
      return [view.list, view.id, ...(view.from === null ? [] : [view.from])].join('.');
  }
}

/** null for no word, and for one that a cut or made-up link brings. */
export function readPanelView(word: string | null): PanelView | null {
  const [list, first = '', second = '', third = '', ...rest] = (word ?? '').split('.');
  if (list === 'households') {
    const state = HOUSEHOLD_GROUPS.find((known) => known === first);
    // A code may have points of its own.
    const line = answerLine(third, rest.join('.'));
    return state === undefined ? null : { list, state, kind: HOUSEHOLD_KINDS.find((known) => known === second) ?? null, ...(line && { line }) };
  }
  if (list === 'issues') {
    const which = issueGroup(first);
    return which === null ? null : { list, which };
  }
  if (list === 'works') return { list, ...workGroup([first, second, third, ...rest]) };
  if (list === 'duties')
    return { list, kind: FINDING_KINDS.find((known) => known === first) ?? null, tier: TIERS.find((known) => String(known) === second) ?? null };
  const id = Number(first);
  if (!Number.isSafeInteger(id) || id <= 0) return null;
  if (list === 'issue') return { list, id, from: issueGroup(second) };
  if (list === 'project') return { list, id };
  return list === 'work' ? { list, id, from: second === '' ? null : second } : null;
}

/** The words behind a list, without the empty ones at the end: `.lamp_install`, `.lamp_install..2026-06-01`. */
function tailOf(words: readonly (string | null | undefined)[]): string {
  return words
    .map((word) => `.${word ?? ''}`)
    .join('')
    .replace(/\.+$/, '');
}

function workGroup([type = '', kind = '', from = '', to = '']: readonly string[]): WorkGroup {
  const isDay = (word: string) => /^\d{4}-\d{2}-\d{2}$/.test(word) && !Number.isNaN(Date.parse(word));
  return { type: type || null, ...(kind !== '' && { kind }), ...(isDay(from) && { from }), ...(isDay(to) && { to }) };
}

function answerLine(name: string, value: string): AnswerLine | undefined {
  if (name === 'inside' && value !== '') return { inside: value };
  const number = Number(value);
  if (name === 'aboveLevel') return LEVELS.includes(number) ? { aboveLevel: number } : undefined;
  return name === 'building' && Number.isSafeInteger(number) && number > 0 ? { building: number } : undefined;
}

function issueGroup(word: string): IssueGroup | null {
  return [...NAMED_ISSUES, ...LATENESS].find((known) => known === word) ?? null;
}
