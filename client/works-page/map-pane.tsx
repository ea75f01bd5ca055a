import type { FeatureCollection, Geometry } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicSettings } from '#contract/settings';
import { type Work, WorkFamily, type WorkType } from '#contract/works';
import { useGridColumns } from '../api/layer-state.ts';
import { DraftOverlay } from '../drawing/draft-overlay.tsx';
import { usePlaceBoard } from '../drawing/use-place-board.ts';
import { gridLabelLayers } from '../grids/layers.ts';
import { basemap } from '../map/basemap.ts';
import { gridOutlines } from '../map/borders.ts';
import type { DistrictMap } from '../map/map.ts';
import type { Bounds } from '../map/map-context.ts';
import { MapFoot } from '../map/map-foot.tsx';
import type { MapPart } from '../map/map-part.ts';
import { useMapState } from '../map/map-state.ts';
import { MapView } from '../map/map-view.tsx';
import type { LevelRange } from '../map/shown-level.ts';
import { NO_NAMES } from '../map/water-names.ts';
import type { Theme } from '../tokens.ts';
import { useTheme } from '../ui/theme.ts';
import { useFormat } from '../ui/use-format.ts';
import { useWorkTypes } from '../works/api.ts';
import { workLayers } from '../works/layers.ts';
import { columnsOf } from './columns.ts';

import type { WorkEditing } from './edit/place-map.ts';

const CLEAR = { top: 40, right: 40, bottom: 60, left: 40 };
const SOMEWHERE_ZOOM = 12;
const WORK_ZOOM = 16.5;
const CHINA: Bounds = [73, 18, 135, 54];
/** Communities are what a planner speaks of. */
const OUTLINES: LevelRange[] = [{ level: 3, from: 0, to: 24 }];
const NO_TYPES: ReadonlyMap<string, WorkType> = new Map();

interface MapPaneProps {
  settings: PublicSettings;
  maxCanvas: number;
  works: readonly Work[];
  chosen: Work | null;
  hovered: Work | null;
  /** A work that is being written: clicks are its place. */
  editing: WorkEditing | null;
  onOpen: (id: number) => void;
  onGrid: (code: string) => void;
}

/** Where the listed works are; a mark opens its work, the ground its community. */
export function MapPane({ settings, maxCanvas, works, chosen, hovered, editing, onOpen, onGrid }: MapPaneProps) {
  const { t } = useTranslation(['works', 'map', 'ui']);
  const { state, update } = useMapState();
  const theme = useTheme();
  const format = useFormat();
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [isTroubled, setTroubled] = useState(false);
  const [zoom, setZoom] = useState(SOMEWHERE_ZOOM);
  const [waterNames, setWaterNames] = useState<FeatureCollection>(NO_NAMES);
  const grids = useGridColumns(state.campaign).data;
  const types = useWorkTypes().data ?? NO_TYPES;
  const columns = useMemo(() => columnsOf(works), [works]);
  const selected = useMemo(() => {
    const index = grids?.code.indexOf(state.grid ?? '') ?? -1;
    return grids === undefined || index < 0 ? null : { id: grids.id[index] ?? 0, level: grids.level[index] ?? 0 };
  }, [grids, state.grid]);
  const shape = editing?.shape ?? null;
  const parts = useMemo(() => {
    const letters = Object.fromEntries(WorkFamily.options.map((family) => [family, t(`works:letters.${family}`)])) as Record<WorkFamily, string>;
    return [
      basemap(theme, { overChoropleth: false, rasterUrl: settings.basemapUrl, waterNames }),
      gridOutlines(theme, OUTLINES, selected),
      gridLabelLayers(theme, grids ?? null, OUTLINES, { uncovered: null, responsible: null, scale: null }),
      workLayers(theme, columns, types, letters, 1, (households) => t('works:asked', { households: format.number(households) })),
      pointedLayers(theme, hovered ?? chosen),
      shapeLayers(theme, shape),
    ];
  }, [theme, settings.basemapUrl, waterNames, grids, columns, types, selected, hovered, chosen, shape, format, t]);
  const board = usePlaceBoard(map, editing?.board ?? null);

  useEffect(() => map?.setGrids(OUTLINES, null), [map]);
  const open = useRef(onOpen);
  open.current = onOpen;
  const taking = useRef(editing);
  taking.current = editing;
  const toGrid = useRef(onGrid);
  toGrid.current = onGrid;
  useEffect(
    () =>
      map?.onClick((hit) => {
        if (taking.current !== null) taking.current.onHit(hit);
        else if (hit.kind === 'work') open.current(hit.id);
        else if (hit.kind === 'grid') toGrid.current(hit.code);
        return true;
      }),
    [map],
  );
  useFollow(map, chosen);
  const camera = state.camera ?? { lon: settings.centre[0], lat: settings.centre[1], zoom, bearing: 0 };
  return (
    <>
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
        onGrid={(code: string) => editing === null && onGrid(code)}
        onUp={() => undefined}
        onTrouble={setTroubled}
        onWaterNames={setWaterNames}
        onDrawn={() => map && setZoom(map.getZoom())}
      />
      {isTroubled && (
        <p className="map-notice floating" role="status">
          {t('map:tilesFailed')}
          <button type="button" className="button" onClick={() => map?.retryTiles()}>
            {t('ui:retry')}
          </button>
        </p>
      )}
      {board !== null && <DraftOverlay map={board.raw} draft={board.draft} note={null} />}
      <MapFoot settings={settings} camera={camera} onZoom={(steps) => map?.zoomBy(steps)} onNorth={() => map?.northUp()} />
    </>
  );
}

