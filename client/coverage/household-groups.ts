import { COVERAGE_STATES, type CoverageState, UNCOVERED_STATES, type UncoveredState } from '#contract/coverage';
import type { AnswerLine, HouseholdGroup } from '../map/panel-view.ts';

/** How the server is asked for a group. */
export interface GroupQuestion {
  state?: CoverageState[];
  frozen?: true;
}

const not = (...states: CoverageState[]): CoverageState[] => COVERAGE_STATES.filter((state) => !states.includes(state));

const NAMED = {
  uncovered: { state: not('covered', 'exempt') },
  all: {},
  reachable: { state: not('exempt') },
  frozen: { frozen: true },
  frozen_left: { frozen: true, state: not('covered') },
} as const satisfies Record<Exclude<HouseholdGroup, CoverageState>, GroupQuestion>;

export function groupQuestion(group: HouseholdGroup): GroupQuestion {
  return isNamed(group) ? NAMED[group] : { state: [group] };
}

/** A group that is no state of its own, so that it has a word of its own. */
export const isNamed = (group: HouseholdGroup): group is keyof typeof NAMED => group in NAMED;

/**
 * Whether a list is one of the uncovered of a whole place, which follows visits as they come in.
 * @returns the one state (null: every uncovered one), or undefined when it is another list.
 */
export function uncoveredStateOf(group: HouseholdGroup, line: AnswerLine | undefined): UncoveredState | null | undefined {
  if (line !== undefined) return undefined;
  return group === 'uncovered' ? null : UNCOVERED_STATES.find((state) => state === group);
}
