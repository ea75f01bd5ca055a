import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistItem } from '#contract/surveys';
import { unitOf } from '#geodata/standards/findings';
import { Segmented } from '../ui/segmented.tsx';
import { AmountField } from './amount-field.tsx';
import { amountOn, answerOn, type DraftItem, NO_ITEM, type SurveyDraft } from './draft.ts';
import { useItemName } from './names.ts';
import { PhotoPicker, type PhotoStore } from './photo-picker.tsx';
import './surveys.css';

interface ItemFieldProps {
  item: ChecklistItem;
  draft: SurveyDraft;
  store: PhotoStore;
  /** change: of the line as it stands when the change is made. */
  onChange: (code: string, change: (own: DraftItem) => DraftItem) => void;
}

/** One line of the checklist for the alley as a whole: a value in its unit, or found (and how much) and not there; with photos. */
export function ItemField({ item, draft, store, onChange }: ItemFieldProps) {
  const { t } = useTranslation('surveys');
  const name = useItemName();
  const id = useId();
  const own = draft.items[item.code] ?? NO_ITEM;
  const places = draft.finds.filter((find) => find.item === item.code).length;
  const answer = answerOn(draft, item);
  const set = (change: Partial<DraftItem>) => onChange(item.code, (now) => ({ ...now, ...change }));
  const isAnswered = answer !== null;
  return (
    <div className="survey-item" data-item={item.code}>
      <div className="survey-item-line">
        <label htmlFor={id}>
          {name(item)}
          {places > 0 ? <small>{t('fromFinds', { n: places })}</small> : null}
        </label>
        {item.kind === 'measure' ? (
          <AmountField id={id} item={item} value={own.value} placeholder={answer === null ? '' : String(answer)} onChange={(value) => set({ value })} />
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
      {item.kind === 'check' && answer === 1 && unitOf(item) !== null ? (
        <div className="survey-item-line survey-item-amount">
          <label htmlFor={id}>
            <span aria-hidden="true">{t('amount')}</span>
            <span className="visually-hidden">{t('amountOf', { item: name(item) })}</span>
          </label>
          <AmountField
            id={id}
            item={item}
            value={own.amount ?? ''}
            placeholder={amountOn(draft, item)?.toString() ?? ''}
            onChange={(amount) => set({ amount })}
          />
        </div>
      ) : null}
      {isAnswered || own.photos.length + own.photoIds.length > 0 ? (
        <PhotoPicker own={own} store={store} onChange={(change) => onChange(item.code, (now) => ({ ...now, ...change(now) }))} />
      ) : null}
    </div>
  );
}
