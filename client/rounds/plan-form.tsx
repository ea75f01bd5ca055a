import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CampaignBody, campaignRoutes } from '#contract/campaigns';
import { type Campaign, COVERAGE_STATES, type CoverageState } from '#contract/coverage';
import { HOUSEHOLD_KINDS, type HouseholdKind } from '#contract/households';
import { request } from '../api/request.ts';
import { askRoundsAgain, useChecklists } from './api.ts';
import { type PlanField, wrongFields } from './plan-problems.ts';

interface PlanFormProps {
  /** The round to be visited again; null: a round of its own. */
  source: Campaign | null;
  /** With the code of what was planned, or null when it was left. */
  onDone: (code: string | null) => void;
}

/** Planning a round or a recheck. The server judges; what it finds wrong stands at its field. */
export function PlanForm({ source, onDone }: PlanFormProps) {
  const { t } = useTranslation(['rounds', 'coverage', 'coveragePanel']);
  const client = useQueryClient();
  const checklists = useChecklists().data?.items ?? [];
  const [texts, setTexts] = useState({ code: '', name: '', startsOn: '', endsOn: '', checklist: '', share: '' });
  const [kinds, setKinds] = useState<readonly HouseholdKind[]>(HOUSEHOLD_KINDS);
  const [states, setStates] = useState<readonly CoverageState[]>(['covered']);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: CampaignBody) => request(campaignRoutes.create, { body }),
    onSuccess: async ({ code }) => {
      await askRoundsAgain(client);
      onDone(code);
    },
  });
  const form = useRef<HTMLFormElement>(null);
  const { fields, other } = wrongFields(error);
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { code, name, startsOn, endsOn, checklist, share } = texts;
    mutate({
      code,
      name,
      startsOn,
      ...(endsOn === '' ? {} : { endsOn }),
      ...(kinds.length === HOUSEHOLD_KINDS.length ? {} : { kinds: [...kinds] }),
      ...(checklist === '' ? {} : { checklist: { code: checklist } }),
      ...(source === null ? {} : { recheckOf: { campaign: source.code, states: [...states], ...(share === '' ? {} : { sampleShare: Number(share) / 100 }) } }),
    });
  };
  const wrong = (field: PlanField) => (fields.has(field) ? t(field === 'code' && fields.get('code') === 'taken' ? 'wrong.taken' : `wrong.${field}`) : null);
  const text = (field: keyof typeof texts, type: 'text' | 'date' | 'number' = 'text') => (
    <Field field={field} label={t(`plan.${field}`)} wrong={wrong(field)}>
      <input
        id={`plan-${field}`}
        className="field"
        type={type}
        value={texts[field]}
        aria-invalid={fields.has(field)}
        aria-describedby={fields.has(field) ? `plan-${field}-wrong` : undefined}
        onChange={(event) => setTexts({ ...texts, [field]: event.target.value })}
      />
    </Field>
  );
  const title = source === null ? t('plan.title') : t('plan.recheckTitle', { name: source.name });
  return (
    <form ref={form} className="round-card plan-form" aria-label={title} noValidate onSubmit={send}>
      <h2>{title}</h2>
      {text('code')}
      {text('name')}
      {text('startsOn', 'date')}
      {text('endsOn', 'date')}
      <Choices
        field="kinds"
        label={t('plan.kinds')}
        wrong={wrong('kinds')}
        options={HOUSEHOLD_KINDS.map((value) => ({ value, label: t(`coveragePanel:kinds.${value}`) }))}
        chosen={kinds}
        onChange={setKinds}
      />
      {source !== null && (
        <>
          <Choices
            field="states"
            label={t('plan.states')}
            wrong={wrong('states')}
            options={COVERAGE_STATES.map((value) => ({ value, label: t(`coverage:states.${value}`) }))}
            chosen={states}
            onChange={setStates}
          />
          {text('share', 'number')}
        </>
      )}
      <Field field="checklist" label={t('plan.checklist')} wrong={wrong('checklist')}>
        <select
          id="plan-checklist"
          className="field"
          value={texts.checklist}
          aria-invalid={fields.has('checklist')}
          onChange={(event) => setTexts({ ...texts, checklist: event.target.value })}
        >
          <option value="">{t('plan.noChecklist')}</option>
          {checklists.map(({ code, name, version }) => (
            <option key={code} value={code}>
              {t('plan.checklistVersion', { name, n: version })}
            </option>
          ))}
        </select>
      </Field>
      {other !== null && (
        <p role="alert" className="rounds-wrong">
          {other.key === 'other' ? t('wrong.other', { detail: other.detail }) : t(`refused.${other.key}`)}
        </p>
      )}
      <p className="rounds-note">{t('plan.hint')}</p>
      <div className="confirm-deeds">
        <button type="submit" className="button button-primary" disabled={isPending}>
          {isPending ? t('plan.saving') : t('plan.save')}
        </button>
        <button type="button" className="button" onClick={() => onDone(null)}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}

function Field({ field, label, wrong, children }: { field: PlanField; label: string; wrong: string | null; children: ReactNode }) {
  return (
    <div className="plan-field">
      <label htmlFor={`plan-${field}`}>{label}</label>
      {children}
      {wrong !== null && (
        <p id={`plan-${field}-wrong`} className="rounds-wrong">
          {wrong}
        </p>
      )}
    </div>
  );
}

interface ChoicesProps<Value extends string> {
  field: PlanField;
  label: string;
  wrong: string | null;
  options: readonly { value: Value; label: string }[];
  chosen: readonly Value[];
  onChange: (chosen: readonly Value[]) => void;
}

function Choices<Value extends string>({ field, label, wrong, options, chosen, onChange }: ChoicesProps<Value>) {
  return (
    <fieldset className="plan-field plan-choices" aria-describedby={wrong === null ? undefined : `plan-${field}-wrong`}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={({ target }) =>
              // In the order of the options, whatever the order of the clicks.
              onChange(options.map(({ value }) => value).filter((value) => (value === option.value ? target.checked : chosen.includes(value))))
            }
          />{' '}
          {option.label}
        </label>
      ))}
      {wrong !== null && (
        <p id={`plan-${field}-wrong`} className="rounds-wrong">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
