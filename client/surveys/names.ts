import { useTranslation } from 'react-i18next';
import type { SurveyChecklist } from '#contract/surveys';
import { unitWord } from '../works/unit-word.ts';
import { needsVersion } from './lists.ts';

/** The name of a checklist or of its line in the language of the page. */
export function useItemName(): (named: { name: string; nameEn: string }) => string {
  const { i18n } = useTranslation();
  return ({ name, nameEn }) => (i18n.language === 'en' ? nameEn : name);
}

/** The name of a checklist, with its version where another list is called alike. */
export function useListName(lists: readonly SurveyChecklist[]): (list: SurveyChecklist) => string {
  const { t } = useTranslation('surveys');
  const name = useItemName();
  return (list) => (needsVersion(lists, list) ? t('version', { name: name(list), version: list.version }) : name(list));
}

/** Units of surveys, worded as those of the works that mend what was found. */
export function useUnit(): (unit: string) => string {
  const { i18n } = useTranslation();
  return (unit) => unitWord(unit, i18n.language);
}
