import { useTranslation } from 'react-i18next';
import type { Area } from '../wall-map/own-area.ts';
import { type OwnCamera, viewOf } from './own-camera.ts';

const WIDTH = 160;
const HEIGHT = 110;
const EDGE = 6;
/** A view of one building is a dot in a district: it stays to be seen. */
const LEAST = 7;

/** Where in the wall's area a scene looks: the outline of the area, and the piece of it that the screen will show. */
export function Locator({ area, camera }: { area: Area | null; camera: OwnCamera }) {
  const { t } = useTranslation('wallSetup');
  const rings = area === null ? [] : (area.type === 'Polygon' ? [area.coordinates] : area.coordinates).map(([outline]) => outline ?? []);
  const points = rings.flat();
  if (points.length === 0) return null;
  const west = Math.min(...points.map(([lon = 0]) => lon));
  const east = Math.max(...points.map(([lon = 0]) => lon));
  const south = Math.min(...points.map(([, lat = 0]) => lat));
  const north = Math.max(...points.map(([, lat = 0]) => lat));
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min((WIDTH - 2 * EDGE) / ((east - west) * squeeze), (HEIGHT - 2 * EDGE) / (north - south));
  const x = (lon: number): number => WIDTH / 2 + (lon - (west + east) / 2) * squeeze * scale;
  const y = (lat: number): number => HEIGHT / 2 - (lat - (south + north) / 2) * scale;
  const [left, low, right, high] = viewOf(camera);
  const width = Math.max(LEAST, x(right) - x(left));
  const height = Math.max(LEAST, y(low) - y(high));
  return (
    <svg className="scene-locator" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('own.preview')}>
      {rings.map((ring) => (
        <path key={ring.length} d={`M${ring.map(([lon = 0, lat = 0]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join('L')}Z`} />
      ))}
      <rect x={(x(left) + x(right) - width) / 2} y={(y(low) + y(high) - height) / 2} width={width} height={height} />
    </svg>
  );
}
