import type { SurveyChecklist } from '#contract/surveys';

/** The list a district works by unless it says otherwise. */
const USUAL = 'five';
type Ref = Pick<SurveyChecklist, 'code' | 'version'>;

export const listOf = (lists: readonly SurveyChecklist[], { code, version }: Ref): SurveyChecklist | undefined =>
  lists.find((list) => list.code === code && list.version === version);

/**
 * Checklists that are in force on a day, the usual one first, of each the newest version first. An older version may still be chosen: an old sheet of paper is
 * written down by the list it was filled in by.
 * @param kept a survey's own list: it stays, whatever day it is
 */
export function currentLists(lists: readonly SurveyChecklist[], day: string, kept?: Ref): SurveyChecklist[] {
  return lists
    .filter((list) => list.validFrom <= day || (list.code === kept?.code && list.version === kept.version))
    .sort((a, b) => Number(b.code === USUAL) - Number(a.code === USUAL) || a.code.localeCompare(b.code) || b.version - a.version);
}

/** Whether a name alone would not tell a list from another version. */
export const needsVersion = (lists: readonly SurveyChecklist[], { code, version, name, nameEn }: SurveyChecklist): boolean =>
  lists.some((other) => (other.name === name || other.nameEn === nameEn) && (other.code !== code || other.version !== version));
