import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistItem, SurveyChecklist } from '#contract/surveys';
import { isOfPlaces, measureOf } from '#geodata/standards/findings';
import { STANDARDS } from '#geodata/standards/standards';
import type { DraftFind } from '../surveys/draft.ts';
import { useItemName, useUnit } from '../surveys/item-field.tsx';
import { PhotoPicker, type PhotoStore } from '../surveys/photo-picker.tsx';

interface FindSheetProps {
  find: DraftFind;
  list: SurveyChecklist;
  /** Metres from the start of the alley. */
  alongM: number;
  isNew: boolean;
  store: PhotoStore;
  onSave: (find: DraftFind) => void;
  onRemove: () => void;
  onClose: () => void;
}

/** What is at one place of the line: which item of the checklist, how much, photos. Under the thumb. */
export function FindSheet({ find: first, list, alongM, isNew, store, onSave, onRemove, onClose }: FindSheetProps) {
  const { t } = useTranslation(['surveyPage', 'surveys', 'alleys']);
  const name = useItemName();
  const unit = useUnit();
  const [find, setFind] = useState(first);
  const item = list.items.find(({ code }) => code === find.item);
  const measure = item === undefined ? null : measureOf(item);
  // Places are counted by themselves; a reading or a length has to be told.
  const needsValue = measure !== null && !isOfPlaces(measure);
  return (
    <section className="field-sheet field-sheet-form survey-sheet" aria-label={t('sheet.title')}>
      <header className="field-sheet-head">
        <h2>
          {t('sheet.title')} <small className="field-muted">{t('at', { metres: Math.round(alongM) })}</small>
        </h2>
        <button type="button" className="field-button" onClick={onClose}>
          {t('sheet.close')}
        </button>
      </header>
      <div className="survey-choices">
        {STANDARDS.flatMap((standard) => list.items.filter((one) => one.standard === standard)).map((one) => (
          <ItemButton key={one.code} item={one} label={name(one)} isChosen={one.code === find.item} onChoose={() => setFind({ ...find, item: one.code })} />
        ))}
      </div>
      {item === undefined ? null : (
        <>
          {needsValue ? (
            <label className="survey-item-line">
              <span>{t('sheet.value')}</span>
              <span className="survey-value">
                <input
                  className="field"
                  type="number"
                  inputMode="decimal"
                  min={0}
                  max={measure.most ?? undefined}
                  step="any"
                  value={find.value}
                  onChange={(event) => setFind({ ...find, value: event.target.value })}
                />
                <small>{unit(measure.unit)}</small>
              </span>
            </label>
          ) : null}
          <input
            className="field field-input"
            value={find.note}
            maxLength={500}
            placeholder={t('surveys:itemNote')}
            aria-label={t('surveys:itemNote')}
            onChange={(event) => setFind({ ...find, note: event.target.value })}
          />
          <PhotoPicker own={find} store={store} onChange={(own) => setFind({ ...find, ...own })} />
        </>
      )}
      <div className="field-foot-line">
        {isNew ? null : (
          <button type="button" className="field-button field-button-warn" onClick={onRemove}>
            {t('sheet.remove')}
          </button>
        )}
        <button type="button" className="field-button field-met" disabled={item === undefined} onClick={() => onSave(find)}>
          {t('sheet.save')}
        </button>
      </div>
    </section>
  );
}

function ItemButton({ item, label, isChosen, onChoose }: { item: ChecklistItem; label: string; isChosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation('alleys');
  return (
    <button type="button" className="field-button" aria-pressed={isChosen} onClick={onChoose}>
      <span className="survey-tag" aria-hidden="true">
        {t(`letters.${item.standard}`)}
      </span>
      {label}
    </button>
  );
}
