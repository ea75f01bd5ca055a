import { useQuery } from '@tanstack/react-query';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { useMemo } from 'react';
import { gridRoutes } from '#contract/grids';
import { useAlley } from '../alleys/api.ts';
import { requestAs } from '../api/request.ts';
import { decodeShape, shapePolygon } from '../drawing/shape.ts';
import type { MapState } from '../map/map-state.ts';

export interface FocusArea {
  /** What is asked about; the rest of the map lies under a veil. */
  geometry: Polygon | MultiPolygon | null;
  /** A drawn shape or the surroundings of an alley, which have no border of their own on the map. */
  isDrawn: boolean;
}

/** The area of what is selected: the grid's polygon, the drawn shape, or the surroundings of the alley. */
export function useFocusArea(state: MapState): FocusArea {
  const grid = useGridGeometry(state.grid);
  const shape = useMemo(() => decodeShape(state.shape), [state.shape]);
  const alley = useAlley(state.alley).data;
  const surroundings = useSurroundings(state.alley !== null && alley?.id === state.alley ? alley.geometry : null, state.distanceM);
  return useMemo(() => {
    if (shape !== null) return { geometry: shapePolygon(shape), isDrawn: true };
    if (surroundings !== null) return { geometry: surroundings, isDrawn: true };
    return { geometry: grid, isDrawn: false };
  }, [shape, surroundings, grid]);
}

function useGridGeometry(code: string | null): Polygon | MultiPolygon | null {
  const query = useQuery({
    queryKey: ['grid-geometry', code],
    queryFn: async ({ signal }) => {
      const answer = await requestAs(gridRoutes.geometry, { params: { code: code as string }, signal }, 'application/geo+json');
      return ((await answer.json()) as Feature<Polygon | MultiPolygon | null>).geometry;
    },
    enabled: code !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return code === null ? null : (query.data ?? null);
}

/** Turf is fetched when the first alley is chosen. The server counts in the metric zone; this is only the outline of what it counted. */
function useSurroundings(geometry: { type: 'MultiLineString'; coordinates: number[][][] } | null, distanceM: number | null): Polygon | MultiPolygon | null {
  const query = useQuery({
    queryKey: ['alley-surroundings', geometry?.coordinates[0]?.[0], distanceM],
    queryFn: async () => (geometry && distanceM ? (await import('./surroundings.ts')).surroundings(geometry, distanceM) : null),
    enabled: geometry !== null && distanceM !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return geometry === null ? null : (query.data ?? null);
}