/** Where a work that is being written is. */
function shapeLayers(theme: Theme, shape: Geometry | null): MapPart {
  const source = 'work-shape';
  return {
    sources: {
      [source]: { type: 'geojson', data: shape === null ? { type: 'FeatureCollection', features: [] } : { type: 'Feature', properties: {}, geometry: shape } },
    },
    layers: [
      {
        slot: 'selection',
        layer: {
          id: 'work-shape-area',
          type: 'fill',
          source,
          filter: ['==', ['geometry-type'], 'Polygon'],
          paint: { 'fill-color': theme.accent, 'fill-opacity': 0.16 },
        },
      },
      {
        slot: 'selection',
        layer: {
          id: 'work-shape-line',
          type: 'line',
          source,
          filter: ['!=', ['geometry-type'], 'Point'],
          layout: { 'line-cap': 'round', 'line-join': 'round' },
          paint: { 'line-color': theme.accent, 'line-width': 5 },
        },
      },
      {
        slot: 'selection',
        layer: {
          id: 'work-shape-point',
          type: 'circle',
          source,
          filter: ['==', ['geometry-type'], 'Point'],
          paint: { 'circle-radius': 7, 'circle-color': theme.accent, 'circle-stroke-color': theme.ground, 'circle-stroke-width': 2 },
        },
      },
    ],
  };
}

/** A ring around the work that is pointed at or open. */
function pointedLayers(theme: Theme, work: Work | null): MapPart {
  const isPlaced = work !== null && work.lon !== null && work.lat !== null;
  return {
    sources: {
      'work-pointed': {
        type: 'geojson',
        data: isPlaced
          ? { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [work.lon ?? 0, work.lat ?? 0] } }
          : { type: 'FeatureCollection', features: [] },
      },
    },
    layers: [
      {
        slot: 'selection',
        layer: {
          id: 'work-pointed',
          type: 'circle',
          source: 'work-pointed',
          paint: { 'circle-radius': 16, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': theme.select, 'circle-stroke-width': 3 },
        },
      },
    ],
  };
}

/** Flies to the work that is opened, once. */
function useFollow(map: DistrictMap | null, chosen: Work | null): void {
  const seen = useRef<number | null>(null);
  useEffect(() => {
    if (map === null || chosen === null) {
      if (chosen === null) seen.current = null;
      return;
    }
    if (seen.current === chosen.id || chosen.lon === null || chosen.lat === null) return;
    seen.current = chosen.id;
    map.flyTo([chosen.lon, chosen.lat], WORK_ZOOM);
  }, [map, chosen]);
}
