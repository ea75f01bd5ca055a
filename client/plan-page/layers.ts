import type { Feature, FeatureCollection, Point } from 'geojson';
import { widths } from '../alleys/line-layers.ts';
import { byZoom, type Expression, type MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';
import type { PlanAlleys } from './api.ts';
import type { Outcomes, Standing } from './outcome.ts';
import type { Ranking } from './ranking.ts';

/** Tiles of alleys begin here; further out a mark stands for the line. */
export const LINE_ZOOM = 13;
const FULL_SCORE = 60;
/** Scores are painted in steps: what moves by less is not painted anew while a weight is dragged. */
const SCORE_STEP = 4;
const lane = { type: 'line', source: 'alleys', 'source-layer': 'alleys' } as const;
const among = (ids: readonly number[]) => ['in', ['id'], ['literal', [...ids]]] as unknown as Expression;

/** Score of every alley in steps, by place: what its line is painted by. */
export function scoreSteps(ranking: Ranking | null, count: number): Uint8Array {
  const steps = new Uint8Array(count);
  if (ranking !== null) for (let place = 0; place < count; place++) steps[place] = Math.round((ranking.score[place] as number) / SCORE_STEP) * SCORE_STEP;
  return steps;
}

/** Every alley as dark as its score is high, by the feature state `score`: a slider re-colours without a layer being made anew. */
export function scoreLayers(theme: Theme): MapPart {
  return {
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
            'line-opacity': ['interpolate', ['linear'], ['coalesce', ['feature-state', 'score'], 0], 0, 0.12, FULL_SCORE, 0.85],
          },
        },
      },
    ],
  };
}

/** What is in: whole where it is safe, dashed where a small change would drop it; what a rule keeps out: a ring with a bar. Far out, marks stand for lines. */
export function standingLayers(theme: Theme, alleys: PlanAlleys, outcomes: Outcomes): MapPart {
  return {
    sources: { 'plan-marks': { type: 'geojson', data: marksOf(alleys, outcomes) } },
    layers: [
      {
        slot: 'alleys',
        layer: {
          id: 'plan-edge',
          ...lane,
          minzoom: LINE_ZOOM,
          filter: among(outcomes.ids('edge')) as never,
          paint: { 'line-color': theme.accent, 'line-width': widths(4.5), 'line-dasharray': [1.4, 0.9] },
        },
      },
      {
        slot: 'alleys',
        layer: {
          id: 'plan-core',
          ...lane,
          minzoom: LINE_ZOOM,
          filter: among(outcomes.ids('core')) as never,
          layout: { 'line-cap': 'round' },
          paint: { 'line-color': theme.accent, 'line-width': widths(5.5) },
        },
      },
      {
        slot: 'points',
        layer: {
          id: 'plan-marks',
          type: 'symbol',
          source: 'plan-marks',
          layout: {
            'icon-image': ['concat', `${theme.name}|plan|`, ['get', 'standing']] as unknown as Expression,
            'icon-size': byZoom([
              [10, 0.55],
              [12, 0.7],
              [14, 1],
            ]),
            'icon-allow-overlap': true,
            'icon-ignore-placement': true,
            // Safe ones above contested ones, and rules above both: they are the fewest.
            'symbol-sort-key': ['match', ['get', 'standing'], 'barred', 2, 'core', 1, 0],
          },
          // Up close the line itself tells what is chosen; what a rule keeps out has no other mark.
          paint: { 'icon-opacity': ['step', ['zoom'], 1, LINE_ZOOM + 1, ['match', ['get', 'standing'], 'barred', 1, 0]] },
        },
      },
    ],
  };
}

/** The alley that is open, or pointed at in the table. */
export function pointedLayers(theme: Theme, alleys: PlanAlleys, ids: readonly number[]): MapPart {
  const features = alleys.id.flatMap((id, place): Feature<Point>[] =>
    ids.includes(id)
      ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [alleys.lon[place] as number, alleys.lat[place] as number] } }]
      : [],
  );
  return {
    sources: { 'plan-pointed': { type: 'geojson', data: { type: 'FeatureCollection', features } } },
    layers: [
      {
        slot: 'selection',
        layer: {
          id: 'plan-pointed',
          ...lane,
          filter: among(ids) as never,
          layout: { 'line-cap': 'round' },
          paint: { 'line-color': theme.select, 'line-width': widths(9), 'line-opacity': 0.5 },
        },
      },
      {
        slot: 'marks',
        layer: {
          id: 'plan-pointed-ring',
          type: 'circle',
          source: 'plan-pointed',
          maxzoom: 16,
          paint: { 'circle-radius': 13, 'circle-opacity': 0, 'circle-stroke-color': theme.select, 'circle-stroke-width': 2.5 },
        },
      },
    ],
  };
}

function marksOf(alleys: PlanAlleys, outcomes: Outcomes): FeatureCollection<Point> {
  const standings = new Map<number, Standing>((['core', 'edge', 'barred'] as const).flatMap((standing) => outcomes.ids(standing).map((id) => [id, standing])));
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
