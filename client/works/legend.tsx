import { useTranslation } from 'react-i18next';
import { FamilyMark } from './family-mark.tsx';
import type { WorkTally } from './layers.ts';
import { Quantity } from './quantity.tsx';

const LINES = 6;

/** What was completed in view, one line per type and unit: the legend of the tags and their totals at once. */
export function WorkLegend({ tallies }: { tallies: readonly WorkTally[] }) {
  const { t, i18n } = useTranslation('works');
  const rest = tallies.length - LINES;
  return (
    <section className="legend">
      <h3>
        {t('legend.title')} <small>{t('legend.inView')}</small>
      </h3>
      {tallies.length === 0 ? <p className="legend-note">{t('legend.empty')}</p> : null}
      <ul className="legend-works">
        {tallies.slice(0, LINES).map(({ type, unit, quantity, qualifier, count }) => (
          <li key={`${type.code} ${unit}`}>
            <FamilyMark family={type.family} />
            <span>{i18n.language === 'en' ? type.nameEn : type.name}</span>
            <span>{quantity === null ? t('legend.count', { count }) : <Quantity quantity={quantity} unit={unit} qualifier={qualifier} />}</span>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="legend-note">{t('legend.more', { count: rest })}</p> : null}
    </section>
  );
}
