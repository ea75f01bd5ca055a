import { useTranslation } from 'react-i18next';
import type { AlleySurvey, SurveyChecklist } from '#contract/surveys';
import { useFormat } from '../ui/use-format.ts';
import { useStandards } from './api.ts';
import { useItemName, useUnit } from './names.ts';

type Items = Pick<AlleySurvey, 'checklist' | 'items'>;

/** The line of the checklist a survey was made by, in the version it was made by. */
const lineOf = (lists: readonly SurveyChecklist[] | undefined, { checklist }: Items, code: string) =>
  lists?.find((list) => list.code === checklist?.code && list.version === checklist.version)?.items.find((item) => item.code === code);

/** What a survey found, in words: each value with its unit, checks without one by their name. null = it was looked for, and nothing was found. */
export function useSurveyWords(): (survey: Items) => string | null {
  const { i18n } = useTranslation();
  const format = useFormat();
  const itemName = useItemName();
  const unitName = useUnit();
  const lists = useStandards().data?.checklists;
  return (survey) => {
    const words = survey.items.flatMap(({ code, value, unit }) => {
      const line = lineOf(lists, survey, code);
      const name = line === undefined ? code : itemName(line);
      if (unit !== null) return [`${name} ${format.number(value, 1)} ${unitName(unit)}`];
      return value > 0 ? [name] : [];
    });
    return words.length === 0 ? null : words.join(i18n.language === 'en' ? ', ' : '、');
  };
}
