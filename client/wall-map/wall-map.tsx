import type { FeatureCollection } from 'geojson';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '#contract/alarms';
import type { AlleyStandard } from '#contract/alleys';
import type { WallPicture, WallScene } from '#contract/walls';
import type { WorkFamily } from '#contract/works';
import { STANDARDS } from '#geodata/standards/names';
import { useSettings } from '../api/settings.ts';
import type { Director } from '../director/use-director.ts';
import type { DistrictMap } from '../map/map.ts';
import type { Bounds } from '../map/map-context.ts';
import { MapView } from '../map/map-view.tsx';
import { BUILDING_ZOOM, levelRanges } from '../map/shown-level.ts';
import type { Camera } from '../map/url-values.ts';
import { NO_NAMES } from '../map/water-names.ts';
import { webglLimit } from '../map/webgl.ts';
import { type ThemeName, themes } from '../tokens.ts';
import { clearOf, FILL_PX } from './frame.ts';
import { WallMapFoot } from './map-foot.tsx';
import { ownGrid, rowsInside, useArea } from './own-area.ts';
import { type MapFocus, type WallMapData, WITHOUT_DOORS, wallParts } from './parts.ts';
import { Rings } from './rings.tsx';
import { wallRanges, zoomShift } from './scale.ts';
import { TourBars } from './tour-bars.tsx';
import { useCamera } from './use-camera.ts';
import { useMapData } from './use-map-data.ts';
import { useReplay } from './use-replay.ts';
import { towerOf, useSection } from './use-section.ts';
import { useTitle } from './use-title.ts';

/** What was chosen on the map by hand: null takes the choice back. */
export type WallPick = { kind: 'grid'; code: string } | { kind: 'issue'; id: number } | null;

export interface WallMapProps {
  picture: WallPicture | null;
  scenes: readonly WallScene[];
  director: Director;
  alarms: readonly Alarm[];
  theme: ThemeName;
  /** Screen height ÷ 1080: what --u is in CSS. */
  u: number;
  /** Of the map's box. */
  widthPx: number;
  isReduced: boolean;
  onPick: (pick: WallPick) => void;
  /** Id of the wall, where the address names one. */
  wall?: number;
  /** The line is gone: the last picture stays, grey. */
  isStopped?: boolean;
  /** A still picture of the whole lies over it: the camera stays where that one is. */
  isCovered: boolean;
  /** Everything of the first picture is drawn. */
  onDrawn: () => void;
}

/** At 1080 lines: a grid is named from this width on. A fill needs no room for words. */
const NAME_PX = 112;
const ICON_RATIO = 3;
const MAX_PITCH = 60;
/** A context that the browser took away is seldom given back at once. */
const RENEW_MS = { first: 400, next: 3_000 };
const FAMILIES: readonly WorkFamily[] = ['road', 'light', 'water', 'line', 'scene', 'other'];
const NO_COLUMNS = { level: [] as number[], kind: [] as string[], id: [] as number[], code: [] as string[] };

