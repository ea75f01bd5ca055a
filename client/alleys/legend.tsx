import { useTranslation } from 'react-i18next';
import { STANDARDS } from '#geodata/standards/names';

/** The three looks of a cell, what the letters stand for, what the width of the line says, and, near enough, the marks on the line. */
export function AlleyLegend({ onLine }: { onLine: boolean }) {
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
      <p className="legend-note">{STANDARDS.map((standard) => t(`standards.${standard}`)).join(' ')}</p>
      <p className="legend-line">
        <svg width="38" height="10" viewBox="0 0 38 10" aria-hidden="true">
          <path d="M0 5h11" stroke="var(--text)" strokeWidth="1.8" />
          <path d="M13 5h11" stroke="var(--text)" strokeWidth="3" />
          <path d="M26 5h12" stroke="var(--text)" strokeWidth="4.2" />
        </svg>
        {t('legend.width')}
      </p>
      {onLine && <LineLegend />}
    </section>
  );
}

/** Marks on the line: dark, unknown, drains out of order, finds of a survey. */
export function LineLegend() {
  const { t } = useTranslation('alleys');
  return (
    <ul className="legend-marks">
      <li>
        <svg width="38" height="10" viewBox="0 0 38 10" aria-hidden="true">
          <path d="M0 5h38" stroke="var(--work-light)" strokeWidth="3.4" strokeDasharray="4 3" />
        </svg>
        {t('legend.dark')}
      </li>
      <li>
        <i className="legend-hatch" aria-hidden="true" />
        {t('legend.darkUnknown')}
      </li>
      <li>
        <b aria-hidden="true" className="legend-drain">
          ×
        </b>
        {t('legend.drain')}
      </li>
      <li>
        <b aria-hidden="true">◆</b>
        {t('legend.found')}
      </li>
    </ul>
  );
}
