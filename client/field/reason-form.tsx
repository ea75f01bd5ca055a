import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export type Exempting = 'refused' | 'vacant' | 'unreachable';

/** Why: one tap for the usual reasons, words for the others. */
export function ReasonForm({ outcome, onRecord }: { outcome: Exempting; onRecord: (reason: string) => void }) {
  const { t } = useTranslation('field');
  const [text, setText] = useState('');
  const choices = t(`reason.choices.${outcome}`, { returnObjects: true }) as readonly string[];
  return (
    <>
      <p className="field-form-title">{t(`reason.${outcome}`)}</p>
      <div className="field-choices">
        {choices.map((reason) => (
          <button key={reason} type="button" className="field-button" onClick={() => onRecord(reason)}>
            {reason}
          </button>
        ))}
      </div>
      <form
        className="field-free"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') onRecord(text.trim());
        }}
      >
        <input
          className="field field-input"
          value={text}
          maxLength={500}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('reason.other')}
          aria-label={t('reason.other')}
        />
        <button type="submit" className="field-button" disabled={text.trim() === ''}>
          {t('reason.save')}
        </button>
      </form>
    </>
  );
}

/** The same question where the answer is changed and not recorded at once. */
export function ReasonField({ outcome, value, onChange }: { outcome: Exempting; value: string; onChange: (reason: string) => void }) {
  const { t } = useTranslation('field');
  const choices = t(`reason.choices.${outcome}`, { returnObjects: true }) as readonly string[];
  return (
    <>
      <p className="field-form-title">{t(`reason.${outcome}`)}</p>
      <div className="field-choices">
        {choices.map((reason) => (
          <button key={reason} type="button" className="field-button" aria-pressed={reason === value} onClick={() => onChange(reason)}>
            {reason}
          </button>
        ))}
      </div>
      <input
        className="field field-input"
        value={value}
        maxLength={500}
        placeholder={t('reason.other')}
        aria-label={t('reason.other')}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}