/** The map of a wall with its tour bars, legend and credits. Fills its box at true pixels. */
export function WallMap(props: WallMapProps) {
  const { picture, director, theme, u, widthPx, onPick } = props;
  const { t, i18n } = useTranslation(['wallMap', 'map', 'works', 'alleys']);
  const settings = useSettings().data;
  const maxCanvas = webglLimit();
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [view, setView] = useState<{ bounds: Bounds; zoom: number } | null>(null);
  const [isMoving, setMoving] = useState(false);
  const [arrivals, setArrivals] = useState(0);
  const [waterNames, setWaterNames] = useState<FeatureCollection>(NO_NAMES);
  const camera = useRef<Camera | null>(null);
  const { life, isLost, lose } = useLives();
  const { scene, alarm } = director;
  const kind = alarm === null ? (scene?.kind ?? 'overview') : 'alarm';
  const own = ownGrid(picture);
  const area = useArea(own);
  const section = useSection(kind === 'section' ? (scene?.building?.id ?? null) : null, props.wall).data ?? null;

  const now = useMapData({
    ...{ campaign: picture?.round?.code ?? null, own, view, u, waterNames },
    ...{ needsWorks: kind === 'works', needsAlleys: kind === 'alleys' },
  });
  const replay = useReplay(kind === 'replay', now.grids, { wall: props.wall, dwellMs: director.dwellMs, isReduced: props.isReduced });
  const data = useMemo(() => (replay === null ? now : { ...now, grids: replay.grids }), [now, replay]);
  const title = useTitle(scene !== null && replay !== null ? { ...scene, title: { ...scene.title, day: replay.day } } : scene, alarm, picture);
  const { level, kind: gridKinds, id, code } = data.grids ?? NO_COLUMNS;
  const ranges = useMemo(
    () => ({
      fills: levelRanges(level, gridKinds, settings?.bbox ?? null, FILL_PX),
      names: levelRanges(level, gridKinds, settings?.bbox ?? null, NAME_PX),
    }),
    [level, gridKinds, settings?.bbox],
  );
  const inside = useMemo(() => new Set(data.grids === null ? [] : rowsInside(data.grids, own).map((row) => data.grids?.code[row])), [data.grids, own]);
  const areUp = useRise(kind === 'works' && data.works !== null && !isMoving, scene?.key);
  const focus = useMemo<MapFocus>(() => {
    const focusGrid = alarm === null ? scene?.grid : alarm.grid;
    const row = focusGrid && kind !== 'overview' && kind !== 'ranking' && kind !== 'replay' ? code.indexOf(focusGrid.code) : -1;
    return {
      kind,
      grid: row < 0 ? null : { id: id[row] ?? 0, level: level[row] ?? 0 },
      building: kind === 'section' && section !== null && section.building.id === scene?.building?.id ? towerOf(section) : null,
      workIds: scene?.works.map((work) => work.id) ?? [],
      alleys: kind === 'alleys' ? (scene?.alleys ?? []) : [],
      own: { code: own, area },
      areUp,
    };
  }, [kind, scene, alarm, code, id, level, section, own, area, areUp]);
  const letters = useMemo(
    () => ({
      works: Object.fromEntries(FAMILIES.map((family) => [family, t(`works:letters.${family}`)])) as Record<WorkFamily, string>,
      alleys: Object.fromEntries(STANDARDS.map((standard) => [standard, t(`alleys:letters.${standard}`)])) as Record<AlleyStandard, string>,
    }),
    [t],
  );
  const zoom = Math.floor(view?.zoom ?? 0);
  const parts = useMemo(
    () =>
      wallParts(data, focus, {
        ...{ theme: themes[theme], u, letters, zoom },
        ...{ breaks: settings?.coverageBreaks ?? [], rasterUrl: settings?.basemapUrl ?? null },
        ...ranges,
      }),
    [data, focus, theme, u, letters, zoom, settings, ranges],
  );
  const home: Bounds | null = picture?.grid.bbox ?? settings?.bbox ?? null;
  useCamera(view === null || props.isCovered ? null : map, scene, alarm, home, u);
  useEffect(() => map?.setGrids(wallRanges(ranges.fills, u), focus.grid), [map, ranges, u, focus.grid]);
  useEffect(
    () =>
      map?.onClick((hit) => {
        if (hit.kind === 'issue') onPick({ kind: 'issue', id: hit.id });
        return hit.kind === 'issue';
      }),
    [map, onPick],
  );
  useTilesAgain(map, props.isStopped === true);
  const isEnglish = i18n.language === 'en';
  const clear = useMemo(() => clearOf(widthPx, u, isEnglish), [widthPx, u, isEnglish]);
  const families = useMemo(() => familiesOf(data, focus.workIds), [data, focus.workIds]);
  const late = useMemo(() => worstPlaces(data.issues), [data.issues]);
  const alarmAt = alarm !== null && alarm.lon !== null && alarm.lat !== null ? ([alarm.lon, alarm.lat] as const) : null;

  if (settings === undefined || maxCanvas === null || home === null || data.grids === null) return <section className="wall-map" aria-busy="true" />;
  // Where no door is left the marks of doors need no words: the steps of the grids do.
  const isNear = view !== null && view.zoom >= BUILDING_ZOOM + zoomShift(u) && data.households?.id.length !== 0;
  const far = data.grids.hasRound ? 'far' : 'nothing';
  const doors = WITHOUT_DOORS.includes(kind) ? 'lit' : 'near';
  return (
    <section className="wall-map" data-scene={scene?.key} data-kind={kind} data-stopped={props.isStopped || undefined} aria-label={t('map:label')}>
      <MapView
        key={life}
        start={camera.current ?? home}
        parts={parts}
        clear={clear}
        maxCanvas={maxCanvas}
        iconRatio={ICON_RATIO * u}
        maxPitch={MAX_PITCH}
        onMap={setMap}
        onCamera={(moved) => {
          camera.current = moved;
          setArrivals((count) => count + 1);
          if (map) setView({ bounds: map.getViewBounds(), zoom: moved.zoom });
        }}
        onMoving={setMoving}
        onGrid={(picked) => onPick(picked !== null && inside.has(picked) ? { kind: 'grid', code: picked } : null)}
        onUp={() => onPick(null)}
        onTrouble={() => undefined}
        onWaterNames={setWaterNames}
        onLost={lose}
        onDrawn={() => {
          if (map) setView({ bounds: map.getViewBounds(), zoom: map.getZoom() });
          props.onDrawn();
        }}
      />
      <Rings map={map} places={kind === 'works' || kind === 'alleys' ? [] : late} alarm={alarmAt} {...{ arrivals, isMoving, isReduced: props.isReduced }} />
      <TourBars director={director} title={title} />
      {isLost && (
        <p className="wall-map-notice" role="status">
          {t('recovering')}
        </p>
      )}
      <WallMapFoot
        shows={kind === 'alleys' ? 'alleys' : kind === 'works' && families.length > 0 ? 'works' : !isNear || kind === 'works' ? far : doors}
        families={families}
      />
    </section>
  );
}

