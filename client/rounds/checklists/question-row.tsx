import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { hasOptions, QUESTION_KINDS, type QuestionDraft } from './drafts.ts';

interface QuestionRowProps {
  question: QuestionDraft;
  /** From 0. */
  index: number;
  count: number;
  /** It says what the template says: nobody has put the district's own words there yet. */
  isPlaceholder: boolean;
  wrong: 'text' | 'options' | null;
  onChange: (question: QuestionDraft) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One question of the form: its words, how it is answered, its place. */
export function QuestionRow({ question, index, count, isPlaceholder, wrong, onChange, onMove, onRemove }: QuestionRowProps) {
  const { t } = useTranslation('rounds');
  const id = useId();
  const number = index + 1;
  const { text, kind, isRequired, options } = question;
  return (
    <li className="question-row" data-question={question.code} data-placeholder={isPlaceholder || undefined}>
      <span className="question-number" aria-hidden="true">
        {number}
      </span>
      <div className="question-words">
        <textarea
          className="field question-text"
          rows={2}
          maxLength={1000}
          value={text}
          aria-label={t('checklists.textOf', { n: number })}
          aria-invalid={wrong === 'text'}
          aria-describedby={isPlaceholder || wrong === 'text' ? `${id}-text` : undefined}
          onChange={({ target }) => onChange({ ...question, text: target.value })}
        />
        {wrong === 'text' ? (
          <p id={`${id}-text`} className="rounds-wrong">
            {t('checklists.wrong.text')}
          </p>
        ) : isPlaceholder ? (
          <p id={`${id}-text`} className="question-placeholder">
            {t('checklists.placeholder')}
          </p>
        ) : null}
        <div className="question-how">
          <select
            className="field"
            value={kind}
            aria-label={t('checklists.kindOf', { n: number })}
            onChange={({ target }) => onChange({ ...question, kind: target.value as QuestionDraft['kind'] })}
          >
            {QUESTION_KINDS.map((value) => (
              <option key={value} value={value}>
                {t(`checklists.kinds.${value}`)}
              </option>
            ))}
          </select>
          <label>
            <input type="checkbox" checked={isRequired} onChange={({ target }) => onChange({ ...question, isRequired: target.checked })} />{' '}
            {t('checklists.required')}
          </label>
        </div>
        {hasOptions(kind) && (
          <>
            <textarea
              className="field question-text"
              rows={3}
              value={options}
              placeholder={t('checklists.optionsHint')}
              aria-label={t('checklists.optionsOf', { n: number })}
              aria-invalid={wrong === 'options'}
              aria-describedby={wrong === 'options' ? `${id}-options` : undefined}
              onChange={({ target }) => onChange({ ...question, options: target.value })}
            />
            {wrong === 'options' && (
              <p id={`${id}-options`} className="rounds-wrong">
                {t('checklists.wrong.options')}
              </p>
            )}
          </>
        )}
      </div>
      <div className="question-deeds">
        <button type="button" className="button" aria-label={t('checklists.up', { n: number })} disabled={index === 0} onClick={() => onMove(-1)}>
          ↑
        </button>
        <button type="button" className="button" aria-label={t('checklists.down', { n: number })} disabled={index === count - 1} onClick={() => onMove(1)}>
          ↓
        </button>
        <button type="button" className="button" aria-label={t('checklists.remove', { n: number })} onClick={onRemove}>
          ×
        </button>
      </div>
    </li>
  );
}
