import { useTranslation } from 'react-i18next';
import { CRITERIA, type Weights } from '#geodata/priority/criteria';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../ui/use-format.ts';
import type { PlanAlleys, PlanModel } from './api.ts';
import { ANY_SOURCE, BENEFITS, COST_CASES, type PlanHandle, type PlanState, resplit } from './desk-state.ts';

const MOST_WEIGHT = 40;
const YEARS = ['1', '2', '3'] as const;
const PURSES = ['purse', 'bySource'] as const;

interface SettingsPanelProps extends Pick<PlanHandle, 'go'> {
  state: PlanState;
  model: PlanModel;
  alleys: PlanAlleys;
  budget: Readonly<Record<string, number>>;
}

/** Everything that may be different in somebody else's plan. */
export function SettingsPanel({ state, go, model, alleys, budget }: SettingsPanelProps) {
  const { t, i18n } = useTranslation('plan');
  const format = useFormat();
  const named = <Row extends { name: string; nameEn: string }>({ name, nameEn }: Row) => (i18n.language === 'en' ? nameEn : name);
  const sum = CRITERIA.reduce((total, code) => total + state.weights[code], 0);
  const presets = [...model.presets, ...model.weightSets.map((set) => ({ code: `set-${set.id}`, name: set.name, nameEn: set.name, weights: set.weights }))];
  return (
    <section className="plan-settings" aria-label={t('head.set')}>
      <header>
        <h2>{t('head.set')}</h2>
        <button type="button" className="button" onClick={() => go({ isOpen: false })}>
          {t('set.close')}
        </button>
      </header>
      <h3>{t('set.weights')}</h3>
      <p className="plan-presets">
        {presets.map((preset) => (
          <button
            key={preset.code}
            type="button"
            className="button"
            aria-pressed={CRITERIA.every((code) => preset.weights[code] === state.weights[code])}
            onClick={() => go({ weights: preset.weights as Weights })}
          >
            {named(preset)}
          </button>
        ))}
      </p>
      {model.criteria.map((criterion) => (
        <label key={criterion.code} className="plan-slider">
          <span>{named(criterion)}</span>
          <input
            type="range"
            min={0}
            max={MOST_WEIGHT}
            value={state.weights[criterion.code]}
            onChange={(event) => go({ weights: { ...state.weights, [criterion.code]: event.target.valueAsNumber } })}
          />
          <output>{sum === 0 ? '–' : format.share(state.weights[criterion.code], sum)}</output>
        </label>
      ))}
      <p className="plan-hint">{t('set.sum', { sum: format.number(sum) })}</p>

      <h3>{t('set.budget')}</h3>
      <Segmented
        label={t('set.purseOf')}
        value={ANY_SOURCE in budget ? 'purse' : 'bySource'}
        options={PURSES.map((value) => ({ value, label: t(`set.${value}`) }))}
        onChange={(split) => go({ budget: resplit(budget, model.unitCosts[0]?.rows.map(({ shares }) => shares) ?? [], split === 'bySource') })}
      />
      {Object.entries(budget).map(([code, amount]) => (
        <label key={code} className="plan-amount">
          <span>{code === ANY_SOURCE ? t('set.purse') : named(model.sources.find((source) => source.code === code) ?? { name: code, nameEn: code })}</span>
          <input
            className="field"
            type="number"
            min={0}
            step={10}
            value={amount}
            onChange={(event) => Number.isFinite(event.target.valueAsNumber) && go({ budget: { ...budget, [code]: Math.max(0, event.target.valueAsNumber) } })}
          />
        </label>
      ))}
      <Line label={t('set.years')}>
        <Segmented
          label={t('set.years')}
          value={String(state.years)}
          options={YEARS.map((count) => ({ value: count as string, label: t('set.yearsOf', { count: count as never }) }))}
          onChange={(years) => go({ years: Number(years) })}
        />
      </Line>
      <Line label={t('set.case')}>
        <Segmented
          label={t('set.case')}
          value={state.costCase}
          options={COST_CASES.map((value) => ({ value, label: t(`set.cases.${value}`) }))}
          onChange={(costCase) => go({ costCase })}
        />
      </Line>
      <Line label={t('set.benefit')}>
        <Segmented
          label={t('set.benefit')}
          value={state.benefit}
          options={BENEFITS.map((value) => ({ value, label: t(`set.benefits.${value}`) }))}
          onChange={(benefit) => go({ benefit })}
        />
      </Line>
      <label className="plan-slider">
        <span>{t('set.floor')}</span>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(state.floor * 100)}
          onChange={(event) => go({ floor: event.target.valueAsNumber / 100 })}
        />
        <output>{state.floor === 0 ? t('set.floorOff') : `${Math.round(state.floor * 100)}%`}</output>
      </label>
      <label className="plan-slider">
        <span>{t('set.consent')}</span>
        <input
          type="range"
          min={0}
          max={100}
          value={Math.round((state.consent ?? 0) * 100)}
          onChange={(event) => go({ consent: event.target.valueAsNumber === 0 ? null : event.target.valueAsNumber / 100 })}
        />
        <output>{state.consent === null ? t('set.consentOff') : `${Math.round(state.consent * 100)}%`}</output>
      </label>

      <h3>{t('set.locks')}</h3>
      {state.locks.length === 0 ? (
        <p className="plan-hint">{t('set.noLocks')}</p>
      ) : (
        <ul className="plan-locks">
          {state.locks.map(({ alleyId, kind, reason }) => (
            <li key={alleyId}>
              <b>{t(`set.${kind}`)}</b> {nameOf(alleys, alleyId) ?? t('unnamed')} <small>{reason}</small>{' '}
              <button type="button" className="plan-link" onClick={() => go({ locks: state.locks.filter((lock) => lock.alleyId !== alleyId) })}>
                {t('set.unlock')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Name, or code where it has none; null for an alley that is gone. */
export function nameOf({ id, name, code }: PlanAlleys, alley: number): string | null {
  const place = id.indexOf(alley);
  return place < 0 ? null : (name[place] ?? code[place] ?? null);
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="plan-line">
      <span>{label}</span>
      {children}
    </div>
  );
}
