import { useTranslation } from 'react-i18next';
import type { PublicSettings } from '#contract/settings';
import type { Camera } from './url-values.ts';
import { scaleBar } from './view.ts';

const SCALE_PX = 90;
const KM = 1000;

interface MapFootProps {
  settings: PublicSettings;
  camera: Camera;
  onZoom: (steps: number) => void;
  onNorth: () => void;
}

/** Lower left: zoom and north, the scale, whose data this is, the approval number, the frame of reference. */
export function MapFoot({ settings, camera, onZoom, onNorth }: MapFootProps) {
  const { t, i18n } = useTranslation('map');
  const { metres, px } = scaleBar(camera.zoom, camera.lat, SCALE_PX);
  return (
    <footer className="map-foot">
      <div className="map-buttons floating">
        <button type="button" aria-label={t('zoomIn')} onClick={() => onZoom(1)}>
          <Glyph path="M3 8h10M8 3v10" />
        </button>
        <button type="button" aria-label={t('zoomOut')} onClick={() => onZoom(-1)}>
          <Glyph path="M3 8h10" />
        </button>
        <button type="button" aria-label={t('north')} onClick={onNorth}>
          <span style={{ transform: `rotate(${-camera.bearing}deg)` }}>
            <Glyph path="M8 2 12 13 8 10.5 4 13Z" isFilled />
          </span>
        </button>
      </div>
      <span className="map-scale">
        <span className="map-scale-bar" style={{ width: px }} />
        {metres >= KM ? t('scale.km', { value: metres / KM }) : t('scale.m', { value: metres })}
      </span>
      <span className="map-credits">
        <span>{i18n.language === 'en' && settings.attributionEn !== '' ? settings.attributionEn : settings.attribution}</span>
        <span>{settings.approvalNumber === null ? t('approvalMissing') : t('approval', { number: settings.approvalNumber })}</span>
        <span>{settings.datum}</span>
      </span>
    </footer>
  );
}

function Glyph({ path, isFilled = false }: { path: string; isFilled?: boolean }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={path} fill={isFilled ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
    </svg>
  );
}
