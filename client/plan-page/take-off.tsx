import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format.ts';
import { useWorkTypes } from '../works/api.ts';
import { unitWord } from '../works/unit-word.ts';
import type { PlanAlley } from './api.ts';
import { MINOR_PER_10K } from './desk-state.ts';

/** What would be built, how much of it, at which cost; unit costs nobody has confirmed are marked. */
export function TakeOff({ alley }: { alley: PlanAlley }) {
  const { t, i18n } = useTranslation('plan');
  const format = useFormat();
  const types = useWorkTypes().data;
  if (alley.takeOff === null) return <p className="plan-hint">{t('why.noTakeOff')}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('why.work')}</th>
          <th scope="col">{t('why.quantity')}</th>
          <th scope="col">{t('why.cost')}</th>
        </tr>
      </thead>
      <tbody>
        {alley.takeOff.map(({ workType, unit, quantityMin, quantityMax, likelyMinor, isPlaceholder }) => (
          <tr key={workType}>
            <th scope="row">{types?.get(workType)?.[i18n.language === 'en' ? 'nameEn' : 'name'] ?? workType}</th>
            <td>
              {quantityMin === quantityMax ? format.number(quantityMin) : `${format.number(quantityMin)}–${format.number(quantityMax)}`}{' '}
              {unitWord(unit, i18n.language)}
            </td>
            <td>
              {format.number(likelyMinor / MINOR_PER_10K, 1)} {isPlaceholder && <small>{t('why.placeholder')}</small>}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t('why.total')}
          </th>
          <td>
            <b>{alley.likelyMinor === null ? '–' : format.number(alley.likelyMinor / MINOR_PER_10K, 1)}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
