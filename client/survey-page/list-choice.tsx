import { useTranslation } from 'react-i18next';
import type { SurveyChecklist } from '#contract/surveys';
import { useListName } from '../surveys/names.ts';

interface ListChoiceProps {
  lists: readonly SurveyChecklist[];
  list: SurveyChecklist;
  /** A correction stays with the list of what it corrects. */
  isFixed: boolean;
  onChange: (list: SurveyChecklist) => void;
}

/** By which checklist, and which version of it, the alley is looked at. */
export function ListChoice({ lists, list, isFixed, onChange }: ListChoiceProps) {
  const { t } = useTranslation('surveyPage');
  const name = useListName(lists);
  return (
    <label className="survey-item-line">
      <span>{t('list')}</span>
      <select
        className="field survey-list"
        value={lists.indexOf(list)}
        disabled={isFixed}
        onChange={(event) => onChange(lists[Number(event.target.value)] ?? list)}
      >
        {lists.map((one, index) => (
          <option key={`${one.code} ${one.version}`} value={index}>
            {name(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
