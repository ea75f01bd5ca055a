import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DistrictMap, type MapOptions } from './map.ts';
import './map.css';

type Events = Pick<MapOptions, 'onCamera' | 'onGrid' | 'onHover' | 'onUp' | 'onTrouble' | 'onDrawn' | 'onWaterNames' | 'onMoving' | 'onLost'>;

interface MapViewProps extends Omit<MapOptions, 'container' | 'label' | keyof Events>, Events {
  onMap: (map: DistrictMap | null) => void;
}

/** Where the one map lives. It is made once; parts and events that change later reach the same map. */
export function MapView({ parts, clear, onMap, start, maxCanvas, iconRatio, maxPitch, ...events }: MapViewProps) {
  const { t } = useTranslation('map');
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<DistrictMap | null>(null);
  const latest = useRef(events);
  const first = useRef({
    ...{ start, parts, clear, maxCanvas, label: t('label'), onMap },
    ...(iconRatio === undefined ? {} : { iconRatio }),
    ...(maxPitch === undefined ? {} : { maxPitch }),
  });
  latest.current = events;

  useEffect(() => {
    if (!container.current) return;
    const { onMap: report, ...options } = first.current;
    const created = new DistrictMap({
      ...options,
      container: container.current,
      onCamera: (camera) => latest.current.onCamera(camera),
      onGrid: (code) => latest.current.onGrid(code),
      onHover: (code) => latest.current.onHover?.(code),
      onUp: () => latest.current.onUp(),
      onTrouble: (isTroubled) => latest.current.onTrouble(isTroubled),
      onDrawn: () => latest.current.onDrawn(),
      onWaterNames: (names) => latest.current.onWaterNames(names),
      onMoving: (isMoving) => latest.current.onMoving?.(isMoving),
      onLost: () => latest.current.onLost?.(),
    });
    map.current = created;
    report(created);
    return () => {
      report(null);
      map.current = null;
      created.remove();
    };
  }, []);
  useEffect(() => map.current?.setParts(parts), [parts]);
  useEffect(() => map.current?.setClear(clear), [clear]);

  return (
    <>
      <div className="map" ref={container} />
      <p className="visually-hidden">{t('help')}</p>
    </>
  );
}
