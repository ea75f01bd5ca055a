import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type WallSection, wallRoutes } from '#contract/walls';
import { request } from '../api/request.ts';

/** A building of which the map draws the floors, from the ground up: share of the reachable doors that are covered; null where there is none. */
export interface BuildingTower {
  id: number;
  floors: readonly (number | null)[];
}

/** A knock in the building is seen after at most this long. */
const AGAIN_MS = 15_000;

/** The floors of a building by unit, states only; nothing is asked for while there is no building. */
export function useSection(building: number | null, wall: number | undefined): UseQueryResult<WallSection> {
  return useQuery({
    queryKey: ['wall-section', building, wall ?? null],
    queryFn: ({ signal }) => request(wallRoutes.section, { query: { building: building as number, wall }, signal }),
    enabled: building !== null,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });
}

/** What the map needs of a section: floors 1, 2, …; those below the ground are left to the panel. */
export function towerOf(section: WallSection): BuildingTower {
  const shares = new Map<number, number | null>();
  for (const { floor, cells } of section.floors) {
    const reachable = cells.flatMap(({ states }) => states).filter((state) => state !== 'exempt');
    const covered = reachable.filter((state) => state === 'covered');
    if (floor !== null && floor > 0) shares.set(floor, reachable.length === 0 ? null : covered.length / reachable.length);
  }
  return { id: section.building.id, floors: Array.from({ length: Math.max(0, ...shares.keys()) }, (_, index) => shares.get(index + 1) ?? null) };
}
