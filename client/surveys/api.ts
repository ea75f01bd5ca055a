import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { surveyRoutes } from '#contract/surveys';
import { request } from '../api/request.ts';

export type Standards = z.infer<typeof surveyRoutes.standards.response>;
const HOUR_MS = 3_600_000;

/** Standards, measures and checklists: published, so they hardly ever change. */
export function useStandards(): UseQueryResult<Standards> {
  return useQuery({ queryKey: ['alley-standards'], queryFn: ({ signal }) => request(surveyRoutes.standards, { signal }), staleTime: HOUR_MS });
}
