import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { useEffect, useMemo, useState } from 'react';
import type { PublicSettings } from '#contract/settings';
import type { WalkList, WalkStop } from '#contract/walk';
import { basemap } from '../map/basemap.ts';
import { focus } from '../map/focus.ts';
import { FramedMap } from '../map/framed-map.tsx';
import type { DistrictMap } from '../map/map.ts';
import type { Bounds } from '../map/map-context.ts';
import { NO_NAMES } from '../map/water-names.ts';
import { useTheme } from '../ui/theme.ts';
import { walkLayers } from './layers.ts';

const CLEAR = { top: 48, right: 48, bottom: 64, left: 48 };

interface RouteMapProps {
  settings: PublicSettings;
  maxCanvas: number;
  list: WalkList | null;
  /** The stop that the list points at. */
  pointed: WalkStop | null;
  onMap: (map: DistrictMap | null) => void;
}

/** The walk on the base map, fitted into view. */
export function RouteMap({ settings, maxCanvas, list, pointed, onMap }: RouteMapProps) {
  const theme = useTheme();
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [waterNames, setWaterNames] = useState<FeatureCollection>(NO_NAMES);
  const parts = useMemo(
    () => [
      basemap(theme, { overChoropleth: false, rasterUrl: settings.basemapUrl, waterNames }),
      focus(theme, null, false, pointed && pointFeature(pointed)),
      walkLayers(theme, list),
    ],
    [theme, settings.basemapUrl, waterNames, list, pointed],
  );
  const box = useMemo(() => (list && list.stops.length > 0 ? boxOf(list) : null), [list]);
  useEffect(() => {
    if (map && box) map.flyTo(box);
  }, [map, box]);
  return (
    <FramedMap
      settings={settings}
      bounds={box}
      parts={parts}
      clear={CLEAR}
      maxCanvas={maxCanvas}
      onMap={(created) => {
        setMap(created);
        onMap(created);
      }}
      onWaterNames={setWaterNames}
    />
  );
}

function pointFeature({ lon, lat }: WalkStop): Feature<Geometry> {
  return { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lon, lat] } };
}

/** Of the start, the stops and the ways between them; one at least. */
function boxOf({ start, stops }: WalkList): Bounds {
  const positions = [[start.lon, start.lat], ...stops.flatMap(({ lon, lat, leg }) => [[lon, lat], ...leg.way])] as [number, number][];
  const lons = positions.map(([lon]) => lon);
  const lats = positions.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
