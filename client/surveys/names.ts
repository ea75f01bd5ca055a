import { useTranslation } from 'react-i18next';
import type { SurveyChecklist } from '#contract/surveys';
import { isOfPlaces } from '#geodata/standards/findings';
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

/** Units of surveys: signs read alike in every language, a count of places has a word. */
export function useUnit(): (unit: string) => string {
  const { t } = useTranslation('surveys');
  return (unit) => (isOfPlaces({ unit }) ? t('places') : unit);
}