/** A map whose context was taken is made anew, with a new canvas: layers of deck.gl do not survive the loss, and one way back is easier to trust than two. */
function useLives(): { life: number; isLost: boolean; lose: () => void } {
  const [life, setLife] = useState(0);
  const [isLost, setLost] = useState(false);
  const lostAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (!isLost) return;
    const wait = performance.now() - lostAt.current < RENEW_MS.next ? RENEW_MS.next : RENEW_MS.first;
    const timer = setTimeout(() => {
      lostAt.current = performance.now();
      setLife((before) => before + 1);
      setLost(false);
    }, wait);
    return () => clearTimeout(timer);
  }, [isLost]);
  return { life, isLost, lose: () => setLost(true) };
}

/** Tiles that did not come while the line was gone are asked for once when it is back. */
function useTilesAgain(map: DistrictMap | null, isStopped: boolean): void {
  const wasStopped = useRef(false);
  useEffect(() => {
    if (wasStopped.current && !isStopped) map?.retryTiles();
    wasStopped.current = isStopped;
  }, [map, isStopped]);
}

/** Kinds of the works that are shown, in the order of the catalogue. */
function familiesOf({ works, workTypes }: Pick<WallMapData, 'works' | 'workTypes'>, ids: readonly number[]): WorkFamily[] {
  if (works === null) return [];
  const shown = new Set(ids.map((id) => workTypes.get(works.workType[works.id.indexOf(id)] ?? '')?.family));
  return FAMILIES.filter((family) => shown.has(family));
}

/** False, and true a moment after the camera has arrived at another scene: what comes up then begins below. */
function useRise(isReady: boolean, key: string | undefined): boolean {
  const [up, setUp] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (!isReady) return;
    const timer = setTimeout(() => setUp(key), 200);
    return () => clearTimeout(timer);
  }, [isReady, key]);
  return key !== undefined && up === key;
}

function worstPlaces(issues: { lateness: readonly string[]; lon: readonly number[]; lat: readonly number[] } | null): (readonly [number, number])[] {
  return (issues?.lateness ?? []).flatMap((lateness, row) => (lateness === 'overdue_long' ? [[issues?.lon[row] ?? 0, issues?.lat[row] ?? 0] as const] : []));
}
