import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { webglLimit } from '../map/webgl.ts';
import { TimeProvider } from '../time/provider.tsx';
import { Bars, Failure } from '../ui/load-state.tsx';
import { MapDesk } from './map-desk.tsx';
import '../map/map.css';

const WAITING = [36, 220, 260];
/** Few need it, so nobody waits for it. */
const GridTable = lazy(async () => ({ default: (await import('./grid-table.tsx')).GridTable }));

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
        <Suspense>
          <GridTable settings={settings.data} />
        </Suspense>
      ) : (
        <TimeProvider>
          <MapDesk settings={settings.data} maxCanvas={limit} />
        </TimeProvider>
      )}
    </main>
  );
}
