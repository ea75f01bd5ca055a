import type { FeatureCollection } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PublicSettings } from '#contract/settings';
import { useGridColumns } from '../api/layer-state.ts';
import { gridLabelLayers } from '../grids/layers.ts';
import { basemap } from '../map/basemap.ts';
import { gridOutlines } from '../map/borders.ts';
import { FramedMap } from '../map/framed-map.tsx';
import type { DistrictMap } from '../map/map.ts';
import { useMapState } from '../map/map-state.ts';
import type { LevelRange } from '../map/shown-level.ts';
import { NO_NAMES } from '../map/water-names.ts';
import type { PlanAlleys } from '../plan-page/api.ts';
import { useTheme } from '../ui/theme.ts';
import { diffLayers } from './diff-layers.ts';
import type { Change, Side } from './sides.ts';

const CLEAR = { top: 40, right: 24, bottom: 50, left: 24 };
const OUTLINES: LevelRange[] = [{ level: 2, from: 0, to: 24 }];

interface CompareMapProps {
  settings: PublicSettings;
  maxCanvas: number;
  alleys: PlanAlleys;
  side: Side;
  changes: ReadonlyMap<number, Change>;
  onMap: (map: DistrictMap | null) => void;
  onSelect: (alley: number) => void;
}

/** One of the two maps. */
export function CompareMap({ settings, maxCanvas, alleys, side, changes, onMap, onSelect }: CompareMapProps) {
  const { state, update } = useMapState();
  const theme = useTheme();
  const [map, setMap] = useState<DistrictMap | null>(null);
  // What this map looks at itself: its foot must not tell the other's view.
  const [camera, setCamera] = useState(state.camera);
  const [waterNames, setWaterNames] = useState<FeatureCollection>(NO_NAMES);
  const grids = useGridColumns(state.campaign).data;
  const parts = useMemo(
    () => [
      basemap(theme, { overChoropleth: false, rasterUrl: settings.basemapUrl, waterNames }),
      gridOutlines(theme, OUTLINES, null),
      gridLabelLayers(theme, grids ?? null, OUTLINES, { uncovered: null, responsible: null, scale: null }),
      diffLayers(theme, alleys, side, changes),
    ],
    [theme, settings.basemapUrl, waterNames, grids, alleys, side, changes],
  );
  const select = useRef(onSelect);
  select.current = onSelect;
  useEffect(
    () =>
      map?.onClick((hit) => {
        if (hit.kind === 'alley') select.current(hit.id);
        return true;
      }),
    [map],
  );
  return (
    <div className="compare-map">
      <FramedMap
        settings={settings}
        camera={camera}
        parts={parts}
        clear={CLEAR}
        maxCanvas={maxCanvas}
        onMap={(created) => {
          setMap(created);
          onMap(created);
        }}
        onCamera={(next) => {
          setCamera(next);
          update({ camera: next });
        }}
        onWaterNames={setWaterNames}
      />
    </div>
  );
}
