import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanResult } from '#contract/plans';
import type { PublicSettings } from '#contract/settings';
import { addRoom } from '../i18n/i18n.ts';
import { type PlanAlleys, type PlanModel, usePlan, usePlans } from '../plan-page/api.ts';
import { MINOR_PER_10K, type PlanState } from '../plan-page/desk-state.ts';
import { Bars } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { CompareMap } from './compare-map.tsx';
import { Differences } from './differences.tsx';
import { EquityPair } from './equity-pair.tsx';
import { planCompareMessages } from './messages.ts';
import { changesOf, type Side, sideOf } from './sides.ts';
import { useSyncedMaps } from './use-synced-maps.ts';
import './compare.css';

addRoom('planCompare', planCompareMessages);

interface CompareProps {
  settings: PublicSettings;
  maxCanvas: number;
  alleys: PlanAlleys;
  model: PlanModel;
  result: PlanResult;
  beside: NonNullable<PlanState['beside']>;
  onBeside: (beside: PlanState['beside']) => void;
  onSelect: (alley: number) => void;
}

/** The plan on the screen and another, side by side: maps that move together, figures, who comes in, goes out or moves, money by home. */
export default function Compare({ settings, maxCanvas, alleys, result, beside, onBeside, onSelect }: CompareProps) {
  const { t } = useTranslation('planCompare');
  const plans = usePlans().data ?? [];
  const saved = usePlan(typeof beside === 'number' ? beside : null).data;
  const own = useMemo(() => sideOf(result, 'best'), [result]);
  const other = useMemo(
    () => (typeof beside !== 'number' ? sideOf(result, beside) : saved === undefined ? null : sideOf(saved.result, 'best')),
    [result, beside, saved],
  );
  const changes = useMemo(() => (other === null ? new Map() : changesOf(other, own)), [other, own]);
  const [setFirst, setSecond] = useSyncedMaps();
  return (
    <section className="compare" aria-label={t('title')}>
      <header className="compare-head">
        <label>
          <span>{t('with')}</span>
          <select
            className="field"
            value={String(beside)}
            onChange={({ target: { value } }) => onBeside(value === 'rule' || value === 'worst' ? value : Number(value))}
          >
            <option value="rule">{t('rule')}</option>
            <option value="worst">{t('worst')}</option>
            {plans.map((plan) => (
              <option key={plan.id} value={plan.id}>
                {t('plan', { name: plan.name, version: String(plan.version) })}
              </option>
            ))}
          </select>
        </label>
        {plans.length === 0 && <p className="plan-hint">{t('noPlans')}</p>}
        <button type="button" className="button" onClick={() => onBeside(null)}>
          {t('close')}
        </button>
      </header>
      {other === null ? (
        <Bars heights={[320, 200]} />
      ) : (
        <>
          <Figures own={own} other={other} />
          <div className="compare-maps">
            {([other, own] as const).map((side, at) => (
              <figure key={at === 0 ? 'other' : 'own'}>
                <figcaption>{at === 0 ? t('other') : t('own')}</figcaption>
                <CompareMap
                  settings={settings}
                  maxCanvas={maxCanvas}
                  alleys={alleys}
                  side={side}
                  changes={changes}
                  onMap={at === 0 ? setFirst : setSecond}
                  onSelect={onSelect}
                />
              </figure>
            ))}
          </div>
          <div className="compare-below">
            <Differences alleys={alleys} own={own} other={other} changes={changes} onSelect={onSelect} />
            <EquityPair own={own} other={other} />
          </div>
        </>
      )}
    </section>
  );
}

/** What both buy, and by how much this plan differs. */
function Figures({ own, other }: { own: Side; other: Side }) {
  const { t } = useTranslation('planCompare');
  const format = useFormat();
  const rows = [
    ['value', other.value, own.value, 0],
    ['households', other.households, own.households, 0],
    ['alleys', other.alleys, own.alleys, 0],
    ['spent', other.spentMinor / MINOR_PER_10K, own.spentMinor / MINOR_PER_10K, 1],
  ] as const;
  return (
    <dl className="compare-figures">
      {rows.map(([name, before, after, decimals]) => (
        <div key={name}>
          <dt>{t(`figures.${name}`)}</dt>
          <dd>
            {format.number(before, decimals)} <span aria-hidden="true">→</span> <strong>{format.number(after, decimals)}</strong>{' '}
            <small>
              {after - before >= 0 ? '+' : '−'}
              {format.number(Math.abs(after - before), decimals)}
            </small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
