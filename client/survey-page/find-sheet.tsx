import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistItem, SurveyChecklist } from '#contract/surveys';
import { isOfPlaces, unitOf } from '#geodata/standards/findings';
import { STANDARDS } from '#geodata/standards/standards';
import { amountFault } from '../surveys/amount.ts';
import { AmountField } from '../surveys/amount-field.tsx';
import type { DraftFind } from '../surveys/draft.ts';
import { useItemName } from '../surveys/names.ts';
import { PhotoPicker, type PhotoStore } from '../surveys/photo-picker.tsx';

interface FindSheetProps {
  find: DraftFind;
  list: SurveyChecklist;
  /** Metres from the start of the alley. */
  alongM: number;
  isNew: boolean;
  store: PhotoStore;
  onChange: (change: (find: DraftFind) => DraftFind) => void;
  /** Moves the place along the line. */
  onMove: (metres: number) => void;
  onSave: () => void;
  onRemove: () => void;
  onClose: () => void;
}

/** What is at one place of the line: which item of the checklist, how much, photos. Under the thumb; what is chosen makes room for what comes next. */
export function FindSheet({ find, list, alongM, isNew, store, onChange, onMove, onSave, onRemove, onClose }: FindSheetProps) {
  const { t } = useTranslation(['surveyPage', 'surveys']);
  const name = useItemName();
  const id = useId();
  const [isChoosing, setChoosing] = useState(find.item === '');
  const item = list.items.find(({ code }) => code === find.item);
  const unit = item === undefined ? null : unitOf(item);
  // Places are counted by themselves; a reading or a length has to be told.
  const needsValue = unit !== null && !isOfPlaces(unit);
  const choose = (code: string) => {
    // A value was in the unit of the item before.
    onChange((now) => (now.item === code ? now : { ...now, item: code, value: '' }));
    setChoosing(false);
  };
  return (
    <section className="field-sheet field-sheet-form survey-sheet" aria-label={t('sheet.title')}>
      <header className="field-sheet-head">
        <h2>{t('sheet.title')}</h2>
        <button type="button" className="field-button" onClick={onClose}>
          {t('sheet.close')}
        </button>
      </header>
      <div className="survey-move">
        <button type="button" className="field-button" aria-label={t('sheet.back')} onClick={() => onMove(-1)}>
          −1
        </button>
        <p role="status">{t('at', { metres: Math.round(alongM) })}</p>
        <button type="button" className="field-button" aria-label={t('sheet.on')} onClick={() => onMove(1)}>
          +1
        </button>
      </div>
      {isChoosing || item === undefined ? (
        <div className="survey-choices">
          {STANDARDS.flatMap((standard) => list.items.filter((one) => one.standard === standard)).map((one) => (
            <ItemButton key={one.code} item={one} label={name(one)} isChosen={one.code === find.item} onChoose={() => choose(one.code)} />
          ))}
        </div>
      ) : (
        <>
          <div className="survey-choices survey-chosen">
            <ItemButton item={item} label={name(item)} isChosen onChoose={() => setChoosing(true)} />
            <button type="button" className="field-button" onClick={() => setChoosing(true)}>
              {t('sheet.other')}
            </button>
          </div>
          {needsValue ? (
            <div className="survey-item-line">
              <label htmlFor={id}>{t('sheet.value')}</label>
              <AmountField id={id} item={item} value={find.value} onChange={(value) => onChange((now) => ({ ...now, value }))} />
            </div>
          ) : null}
          <input
            className="field field-input"
            value={find.note}
            maxLength={500}
            placeholder={t('surveys:itemNote')}
            aria-label={t('surveys:itemNote')}
            onChange={(event) => onChange((now) => ({ ...now, note: event.target.value }))}
          />
          <PhotoPicker own={find} store={store} onChange={(change) => onChange((now) => ({ ...now, ...change(now) }))} />
        </>
      )}
      <div className="field-foot-line">
        {isNew ? null : (
          <button type="button" className="field-button field-button-warn" onClick={onRemove}>
            {t('sheet.remove')}
          </button>
        )}
        <button
          type="button"
          className="field-button field-met"
          disabled={item === undefined || isChoosing || amountFault(item, find.value) !== null}
          onClick={onSave}
        >
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
