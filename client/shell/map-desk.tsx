import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigationType } from 'react-router';
import type { PublicSettings } from '#contract/settings';
import { type GridColumns, useGridColumns } from '../api/layer-state.ts';
import { listenLive } from '../api/live.ts';
import { useGrid } from '../grids/api.ts';
import { useHolder } from '../grids/holder.ts';
import { HoverTip } from '../grids/hover-tip.tsx';
import { basemap } from '../map/basemap.ts';
import { gridOutlines } from '../map/borders.ts';
import { focus } from '../map/focus.ts';
import { LayerSwitcher } from '../map/layer-switcher.tsx';
import type { DistrictMap } from '../map/map.ts';
import { type Bounds, MapContext } from '../map/map-context.ts';
import { MapFoot } from '../map/map-foot.tsx';
import { useMapState } from '../map/map-state.ts';
import { MapView } from '../map/map-view.tsx';
import { levelRanges } from '../map/shown-level.ts';
import type { Camera } from '../map/url-values.ts';
import { NO_NAMES } from '../map/water-names.ts';
import { useTime } from '../time/provider.tsx';
import { useTheme } from '../ui/theme.ts';
import { useFocusArea } from './focus-area.ts';
import { useOverlays } from './map-overlays.tsx';
import { breadcrumbSlot as Breadcrumb, cardSlot as Card, changesSlot as Changes, timeSlot as TimeMachine, toolsSlot as Tools } from './slots.ts';

/** Room the panels take: the card lies beside the map on wide screens and is a sheet below on others (map.css). */
const CLEAR_WIDE = { top: 72, right: 448, bottom: 64, left: 312 };
const CLEAR_NARROW = { top: 72, right: 24, bottom: 360, left: 24 };
const WIDE = '(min-width: 1280px)';
const SOMEWHERE_ZOOM = 12;
const CHINA: Bounds = [73, 18, 135, 54];
const NO_GRIDS: Pick<GridColumns, 'id' | 'code' | 'level' | 'kind' | 'parentId'> = { id: [], code: [], level: [], kind: [], parentId: [] };

