import { useTranslation } from 'react-i18next';
import type { SurveyAlley, SurveyChecklist } from '#contract/surveys';
import { unitOf } from '#geodata/standards/findings';
import { readAmount } from '../surveys/amount.ts';
import type { DraftFind } from '../surveys/draft.ts';
import { FIND_REACH_M, placeOn } from '../surveys/line-plan.ts';
import { useItemName, useUnit } from '../surveys/names.ts';
import { useFormat } from '../ui/use-format.ts';

interface FindListProps {
  finds: readonly DraftFind[];
  list: SurveyChecklist;
  alley: SurveyAlley;
  onOpen: (find: DraftFind) => void;
}

/** What was marked on the line, in the order it was marked. */
export function FindList({ finds, list, alley, onOpen }: FindListProps) {
  const { t } = useTranslation(['surveyPage', 'surveys']);
  const format = useFormat();
  const name = useItemName();
  const unit = useUnit();
  return (
    <ol className="field-list">
      {finds.map((find, index) => {
        const item = list.items.find(({ code }) => code === find.item);
        const itemUnit = item === undefined ? null : unitOf(item);
        const value = readAmount(find.value);
        const { alongM, offM } = placeOn(alley.lines, find.position);
        const photos = find.photos.length + find.photoIds.length;
        return (
          <li key={find.key}>
            <button type="button" className="field-row" onClick={() => onOpen(find)}>
              <span className="field-row-main">
                <strong>
                  {index + 1}. {item === undefined ? find.item : name(item)}{' '}
                  {value === null || itemUnit === null ? '' : `${format.number(value, 1)} ${unit(itemUnit)}`}
                </strong>
                <small>
                  {offM > FIND_REACH_M ? t('off', { metres: format.number(offM) }) : t('at', { metres: format.number(alongM) })} {find.note}
                </small>
              </span>
              <span className="field-row-side">{photos > 0 ? t('photoCount', { n: photos }) : ''}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
