import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '#contract/campaigns';
import { PhotoField } from './photo-field.tsx';
import type { Extras } from './recorder.ts';

/** How many things have been filled in beside the result. */
export function filledIn({ note, photos, answers }: Extras): number {
  return (note.trim() === '' ? 0 : 1) + photos.length + Object.keys(answers).length;
}

/** Required questions without an answer: the server takes no visit without them. */
export function missingAnswers(questions: readonly Question[], answers: Extras['answers']): number {
  return questions.filter(({ code, isRequired }) => isRequired && answers[code] === undefined).length;
}

interface ExtrasFormProps {
  extras: Extras;
  onChange: (extras: Extras) => void;
}

/** What goes with a record of the door beside its result and the answers: a note and photos. */
export function ExtrasForm({ extras, onChange }: ExtrasFormProps) {
  const { t } = useTranslation('field');
  const note = useId();
  return (
    <>
      <label className="field-label" htmlFor={note}>
        {t('extras.note')}
      </label>
      <textarea
        id={note}
        className="field field-text"
        rows={2}
        maxLength={2000}
        value={extras.note}
        placeholder={t('extras.notePlaceholder')}
        onChange={(event) => onChange({ ...extras, note: event.target.value })}
      />
      <PhotoField photos={extras.photos} onChange={(photos) => onChange({ ...extras, photos })} />
    </>
  );
}
