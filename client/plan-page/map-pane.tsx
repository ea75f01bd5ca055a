import type { FeatureCollection } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicSettings } from '#contract/settings';
import { useGridColumns } from '../api/layer-state.ts';
import { gridLabelLayers } from '../grids/layers.ts';
import { alleyNames, basemap } from '../map/basemap.ts';
import { gridOutlines } from '../map/borders.ts';
import { FramedMap } from '../map/framed-map.tsx';
import type { DistrictMap } from '../map/map.ts';
import { useMapState } from '../map/map-state.ts';
import type { LevelRange } from '../map/shown-level.ts';
import { NO_NAMES } from '../map/water-names.ts';
import { useTheme } from '../ui/theme.ts';
import type { PlanAlleys } from './api.ts';
import { LINE_ZOOM, pointedLayers, scoreLayers, scoreSteps, standingLayers } from './layers.ts';
import type { LiveRanking } from './live-ranking.ts';
import type { Outcomes } from './outcome.ts';
import type { Ranking } from './ranking.ts';

const CLEAR = { top: 40, right: 40, bottom: 60, left: 40 };
/** Floors are given by subdistrict. */
const OUTLINES: LevelRange[] = [{ level: 2, from: 0, to: 24 }];
const CLOSE_ZOOM = 16;
const STANDINGS = ['core', 'edge', 'barred', 'other'] as const;

interface MapPaneProps {
  settings: PublicSettings;
  maxCanvas: number;
  alleys: PlanAlleys;
  /** Of the weights of the address. */
  ranking: Ranking | null;
  /** Of a weight that is being dragged: it goes before. */
  live: LiveRanking;
  outcomes: Outcomes;
  selected: number | null;
  hovered: number | null;
  onSelect: (alley: number | null) => void;
}

/** What is chosen, how safely, what a rule keeps out; the rest as dark as its score is high. */
export function MapPane({ settings, maxCanvas, alleys, ranking, live, outcomes, selected, hovered, onSelect }: MapPaneProps) {
  const { t } = useTranslation('plan');
  const { state, update } = useMapState();
  const theme = useTheme();
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [waterNames, setWaterNames] = useState<FeatureCollection>(NO_NAMES);
  const grids = useGridColumns(state.campaign).data;
  const ground = useMemo(
    () => [
      basemap(theme, { overChoropleth: false, rasterUrl: settings.basemapUrl, waterNames }),
      gridOutlines(theme, OUTLINES, null),
      alleyNames(theme, []),
      gridLabelLayers(theme, grids ?? null, OUTLINES, { uncovered: null, responsible: null, scale: null }),
    ],
    [theme, settings.basemapUrl, waterNames, grids],
  );
  const scores = useMemo(() => scoreLayers(theme), [theme]);
  const standings = useMemo(() => standingLayers(theme, alleys, outcomes), [theme, alleys, outcomes]);
  const pointed = useMemo(
    () =>
      pointedLayers(
        theme,
        alleys,
        [selected, hovered].filter((id) => id !== null),
      ),
    [theme, alleys, selected, hovered],
  );
  const parts = useMemo(() => [...ground, scores, standings, pointed], [ground, scores, standings, pointed]);
  // Scores go past React: a weight that is dragged re-colours the lines in view once a frame, and nothing where no lines are drawn.
  useEffect(() => {
    if (map === null) return;
    let isOver = false;
    const paint = (shown: Ranking | null, isDragged: boolean) =>
      map.paintNumbers(
        { source: 'alleys', key: 'score', ids: alleys.id, lon: alleys.lon, lat: alleys.lat, values: scoreSteps(shown, alleys.id.length) },
        isDragged,
      );
    void map.whenReady().then(() => isOver || paint(live.ranking ?? ranking, false));
    const leave = live.subscribe(() => {
      if (live.ranking !== null && map.getZoom() >= LINE_ZOOM) paint(live.ranking, true);
    });
    return () => {
      isOver = true;
      leave();
    };
  }, [map, alleys, ranking, live]);
  useEffect(() => map?.setGrids(OUTLINES, null), [map]);
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
  const seen = useRef<number | null>(null);
  useEffect(() => {
    const place = selected === null ? -1 : alleys.id.indexOf(selected);
    if (map === null || place < 0 || seen.current === selected) return;
    seen.current = selected;
    map.flyTo([alleys.lon[place] as number, alleys.lat[place] as number], CLOSE_ZOOM);
  }, [map, selected, alleys]);
  return (
    <div className="plan-map">
      <FramedMap
        settings={settings}
        camera={state.camera}
        parts={parts}
        clear={CLEAR}
        maxCanvas={maxCanvas}
        onMap={setMap}
        onCamera={(camera) => update({ camera })}
        onUp={() => onSelect(null)}
        onWaterNames={setWaterNames}
      />
      <ul className="plan-legend floating">
        {STANDINGS.map((standing) => (
          <li key={standing}>
            <i data-standing={standing} aria-hidden="true" />
            {t(`legend.${standing}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
