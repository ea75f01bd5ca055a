import { useTranslation } from 'react-i18next';
import { AlleyLegend } from '../alleys/legend.tsx';

/** What the lines of the map say: condition, darkness, and the lamps of the chosen alley. */
export function Legend() {
  const { t } = useTranslation('register');
  return (
    <section className="register-legend floating">
      <AlleyLegend onLine />
      <ul className="register-lamps">
        <li>
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <circle cx="6" cy="6" r="4" fill="var(--work-light)" />
          </svg>
          {t('legend.lampWorking')}
        </li>
        <li>
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <circle cx="6" cy="6" r="5" fill="none" stroke="var(--text)" />
            <path d="M3.5 3.5l5 5m0-5l-5 5" stroke="var(--text)" strokeWidth="1.5" />
          </svg>
          {t('legend.lampFaulty')}
        </li>
        <li>
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <circle cx="6" cy="6" r="4" fill="none" stroke="var(--work-light)" strokeWidth="1.6" />
          </svg>
          {t('legend.lampUnknown')}
        </li>
      </ul>
    </section>
  );
}
