import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '#contract/campaigns';
import type { Round } from './data.ts';
import { PhotoField } from './photo-field.tsx';
import { QuestionField } from './question-field.tsx';
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
  checklist: Round['checklist'];
  onChange: (extras: Extras) => void;
  onDone: () => void;
}

/** What goes with the next record of the door: a note, photos, the answers to the round's questions. */
export function ExtrasForm({ extras, checklist, onChange, onDone }: ExtrasFormProps) {
  const { t } = useTranslation('field');
  const note = useId();
  const { answers } = extras;
  const answer = (code: string, value: Extras['answers'][string] | undefined) => {
    const { [code]: _before, ...others } = answers;
    onChange({ ...extras, answers: value === undefined ? others : { ...others, [code]: value } });
  };
  return (
    <>
      <p className="field-muted">{t('extras.title')}</p>
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
      {checklist === null ? null : (
        <section className="field-questions" aria-labelledby={`${note}-questions`}>
          <h3 id={`${note}-questions`}>
            {t('extras.questions', { name: checklist.name, done: Object.keys(answers).length, all: checklist.questions.length })}
          </h3>
          {checklist.questions.map((question) => (
            <QuestionField key={question.code} question={question} value={answers[question.code]} onChange={(value) => answer(question.code, value)} />
          ))}
        </section>
      )}
      <button type="button" className="field-button field-met" onClick={onDone}>
        {t('done')}
      </button>
    </>
  );
}
