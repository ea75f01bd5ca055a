import { useTranslation } from 'react-i18next';
import type { PlanResult } from '#contract/plans';
import { addRoom } from '../i18n/i18n.ts';
import type { PlanAlleys, PlanModel } from '../plan-page/api.ts';
import type { PlanState } from '../plan-page/desk-state.ts';
import { nameOf } from '../plan-page/name-of.ts';
import { DEFAULT_PACKAGE, DEFAULT_RULES } from '../plan-page/rules-state.ts';
import { useFormat } from '../ui/use-format.ts';
import { Floors } from './floors.tsx';
import { planRulesMessages } from './messages.ts';
import { Money } from './money.tsx';
import type { PairKind } from './picking.tsx';
import './rules.css';

addRoom('planRules', planRulesMessages);

export interface RulesProps {
  state: PlanState;
  go: (change: Partial<PlanState>) => void;
  model: PlanModel;
  alleys: PlanAlleys;
  budget: PlanState['budget'];
  startYear: number;
  result: PlanResult | null;
  onPick: (kind: PairKind) => void;
}

const PAIRS: readonly PairKind[] = ['conflicts', 'precedences'];

/** The eight hard constraints of a plan, each with a switch; all of them stand in the address and in the saved plan. */
export function RulesPanel({ state, go, model, alleys, budget, startYear, result, onPick }: RulesProps) {
  const { t } = useTranslation('planRules');
  const format = useFormat();
  const packages = result === null ? 0 : new Set(result.alleys.package.filter((one, at) => one !== null && result.alleys.year[at] !== null)).size;
  return (
    <>
      <section data-tour="money">
        <h3>{t('money.title')}</h3>
        <Money budget={budget} years={state.years} startYear={startYear} model={model} alleys={alleys} result={result} go={go} />
      </section>
      <section data-tour="floors">
        <h3>{t('floors.title')}</h3>
        <Floors state={state} go={go} budget={budget} startYear={startYear} result={result} />
      </section>
      <section data-tour="rules">
        <h3>{t('rules.title')}</h3>
        <Switch label={t('rules.consent')} isOn={state.consent !== null} onSwitch={(isOn) => go({ consent: isOn ? DEFAULT_RULES.consent : null })}>
          <Amount
            label={t('rules.consentShare')}
            value={Math.round((state.consent ?? 0) * 100)}
            most={100}
            unit="%"
            onChange={(share) => go({ consent: share / 100 })}
          />
        </Switch>
        <Switch label={t('rules.askedFirst')} isOn={state.isAskedFirst} onSwitch={(isAskedFirst) => go({ isAskedFirst })} />
        <Switch label={t('rules.moratorium')} isOn={state.keepsMoratorium} onSwitch={(keepsMoratorium) => go({ keepsMoratorium })} />
        <Switch
          label={t('rules.coolOff')}
          isOn={state.coolOffYears !== null}
          onSwitch={(isOn) => go({ coolOffYears: isOn ? DEFAULT_RULES.coolOffYears : null })}
        >
          <Amount
            label={t('rules.coolOffYears')}
            value={state.coolOffYears ?? 0}
            most={30}
            unit={t('rules.yearUnit')}
            onChange={(years) => go({ coolOffYears: years })}
          />
        </Switch>
        <Switch
          label={t('rules.pipes')}
          isOn={state.pipesWithinMonths !== null}
          onSwitch={(isOn) => go({ pipesWithinMonths: isOn ? DEFAULT_RULES.pipesWithinMonths : null })}
        >
          <Amount
            label={t('rules.pipesMonths')}
            value={state.pipesWithinMonths ?? 0}
            most={120}
            unit={t('rules.monthUnit')}
            onChange={(months) => go({ pipesWithinMonths: months })}
          />
        </Switch>
        <Switch label={t('rules.packages')} isOn={state.packages !== null} onSwitch={(isOn) => go({ packages: isOn ? DEFAULT_PACKAGE : null })}>
          {state.packages !== null && (
            <span className="plan-amounts">
              <Amount
                label={t('rules.within')}
                value={state.packages.withinM}
                least={1}
                most={1000}
                unit={t('rules.metreUnit')}
                onChange={(withinM) => state.packages && go({ packages: { ...state.packages, withinM } })}
              />
              <Amount
                label={t('rules.packageLeast')}
                value={state.packages.least}
                most={1e6}
                unit={t('rules.moneyUnit')}
                onChange={(least) => state.packages && go({ packages: { ...state.packages, least } })}
              />
              <Amount
                label={t('rules.packageMost')}
                value={state.packages.most ?? 0}
                most={1e6}
                unit={t('rules.moneyUnit')}
                onChange={(most) => state.packages && go({ packages: { ...state.packages, most: most === 0 ? null : most } })}
              />
            </span>
          )}
        </Switch>
        {state.packages !== null && result !== null && <p className="plan-hint">{t('rules.packagesChosen', { count: format.number(packages) as never })}</p>}
      </section>
      {PAIRS.map((kind) => (
        <section key={kind}>
          <h3>
            {t(`pairs.${kind}`)}
            <button type="button" className="plan-link" onClick={() => onPick(kind)}>
              {t('pairs.add')}
            </button>
          </h3>
          {state[kind].length === 0 ? (
            <p className="plan-hint">{t(`pairs.${kind}None`)}</p>
          ) : (
            <ul className="plan-locks">
              {state[kind].map((pair) => (
                <li key={pair.join('-')}>
                  {t(`pairs.${kind}Of`, { first: nameOf(alleys, pair[0]) ?? String(pair[0]), second: nameOf(alleys, pair[1]) ?? String(pair[1]) })}{' '}
                  <button type="button" className="plan-link" onClick={() => go({ [kind]: state[kind].filter((one) => one !== pair) })}>
                    {t('pairs.lift')}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </>
  );
}

/** A rule that can be switched off, with its figures while it is on. */
function Switch({ label, isOn, onSwitch, children }: { label: string; isOn: boolean; onSwitch: (isOn: boolean) => void; children?: React.ReactNode }) {
  return (
    <div className="plan-switch">
      <label>
        <input type="checkbox" checked={isOn} onChange={(event) => onSwitch(event.target.checked)} />
        <span>{label}</span>
      </label>
      {isOn && children}
    </div>
  );
}

interface AmountProps {
  label: string;
  value: number;
  least?: number;
  most: number;
  unit: string;
  onChange: (value: number) => void;
}

function Amount({ label, value, least = 0, most, unit, onChange }: AmountProps) {
  return (
    <label className="plan-figure">
      <span>{label}</span>
      <input
        className="field"
        type="number"
        min={least}
        max={most}
        value={value}
        onChange={(event) => {
          const next = event.target.valueAsNumber;
          if (Number.isFinite(next)) onChange(Math.min(most, Math.max(least, next)));
        }}
      />
      <small>{unit}</small>
    </label>
  );
}
