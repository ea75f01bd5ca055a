import type { FeatureCollection } from 'geojson';
import type { AlleyStandard } from '#contract/alleys';
import type { AlleyState, HouseholdState, IssueStateColumns, WorkState } from '#contract/state';
import type { WorkFamily, WorkType } from '#contract/works';
import type { SceneKind } from '#kinds/walls';
import { alleyLayers, alleysWithCells } from '../alleys/layers.ts';
import type { GridColumns } from '../api/layer-state.ts';
import { coverageLayers, uncoveredLayers } from '../coverage/layers.ts';
import { gridLabelLayers } from '../grids/layers.ts';
import { cellRadius, issueLayers } from '../issues/layers.ts';
import { alleyNames, basemap } from '../map/basemap.ts';
import { gridOutlines } from '../map/borders.ts';
import type { MapPart } from '../map/map-part.ts';
import type { LevelRange } from '../map/shown-level.ts';
import type { Theme } from '../tokens.ts';
import { chosenAlleys } from './chosen-alleys.ts';
import { CALM_ZOOM, NAME_PLACES } from './frame.ts';
import { litBuildings } from './lit-buildings.ts';
import { type Area, namesInside, ownArea } from './own-area.ts';
import { risingWorks } from './rising-works.ts';
import { wallPart, zoomShift } from './scale.ts';
import { tower } from './tower.ts';
import type { BuildingTower } from './use-section.ts';

/** What a wall's map is drawn from; null where it has not come yet or is not wanted. */
export interface WallMapData {
  grids: GridColumns | null;
  issues: IssueStateColumns | null;
  works: WorkState | null;
  workTypes: ReadonlyMap<string, WorkType>;
  alleys: AlleyState | null;
  households: HouseholdState | null;
  waterNames: FeatureCollection;
}

/** What the scene, or the alarm before it, is about. */
export interface MapFocus {
  kind: SceneKind | 'alarm';
  grid: { id: number; level: number } | null;
  building: BuildingTower | null;
  workIds: readonly number[];
  alleys: readonly { id: number; rank: number; name: string | null; lon: number; lat: number }[];
  /** Where the wall keeps to one grid: its code, and its ground once it has come. */
  own: { code: string | null; area: Area | null };
  /** The works have come up: before that they are on their way. */
  areUp: boolean;
}

export interface WallMapLook {
  theme: Theme;
  /** Screen height ÷ 1080. */
  u: number;
  breaks: readonly number[];
  rasterUrl: string | null;
  /** Levels by zoom at 1080 lines: of the fill, and of the names, which need more room. */
  fills: readonly LevelRange[];
  names: readonly LevelRange[];
  letters: { works: Record<WorkFamily, string>; alleys: Record<AlleyStandard, string> };
  zoom: number;
}

/** Under works and chosen alleys coverage is the ground they stand on. */
const BEHIND = 0.4;
/** The section tells the doors itself; around issues they would only cover names. */
export const WITHOUT_DOORS: readonly MapFocus['kind'][] = ['section', 'overdue', 'alarm'];
const NO_MARKS: MapPart = { layers: [] };

