import { useTranslation } from 'react-i18next';
import { RulesPanel, type RulesProps } from '../plan-rules/rules-panel.tsx';
import { WeightsPanel } from '../plan-weights/weights-panel.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { BENEFITS, COST_CASES } from './desk-state.ts';
import type { LiveRanking } from './live-ranking.ts';
import { nameOf } from './name-of.ts';

/** Everything that may be different in somebody else's plan. */
export function SettingsPanel({ state, go, live, model, alleys, budget, startYear, result, onPick }: RulesProps & { live: LiveRanking }) {
  const { t } = useTranslation('plan');
  return (
    <section className="plan-settings" aria-label={t('head.set')}>
      <header>
        <h2>{t('head.set')}</h2>
        <button type="button" className="button" onClick={() => go({ isOpen: false })}>
          {t('set.close')}
        </button>
      </header>
      <WeightsPanel weights={state.weights} live={live} model={model} onWeights={(weights) => go({ weights })} />
      <RulesPanel state={state} go={go} model={model} alleys={alleys} budget={budget} startYear={startYear} result={result} onPick={onPick} />

      <h3>{t('set.reckoning')}</h3>
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
      <h3>{t('set.locks')}</h3>
      {state.locks.length === 0 ? (
        <p className="plan-hint">{t('set.noLocks')}</p>
      ) : (
        <ul className="plan-locks">
          {state.locks.map(({ alleyId, kind, reason, person }) => (
            <li key={alleyId}>
              <b>{t(`set.${kind}`)}</b> {nameOf(alleys, alleyId) ?? t('unnamed')}{' '}
              <small>
                {reason}
                {person !== undefined && ` · ${person}`}
              </small>{' '}
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

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="plan-line">
      <span>{label}</span>
      {children}
    </div>
  );
}
