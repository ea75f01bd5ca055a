import { useTranslation } from 'react-i18next';
import type { Work } from '#contract/works';
import { useFormat } from '../ui/use-format.ts';
import { unitWord } from './unit-word.ts';

const DECIMALS = 2;

interface QuantityProps {
  quantity: number | null;
  unit: string | null;
  qualifier: Work['qualifier'];
}

/** A quantity as it was reported: "约 25,000 m²", "430余 块". Unit and qualifier are never dropped. */
export function Quantity({ quantity, unit, qualifier }: QuantityProps) {
  const { t, i18n } = useTranslation('works');
  const format = useFormat();
  if (quantity === null) return <span className="unit">{t('noQuantity')}</span>;
  const value = format.number(quantity, DECIMALS);
  return (
    <>
      <b>{qualifier === null ? value : t(`qualifier.${qualifier}`, { value })}</b> <span className="unit">{unit && unitWord(unit, i18n.language)}</span>
    </>
  );
}
