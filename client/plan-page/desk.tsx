import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicSettings } from '#contract/settings';
import { webglLimit } from '../map/webgl.ts';
import { Failure } from '../ui/load-state.tsx';
import { type PlanAlleys, type PlanModel, useMayPlan, usePlan, usePlanResult } from './api.ts';
import { Curve } from './curve.tsx';
import { budgetOf, specOf, usePlanState } from './desk-state.ts';
import { Equity } from './equity.tsx';
import { Header } from './header.tsx';
import { MapPane } from './map-pane.tsx';
import { Outcomes } from './outcome.ts';
import { rank } from './ranking.ts';
import { SavedPlans } from './saved.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { SurveyFirst } from './survey-first.tsx';
import { PlanTable } from './table.tsx';
import { Why } from './why.tsx';

interface PlanDeskProps {
  settings: PublicSettings;
  model: PlanModel;
  alleys: PlanAlleys;
}

/** Money and result above; the map with the reasons at the left, the ranking with curve and equity at the right. */
export function PlanDesk({ settings, model, alleys }: PlanDeskProps) {
  const { t } = useTranslation('plan');
  const { state, go } = usePlanState();
  const [hovered, setHovered] = useState<number | null>(null);
  const mayPlan = useMayPlan();
  const budget = useMemo(() => budgetOf(state.budget, alleys.likelyMinor), [state.budget, alleys]);
  const startYear = Number(new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: settings.timeZone }).format(new Date())) + 1;
  const spec = useMemo(() => specOf(state, budget, startYear), [state, budget, startYear]);
  const computed = usePlanResult(mayPlan ? spec : null);
  const ranking = useMemo(() => rank(alleys, state.weights), [alleys, state.weights]);
  const outcomes = useMemo(() => new Outcomes(computed.result), [computed.result]);
  const shown = useDeferredValue(ranking);
  const compared = usePlan(state.plan).data ?? null;
  const limit = webglLimit();
  const choose = (alley: number | null) => go({ alley }, alley !== null && state.alley === null);
  const note = !mayPlan ? t('who') : ranking === null ? t('noWeights') : spec === null ? t('noMoney') : null;
  return (
    <div className="plan-desk" data-set={state.isOpen || undefined}>
      <Header
        model={model}
        alleys={alleys}
        budget={budget}
        years={state.years}
        computed={computed}
        compared={compared}
        isOpen={state.isOpen}
        onSet={() => go({ isOpen: !state.isOpen })}
      />
      {note !== null && (
        <p className="plan-note" role="status">
          {note}
        </p>
      )}
      {computed.error !== null && <Failure error={computed.error} onRetry={computed.retry} />}
      <div className="plan-left">
        {limit === null ? (
          <p className="plan-note">{t('noMap')}</p>
        ) : (
          <MapPane
            settings={settings}
            maxCanvas={limit}
            alleys={alleys}
            ranking={shown}
            outcomes={outcomes}
            selected={state.alley}
            hovered={hovered}
            onSelect={choose}
          />
        )}
        {state.alley === null && computed.result !== null && <SurveyFirst alleys={alleys} result={computed.result} onSelect={choose} onHover={setHovered} />}
        {state.alley !== null && ranking !== null && (
          <Why
            id={state.alley}
            alleys={alleys}
            model={model}
            weights={state.weights}
            ranking={ranking}
            outcomes={outcomes}
            isLocked={state.locks.some(({ alleyId }) => alleyId === state.alley)}
            onLock={(kind, reason) =>
              state.alley !== null && go({ locks: [...state.locks.filter(({ alleyId }) => alleyId !== state.alley), { alleyId: state.alley, kind, reason }] })
            }
            onClose={() => go({ alley: null })}
          />
        )}
      </div>
      <div className="plan-right" aria-busy={computed.progress !== null}>
        {shown !== null && (
          <PlanTable alleys={alleys} model={model} ranking={shown} outcomes={outcomes} selected={state.alley} onSelect={choose} onHover={setHovered} />
        )}
        {computed.result !== null && (
          <div className="plan-below">
            <Curve result={computed.result} />
            <Equity result={computed.result} />
          </div>
        )}
      </div>
      {state.isOpen && (
        <aside className="plan-set" aria-label={t('head.set')}>
          <SettingsPanel state={state} go={go} model={model} alleys={alleys} budget={budget} />
          <SavedPlans job={computed.job} chosen={state.plan} startYear={startYear} timeZone={settings.timeZone} onChoose={(plan) => go({ plan })} />
        </aside>
      )}
    </div>
  );
}
