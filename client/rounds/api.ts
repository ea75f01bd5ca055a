import { type QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type CampaignComparison, type CampaignDetail, type Checklist, campaignRoutes, type Duty } from '#contract/campaigns';
import type { CoverageFigures } from '#contract/coverage';
import type { HouseholdKind } from '#contract/households';
import { peopleRoutes, type Unit } from '#contract/people';
import { visitRoutes } from '#contract/visits';
import { Problem, type ResponseOf, request } from '../api/request.ts';
import { useGridCoverage } from '../coverage/api.ts';

/** More than any district has; a list that is chosen from is read whole. */
const MOST_UNITS = 2000;

// Keys begin with the name the shell asks again under when something happens to a round (client/shell/live-updates.ts).

export function useRound(code: string): UseQueryResult<CampaignDetail> {
  return useQuery({ queryKey: ['campaigns', code, 'detail'], queryFn: ({ signal }) => request(campaignRoutes.detail, { params: { code }, signal }) });
}

/** Who goes where in a round. Waits while the code is null. */
export function useDuties(code: string | null): UseQueryResult<Duty[]> {
  return useQuery({
    queryKey: ['campaigns', code, 'duties'],
    queryFn: async ({ signal }) => (await request(campaignRoutes.duties, { params: { code: code as string }, signal })).items,
    enabled: code !== null,
  });
}

/** The checklists in their latest version, and what a district may start from. */
export function useChecklists(): UseQueryResult<{ items: Checklist[]; templates: Checklist[] }> {
  return useQuery({ queryKey: ['checklists'], queryFn: ({ signal }) => request(campaignRoutes.checklists, { signal }) });
}

/** Departments and offices by code. */
export function useUnits(): UseQueryResult<Unit[]> {
  return useQuery({ queryKey: ['units'], queryFn: async ({ signal }) => (await request(peopleRoutes.units, { query: { limit: MOST_UNITS }, signal })).items });
}

/** What has come of a round in the whole district. */
export interface RoundFigures {
  own: CoverageFigures;
  byKind: Partial<Record<HouseholdKind, CoverageFigures>>;
  /** Frozen when the round was closed; live figures otherwise. */
  isFrozen: boolean;
  asOf: string;
}

/**
 * The figures of a round: of one that was closed here those that were frozen then, of any other one those of now. data is null before it opens.
 * root: code of the district, null while it is not known.
 */
export function useRoundFigures(
  round: CampaignDetail | undefined,
  root: string | null,
): { data: RoundFigures | null | undefined; error: unknown; refetch: () => unknown } {
  const code = round?.code ?? '';
  const isFrozen = round !== undefined && round.closedAt !== null;
  const isLive = round !== undefined && !isFrozen && round.status !== 'planned';
  const live = useGridCoverage(isLive ? root : null, { campaign: code, kind: null });
  const frozen = useQuery({
    queryKey: ['campaigns', code, 'result'],
    queryFn: ({ signal }) => request(campaignRoutes.result, { params: { code }, signal }),
    enabled: isFrozen,
  });
  const { error, refetch } = isFrozen ? frozen : live;
  if (round?.status === 'planned') return { data: null, error: null, refetch };
  const data = isFrozen ? frozenFigures(frozen.data) : live.data && { own: live.data.own, byKind: live.data.byKind, isFrozen: false, asOf: live.data.asOf };
  return { data, error, refetch };
}

function frozenFigures(result: ResponseOf<typeof campaignRoutes.result> | undefined): RoundFigures | null | undefined {
  if (result === undefined) return undefined;
  const whole = result.rows.find(({ grid }) => grid.level === 1);
  return whole === undefined ? null : { own: whole.figures, byKind: whole.byKind, isFrozen: true, asOf: result.closedAt };
}

/** Two rounds for a grid (null: the district) and its children. */
export function useComparison(first: string, second: string, grid: string | null): UseQueryResult<CampaignComparison> {
  return useQuery({
    queryKey: ['campaigns', first, 'compare', second, grid],
    queryFn: ({ signal }) => request(campaignRoutes.compare, { params: { code: first }, query: { with: second, grid: grid ?? undefined }, signal }),
  });
}

/** Shares of the doubtful visits of a round in a grid and its children. Waits while the code is null. */
export function useDoubts(code: string | null, campaign: string): UseQueryResult<ResponseOf<typeof visitRoutes.doubtful>> {
  return useQuery({
    queryKey: ['campaigns', campaign, 'doubts', code],
    queryFn: ({ signal }) => request(visitRoutes.doubtful, { params: { code: code as string }, query: { campaign }, signal }),
    enabled: code !== null,
  });
}

/** Everything that depends on what rounds there are and how they stand. */
export async function askRoundsAgain(client: QueryClient): Promise<void> {
  await Promise.all([['campaigns'], ['coverage'], ['pace'], ['exemptions']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** What a refusal is called in the messages of this page. */
export function refusalOf(error: unknown): { key: 'unreachable' | 'other' | KnownRefusal; detail: string } {
  if (!(error instanceof Problem)) return { key: 'other', detail: String(error) };
  if (error.status === 0) return { key: 'unreachable', detail: '' };
  const slug = error.type.replace('/problems/', '');
  return { key: REFUSALS.find((known) => known === slug) ?? 'other', detail: error.detail || error.title };
}

const REFUSALS = [
  'person-required',
  'role-not-allowed',
  'campaign-state',
  'campaign-not-open',
  'visit-decided',
  'visit-superseded',
  'own-visit',
  'outside-own-grids',
] as const;
type KnownRefusal = (typeof REFUSALS)[number];
