import type { Feature, FeatureCollection, Point } from 'geojson';
import type { Change } from '#contract/history';
import type { MapPart } from '../map/map-part.ts';
import { BUILDING_ZOOM, type LevelRange } from '../map/shown-level.ts';
import type { Theme } from '../tokens.ts';

const SMALL = { leastPx: 6, mostPx: 22 };
/** Changes name a grid of this level, or the smallest above. */
const TOLD_LEVEL = 4;

/**
 * A ring around everything that has changed: issues and works at any zoom; doors that were reached one by one at building scale, where they can be told
 * apart, and before that one ring for each grid of the level that is shown, larger for more of them. Knocks that reached nobody have none.
 */
export function ringsAround(theme: Theme, changes: readonly Change[], ranges: readonly LevelRange[]): MapPart {
  const placed = changes.flatMap((change) => (change.kind === 'visit' || change.lon === null || change.lat === null ? [] : [change as Placed]));
  const doors = placed.filter(({ kind }) => kind === 'covered');
  const features = [
    ...placed.map(({ kind, lon, lat }) => (kind === 'covered' ? ring('door', [lon, lat], kind, RADIUS.door) : ring('thing', [lon, lat], kind, RADIUS.thing))),
    ...[...new Set(ranges.map(toldLevel))].flatMap((level) =>
      gridsOf(doors, level).map(({ position, count, most }) =>
        ring(sizeOf(level), position, 'covered', SMALL.leastPx + (SMALL.mostPx - SMALL.leastPx) * Math.sqrt(count / most)),
      ),
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
      ...ranges
        .filter(({ from }) => from < BUILDING_ZOOM)
        .map((range) =>
          layer(`change-grids-${range.level}`, sizeOf(toldLevel(range)), { minzoom: range.from, maxzoom: Math.min(range.to, BUILDING_ZOOM) }, 1.5),
        ),
      layer('change-doors', 'door', { minzoom: BUILDING_ZOOM }, 1.5),
      layer('change-things', 'thing', {}, 2.5),
    ],
  };
}

type Size = `grid-${number}` | 'door' | 'thing';
type Placed = Change & { lon: number; lat: number };
const RADIUS = { door: 7, thing: 15 };
const sizeOf = (level: number): Size => `grid-${level}`;
const toldLevel = ({ level }: LevelRange) => Math.min(level, TOLD_LEVEL);

function ring(size: Size, coordinates: [number, number], kind: Change['kind'], radius: number): Feature<Point> {
  return { type: 'Feature', properties: { size, kind, radius }, geometry: { type: 'Point', coordinates } };
}

/** Where the doors of each grid of a level lie on average, and how many they are of the most that any grid has. */
function gridsOf(doors: readonly Placed[], level: number): { position: [number, number]; count: number; most: number }[] {
  const sums = new Map<string, { lon: number; lat: number; count: number }>();
  for (const { grid, lon, lat } of doors) {
    const path = (grid?.path ?? '').split('/').slice(0, level).join('/');
    const sum = sums.get(path) ?? { lon: 0, lat: 0, count: 0 };
    sums.set(path, { lon: sum.lon + lon, lat: sum.lat + lat, count: sum.count + 1 });
  }
  const most = Math.max(1, ...[...sums.values()].map(({ count }) => count));
  return [...sums.values()].map(({ lon, lat, count }) => ({ position: [lon / count, lat / count], count, most }));
}
