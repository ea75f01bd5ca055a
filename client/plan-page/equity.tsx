import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanResult } from '#contract/plans';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../ui/use-format.ts';
import { MINOR_PER_10K } from './desk-state.ts';

const MINOR_PER_YUAN = 100;
const VIEWS = ['subdistrict', 'elderly'] as const;

/** Money for each household, by subdistrict or by share of residents of 60 and over, with the district's as a line through all of them. */
export function Equity({ result: { subdistricts, elderly } }: { result: PlanResult }) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const [view, setView] = useState<(typeof VIEWS)[number]>('subdistrict');
  const isCounted = elderly?.some(({ fromShare }) => fromShare !== null) === true;
  const spent = subdistricts.reduce((sum, { spentMinor }) => sum + spentMinor, 0);
  const households = subdistricts.reduce((sum, one) => sum + one.households, 0);
  const all = households === 0 ? 0 : spent / households / MINOR_PER_YUAN;
  const per100 = (share: number) => String(Math.round(Math.min(1, share) * 100));
  const rows =
    view === 'subdistrict' || elderly === null
      ? subdistricts.map((one) => ({
          ...one,
          next: one.nextValuePer10k === null ? '–' : t('equity.next', { value: format.number(one.nextValuePer10k, 1) }),
          hint: one.isFloorReduced ? t('equity.reduced') : undefined,
        }))
      : elderly.map(({ fromShare, toShare, aged60, ...one }) => ({
          ...one,
          code: `${fromShare}`,
          name: fromShare === null || toShare === null ? t('equity.uncounted') : t('equity.elderlyOf', { from: per100(fromShare), to: per100(toShare) }),
          next: fromShare === null ? '–' : t('equity.aged', { count: format.number(aged60) as never }),
          hint: t('equity.communities', { count: one.communities as never }),
        }));
  const most = Math.max(...rows.map(({ minorPerHousehold }) => (minorPerHousehold ?? 0) / MINOR_PER_YUAN), all, 1);
  return (
    <section className="plan-equity" aria-label={t('equity.title')}>
      <header>
        <b>{t('equity.title')}</b>
        {isCounted && (
          <Segmented label={t('equity.by')} value={view} options={VIEWS.map((value) => ({ value, label: t(`equity.views.${value}`) }))} onChange={setView} />
        )}
        <span>{t('equity.all', { amount: format.number(all) })}</span>
      </header>
      <ul>
        {rows.map(({ code, name, alleys, spentMinor, minorPerHousehold, next, hint }) => (
          <li key={code} title={hint}>
            <span>{name}</span>
            <span>{t('equity.alleys', { count: alleys as never })}</span>
            <span>{t('equity.money', { amount: format.number(spentMinor / MINOR_PER_10K, 1) })}</span>
            <span className="plan-equity-bar" aria-hidden="true">
              <i style={{ width: `${((minorPerHousehold ?? 0) / MINOR_PER_YUAN / most) * 100}%` }} />
              <b style={{ left: `${(all / most) * 100}%` }} />
            </span>
            <b>{minorPerHousehold === null ? '–' : t('equity.perHousehold', { amount: format.number(minorPerHousehold / MINOR_PER_YUAN) })}</b>
            <small title={view === 'subdistrict' ? t('equity.nextHint') : undefined}>{next}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
