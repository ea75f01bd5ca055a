import type { FeatureCollection } from 'geojson';
import { useMemo } from 'react';
import { useGridColumns, useLayerState } from '../api/layer-state.ts';
import type { Bounds } from '../map/map-context.ts';
import { BUILDING_ZOOM } from '../map/shown-level.ts';
import { requestBox } from '../map/view.ts';
import { useWorkTypes } from '../works/api.ts';
import type { WallMapData } from './parts.ts';
import { zoomShift } from './scale.ts';
import { useThrottled } from './use-throttled.ts';

/** The map is painted anew this often at most, however much happens: without a graphics card a picture of it takes the time that the figures beside it need. */
const PAINT_MS = 1_000;
const NO_TYPES = new Map();

export interface MapNeeds {
  /** Code of the round; null: whichever is open. */
  campaign: string | null;
  /** Code of the grid that the wall keeps to; null: the whole district. */
  own: string | null;
  /** What is in view, once the first picture stands; before that nothing but the choropleth and the issues is asked for. */
  view: { bounds: Bounds; zoom: number } | null;
  u: number;
  needsWorks: boolean;
  needsAlleys: boolean;
  waterNames: FeatureCollection;
}

/** What is drawn, kept true by events (useLiveUpdates) and asked for when the scene needs it. */
export function useMapData({ campaign, own, view, u, needsWorks, needsAlleys, waterNames }: MapNeeds): WallMapData {
  const within = own === null ? {} : { grid: own };
  const grids = useThrottled(useGridColumns(campaign).data ?? null, PAINT_MS);
  const issues = useLayerState('issues', within, true).data ?? null;
  const isNear = grids?.hasRound === true && view !== null && view.zoom >= BUILDING_ZOOM + zoomShift(u);
  const bbox = isNear ? requestBox(view.bounds) : undefined;
  const near = useLayerState('households', { ...within, only: 'uncovered', bbox: bbox as never, campaign: campaign ?? undefined }, isNear).data ?? null;
  const households = useThrottled(isNear ? near : null, PAINT_MS);
  const isSeen = view !== null;
  const works = useLayerState('works', within, isSeen && needsWorks).data ?? null;
  const workTypes = useWorkTypes(isSeen && needsWorks).data ?? NO_TYPES;
  const alleys = useLayerState('alleys', within, isSeen && (needsAlleys || isNear)).data ?? null;
  return useMemo(
    () => ({ grids, issues, works, workTypes, alleys: needsAlleys || isNear ? alleys : null, households, waterNames }),
    [grids, issues, works, workTypes, alleys, needsAlleys, isNear, households, waterNames],
  );
}
