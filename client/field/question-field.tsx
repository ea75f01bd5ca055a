import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '#contract/campaigns';
import type { Round } from './data.ts';
import type { Extras } from './recorder.ts';

export type Answer = Extras['answers'][string];

/** One question of the round's checklist; undefined: not answered. */
export function QuestionField({ question, value, onChange }: { question: Question; value: Answer | undefined; onChange: (value: Answer | undefined) => void }) {
  const { t } = useTranslation('field');
  const id = useId();
  const { kind, text, isRequired, options = [] } = question;
  const label = (
    <>
      {text} {isRequired ? <small className="field-muted">{t('extras.required')}</small> : null}
    </>
  );
  if (kind === 'text' || kind === 'number')
    return (
      <div className="field-question">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          className="field field-input"
          type={kind === 'number' ? 'number' : 'text'}
          step="any"
          maxLength={2000}
          value={value === undefined ? '' : String(value)}
          onChange={({ target }) => {
            if (target.value.trim() === '') onChange(undefined);
            else onChange(kind === 'number' ? Number(target.value) : target.value);
          }}
        />
      </div>
    );
  const choices: { name: string; value: Answer; isChosen: boolean }[] =
    kind === 'yes_no'
      ? [
          { name: t('extras.yes'), value: true, isChosen: value === true },
          { name: t('extras.no'), value: false, isChosen: value === false },
        ]
      : options.map((name) => ({ name, value: name, isChosen: Array.isArray(value) ? value.includes(name) : value === name }));
  const toggle = (choice: (typeof choices)[number]) => {
    if (kind !== 'multiple') {
      onChange(choice.isChosen ? undefined : choice.value);
      return;
    }
    const before = Array.isArray(value) ? value : [];
    const next = choice.isChosen ? before.filter((name) => name !== choice.name) : [...before, choice.name];
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <fieldset className="field-question">
      <legend>{label}</legend>
      <div className="field-choices">
        {choices.map((choice) => (
          <button key={choice.name} type="button" className="field-button" aria-pressed={choice.isChosen} onClick={() => toggle(choice)}>
            {choice.name}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

interface QuestionListProps {
  checklist: NonNullable<Round['checklist']>;
  answers: Extras['answers'];
  onAnswer: (code: string, value: Answer | undefined) => void;
}

/** All questions of the round's checklist below one another, for whoever looks through the answers. */
export function QuestionList({ checklist: { name, questions }, answers, onAnswer }: QuestionListProps) {
  const { t } = useTranslation('field');
  const id = useId();
  return (
    <section className="field-questions" aria-labelledby={id}>
      <h3 id={id}>{t('extras.questions', { name, done: Object.keys(answers).length, all: questions.length })}</h3>
      {questions.map((question) => (
        <QuestionField key={question.code} question={question} value={answers[question.code]} onChange={(value) => onAnswer(question.code, value)} />
      ))}
    </section>
  );
}
