import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Checklist, campaignRoutes } from '#contract/campaigns';
import { request } from '../../api/request.ts';
import { Refusal } from '../confirm.tsx';
import { bodyOf, type ChecklistDraft, moved, placeholders, withQuestion, wrongParts } from './drafts.ts';
import { QuestionRow } from './question-row.tsx';

interface ChecklistFormProps {
  /** What the form begins with. */
  start: ChecklistDraft;
  /** The version that is there already; null: a new checklist. */
  version: number | null;
  templates: readonly Checklist[];
  /** Codes of the other checklists: a new one under one of them would become its next version. */
  taken: readonly string[];
  /** With the code of what was saved, or null when it was left. */
  onDone: (code: string | null) => void;
}

/** The questions of a checklist as data: added, worded, ordered. Saving makes a version more; rounds keep the one they were planned with. */
export function ChecklistForm({ start, version, templates, taken, onDone }: ChecklistFormProps) {
  const { t } = useTranslation('rounds');
  const client = useQueryClient();
  const id = useId();
  const [draft, setDraft] = useState(start);
  const [asks, setAsks] = useState(false);
  const save = useMutation({
    mutationFn: () => request(campaignRoutes.newChecklist, { body: bodyOf(draft) }),
    onSuccess: async ({ code }) => {
      await client.invalidateQueries({ queryKey: ['checklists'] });
      onDone(code);
    },
  });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('h2')?.focus(), []);
  useEffect(() => {
    if (save.error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [save.error]);
  const { questions } = draft;
  const change = (next: Partial<ChecklistDraft>) => {
    setDraft({ ...draft, ...next });
    setAsks(false);
  };
  const unworded = placeholders(questions, templates);
  const isTaken = version === null && taken.includes(draft.code.trim());
  const wrong = wrongParts(save.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isTaken) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    else if (unworded.length > 0 && !asks) setAsks(true);
    else save.mutate();
  };
  return (
    <form ref={form} className="round-card plan-form" aria-labelledby={`${id}-title`} noValidate onSubmit={send}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {version === null ? t('checklists.new') : t('checklists.newVersion', { n: version + 1, name: start.name })}
      </h2>
      {version === null && (
        <div className="plan-field">
          <label htmlFor={`${id}-code`}>{t('plan.code')}</label>
          <input
            id={`${id}-code`}
            className="field"
            value={draft.code}
            aria-invalid={isTaken || wrong?.code === true}
            aria-describedby={`${id}-code-wrong`}
            onChange={({ target }) => change({ code: target.value })}
          />
          <p id={`${id}-code-wrong`} className={isTaken || wrong?.code ? 'rounds-wrong' : 'visually-hidden'}>
            {isTaken ? t('checklists.wrong.taken') : wrong?.code ? t('wrong.code') : ''}
          </p>
        </div>
      )}
      <div className="plan-field">
        <label htmlFor={`${id}-name`}>{t('plan.name')}</label>
        <input
          id={`${id}-name`}
          className="field"
          value={draft.name}
          aria-invalid={wrong?.name === true}
          aria-describedby={wrong?.name ? `${id}-name-wrong` : undefined}
          onChange={({ target }) => change({ name: target.value })}
        />
        {wrong?.name && (
          <p id={`${id}-name-wrong`} className="rounds-wrong">
            {t('wrong.name')}
          </p>
        )}
      </div>
      <ol className="question-rows">
        {questions.map((question, index) => (
          <QuestionRow
            key={question.code}
            question={question}
            index={index}
            count={questions.length}
            isPlaceholder={unworded.includes(index)}
            wrong={wrong?.at.get(index) ?? null}
            onChange={(next) => change({ questions: questions.map((old, place) => (place === index ? next : old)) })}
            onMove={(by) => change({ questions: moved(questions, index, by) })}
            onRemove={() => change({ questions: questions.filter((_, place) => place !== index) })}
          />
        ))}
      </ol>
      <button type="button" className="button question-add" onClick={() => change({ questions: withQuestion(questions) })}>
        {t('checklists.add')}
      </button>
      {wrong?.questions && <p className="rounds-wrong">{t('checklists.wrong.none')}</p>}
      {save.error !== null && wrong === null && <Refusal error={save.error} />}
      {asks && (
        <p role="alert" className="rounds-wrong">
          {t('checklists.asks', { n: unworded.length })}
        </p>
      )}
      <p className="rounds-note">{t(version === null ? 'checklists.hintNew' : 'checklists.hint')}</p>
      <div className="confirm-deeds">
        <button type="submit" className="button button-primary" disabled={save.isPending}>
          {save.isPending ? t('plan.saving') : t(asks ? 'checklists.saveAnyway' : 'checklists.save', { n: (version ?? 0) + 1 })}
        </button>
        <button type="button" className="button" onClick={() => onDone(null)}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
