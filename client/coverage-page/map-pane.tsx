import type { FeatureCollection } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PublicSettings } from '#contract/settings';
import { type GridColumns, useGridColumns } from '../api/layer-state.ts';
import { coverageLayers } from '../coverage/layers.ts';
import { useGrid } from '../grids/api.ts';
import { gridLabelLayers } from '../grids/layers.ts';
import { basemap } from '../map/basemap.ts';
import { gridOutlines } from '../map/borders.ts';
import { FramedMap } from '../map/framed-map.tsx';
import type { DistrictMap } from '../map/map.ts';
import type { MapPart } from '../map/map-part.ts';
import { type DenominatorName, useMapState } from '../map/map-state.ts';
import type { LevelRange } from '../map/shown-level.ts';
import { NO_NAMES } from '../map/water-names.ts';
import type { Theme } from '../tokens.ts';
import { useTheme } from '../ui/theme.ts';
import type { Line } from './tree.ts';

const CLEAR = { top: 24, right: 24, bottom: 44, left: 24 };
const MAX_ZOOM = 24;
/** Names of the level that is coloured come from here on; those of subdistricts stand above them until then. */
const NAMES_ZOOM = 13.5;

interface MapPaneProps {
  settings: PublicSettings;
  maxCanvas: number;
  /** The level that is coloured at every zoom: the histogram's. */
  level: number;
  /** The grids of that level that are coloured. */
  lines: readonly Line[];
  all: readonly Line[];
  of: DenominatorName;
  hovered: Line | null;
  onHover: (code: string | null) => void;
  onSelect: (code: string | null) => void;
  onUp: () => void;
}

/** The choropleth beside the table: the same grids, figures and steps. */
export function MapPane({ settings, maxCanvas, level, lines, all, of, hovered, ...on }: MapPaneProps) {
  const { state, update } = useMapState();
  const theme = useTheme();
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [waterNames, setWaterNames] = useState<FeatureCollection>(NO_NAMES);
  const places = useGridColumns(state.campaign).data;

  const ranges = useMemo((): LevelRange[] => [{ level, from: 0, to: MAX_ZOOM }], [level]);
  const names = useMemo((): LevelRange[] => nameRanges(level), [level]);
  const selected = useMemo(() => {
    const line = state.grid === null ? undefined : all.find(({ code }) => code === state.grid);
    return line === undefined ? null : { id: line.tree.id[line.row] ?? 0, level: line.tree.level[line.row] ?? 0 };
  }, [all, state.grid]);
  const figures = useMemo(() => (places === undefined ? null : withFigures(places, lines)), [places, lines]);
  const parts = useMemo(
    () => [
      basemap(theme, { overChoropleth: true, rasterUrl: settings.basemapUrl, waterNames }),
      gridOutlines(theme, ranges, selected),
      rowOutline(theme, hovered),
      gridLabelLayers(theme, places ?? null, names, { uncovered: null, responsible: null, scale: null }),
      coverageLayers(theme, figures, ranges, { breaks: settings.coverageBreaks, denominator: of }, 1),
    ],
    [theme, settings.basemapUrl, settings.coverageBreaks, waterNames, ranges, names, selected, hovered, places, figures, of],
  );
  useEffect(() => map?.setGrids(ranges, selected), [map, ranges, selected]);
  useFollow(map, state.grid, settings);
  return (
    <div className="pace-map">
      <FramedMap
        settings={settings}
        camera={state.camera}
        parts={parts}
        clear={CLEAR}
        maxCanvas={maxCanvas}
        onMap={setMap}
        onCamera={(camera) => update({ camera })}
        onGrid={on.onSelect}
        onHover={on.onHover}
        onUp={on.onUp}
        onWaterNames={setWaterNames}
      />
    </div>
  );
}

function nameRanges(level: number): LevelRange[] {
  if (level <= 2) return [{ level: 2, from: 0, to: MAX_ZOOM }];
  return [
    { level: 2, from: 0, to: NAMES_ZOOM },
    { level, from: NAMES_ZOOM, to: MAX_ZOOM },
  ];
}

/** The places of the grids with the figures of the table, which may be of one kind of target, and only of the grids that are shown. */
function withFigures(places: GridColumns, lines: readonly Line[]): GridColumns {
  const rows = new Map(lines.map((line) => [line.code, line]));
  const kept = places.code.flatMap((code, index) => (rows.has(code) && places.kind[index] === 'basic' ? [index] : []));
  const place = <Name extends 'id' | 'code' | 'name' | 'shortName' | 'level' | 'kind' | 'parentId' | 'lon' | 'lat' | 'openIssues' | 'overdueIssues'>(
    name: Name,
  ) => kept.map((index) => places[name][index]) as GridColumns[Name];
  const figure = (name: 'total' | 'reachable' | 'covered' | 'uncovered' | 'frozen' | 'frozenCovered') =>
    kept.map((index) => {
      const line = rows.get(places.code[index] ?? '');
      return line?.tree[name][line.row] ?? 0;
    });
  return {
    ...places,
    hasRound: true,
    id: place('id'),
    code: place('code'),
    name: place('name'),
    shortName: place('shortName'),
    level: place('level'),
    kind: place('kind'),
    parentId: place('parentId'),
    lon: place('lon'),
    lat: place('lat'),
    openIssues: place('openIssues'),
    overdueIssues: place('overdueIssues'),
    total: figure('total'),
    reachable: figure('reachable'),
    covered: figure('covered'),
    uncovered: figure('uncovered'),
    frozen: figure('frozen'),
    frozenCovered: figure('frozenCovered'),
  };
}

/** The grid of the row under the pointer, whatever its level. */
function rowOutline(theme: Theme, line: Line | null): MapPart {
  if (line === null) return { layers: [] };
  const source = `grids-${line.tree.level[line.row]}`;
  return {
    layers: [
      {
        slot: 'selection',
        layer: {
          id: 'row-outline',
          type: 'line',
          source,
          'source-layer': source,
          filter: ['==', ['id'], line.tree.id[line.row] ?? 0],
          layout: { 'line-join': 'round' },
          paint: { 'line-color': theme.select, 'line-width': 2, 'line-opacity': 0.75 },
        },
      },
    ],
  };
}

/** Flies to what is chosen, and back to the whole when nothing is. */
function useFollow(map: DistrictMap | null, code: string | null, settings: PublicSettings): void {
  const grid = useGrid(code).data;
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (map === null || seen.current === code) return;
    if (code === null) {
      seen.current = null;
      if (settings.bbox) map.flyTo(settings.bbox);
      return;
    }
    if (grid?.code !== code) return;
    seen.current = code;
    if (grid.bbox) map.flyTo(grid.bbox);
  }, [map, code, grid, settings.bbox]);
}
