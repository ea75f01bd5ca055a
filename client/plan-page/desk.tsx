import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicSettings } from '#contract/settings';
import type { Weights } from '#geodata/priority/criteria';
import { useWorkingAs } from '../api/work-as.ts';
import { webglLimit } from '../map/webgl.ts';
import { Conflict } from '../plan-rules/conflict.tsx';
import { type Picking, PickingNote, pickedPair } from '../plan-rules/picking.tsx';
import { Bars } from '../ui/load-state.tsx';
import { type PlanAlleys, type PlanModel, useMayPlan, usePlanResult } from './api.ts';
import { Curve } from './curve.tsx';
import { type PlanState, usePlanState } from './desk-state.ts';
import { Engines } from './engines.tsx';
import { Equity } from './equity.tsx';
import { Header } from './header.tsx';
import { LiveRanking } from './live-ranking.ts';
import { MapPane } from './map-pane.tsx';
import { Outcomes } from './outcome.ts';
import { budgetOf, negativeSources, specOf } from './plan-spec.ts';
import { rank } from './ranking.ts';
import { SavedPlans } from './saved.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { SurveyFirst } from './survey-first.tsx';
import { PlanTable } from './table.tsx';
import { WhoNote } from './who-note.tsx';
import { Why } from './why.tsx';

const Compare = lazy(() => import('../plan-compare/compare.tsx'));
const Tour = lazy(() => import('../plan-tour/tour.tsx'));
const WAITING = [420, 160];

interface PlanDeskProps {
  settings: PublicSettings;
  model: PlanModel;
  alleys: PlanAlleys;
}

