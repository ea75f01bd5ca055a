import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistItem } from '#contract/surveys';
import { isOfPlaces, measureOf } from '#geodata/standards/findings';
import { Segmented } from '../ui/segmented.tsx';
import { answerOn, type DraftItem, NO_ITEM, type SurveyDraft } from './draft.ts';
import { PhotoPicker, type PhotoStore } from './photo-picker.tsx';
import './surveys.css';

interface ItemFieldProps {
  item: ChecklistItem;
  draft: SurveyDraft;
  store: PhotoStore;
  onChange: (code: string, own: DraftItem) => void;
}

/** One line of the checklist for the alley as a whole: a value in its unit, or found and not there; with photos. */
export function ItemField({ item, draft, store, onChange }: ItemFieldProps) {
  const { t } = useTranslation('surveys');
  const name = useItemName();
  const unit = useUnit();
  const id = useId();
  const own = draft.items[item.code] ?? NO_ITEM;
  const places = draft.finds.filter((find) => find.item === item.code).length;
  const answer = answerOn(draft, item);
  const set = (change: Partial<DraftItem>) => onChange(item.code, { ...own, ...change });
  const isAnswered = answer !== null;
  return (
    <div className="survey-item" data-item={item.code}>
      <div className="survey-item-line">
        <label htmlFor={id}>
          {name(item)}
          {places > 0 ? <small>{t('fromFinds', { n: places })}</small> : null}
        </label>
        {item.kind === 'measure' ? (
          <span className="survey-value">
            <input
              id={id}
              className="field"
              type="number"
              inputMode="decimal"
              min={0}
              max={measureOf(item)?.most ?? undefined}
              step="any"
              value={own.value}
              placeholder={answer === null ? '' : String(answer)}
              onChange={(event) => set({ value: event.target.value })}
            />
            <small>{unit(measureOf(item)?.unit ?? '')}</small>
          </span>
        ) : (
          <Segmented
            label={name(item)}
            value={answer === null ? '' : String(answer)}
            options={[
              { value: '', label: t('open') },
              { value: '0', label: t('absent') },
              { value: '1', label: t('found') },
            ]}
            onChange={(value) => set({ value })}
          />
        )}
      </div>
      {isAnswered || own.photos.length + own.photoIds.length > 0 ? <PhotoPicker own={own} store={store} onChange={set} /> : null}
    </div>
  );
}

/** The name of a checklist or of its line in the language of the page. */
export function useItemName(): (named: { name: string; nameEn: string }) => string {
  const { i18n } = useTranslation();
  return ({ name, nameEn }) => (i18n.language === 'en' ? nameEn : name);
}

/** Units of surveys: signs read alike in every language, a count of places has a word. */
export function useUnit(): (unit: string) => string {
  const { t } = useTranslation('surveys');
  return (unit) => (isOfPlaces({ unit }) ? t('places') : unit);
}
