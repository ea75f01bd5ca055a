import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS } from '#contract/alleys';
import { type ChecklistItem, type SurveyBody, type SurveyChecklist, surveyRoutes } from '#contract/surveys';
import { request } from '../api/request.ts';
import { newUuid } from '../api/uuid.ts';
import { Failure, Loaded } from '../ui/load-state.tsx';
import { Section } from '../ui/panel.tsx';
import { useStandards } from './api.ts';

const DAY_CHARS = 10;

/** Writing down what was found in an alley, by one of the checklists. What is left empty stays unknown. */
export function SurveyForm({ id, onDone }: { id: number; onDone: () => void }) {
  const { t } = useTranslation('register');
  const query = useStandards();
  return (
    <Section title={t('survey.title')}>
      <Loaded query={query} bars={[32, 32, 32, 32]}>
        {({ checklists, measures }) => (
          <Form id={id} checklists={checklists} unitOf={(item) => measures.find(({ code }) => code === item.measure)?.unit ?? ''} onDone={onDone} />
        )}
      </Loaded>
    </Section>
  );
}

interface FormProps {
  id: number;
  checklists: readonly SurveyChecklist[];
  unitOf: (item: ChecklistItem) => string;
  onDone: () => void;
}

function Form({ id, checklists, unitOf, onDone }: FormProps) {
  const { t, i18n } = useTranslation(['register', 'alleys']);
  const [index, setIndex] = useState(0);
  const [values, setValues] = useState<Record<string, string>>({});
  const [day, setDay] = useState(() => new Date().toISOString().slice(0, DAY_CHARS));
  // One form is one survey: sent again after a broken line it is the same one.
  const [clientUuid, setClientUuid] = useState(newUuid);
  const client = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (body: SurveyBody) => request(surveyRoutes.record, { params: { id }, body }),
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('alley') || queryKey[1] === 'alleys' });
      onDone();
    },
  });
  const list = checklists[index];
  if (list === undefined) return null;
  const nameOf = ({ name, nameEn }: { name: string; nameEn: string }) => (i18n.language === 'en' ? nameEn : name);
  const items = Object.entries(values).flatMap(([code, text]) => (text === '' ? [] : [{ code, value: Number(text) }]));
  const answer = (code: string, text: string) => {
    setValues({ ...values, [code]: text });
    setClientUuid(newUuid());
    reset();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate({ clientUuid, checklist: { code: list.code, version: list.version }, surveyedOn: day, items });
  };
  return (
    <form className="survey-form" onSubmit={send}>
      <label>
        <span>{t('survey.checklist')}</span>
        <select
          className="field"
          value={index}
          onChange={(event) => {
            setIndex(Number(event.target.value));
            setValues({});
          }}
        >
          {checklists.map((one, at) => (
            <option key={`${one.code} ${one.version}`} value={at}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('survey.day')}</span>
        <input className="field" type="date" value={day} required onChange={(event) => setDay(event.target.value)} />
      </label>
      {ALLEY_STANDARDS.flatMap((standard) => list.items.filter((item) => item.standard === standard)).map((item) => (
        <div key={item.code} className="survey-line">
          <label htmlFor={`survey-${item.code}`}>
            {t(`alleys:standards.${item.standard}`)} {nameOf(item)}
          </label>
          {item.kind === 'measure' ? (
            <span>
              <input
                id={`survey-${item.code}`}
                className="field"
                type="number"
                min={0}
                step="any"
                value={values[item.code] ?? ''}
                onChange={(event) => answer(item.code, event.target.value)}
              />
              <small>{unitOf(item)}</small>
            </span>
          ) : (
            <select id={`survey-${item.code}`} className="field" value={values[item.code] ?? ''} onChange={(event) => answer(item.code, event.target.value)}>
              <option value="">{t('survey.open')}</option>
              <option value="0">{t('survey.absent')}</option>
              <option value="1">{t('survey.found')}</option>
            </select>
          )}
        </div>
      ))}
      {error !== null && <Failure error={error} onRetry={reset} />}
      <div className="register-edit">
        <button type="submit" className="button button-primary" disabled={items.length === 0 || isPending}>
          {t('edit.save')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('edit.cancel')}
        </button>
      </div>
    </form>
  );
}