/** The map with everything that stands on it. */
export function MapDesk({ settings, maxCanvas }: { settings: PublicSettings; maxCanvas: number }) {
  const { t } = useTranslation(['map', 'ui']);
  const { state, select, update } = useMapState();
  const theme = useTheme();
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [isDrawn, setDrawn] = useState(false);
  const [isTroubled, setTroubled] = useState(false);
  const [view, setView] = useState<{ bounds: Bounds; zoom: number } | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const [highlight, setHighlight] = useState<Feature<Geometry> | null>(null);

  const [waterNames, setWaterNames] = useState<FeatureCollection>(NO_NAMES);

  const grids = useGridColumns(state.campaign);
  const { rings, isListOpen } = useTime();
  // Days run past without a change of these.
  const { id, code, level, kind, parentId } = grids.data ?? NO_GRIDS;
  const ranges = useMemo(() => levelRanges(level, kind, settings.bbox), [level, kind, settings.bbox]);
  const selected = useMemo(() => {
    const index = state.grid === null ? -1 : code.indexOf(state.grid);
    return index < 0 ? null : { id: id[index] ?? 0, level: level[index] ?? 0, parentId: parentId[index] ?? null };
  }, [id, code, level, parentId, state.grid]);
  const { overlays, names } = useOverlays({ theme, settings, state, grids, ranges, view });
  const area = useFocusArea(state);

  const isCovered = grids.data?.hasRound !== false && state.overlays.some(({ id, visible }) => id === 'coverage' && visible);
  const parts = useMemo(
    () => [
      basemap(theme, { overChoropleth: isCovered, rasterUrl: settings.basemapUrl, waterNames }),
      gridOutlines(theme, ranges, selected),
      focus(theme, area.geometry, area.isDrawn, highlight),
      ...names,
      ...[...state.overlays].reverse().flatMap((overlay) => overlays.get(overlay.id)?.part ?? []),
      ...(rings === null ? [] : [rings]),
    ],
    [theme, isCovered, settings.basemapUrl, waterNames, ranges, selected, area, highlight, names, overlays, state.overlays, rings],
  );

  useEffect(() => map?.setGrids(ranges, selected), [map, ranges, selected]);
  useEffect(() => {
    if (map) map.onHighlight = setHighlight;
  }, [map]);
  useFollow(map, settings);
  useNewTiles(map);

  const isSelected = state.grid !== null || state.alley !== null || state.shape !== null;
  const clear = window.matchMedia(WIDE).matches ? CLEAR_WIDE : CLEAR_NARROW;
  const holder = useHolder(state);
  const up = () => {
    // From a thing to the grid that holds it, from a grid to the one above, from the district nowhere.
    if (state.alley !== null || state.shape !== null) return select(holder === null ? {} : { grid: holder });
    if (selected === null) return isSelected ? select({}) : undefined;
    const parent = selected.parentId === null ? -1 : (grids.data?.id.indexOf(selected.parentId) ?? -1);
    const code = grids.data?.code[parent];
    select(code === undefined ? {} : { grid: code });
  };
  const camera: Camera = state.camera ?? { lon: settings.centre[0], lat: settings.centre[1], zoom: view?.zoom ?? SOMEWHERE_ZOOM, bearing: 0 };
  const rows = useMemo(() => new Map([...overlays].map(([id, { row }]) => [id, row])), [overlays]);
  return (
    <MapContext value={map}>
      <MapView
        start={state.camera ?? settings.bbox ?? CHINA}
        parts={parts}
        clear={clear}
        maxCanvas={maxCanvas}
        onMap={setMap}
        onCamera={(moved) => {
          update({ camera: moved });
          if (map) setView({ bounds: map.getViewBounds(), zoom: moved.zoom });
        }}
        onGrid={(code) => (code === null ? undefined : select({ grid: code }))}
        onHover={setHovered}
        onUp={up}
        onTrouble={setTroubled}
        onWaterNames={setWaterNames}
        onDrawn={() => {
          setDrawn(true);
          if (map) setView({ bounds: map.getViewBounds(), zoom: map.getZoom() });
        }}
      />
      <HoverTip grids={grids.data ?? null} code={hovered} denominator={state.denominator} />
      {!isDrawn || isTroubled ? (
        <p className="map-notice floating" role="status">
          {t(isTroubled ? 'tilesFailed' : 'loading')}
          {isTroubled && (
            <button type="button" className="button" onClick={() => map?.retryTiles()}>
              {t('ui:retry')}
            </button>
          )}
        </p>
      ) : null}
      <div className="map-left">
        <Breadcrumb />
        <LayerSwitcher
          overlays={state.overlays}
          rows={rows}
          onChange={(changed) => update({ overlays: changed })}
          onRetry={(id) => overlays.get(id)?.retry()}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
        <section className="map-legend floating" aria-label={t('legend')} tabIndex={0}>
          {state.overlays
            .filter(({ visible }) => visible)
            .map(({ id }) => (
              <Suspense key={id}>{overlays.get(id)?.legend}</Suspense>
            ))}
        </section>
      </div>
      <div className="map-tools">
        <Suspense>
          <Tools />
        </Suspense>
      </div>
      <Suspense>
        <TimeMachine view={view} ranges={ranges} />
      </Suspense>
      <aside className="map-card">
        <Suspense>{isListOpen ? <Changes /> : <Card />}</Suspense>
      </aside>
      <MapFoot settings={settings} camera={camera} onZoom={(steps) => map?.zoomBy(steps)} onNorth={() => map?.northUp()} />
    </MapContext>
  );
}

/** Geometry that changes while somebody looks at it. */
function useNewTiles(map: DistrictMap | null): void {
  useEffect(() => {
    if (map === null) return;
    return listenLive((news) => {
      if (news.kind !== 'events') return;
      for (const layer of new Set(news.events.flatMap(({ event }) => (event.type === 'layer' ? [event.layer] : [])))) map.renewTiles(layer);
    });
  }, [map]);
}

/** Moves the map with the URL: to what was just selected, and back to the camera of a step of the history. */
function useFollow(map: DistrictMap | null, settings: PublicSettings): void {
  const { state } = useMapState();
  const navigation = useNavigationType();
  const grid = useGrid(state.grid);
  const seen = useRef<string | null>(null);
  const key = `${state.grid} ${state.alley} ${state.shape}`;
  useEffect(() => {
    if (map === null || seen.current === key) return;
    const isFirst = seen.current === null;
    if (navigation === 'POP' && state.camera !== null) {
      seen.current = key;
      if (!isFirst) map.jumpTo(state.camera);
      return;
    }
    if (state.grid === null) {
      seen.current = key;
      // Nothing selected any more, after Back to the first step: the district as a whole.
      if (!isFirst && navigation === 'POP' && settings.bbox) map.flyTo(settings.bbox);
      return;
    }
    if (grid.data?.code !== state.grid) return;
    seen.current = key;
    if (grid.data.bbox) map.flyTo(grid.data.bbox);
  }, [map, key, navigation, state.camera, state.grid, grid.data, settings.bbox]);
}
