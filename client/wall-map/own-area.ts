import { useQuery } from '@tanstack/react-query';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { gridRoutes } from '#contract/grids';
import type { WallPicture } from '#contract/walls';
import type { GridColumns } from '../api/layer-state.ts';
import { requestAs } from '../api/request.ts';
import { outside } from '../map/focus.ts';
import type { MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';

/** What is around stays to be made out, and is not to be read. */
export const VEIL = 0.72;

export type Area = Polygon | MultiPolygon;

/** Code of the grid a wall keeps to; null where it shows the whole district, which needs no veil. */
export function ownGrid(picture: WallPicture | null): string | null {
  return picture !== null && picture.grid.level > 1 ? picture.grid.code : null;
}

/** The ground of that grid; null without one, and until it has come. */
export function useArea(code: string | null): Area | null {
  const { data } = useQuery({
    queryKey: ['grid-geometry', code],
    queryFn: async ({ signal }) => {
      const answer = await requestAs(gridRoutes.geometry, { params: { code: code as string }, signal }, 'application/geo+json');
      return ((await answer.json()) as Feature<Area | null>).geometry;
    },
    enabled: code !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return code === null ? null : (data ?? null);
}

/** The rows of a grid and of all below it, by what stands in the columns themselves; every row where no grid is named. */
export function rowsInside({ code, id, parentId }: Pick<GridColumns, 'code' | 'id' | 'parentId'>, own: string | null): number[] {
  const rows = id.map((_, row) => row);
  if (own === null) return rows;
  const rowOf = new Map(id.map((grid, row) => [grid, row]));
  const isInside = (row: number | undefined): boolean => row !== undefined && (code[row] === own || isInside(rowOf.get(parentId[row] ?? Number.NaN)));
  return rows.filter(isInside);
}

/** What names of grids are made of, for those inside: whatever else the columns hold stays as it is. */
export function namesInside(state: GridColumns | null, own: string | null): GridColumns | null {
  if (state === null || own === null) return state;
  const rows = rowsInside(state, own);
  return Object.fromEntries(
    Object.entries(state).map(([name, column]) => [name, Array.isArray(column) && column.length === state.id.length ? rows.map((row) => column[row]) : column]),
  ) as unknown as GridColumns;
}

/** The veil over everything outside, and the outline of what is inside. */
export function ownArea(theme: Theme, area: Area | null): MapPart {
  if (area === null) return { layers: [] };
  const feature = (geometry: Area) => ({ type: 'geojson' as const, data: { type: 'Feature' as const, geometry, properties: {} } });
  return {
    sources: { 'own-veil': feature(outside(area)), 'own-area': feature(area) },
    layers: [
      {
        slot: 'veil',
        layer: { id: 'own-veil', type: 'fill', source: 'own-veil', paint: { 'fill-color': theme.ground, 'fill-opacity': VEIL, 'fill-antialias': false } },
      },
      {
        slot: 'selection',
        layer: {
          id: 'own-outline',
          type: 'line',
          source: 'own-area',
          layout: { 'line-join': 'round' },
          paint: { 'line-color': theme.map.border, 'line-width': 2.6 },
        },
      },
    ],
  };
}
