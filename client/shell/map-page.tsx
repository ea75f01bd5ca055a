import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { webglLimit } from '../map/webgl.ts';
import { TimeProvider } from '../time/provider.tsx';
import { Bars, Failure } from '../ui/load-state.tsx';
import { GridTable } from './grid-table.tsx';
import { MapDesk } from './map-desk.tsx';
import '../map/map.css';

const WAITING = [36, 220, 260];

/** `/map`: the district on a map, or in a table where the browser cannot draw one. */
export default function MapPage() {
  const { t } = useTranslation('map');
  const settings = useSettings();
  const limit = webglLimit();
  return (
    <main className="map-page" aria-label={t('label')}>
      {settings.data === undefined ? (
        <div className="map-left">
          {settings.isError ? (
            <div className="map-wait floating">
              <Failure error={settings.error} since={settings.errorUpdatedAt} onRetry={() => void settings.refetch()} />
            </div>
          ) : (
            <div className="map-wait floating">
              <Bars heights={WAITING} />
            </div>
          )}
        </div>
      ) : limit === null ? (
        <GridTable settings={settings.data} />
      ) : (
        <TimeProvider>
          <MapDesk settings={settings.data} maxCanvas={limit} />
        </TimeProvider>
      )}
    </main>
  );
}
