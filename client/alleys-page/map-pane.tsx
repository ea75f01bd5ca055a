import type { FeatureCollection, MultiLineString } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS, type AlleyDetail, type AlleyStandard } from '#contract/alleys';
import type { PublicSettings } from '#contract/settings';
import { useDarkStretches, useLineFaults } from '../alleys/api.ts';
import { alleyLayers, alleysWithCells } from '../alleys/layers.ts';
import { darkLayers, faultLayers } from '../alleys/line-layers.ts';
import { useGridColumns, useLayerState } from '../api/layer-state.ts';
import { type Draft, EMPTY_DRAFT } from '../drawing/draft.ts';
import { gridLabelLayers } from '../grids/layers.ts';
import { alleyNames, basemap } from '../map/basemap.ts';
import { gridOutlines } from '../map/borders.ts';
import { FramedMap } from '../map/framed-map.tsx';
import type { DistrictMap } from '../map/map.ts';
import type { MapHit } from '../map/map-context.ts';
import { useMapState } from '../map/map-state.ts';
import type { LevelRange } from '../map/shown-level.ts';
import { NO_NAMES } from '../map/water-names.ts';
import { useTheme } from '../ui/theme.ts';
import { chosenLayers, draftLayers, listedLayers } from './layers.ts';

const CLEAR = { top: 40, right: 40, bottom: 60, left: 40 };
/** Communities are what a planner speaks of. */
const OUTLINES: LevelRange[] = [{ level: 3, from: 0, to: 24 }];

interface MapPaneProps {
  settings: PublicSettings;
  maxCanvas: number;
  chosen: AlleyDetail | null;
  hovered: number | null;
  /** Ids the filters leave; null = all. */
  only: readonly number[] | null;
  /** Positions of a line that is being drawn. */
  draft: readonly number[][];
  /** The line whose corners may be dragged; null = none. */
  corners: readonly number[][] | null;
  onLine: (line: readonly number[][]) => void;
  former: MultiLineString | null;
  isEditing: boolean;
  onHit: (hit: MapHit) => boolean;
  onUp: () => void;
}

/** The alleys beside the table: the same conditions, and where it is dark. */
export function MapPane({ settings, maxCanvas, chosen, hovered, only, draft, corners, onLine, former, isEditing, onHit, onUp }: MapPaneProps) {
  const { t } = useTranslation('alleys');
  const { state, update } = useMapState();
  const theme = useTheme();
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [waterNames, setWaterNames] = useState<FeatureCollection>(NO_NAMES);
  const grids = useGridColumns(state.campaign).data;
  const conditions = useLayerState('alleys', {}, true).data;
  const dark = useDarkStretches().data;
  const faults = useLineFaults().data;
  const handles = useCorners(map, corners, state.alley, onLine);
  const parts = useMemo(() => {
    const letters = Object.fromEntries(ALLEY_STANDARDS.map((standard) => [standard, t(`letters.${standard}`)])) as Record<AlleyStandard, string>;
    return [
      basemap(theme, { overChoropleth: false, rasterUrl: settings.basemapUrl, waterNames }),
      gridOutlines(theme, OUTLINES, null),
      alleyNames(theme, conditions ? alleysWithCells(conditions) : []),
      gridLabelLayers(theme, grids ?? null, OUTLINES, { uncovered: null, responsible: null, scale: null }),
      alleyLayers(theme, conditions ?? null, letters, state.alley, 1, true),
      listedLayers(theme, hovered, only),
      darkLayers(theme, dark ?? null),
      faultLayers(theme, faults ?? null),
      chosenLayers(theme, chosen),
      draftLayers(theme, draft, former, corners === null ? null : handles),
    ];
  }, [theme, settings.basemapUrl, waterNames, grids, conditions, dark, faults, state.alley, hovered, only, chosen, draft, former, corners, handles, t]);

  useEffect(() => map?.setGrids(OUTLINES, null), [map]);
  const hit = useRef(onHit);
  hit.current = onHit;
  useEffect(() => map?.onClick((what) => hit.current(what)), [map]);
  useFollow(map, chosen, isEditing);
  return (
    <div className="register-map" data-editing={isEditing || undefined}>
      <FramedMap
        settings={settings}
        camera={state.camera}
        parts={parts}
        clear={CLEAR}
        maxCanvas={maxCanvas}
        onMap={setMap}
        onCamera={(camera) => update({ camera })}
        onUp={onUp}
        onWaterNames={setWaterNames}
      />
    </div>
  );
}

/** Flies to what is chosen when it is not well in view; stays where it is while a line is edited. */
function useFollow(map: DistrictMap | null, chosen: AlleyDetail | null, isEditing: boolean): void {
  const seen = useRef<number | null>(null);
  useEffect(() => {
    if (map === null || chosen === null) {
      if (chosen === null) seen.current = null;
      return;
    }
    if (seen.current === chosen.id || isEditing) return;
    seen.current = chosen.id;
    map.flyTo(chosen.bbox);
  }, [map, chosen, isEditing]);
}

/** Puts the corners of a line on the map for dragging, with the drawing tools, which are fetched when they are wanted. @returns their handles */
function useCorners(map: DistrictMap | null, corners: readonly number[][] | null, alley: number | null, onLine: (line: readonly number[][]) => void): Draft {
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const report = useRef(onLine);
  report.current = onLine;
  useEffect(() => {
    if (map === null || corners === null || alley === null) return;
    let isOver = false;
    let drawer: { stop(): void } | null = null;
    map.setDrawing(true);
    void Promise.all([map.whenReady(), import('./line-drawer.ts')]).then(([ready, { LineDrawer }]) => {
      if (isOver) return;
      const made = new LineDrawer(ready, alley, { onDraft: setDraft, onLine: (line) => report.current(line) });
      drawer = made;
      made.edit(corners as number[][]);
    });
    return () => {
      isOver = true;
      drawer?.stop();
      map.setDrawing(false);
      setDraft(EMPTY_DRAFT);
    };
  }, [map, corners, alley]);
  return draft;
}
