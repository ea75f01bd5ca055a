import { useTranslation } from 'react-i18next';
import type { Campaign } from '#contract/coverage';
import { useFormat } from '../ui/use-format.ts';

/** From when to when a round goes. */
export function useDates(): (campaign: Pick<Campaign, 'startsOn' | 'endsOn'>) => string {
  const { t } = useTranslation('rounds');
  const format = useFormat();
  return ({ startsOn, endsOn }) => t('dates', { from: format.date(startsOn), to: endsOn === null ? t('noEnd') : format.date(endsOn) });
}
