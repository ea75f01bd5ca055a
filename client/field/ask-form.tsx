import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Round } from './data.ts';
import { missingAnswers } from './extras-form.tsx';
import { type Answer, QuestionField } from './question-field.tsx';
import type { Extras } from './recorder.ts';

/** One tap answers and turns to the next question: a thumb that taps twice must not answer that one too. */
const TWICE_MS = 400;

interface AskFormProps {
  checklist: NonNullable<Round['checklist']>;
  answers: Extras['answers'];
  onAnswer: (code: string, value: Answer | undefined) => void;
  /** All that must be answered is. */
  onRecord: () => void;
}

/** The round's questions one at a time, as large as a thumb: a choice turns to the next, the last one records. */
export function AskForm({ checklist: { name, questions }, answers, onAnswer, onRecord }: AskFormProps) {
  const { t } = useTranslation('field');
  const open = (code: string) => answers[code] === undefined;
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      questions.findIndex(({ code }) => open(code)),
    ),
  );
  const lastTap = useRef(0);
  const question = questions[at];
  const missing = missingAnswers(questions, answers);
  const isLast = at === questions.length - 1;
  if (question === undefined) return null;
  const answer = (value: Answer | undefined) => {
    const isOneTap = question.kind === 'yes_no' || question.kind === 'choice';
    if (isOneTap && performance.now() - lastTap.current < TWICE_MS) return;
    lastTap.current = performance.now();
    onAnswer(question.code, value);
    if (isOneTap && value !== undefined && !isLast) setAt(at + 1);
  };
  const toMissing = () => setAt(questions.findIndex(({ code, isRequired }) => isRequired && open(code)));
  return (
    <form
      className="field-ask-one"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isLast) setAt(at + 1);
      }}
    >
      <p className="field-muted" role="status">
        {t('ask.progress', { name, n: at + 1, all: questions.length })}
      </p>
      <QuestionField key={question.code} question={question} value={answers[question.code]} onChange={answer} />
      <div className="field-ask-turn">
        <button type="button" className="field-button" disabled={at === 0} onClick={() => setAt(at - 1)}>
          {t('ask.before')}
        </button>
        <button type="submit" className="field-button" disabled={isLast}>
          {t(open(question.code) ? 'ask.skip' : 'ask.next')}
        </button>
      </div>
      {missing > 0 ? (
        <button type="button" className="field-button field-wide" onClick={toMissing}>
          {t('ask.missing', { count: missing })}
        </button>
      ) : (
        <button type="button" className="field-button field-met" onClick={onRecord}>
          {t('ask.record')}
        </button>
      )}
    </form>
  );
}
