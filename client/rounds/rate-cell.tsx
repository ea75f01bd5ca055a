import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoverageFigures } from '#contract/coverage';
import type { DenominatorName } from '../map/map-state.ts';
import { useFormat } from '../ui/use-format.ts';

/** A rate with what it is a share of, by the denominator of that name. */
export function RateCell({ figures, of }: { figures: CoverageFigures | null; of: DenominatorName }): ReactNode {
  const { t } = useTranslation('rounds');
  const format = useFormat();
  if (figures === null) return '–';
  const { covered, count } = figures.denominators[of];
  return (
    <>
      <span className="rounds-rate">{format.share(covered, count)}</span>
      <small>{t('of_', { part: format.number(covered), whole: format.number(count) })}</small>
    </>
  );
}
