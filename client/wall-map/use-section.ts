import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CoverageState } from '#contract/coverage';
import { type WallSection, wallRoutes } from '#contract/walls';
import { request } from '../api/request.ts';

/** A building of which the map draws the floors; worst state of each floor from the ground up. */
export interface BuildingTower {
  id: number;
  floors: readonly (CoverageState | null)[];
}

/** A knock in the building is seen after at most this long. */
const AGAIN_MS = 15_000;
/** Most urgent first. */
const WORST: readonly CoverageState[] = ['untried', 'tried', 'appointment', 'exempt_pending', 'covered', 'exempt'];

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

/** What the map needs of a section: floors 1, 2, … by the worst state behind their doors; null where no door is. */
export function towerOf(section: WallSection): BuildingTower {
  const worst = new Map<number, CoverageState>();
  for (const { floor, cells } of section.floors) {
    const states = new Set(cells.flatMap((cell) => cell.states));
    const state = WORST.find((candidate) => states.has(candidate));
    if (floor !== null && floor > 0 && state !== undefined) worst.set(floor, state);
  }
  return { id: section.building.id, floors: Array.from({ length: Math.max(0, ...worst.keys()) }, (_, index) => worst.get(index + 1) ?? null) };
}
