import { keepPreviousData, type UseMutationResult, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import {
  type HowMade,
  MAY_PLAN_ALLEYS,
  type PlanChanges,
  type PlanDetail,
  type PlanJob,
  type PlanResult,
  type PlanRow,
  type PlanSpec,
  planRoutes,
} from '#contract/plans';
import type { Weights } from '#geodata/priority/criteria';
import { request, requestAs } from '../api/request.ts';
import { newUuid } from '../api/uuid.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { followJob } from './follow-job.ts';

const HOUR_MS = 3_600_000;
/** What is still being typed asks nothing; a weight comes when it is let go. */
const SETTLE_MS = 150;
/** The question itself waits for a first answer, good enough to look at while the proof and the draws are still to come. */
const WAIT_MS = 1500;

export type PlanModel = z.infer<typeof planRoutes.model.response>;
export type PlanAlleys = z.infer<typeof planRoutes.alleys.response>;
export type PlanAlley = z.infer<typeof planRoutes.alley.response>;

export function usePlanModel(): UseQueryResult<PlanModel> {
  return useQuery({ queryKey: ['plan-model'], queryFn: ({ signal }) => request(planRoutes.model, { signal }), staleTime: HOUR_MS });
}

/** Needs and costs of every alley: enough to score and rank without asking again. */
export function usePlanAlleys(): UseQueryResult<PlanAlleys> {
  return useQuery({ queryKey: ['plan-alleys'], queryFn: ({ signal }) => request(planRoutes.alleys, { query: {}, signal }), staleTime: HOUR_MS });
}

export function usePlanAlley(id: number): UseQueryResult<PlanAlley> {
  return useQuery({
    queryKey: ['plan-alley', id],
    queryFn: ({ signal }) => request(planRoutes.alley, { params: { id }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function usePlans(): UseQueryResult<PlanRow[]> {
  return useQuery({ queryKey: ['plans'], queryFn: async ({ signal }) => (await request(planRoutes.list, { signal })).items });
}

export function usePlan(id: number | null): UseQueryResult<PlanDetail> {
  const person = useWorkingAs()?.id ?? null;
  return useQuery({
    queryKey: ['plan', id, person],
    queryFn: ({ signal }) => request(planRoutes.detail, { params: { id: id as number }, signal }),
    enabled: id !== null,
  });
}

/** What of a kept plan's inputs is not as it was. */
export function usePlanChanges(id: number): UseQueryResult<PlanChanges> {
  return useQuery({ queryKey: ['plan-changes', id], queryFn: ({ signal }) => request(planRoutes.changes, { params: { id }, signal }) });
}

/** Whether who works here may compute and keep plans. */
export function useMayPlan(): boolean {
  const person = useWorkingAs();
  return person !== null && MAY_PLAN_ALLEYS.includes(person.role);
}

export interface Computation {
  /** Of a whole result, which can be kept; null while there is none. */
  job: string | null;
  result: PlanResult | null;
  /** Of a result that is still to come; null when nothing is being computed. */
  progress: PlanJob['progress'] | 'waiting' | null;
  error: unknown;
  cancel(): void;
  retry(): void;
}

/**
 * Computes a plan whenever its description changes, once it has settled: the request's own answer is a rough one, so that the page answers within a second; proof
 * and stability follow. The last result stays until the next is there; a job that is no longer wanted is cancelled. Null: nothing to compute (nobody may, or the description is not whole).
 */
export function usePlanResult(spec: z.input<typeof PlanSpec> | null): Computation {
  const [shown, setShown] = useState<{ job: string; result: PlanResult; isWhole: boolean } | null>(null);
  const [progress, setProgress] = useState<Computation['progress']>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const running = useRef<string | null>(null);
  const wanted = spec === null ? null : JSON.stringify(spec);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the attempt is what "once more" counts
  useEffect(() => {
    if (wanted === null) return;
    const over = new AbortController();
    setError(null);
    setProgress('waiting');
    const timer = setTimeout(
      () =>
        void run().catch((problem: unknown) => {
          if (over.signal.aborted) return;
          setError(problem);
          setProgress(null);
        }),
      SETTLE_MS,
    );
    const run = async () => {
      running.current = 'asked';
      const begun = await request(planRoutes.solve, { body: { spec: JSON.parse(wanted) as z.input<typeof PlanSpec>, waitMs: WAIT_MS }, signal: over.signal });
      // Stopped while the question was under way: its name is known only now.
      if (running.current === null) stopJob(begun.id);
      else running.current = begun.id;
      if (begun.rough !== null) setShown({ job: begun.id, result: begun.rough, isWhole: false });
      const job = await followJob(begun, (known) => setProgress(known.progress ?? 'waiting'), over.signal);
      running.current = null;
      if (over.signal.aborted) return;
      if (job.state === 'failed') throw new Error(job.detail ?? '');
      if (job.result !== null) setShown({ job: job.id, result: job.result, isWhole: true });
      setProgress(null);
    };
    return () => {
      over.abort();
      clearTimeout(timer);
      stop(running);
    };
  }, [wanted, attempt]);
  return {
    job: shown?.isWhole ? shown.job : null,
    result: shown?.result ?? null,
    progress,
    error,
    cancel: () => stop(running),
    retry: () => setAttempt((before) => before + 1),
  };
}

/** Ends a job with the best it has; that it is over already is no trouble. */
function stop(running: { current: string | null }): void {
  const job = running.current;
  running.current = null;
  if (job !== null && job !== 'asked') stopJob(job);
}

function stopJob(job: string): void {
  void request(planRoutes.cancel, { params: { job } }).catch(() => undefined);
}

export type PlanChange =
  | { of: 'save'; job: string; name: string; seriesId?: number }
  | { of: 'act'; id: number; action: 'comment' | 'submit' | 'approve' | 'withdraw'; note?: string; acceptsChanges?: boolean };

/** Keeps a result, or says something of a kept one. */
export function useChangePlans(): UseMutationResult<PlanDetail, Error, PlanChange> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change) =>
      change.of === 'save'
        ? request(planRoutes.save, {
            body: { clientUuid: newUuid(), job: change.job, name: change.name, ...(change.seriesId === undefined ? {} : { seriesId: change.seriesId }) },
          })
        : request(planRoutes.act, {
            params: { id: change.id },
            body: {
              clientUuid: newUuid(),
              action: change.action,
              acceptsChanges: change.acceptsChanges === true,
              ...(change.note ? { note: change.note } : {}),
            },
          }),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => /^(plans?|pro(ject|gramme)s?)$/.test(String(queryKey[0])) }),
  });
}

/** Keeps weights under a name; the page's model is read again, with the new set in it. */
export function useSaveWeights(): UseMutationResult<unknown, Error, { name: string; weights: Weights; made: HowMade }> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (set) => request(planRoutes.saveWeights, { body: { clientUuid: newUuid(), ...set } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['plan-model'] }),
  });
}

export async function planFile(id: number, f: 'xlsx' | 'geojson' | 'plan', lang: 'zh' | 'en'): Promise<Blob> {
  return (await requestAs(planRoutes.file, { params: { id }, query: { f, lang } }, '*/*')).blob();
}

export type PlanNote = Omit<z.input<typeof planRoutes.note.body>, 'clientUuid'>;

/** Notes what residents answered, or that the place is to be torn down; what is said of the alley is read again. */
export function useNoteAlley(id: number): UseMutationResult<unknown, Error, PlanNote> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (note) => request(planRoutes.note, { params: { id }, body: { clientUuid: newUuid(), ...note } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['plan-alley', id] }),
  });
}
