import type { ProjectPhase } from './contract.ts';

/** The legal steps. What is done may be opened again; where nobody said how far a project is, somebody may say so. */
const STEPS: Record<ProjectPhase, readonly ProjectPhase[]> = {
  planned: ['designed'],
  designed: ['tendered'],
  tendered: ['under_construction'],
  under_construction: ['done'],
  unstated: ['under_construction', 'done'],
  done: ['accepted', 'under_construction'],
  accepted: ['under_construction'],
};
const OVER: readonly ProjectPhase[] = ['done', 'accepted'];
const BEGUN: readonly ProjectPhase[] = ['under_construction', 'unstated', ...OVER];

export const nextPhases = (phase: ProjectPhase): readonly ProjectPhase[] => STEPS[phase];
export const isOver = (phase: ProjectPhase): boolean => OVER.includes(phase);
export const hasBegun = (phase: ProjectPhase): boolean => BEGUN.includes(phase);
/** Defects found later open the project again, not only an issue. */
export const isReopening = (from: ProjectPhase, to: ProjectPhase): boolean => isOver(from) && !isOver(to);
/** Those who live there must have agreed before anybody is asked for an offer. */
export const needsConsent = (from: ProjectPhase, to: ProjectPhase): boolean => !hasBegun(from) && (to === 'tendered' || to === 'under_construction');