/** Everything on a wall's map, in the colours and sizes of a wall. What recedes in a scene stays readable: it is the same district. */
export function wallParts(data: WallMapData, focus: MapFocus, look: WallMapLook): MapPart[] {
  const { theme, u } = look;
  const isBehind = focus.kind === 'works' || focus.kind === 'alleys';
  const radiusM = data.issues === null ? null : cellRadius(data.issues, look.zoom - zoomShift(u));
  const issues = issueLayers(theme, isBehind ? onlyWorst(data.issues) : data.issues, radiusM, 1);
  const households = uncoveredLayers(theme, isBehind ? null : data.households, 1);
  return [
    basemap(theme, { overChoropleth: data.grids?.hasRound === true, rasterUrl: look.rasterUrl, waterNames: data.waterNames }),
    gridOutlines(theme, look.fills, focus.grid),
    coverageLayers(theme, data.grids, look.fills, { breaks: look.breaks, denominator: 'reachable' }, isBehind ? BEHIND : 1),
    {
      ...households,
      // How much of a building is left is told by its light (litBuildings); points are drawn where doors are what the scene is about.
      layers: [],
      states: [],
      deck: (WITHOUT_DOORS.includes(focus.kind) ? [] : (households.deck ?? [])).map((part) => (part.kind === 'points' ? { ...part, scale: u * 1.3 } : part)),
    },
    litBuildings(theme, isBehind ? null : data.households),
    alleyLayers(theme, focus.kind === 'works' ? null : data.alleys, look.letters.alleys, null, 1, focus.kind === 'alleys'),
    alleyNames(theme, focus.kind === 'works' || data.alleys === null ? [] : alleysWithCells(data.alleys)),
    ownArea(theme, focus.own.area),
    chosenAlleys(theme, focus.alleys),
    tower(theme, focus.building, look.breaks),
    gridLabelLayers(theme, namesInside(data.grids, focus.own.code), look.names, {
      ...{ uncovered: null, responsible: null },
      scale: data.grids?.hasRound === true && !isBehind ? { breaks: look.breaks, denominator: 'reachable' } : null,
    }),
    // Rings are drawn above the map, where they cost no picture of it: what deck.gl draws here are cells of crowds.
    { ...issues, deck: (issues.deck ?? []).filter(({ kind }) => kind === 'density') },
    focus.kind === 'works' ? risingWorks(theme, data.works, data.workTypes, look.letters.works, focus) : NO_MARKS,
  ].map((part) => wallPart(yielding(calmed(part)), u));
}

/** Zoom at 1080 lines from which on what is normal, or only helps to find one's way, is on the map: before that it would lie over the names of grids. */
const CALM_FROM: Readonly<Record<string, number>> = { 'issue-marks-calm': CALM_ZOOM, 'road-name': CALM_ZOOM };

function calmed(part: MapPart): MapPart {
  return {
    ...part,
    layers: part.layers.map((placed) => {
      const from = CALM_FROM[placed.layer.id];
      return from === undefined ? placed : { ...placed, layer: { ...placed.layer, minzoom: from } };
    }),
  };
}

const NAMES_OF_GRIDS = 'grid-name-';

/**
 * Names of grids look for a place beside the urgent marks; a desk shows what a mark hides when the hand moves, a wall does not. The small rings of what is in
 * its term they do not dodge: where those stand close, whole names would be lost.
 */
function yielding(part: MapPart): MapPart {
  return {
    ...part,
    layers: part.layers.map((placed) => {
      const { layer } = placed;
      if (layer.type !== 'symbol' || !layer.id.startsWith(NAMES_OF_GRIDS)) return placed;
      const { 'text-variable-anchor': _anchor, 'text-radial-offset': _offset, ...layout } = layer.layout ?? {};
      const places = NAME_PLACES.flatMap((place) => ['center' as const, [...place] as [number, number]]);
      return { ...placed, layer: { ...layer, layout: { ...layout, 'text-variable-anchor-offset': places } } };
    }),
  };
}

function onlyWorst(state: IssueStateColumns | null): IssueStateColumns | null {
  if (state === null) return null;
  const rows = state.id.map((_, row) => row).filter((row) => state.lateness[row] === 'overdue_long');
  const pick = <Value>(column: readonly Value[]) => rows.map((row) => column[row] as Value);
  return {
    ...state,
    ...{ id: pick(state.id), code: pick(state.code), title: pick(state.title), domain: pick(state.domain), state: pick(state.state) },
    ...{ lateness: pick(state.lateness), lon: pick(state.lon), lat: pick(state.lat), reportedAt: pick(state.reportedAt), dueAt: pick(state.dueAt) },
  };
}
