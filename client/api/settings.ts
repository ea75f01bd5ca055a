import { queryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type Campaign, coverageRoutes } from '#contract/coverage';
import { type PublicSettings, settingsRoutes } from '#contract/settings';
import { request } from './request.ts';

const AGAIN_MS = 5_000;

/** What this district is called, where it lies, which breaks its choropleth has. */
export function useSettings(): UseQueryResult<PublicSettings> {
  return useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => request(settingsRoutes.public, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    // A screen that is switched on before its server has nobody to reload it.
    refetchInterval: ({ state }) => (state.status === 'error' ? AGAIN_MS : false),
  });
}

/** The question for all rounds, for those who ask it outside a component. */
export const campaignsQuery = queryOptions({
  queryKey: ['campaigns'],
  queryFn: async ({ signal }): Promise<Campaign[]> => (await request(coverageRoutes.campaigns, { signal })).items,
});

/** All rounds. */
export function useCampaigns(): UseQueryResult<Campaign[]> {
  return useQuery(campaignsQuery);
}

/** The round the screen is about: the one named in the URL, else the only open one (newest first where there are several). */
export function roundOf(campaigns: readonly Campaign[], code: string | null): Campaign | null {
  if (code !== null) return campaigns.find((campaign) => campaign.code === code) ?? null;
  const open = campaigns.filter((campaign) => campaign.status === 'open');
  return [...open].sort((a, b) => b.startsOn.localeCompare(a.startsOn))[0] ?? null;
}

/** The round a past day is about: the one named in the URL, else the last that had begun by then (rechecks of a round aside); null where none had. */
export function roundOnDay(campaigns: readonly Campaign[], day: string, code: string | null): Campaign | null {
  const begun = campaigns.filter((campaign) => campaign.startsOn <= day && (code === null ? campaign.kind === 'round' : campaign.code === code));
  return [...begun].sort((a, b) => b.startsOn.localeCompare(a.startsOn))[0] ?? null;
}