/** Money and result above; the map with the reasons at the left, the ranking with curve and equity at the right; or two plans side by side. */
export function PlanDesk({ settings, model, alleys }: PlanDeskProps) {
  const { t } = useTranslation('plan');
  const { state, go } = usePlanState();
  const [hovered, setHovered] = useState<number | null>(null);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [isTour, setTour] = useState(false);
  const mayPlan = useMayPlan();
  const person = useWorkingAs();
  const budget = useMemo(() => budgetOf(state.budget, alleys.likelyMinor), [state.budget, alleys]);
  const startYear = Number(new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: settings.timeZone }).format(new Date())) + 1;
  const spec = useMemo(() => specOf(state, budget, startYear), [state, budget, startYear]);
  const computed = usePlanResult(mayPlan ? spec : null);
  // Typing comes first; the table and the map follow as soon as they can.
  const weights = useDeferredValue(useSame(state.weights));
  const shown = useMemo(() => rank(alleys, weights), [alleys, weights]);
  const live = useMemo(() => new LiveRanking(alleys), [alleys]);
  useEffect(() => () => live.release(), [live]);
  // The address has what was dragged, and the table what the address has.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ranking of the address ends what was dragged
  useEffect(() => live.clear(), [live, shown]);
  const { benefit, costCase, engine } = state;
  const outcomes = useMemo(() => new Outcomes(computed.result, engine), [computed.result, engine]);
  const limit = webglLimit();
  const isEmpty = !Object.values(state.weights).some((weight) => weight > 0);
  const select = useCallback((alley: number | null) => go({ alley }, alley !== null), [go]);
  const choose = (alley: number | null) => {
    if (picking === null || alley === null) return select(alley);
    const { change, next } = pickedPair(picking, alley, state);
    setPicking(next);
    if (change !== null) go(change);
  };
  const note = !mayPlan
    ? null
    : isEmpty
      ? t('noWeights')
      : negativeSources(budget, state.years).length > 0
        ? t('negativeMoney')
        : spec === null
          ? t('noMoney')
          : null;
  const lock = (kind: 'in' | 'out', reason: string) =>
    state.alley !== null &&
    go({
      locks: [
        ...state.locks.filter(({ alleyId }) => alleyId !== state.alley),
        { alleyId: state.alley, kind, reason, ...(person === null ? {} : { person: person.name }) },
      ],
    });
  return (
    <div className="plan-desk" data-set={state.isOpen || undefined} data-beside={state.beside !== null || undefined}>
      <Header
        model={model}
        alleys={alleys}
        budget={budget}
        years={state.years}
        computed={computed}
        isOpen={state.isOpen}
        isBeside={state.beside !== null}
        onSet={() => go({ isOpen: !state.isOpen })}
        onBeside={() => go({ beside: state.beside === null ? (state.plan ?? 'rule') : null }, true)}
        onTour={() => setTour(true)}
      />
      <div className="plan-notes">
        {!mayPlan && <WhoNote />}
        {note !== null && (
          <p className="plan-note" role="status">
            {note}
          </p>
        )}
        <Conflict
          result={mayPlan ? computed.result : null}
          error={computed.error}
          alleys={alleys}
          model={model}
          state={state}
          budget={budget}
          startYear={startYear}
          go={go}
          onRetry={computed.retry}
        />
        {picking !== null && <PickingNote picking={picking} alleys={alleys} onStop={() => setPicking(null)} />}
      </div>
      {state.beside !== null && computed.result !== null && limit !== null ? (
        <Suspense fallback={<Bars heights={WAITING} />}>
          <Compare
            settings={settings}
            maxCanvas={limit}
            alleys={alleys}
            model={model}
            result={computed.result}
            beside={state.beside}
            onBeside={(beside: PlanState['beside']) => go({ beside })}
            onSelect={(alley: number) => go({ alley, beside: null }, true)}
          />
        </Suspense>
      ) : (
        <>
          <div className="plan-left">
            {limit === null ? (
              <p className="plan-note">{t('noMap')}</p>
            ) : (
              <MapPane
                settings={settings}
                maxCanvas={limit}
                alleys={alleys}
                ranking={shown}
                live={live}
                outcomes={outcomes}
                selected={state.alley}
                hovered={hovered}
                onSelect={choose}
              />
            )}
            {state.alley === null && computed.result !== null && (
              <SurveyFirst alleys={alleys} result={computed.result} onSelect={choose} onHover={setHovered} />
            )}
            {state.alley !== null && shown !== null && (
              <Why
                id={state.alley}
                alleys={alleys}
                model={model}
                weights={state.weights}
                ranking={shown}
                outcomes={outcomes}
                isLocked={state.locks.some(({ alleyId }) => alleyId === state.alley)}
                onLock={lock}
                onNoted={computed.retry}
                onClose={() => go({ alley: null })}
              />
            )}
          </div>
          <div className="plan-right" aria-busy={computed.progress !== null}>
            {computed.result !== null && <Engines result={computed.result} engine={state.engine} onEngine={(chosen) => go({ engine: chosen })} />}
            {shown !== null && (
              <PlanTable
                alleys={alleys}
                model={model}
                ranking={shown}
                live={live}
                benefit={benefit}
                costCase={costCase}
                outcomes={outcomes}
                sort={state.sort}
                selected={state.alley}
                onSort={(sort) => go({ sort })}
                onSelect={choose}
                onHover={setHovered}
              />
            )}
            {computed.result !== null && (
              <div className="plan-below">
                <Curve result={computed.result} />
                <Equity result={computed.result} />
              </div>
            )}
          </div>
        </>
      )}
      {state.isOpen && (
        <aside className="plan-set" aria-label={t('head.set')}>
          <SettingsPanel
            state={state}
            go={go}
            live={live}
            model={model}
            alleys={alleys}
            budget={budget}
            startYear={startYear}
            result={computed.result}
            onPick={(kind) => setPicking({ kind, first: null })}
          />
          <SavedPlans
            alleys={alleys}
            model={model}
            job={computed.job}
            chosen={state.plan}
            startYear={startYear}
            timeZone={settings.timeZone}
            onChoose={(plan) => go({ plan })}
            onBeside={(beside) => go({ beside }, true)}
            onReopen={(question) => go({ ...question, engine: 'best', beside: null }, true)}
          />
        </aside>
      )}
      {isTour && (
        <Suspense fallback={null}>
          <Tour state={state} hasResult={computed.result !== null} onOpen={() => go({ isOpen: true })} onClose={() => setTour(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** The same weights as the same object, whatever else in the address has changed: nothing is ranked anew for a click. */
function useSame(weights: Weights): Weights {
  const text = JSON.stringify(weights);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is the weights
  return useMemo(() => weights, [text]);
}
