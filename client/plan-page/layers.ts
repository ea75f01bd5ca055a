import type { Feature, FeatureCollection, Point } from 'geojson';
import { widths } from '../alleys/line-layers.ts';
import { byZoom, type Expression, type MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';
import type { PlanAlleys } from './api.ts';
import type { Outcomes, Standing } from './outcome.ts';
import type { Ranking } from './ranking.ts';

/** Tiles of alleys begin here; further out a mark stands for the line. */
const LINE_ZOOM = 13;
const FULL_SCORE = 80;

/**
 * Alleys by their place in the plan: green and whole where they are safe, dashed where a small change would drop them, ringed where a rule keeps them out.
 * The rest is painted by feature state, so a slider re-colours without a layer being made anew. Far out, marks stand for what is chosen or barred.
 */
export function planLayers(
  theme: Theme,
  alleys: PlanAlleys,
  ranking: Ranking | null,
  outcomes: Outcomes,
  selected: number | null,
  hovered: number | null,
): MapPart {
  const [core, edge, barred] = (['core', 'edge', 'barred'] as const).map((standing) => outcomes.ids(standing)) as [number[], number[], number[]];
  const lane = { type: 'line', source: 'alleys', 'source-layer': 'alleys' } as const;
  const among = (ids: readonly number[]) => ['in', ['id'], ['literal', [...ids]]] as unknown as Expression;
  const standings = new Map<number, Standing>([
    ...core.map((id) => [id, 'core'] as const),
    ...edge.map((id) => [id, 'edge'] as const),
    ...barred.map((id) => [id, 'barred'] as const),
  ]);
  const scores = new Map(alleys.id.map((id, place) => [id, { score: Math.round(ranking?.score[place] ?? 0) }]));
  const scored: Expression = ['coalesce', ['feature-state', 'score'], 0];
  const markRadius = byZoom([
    [9, 2.5],
    [13, 4],
    [16, 5],
  ]);
  return {
    sources: { 'plan-marks': { type: 'geojson', data: marksOf(alleys, standings) } },
    states: [{ source: 'alleys', values: scores }],
    layers: [
      {
        slot: 'alleys',
        layer: {
          id: 'plan-others',
          ...lane,
          minzoom: LINE_ZOOM,
          layout: { 'line-cap': 'round' },
          paint: {
            'line-color': theme.text2,
            'line-width': widths(2.4),
            'line-opacity': ['interpolate', ['linear'], scored, 0, 0.12, FULL_SCORE, 0.85],
          },
        },
      },
      {
        slot: 'alleys',
        layer: {
          id: 'plan-edge',
          ...lane,
          minzoom: LINE_ZOOM,
          filter: among(edge) as never,
          paint: { 'line-color': theme.accent, 'line-width': widths(4.5), 'line-dasharray': [1.6, 0.8] },
        },
      },
      {
        slot: 'alleys',
        layer: {
          id: 'plan-core',
          ...lane,
          minzoom: LINE_ZOOM,
          filter: among(core) as never,
          layout: { 'line-cap': 'round' },
          paint: { 'line-color': theme.accent, 'line-width': widths(5.5) },
        },
      },
      {
        slot: 'selection',
        layer: {
          id: 'plan-pointed',
          ...lane,
          filter: among([selected, hovered].filter((id) => id !== null)) as never,
          layout: { 'line-cap': 'round' },
          paint: { 'line-color': theme.select, 'line-width': widths(8), 'line-opacity': 0.55 },
        },
      },
      {
        slot: 'points',
        layer: {
          id: 'plan-marks',
          type: 'circle',
          source: 'plan-marks',
          paint: {
            'circle-radius': markRadius,
            'circle-color': ['match', ['get', 'standing'], 'core', theme.accent, theme.raised],
            'circle-stroke-color': ['match', ['get', 'standing'], 'barred', theme.text, theme.accent],
            'circle-stroke-width': 1.5,
            // Up close the line itself tells what is chosen; what a rule keeps out has no other mark.
            'circle-opacity': ['step', ['zoom'], 1, LINE_ZOOM + 1, ['match', ['get', 'standing'], 'barred', 1, 0]],
            'circle-stroke-opacity': ['step', ['zoom'], 1, LINE_ZOOM + 1, ['match', ['get', 'standing'], 'barred', 1, 0]],
          },
        },
      },
    ],
  };
}

function marksOf(alleys: PlanAlleys, standings: ReadonlyMap<number, Standing>): FeatureCollection<Point> {
  const features: Feature<Point>[] = [];
  for (const [place, id] of alleys.id.entries()) {
    const standing = standings.get(id);
    if (standing === undefined) continue;
    features.push({
      type: 'Feature',
      properties: { standing },
      geometry: { type: 'Point', coordinates: [alleys.lon[place] as number, alleys.lat[place] as number] },
    });
  }
  return { type: 'FeatureCollection', features };
}
