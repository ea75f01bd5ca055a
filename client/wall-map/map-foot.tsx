import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { addRoom } from '../i18n/i18n.ts';
import { WallLegend, type WallLegendProps } from './legend.tsx';
import { wallMapMessages } from './messages.ts';
import './wall-map.css';

addRoom('wallMap', wallMapMessages);

/** Below the map of a wall, still or moving: what its colours mean, whose data they are, and by which approval. Nothing before the settings are known. */
export function WallMapFoot({ shows, families = [] }: Pick<WallLegendProps, 'shows'> & Partial<Pick<WallLegendProps, 'families'>>) {
  const { t, i18n } = useTranslation(['wallMap', 'map']);
  const settings = useSettings().data;
  if (settings === undefined) return null;
  return (
    <footer className="wall-map-foot">
      <WallLegend breaks={settings.coverageBreaks} shows={shows} families={families} />
      <p className="wall-map-credits">
        <span>{i18n.language === 'en' && settings.attributionEn !== '' ? settings.attributionEn : settings.attribution}</span>
        <span>{settings.approvalNumber === null ? t('map:approvalMissing') : t('map:approval', { number: settings.approvalNumber })}</span>
        <span>{settings.datum}</span>
      </p>
    </footer>
  );
}
