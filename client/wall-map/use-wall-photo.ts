import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { wallRoutes } from '#contract/walls';
import { requestAs } from '../api/request.ts';

const KEEP_MS = 60_000;

/** Address of a photo for an <img>, asked for as this screen; null until it is there. The memory it takes is given back with the picture. */
export function useWallPhoto(id: number | null, wall: number | undefined): { url: string | null; isFailed: boolean } {
  const { data, isError } = useQuery({
    queryKey: ['wall-photo', id, wall ?? null],
    queryFn: async ({ signal }) =>
      (await requestAs(wallRoutes.photo, { params: { id: id as number }, query: { wall, size: 'full' }, signal }, 'image/jpeg')).blob(),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEEP_MS,
  });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [data]);
  return { url, isFailed: isError };
}
