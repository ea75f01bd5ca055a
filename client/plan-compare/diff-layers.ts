import type { Feature, Point } from 'geojson';
import { widths } from '../alleys/line-layers.ts';
import type { Expression, MapPart } from '../map/map-part.ts';
import type { PlanAlleys } from '../plan-page/api.ts';
import type { Theme } from '../tokens.ts';
import type { Change, Side } from './sides.ts';

const LINE_ZOOM = 13;

/** Colours of what differs: ochre for what goes out, blue for what comes in, grey for what stays. */
export function diffColours({ diff, neutral }: Theme): Record<Change, string> {
  return { out: diff[0], same: neutral, moved: diff[5], in: diff[6] };
}

/** One of the two plans: what it alone has, what the other has too, and hollow what it lacks. */
export function diffLayers(theme: Theme, alleys: PlanAlleys, side: Side, changes: ReadonlyMap<number, Change>): MapPart {
  const colours = diffColours(theme);
  const ids = (change: Change) => [...changes].filter(([id, one]) => one === change && side.year.has(id)).map(([id]) => id);
  const features = alleys.id.flatMap((id, place): Feature<Point>[] => {
    const change = changes.get(id);
    if (change === undefined) return [];
    const coordinates = [alleys.lon[place] as number, alleys.lat[place] as number];
    return [{ type: 'Feature', properties: { change, isIn: side.year.has(id) }, geometry: { type: 'Point', coordinates } }];
  });
  const colour = ['match', ['get', 'change'], 'in', colours.in, 'out', colours.out, 'moved', colours.moved, colours.same] as unknown as Expression;
  const isChange = ['in', ['get', 'change'], ['literal', ['in', 'out', 'moved']]] as unknown as Expression;
  const fades: Expression = ['step', ['zoom'], 1, LINE_ZOOM + 1, 0];
  return {
    sources: { 'diff-marks': { type: 'geojson', data: { type: 'FeatureCollection', features } } },
    layers: [
      ...(['same', 'moved', 'out', 'in'] as const).map((change) => ({
        slot: 'alleys' as const,
        layer: {
          id: `diff-${change}`,
          type: 'line' as const,
          source: 'alleys',
          'source-layer': 'alleys',
          minzoom: LINE_ZOOM,
          filter: ['in', ['id'], ['literal', ids(change)]] as never,
          layout: { 'line-cap': 'round' as const },
          paint: { 'line-color': colours[change], 'line-width': widths(change === 'same' ? 3 : 5.5) },
        },
      })),
      {
        slot: 'points',
        layer: {
          id: 'diff-marks',
          type: 'circle',
          source: 'diff-marks',
          layout: { 'circle-sort-key': ['case', isChange, 1, 0] },
          paint: {
            'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, ['case', isChange, 2, 1.2], 14, ['case', isChange, 4.5, 3]] as unknown as Expression,
            'circle-color': ['case', ['get', 'isIn'], colour, theme.map.landIn],
            'circle-stroke-color': colour,
            'circle-stroke-width': ['case', ['get', 'isIn'], 0, 1],
            'circle-opacity': fades,
            'circle-stroke-opacity': fades,
          },
        },
      },
    ],
  };
}
