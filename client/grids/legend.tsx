import { useTranslation } from 'react-i18next';

/** Whose name stands below a grid's name. */
export function ResponsibilityLegend() {
  const { t } = useTranslation('grids');
  return (
    <section className="legend">
      <h3>{t('overlay.responsibilities')}</h3>
      <p className="legend-note">{t('overlay.wherever')}</p>
    </section>
  );
}
