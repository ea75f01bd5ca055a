import type { Feature, FeatureCollection, Point } from 'geojson';
import type { Change } from '#contract/history';
import type { MapPart } from '../map/map-part.ts';
import { BUILDING_ZOOM } from '../map/shown-level.ts';
import type { Theme } from '../tokens.ts';

const SMALL = { leastPx: 6, mostPx: 22 };

/**
 * A ring around everything that has changed: issues and works at any zoom; doors that were reached one by one at building scale, where they can be told
 * apart, and before that one ring a grid, larger for more of them. Knocks that reached nobody have none.
 */
export function ringsAround(theme: Theme, changes: readonly Change[]): MapPart {
  const placed = changes.flatMap((change) => (change.kind === 'visit' || change.lon === null || change.lat === null ? [] : [change as Placed]));
  const doors = placed.filter(({ kind }) => kind === 'covered');
  const features = [
    ...placed.map(({ kind, lon, lat }) => ring(kind === 'covered' ? 'door' : 'thing', [lon, lat], kind)),
    ...gridsOf(doors).map(({ position, count, most }) =>
      ring('grid', position, 'covered', SMALL.leastPx + (SMALL.mostPx - SMALL.leastPx) * Math.sqrt(count / most)),
    ),
  ];
  const layer = (id: string, size: Size, zooms: { minzoom?: number; maxzoom?: number }, width: number): MapPart['layers'][number] => ({
    slot: 'selection',
    layer: {
      id,
      type: 'circle',
      source: 'changes',
      ...zooms,
      filter: ['==', ['get', 'size'], size],
      paint: {
        'circle-radius': ['get', 'radius'],
        'circle-opacity': 0,
        'circle-stroke-width': width,
        'circle-stroke-color': ['match', ['get', 'kind'], 'issue_overdue', theme.level1, 'issue_opened', theme.level1, theme.accent],
      },
    },
  });
  return {
    sources: { changes: { type: 'geojson', data: { type: 'FeatureCollection', features } satisfies FeatureCollection<Point> } },
    layers: [
      layer('change-grids', 'grid', { maxzoom: BUILDING_ZOOM }, 1.5),
      layer('change-doors', 'door', { minzoom: BUILDING_ZOOM }, 1.5),
      layer('change-things', 'thing', {}, 2.5),
    ],
  };
}

type Size = 'grid' | 'door' | 'thing';
type Placed = Change & { lon: number; lat: number };
const RADIUS = { door: 7, thing: 15 };

function ring(size: Size, coordinates: [number, number], kind: Change['kind'], radius = size === 'grid' ? SMALL.leastPx : RADIUS[size]): Feature<Point> {
  return { type: 'Feature', properties: { size, kind, radius }, geometry: { type: 'Point', coordinates } };
}

/** Where the doors of each grid lie on average, and how many they are of the most that any grid has. */
function gridsOf(doors: readonly Placed[]): { position: [number, number]; count: number; most: number }[] {
  const sums = new Map<string, { lon: number; lat: number; count: number }>();
  for (const { grid, lon, lat } of doors) {
    const sum = sums.get(grid?.code ?? '') ?? { lon: 0, lat: 0, count: 0 };
    sums.set(grid?.code ?? '', { lon: sum.lon + lon, lat: sum.lat + lat, count: sum.count + 1 });
  }
  const most = Math.max(1, ...[...sums.values()].map(({ count }) => count));
  return [...sums.values()].map(({ lon, lat, count }) => ({ position: [lon / count, lat / count], count, most }));
}
