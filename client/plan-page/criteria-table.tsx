import { useTranslation } from 'react-i18next';
import { CRITERIA, type Weights } from '#geodata/priority/criteria';
import { useFormat } from '../ui/use-format.ts';
import type { PlanAlley, PlanModel } from './api.ts';
import type { planMessages } from './messages.ts';
import { GROUPS } from './ranking.ts';

/** Criteria whose raw value has a unit of its own; the five standards come as need. */
type WithUnit = keyof (typeof planMessages)['zh']['units'];

/** Every criterion of an alley: weight, need, points, and what that rests on: raw value with unit, day, source, photos. */
export function CriteriaTable({ alley, model, weights }: { alley: PlanAlley; model: PlanModel; weights: Weights }) {
  const { t, i18n } = useTranslation('plan');
  const format = useFormat();
  const sum = CRITERIA.reduce((total, code) => total + weights[code], 0) || 1;
  const range = (low: number, high: number, decimals: number) =>
    Math.abs(high - low) < 0.05 ? format.number(low, decimals) : `${format.number(low, decimals)}–${format.number(high, decimals)}`;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('why.criterion')}</th>
          <th scope="col">{t('why.weight')}</th>
          <th scope="col">{t('why.need')}</th>
          <th scope="col">{t('why.weighted')}</th>
          <th scope="col">{t('why.basis')}</th>
        </tr>
      </thead>
      <tbody>
        {alley.criteria.map((raw) => {
          const criterion = model.criteria.find(({ code }) => code === raw.criterion);
          const weight = weights[raw.criterion] / sum;
          const isKnown = raw.rawMin !== null && raw.rawMax !== null;
          const value =
            isKnown && raw.unit !== 'need' ? `${range(raw.rawMin as number, raw.rawMax as number, 1)} ${t(`units.${raw.criterion as WithUnit}`)}` : null;
          return (
            <tr key={raw.criterion}>
              <th scope="row">
                <i data-group={criterion?.group ?? GROUPS[0]} /> {i18n.language === 'en' ? criterion?.nameEn : criterion?.name}
              </th>
              <td>{format.rate(weight)}</td>
              <td>{isKnown ? range(raw.needMin, raw.needMax, 0) : <em>{t('why.unknown')}</em>}</td>
              <td>
                <b>{range(weight * raw.needMin, weight * raw.needMax, 1)}</b>
              </td>
              <td>
                {[value, raw.date === null ? null : t('why.surveyed', { date: format.date(raw.date) })].filter((part) => part !== null).join(' · ')}{' '}
                {raw.unit !== 'need' && <small>{t(`why.from.${raw.criterion as WithUnit}`)}</small>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
