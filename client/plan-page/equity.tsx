import { useTranslation } from 'react-i18next';
import type { PlanResult } from '#contract/plans';
import { useFormat } from '../ui/use-format.ts';
import { MINOR_PER_10K } from './desk-state.ts';

const MINOR_PER_YUAN = 100;

/** Money for each household of a subdistrict, with the district's as a line through all of them. */
export function Equity({ result: { subdistricts } }: { result: PlanResult }) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const spent = subdistricts.reduce((sum, { spentMinor }) => sum + spentMinor, 0);
  const households = subdistricts.reduce((sum, one) => sum + one.households, 0);
  const all = households === 0 ? 0 : spent / households / MINOR_PER_YUAN;
  const most = Math.max(...subdistricts.map(({ minorPerHousehold }) => (minorPerHousehold ?? 0) / MINOR_PER_YUAN), all, 1);
  return (
    <section className="plan-equity" aria-label={t('equity.title')}>
      <header>
        <b>{t('equity.title')}</b>
        <span>{t('equity.all', { amount: format.number(all) })}</span>
      </header>
      <ul>
        {subdistricts.map(({ code, name, alleys, spentMinor, minorPerHousehold, isFloorReduced }) => (
          <li key={code} title={isFloorReduced ? t('equity.reduced') : undefined}>
            <span>{name}</span>
            <span>{t('equity.alleys', { count: alleys as never })}</span>
            <span>{t('equity.money', { amount: format.number(spentMinor / MINOR_PER_10K, 1) })}</span>
            <span className="plan-equity-bar" aria-hidden="true">
              <i style={{ width: `${((minorPerHousehold ?? 0) / MINOR_PER_YUAN / most) * 100}%` }} />
              <b style={{ left: `${(all / most) * 100}%` }} />
            </span>
            <b>{minorPerHousehold === null ? '–' : t('equity.perHousehold', { amount: format.number(minorPerHousehold / MINOR_PER_YUAN) })}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
