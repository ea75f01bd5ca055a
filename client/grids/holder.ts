import { useQuery } from '@tanstack/react-query';
import type { Polygon } from 'geojson';
import { useMemo } from 'react';
import { placeRoutes } from '#contract/places';
import { useAlley } from '../alleys/api.ts';
import { request } from '../api/request.ts';
import { decodeShape, shapePolygon } from '../drawing/shape.ts';
import type { MapState } from '../map/map-state.ts';

const MOST_CORNERS = 8;

/** Code of the smallest grid that lies on the way to every path; null when there is none, or a path is missing. */
export function holderOf(paths: readonly (string | null)[]): string | null {
  const [first, ...rest] = paths.map((path) => path?.split('/') ?? []);
  if (first === undefined) return null;
  const shared = first.findIndex((code, depth) => rest.some((codes) => codes[depth] !== code));
  return first.slice(0, shared < 0 ? first.length : shared).pop() ?? null;
}

/** Places that stand for a shape: its corners, and of many an even choice. */
export function corners({ coordinates: [ring = []] }: Polygon): [number, number][] {
  const open = ring.slice(0, -1).map(([lon = 0, lat = 0]): [number, number] => [lon, lat]);
  const step = Math.max(1, Math.ceil(open.length / MOST_CORNERS));
  return open.filter((_, index) => index % step === 0);
}

/** Code of the smallest grid that holds what is selected: the grid itself, else where the alley, the drawn shape or the looked-up place lies. */
export function useHolder({ grid, alley, shape, place }: Pick<MapState, 'grid' | 'alley' | 'shape' | 'place'>): string | null {
  const { data: lane } = useAlley(shape === null ? alley : null);
  const drawn = useMemo(() => decodeShape(shape), [shape]);
  const positions = drawn === null ? (place === null ? [] : [place]) : corners(shapePolygon(drawn));
  const { data: held } = useQuery({
    queryKey: ['holder', positions],
    queryFn: async ({ signal }) => {
      const places = await Promise.all(positions.map(([lon, lat]) => request(placeRoutes.place, { query: { lon, lat }, signal })));
      return holderOf(places.map(({ grids }) => grids[grids.length - 1]?.path ?? null));
    },
    enabled: positions.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (positions.length > 0) return held ?? null;
  if (alley !== null) return lane === undefined ? null : holderOf(lane.grids.map((part) => part.grid.path));
  return grid;
}
