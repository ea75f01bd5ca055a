import type { FeatureCollection, Geometry } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectClash } from '#contract/projects';
import type { PublicSettings } from '#contract/settings';
import { useGridColumns } from '../api/layer-state.ts';
import { DraftOverlay } from '../drawing/draft-overlay.tsx';
import { usePlaceBoard } from '../drawing/use-place-board.ts';
import { gridLabelLayers } from '../grids/layers.ts';
import { alleyNames, basemap } from '../map/basemap.ts';
import { gridOutlines } from '../map/borders.ts';
import type { DistrictMap } from '../map/map.ts';
import type { Bounds } from '../map/map-context.ts';
import { MapFoot } from '../map/map-foot.tsx';
import { useMapState } from '../map/map-state.ts';
import { MapView } from '../map/map-view.tsx';
import type { LevelRange } from '../map/shown-level.ts';
import { NO_NAMES } from '../map/water-names.ts';
import { useTheme } from '../ui/theme.ts';
import { boardOf, type MapEditing } from './edit/map-editing.ts';
import { clashLayers, placeLayers, projectLayers } from './layers.ts';

const CLEAR = { top: 40, right: 40, bottom: 60, left: 40 };
const SOMEWHERE_ZOOM = 12;
const CHINA: Bounds = [73, 18, 135, 54];
const OUTLINES: LevelRange[] = [
  { level: 2, from: 0, to: 13.5 },
  { level: 3, from: 13.5, to: 24 },
];

interface MapPaneProps {
  settings: PublicSettings;
  maxCanvas: number;
  shapes: FeatureCollection | null;
  clashes: readonly ProjectClash[];
  /** Ids the filters leave; null = all. */
  only: readonly number[] | null;
  selected: number | null;
  hovered: number | null;
  /** Where to look: each object once. */
  target: { to: Bounds | [number, number]; zoom?: number } | null;
  /** A project that is being written: clicks are its place, and its own clashes are drawn. */
  editing: MapEditing | null;
  onSelect: (id: number | null) => void;
}

/** Where the projects lie, by phase, and where they would dig twice. */
export function MapPane({ settings, maxCanvas, shapes, clashes, only, selected, hovered, target, editing, onSelect }: MapPaneProps) {
  const { t } = useTranslation(['map', 'ui']);
  const { state, update } = useMapState();
  const theme = useTheme();
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [isTroubled, setTroubled] = useState(false);
  const [zoom, setZoom] = useState(SOMEWHERE_ZOOM);
  const [waterNames, setWaterNames] = useState<FeatureCollection>(NO_NAMES);
  const grids = useGridColumns(state.campaign).data;
  const place = editing?.place ?? null;
  const drawn = editing?.clashes ?? clashes;
  const parts = useMemo(
    () => [
      basemap(theme, { overChoropleth: false, rasterUrl: settings.basemapUrl, waterNames }),
      gridOutlines(theme, OUTLINES, null),
      alleyNames(theme, []),
      gridLabelLayers(theme, grids ?? null, OUTLINES, { uncovered: null, responsible: null, scale: null }),
      projectLayers(theme, shapes, only, selected, hovered),
      placeLayers(theme, place?.of === 'alleys' ? place.alleys.map(({ id }) => id) : [], place?.of === 'drawn' ? (place.geometry as Geometry) : null),
      clashLayers(theme, drawn),
    ],
    [theme, settings.basemapUrl, waterNames, grids, shapes, only, selected, hovered, place, drawn],
  );
  useEffect(() => map?.setGrids(OUTLINES, null), [map]);
  const select = useRef(onSelect);
  select.current = onSelect;
  const taking = useRef(editing);
  taking.current = editing;
  useEffect(
    () =>
      map?.onClick((hit) => {
        if (taking.current !== null) taking.current.onHit(hit);
        else if (hit.kind === 'project') select.current(hit.id);
        return true;
      }),
    [map],
  );
  useEffect(() => {
    if (map !== null && target !== null) map.flyTo(target.to, target.zoom);
  }, [map, target]);
  const board = usePlaceBoard(map, editing === null ? null : boardOf(editing));
  const camera = state.camera ?? { lon: settings.centre[0], lat: settings.centre[1], zoom, bearing: 0 };
  return (
    <div className="projects-map" data-editing={(editing !== null && editing.tool !== 'none') || undefined}>
      <MapView
        start={state.camera ?? settings.bbox ?? CHINA}
        parts={parts}
        clear={CLEAR}
        maxCanvas={maxCanvas}
        onMap={setMap}
        onCamera={(moved) => {
          update({ camera: moved });
          setZoom(moved.zoom);
        }}
        onGrid={() => undefined}
        onUp={() => editing === null && onSelect(null)}
        onTrouble={setTroubled}
        onWaterNames={setWaterNames}
        onDrawn={() => map && setZoom(map.getZoom())}
      />
      {isTroubled && (
        <p className="map-notice floating" role="status">
          {t('tilesFailed')}
          <button type="button" className="button" onClick={() => map?.retryTiles()}>
            {t('ui:retry')}
          </button>
        </p>
      )}
      {board !== null && <DraftOverlay map={board.raw} draft={board.draft} note={null} />}
      <MapFoot settings={settings} camera={camera} onZoom={(steps) => map?.zoomBy(steps)} onNorth={() => map?.northUp()} />
    </div>
  );
}
