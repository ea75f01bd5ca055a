import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ProjectClash } from '#contract/projects';
import { useAskedDay, useIsPlaying } from '../api/past.ts';
import type { ProjectPlaces } from './on-map.ts';

const NONE: readonly ProjectClash[] = [];

/**
 * What the map of everything needs of projects, asked for only while they are shown: this file is in its first picture, on-map.ts is not. Where two
 * dig twice is asked of the server, so not for every day that runs past.
 */
export function useProjectPlaces(isOn: boolean): { places: UseQueryResult<ProjectPlaces>; clashes: readonly ProjectClash[] } {
  const day = useAskedDay();
  const isPlaying = useIsPlaying();
  const places = useQuery({
    queryKey: ['project-shapes', 'map'],
    queryFn: async ({ signal }) => (await import('./on-map.ts')).readProjectPlaces(signal),
    enabled: isOn,
    structuralSharing: false,
  });
  const clashes = useQuery({
    queryKey: ['project-clashes', 'map', day ?? null],
    queryFn: async ({ signal }) => (await import('./on-map.ts')).readClashesOn(day, signal),
    enabled: isOn && !isPlaying,
    placeholderData: keepPreviousData,
  });
  return { places, clashes: isPlaying ? NONE : (clashes.data ?? NONE) };
}
