import type { FeatureCollection } from 'geojson';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicSettings } from '#contract/settings';
import type { DistrictMap, MapOptions } from './map.ts';
import type { Bounds } from './map-context.ts';
import { MapFoot } from './map-foot.tsx';
import { MapView } from './map-view.tsx';
import type { Camera } from './url-values.ts';

const SOMEWHERE_ZOOM = 12;
const CHINA: Bounds = [73, 18, 135, 54];
const nothing = () => undefined;

interface FramedMapProps extends Pick<MapOptions, 'parts' | 'clear' | 'maxCanvas'>, Partial<Pick<MapOptions, 'onGrid' | 'onHover' | 'onUp'>> {
  settings: PublicSettings;
  /** The view the address asks for; null: what is looked at, or the whole district. */
  camera?: Camera | null;
  /** What is looked at in the beginning. */
  bounds?: Bounds | null;
  onMap: (map: DistrictMap | null) => void;
  onCamera?: (camera: Camera) => void;
  onWaterNames: (names: FeatureCollection) => void;
}

/** A map beside a list: the map itself, what is said when its tiles do not come, and its foot with zoom, scale and credits. */
export function FramedMap({ settings, camera = null, bounds = null, onMap, onCamera, onGrid = nothing, onUp = nothing, ...view }: FramedMapProps) {
  const { t } = useTranslation(['map', 'ui']);
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [isTroubled, setTroubled] = useState(false);
  const [moved, setMoved] = useState<Camera>({ lon: settings.centre[0], lat: settings.centre[1], zoom: SOMEWHERE_ZOOM, bearing: 0 });
  return (
    <>
      <MapView
        {...view}
        start={camera ?? bounds ?? settings.bbox ?? CHINA}
        onMap={(created) => {
          setMap(created);
          onMap(created);
        }}
        onCamera={(next) => {
          setMoved(next);
          onCamera?.(next);
        }}
        onGrid={onGrid}
        onUp={onUp}
        onTrouble={setTroubled}
        onDrawn={() => map && setMoved((before) => (before.zoom === map.getZoom() ? before : { ...before, zoom: map.getZoom() }))}
      />
      {isTroubled && (
        <p className="map-notice floating" role="status">
          {t('map:tilesFailed')}
          <button type="button" className="button" onClick={() => map?.retryTiles()}>
            {t('ui:retry')}
          </button>
        </p>
      )}
      <MapFoot settings={settings} camera={camera ?? moved} onZoom={(steps) => map?.zoomBy(steps)} onNorth={() => map?.northUp()} />
    </>
  );
}
