import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { photoRoutes } from '#contract/photos';
import { requestAs } from '../api/request.ts';
import { useWorkingAs } from '../api/work-as.ts';

const KEEP_MS = 60_000;

export interface PhotoAddress {
  /** For an <img>; null until it is there. */
  url: string | null;
  isFailed: boolean;
}

/** A photo for whoever works here: an <img> by itself would not say who asks. */
export function usePhoto(id: number, size: 'full' | 'thumb'): PhotoAddress {
  const person = useWorkingAs();
  const { data, isError } = useQuery({
    // Kept per person: whoever comes next asks for himself.
    queryKey: ['photo', id, size, person?.id ?? null],
    queryFn: async ({ signal }) => (await requestAs(photoRoutes.file, { params: { id }, query: { size }, signal }, 'image/jpeg')).blob(),
    enabled: person !== null,
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
