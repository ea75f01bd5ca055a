import { QueryClient } from '@tanstack/react-query';
import { Problem } from './request.ts';

const MINUTE = 60_000;
const RETRIES = 2;

/** Retries what may pass (the line, a busy server), never a refusal. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: MINUTE / 2,
        gcTime: 10 * MINUTE,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < RETRIES && (!(error instanceof Problem) || error.status === 0 || error.status >= 502),
      },
    },
  });
}
