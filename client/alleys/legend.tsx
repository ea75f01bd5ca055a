import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS } from '#contract/alleys';

/** The three looks of a cell, what the letters stand for, and what the width of the line says. */
export function AlleyLegend() {
  const { t } = useTranslation('alleys');
  return (
    <section className="legend">
      <h3>{t('legend.title')}</h3>
      <ul className="legend-cells">
        {(['fails', 'meets', 'unknown'] as const).map((condition) => (
          <li key={condition}>
            <span className={`cell cell-${condition}`} aria-hidden="true">
              {t('letters.road')}
            </span>
            {t(`legend.${condition}`)}
          </li>
        ))}
      </ul>
      <p className="legend-note">{ALLEY_STANDARDS.map((standard) => t(`standards.${standard}`)).join(' ')}</p>
      <p className="legend-line">
        <svg width="38" height="10" viewBox="0 0 38 10" aria-hidden="true">
          <path d="M0 5h11" stroke="var(--text)" strokeWidth="1.8" />
          <path d="M13 5h11" stroke="var(--text)" strokeWidth="3" />
          <path d="M26 5h12" stroke="var(--text)" strokeWidth="4.2" />
        </svg>
        {t('legend.width')}
      </p>
    </section>
  );
}
