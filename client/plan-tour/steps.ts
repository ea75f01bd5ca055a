import type { PlanState } from '../plan-page/desk-state.ts';
import { DEFAULT_RULES } from '../plan-page/rules-state.ts';

export interface TourStep {
  code: 'money' | 'weights' | 'floors' | 'rules' | 'cut' | 'why' | 'survey' | 'beside' | 'keep';
  /** The control it points at. */
  target: string;
  /** It stands among the settings, which have to be open. */
  isInSettings: boolean;
  /** Whether the planner has done it: shown as a tick, never asked for. */
  isDone: (state: PlanState) => boolean;
}

/** From an empty plan to a list that can be defended, in the order in which one is asked in a meeting. */
export const STEPS: readonly [TourStep, ...TourStep[]] = [
  { code: 'money', target: '[data-tour="money"]', isInSettings: true, isDone: ({ budget }) => Object.keys(budget).length > 0 },
  { code: 'weights', target: '[data-tour="weights"]', isInSettings: true, isDone: () => false },
  { code: 'floors', target: '[data-tour="floors"]', isInSettings: true, isDone: ({ floor, floors }) => floor !== DEFAULT_RULES.floor || floors.length > 0 },
  { code: 'rules', target: '[data-tour="rules"]', isInSettings: true, isDone: () => false },
  { code: 'cut', target: '.plan-cut', isInSettings: false, isDone: () => false },
  { code: 'why', target: '.plan-chosen', isInSettings: false, isDone: ({ alley }) => alley !== null },
  { code: 'survey', target: '.plan-survey, .plan-why', isInSettings: false, isDone: () => false },
  { code: 'beside', target: '[data-tour="beside"]', isInSettings: false, isDone: ({ beside }) => beside !== null },
  { code: 'keep', target: '.plan-saved', isInSettings: true, isDone: () => false },
];

const KEY = 'alleygrid.plan-tour';

/** Where the tour was left; 0 where it never began, or nothing can be kept. */
export function keptStep(): number {
  try {
    const step = Number(localStorage.getItem(KEY));
    return Number.isInteger(step) && step > 0 && step < STEPS.length ? step : 0;
  } catch {
    return 0;
  }
}

export function keepStep(step: number): void {
  try {
    localStorage.setItem(KEY, String(step));
  } catch {
    // Not kept: next time it begins anew.
  }
}
