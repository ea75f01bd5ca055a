import { type PlanJob, planRoutes } from '#contract/plans';
import { addressOf, request } from '../api/request.ts';

/** The stream tells how things stand as soon as it is open; one that says nothing for so long is held up on the way. */
const SILENCE_MS = 1500;
const POLL_MS = 150;

/**
 * A job up to its end, with its result. How far it is comes by the server's stream; where that fails (a proxy that gathers, a line that breaks) the job is asked
 * for again and again. Throws Problem, and the browser's AbortError.
 */
export async function followJob(begun: PlanJob, onProgress: (job: PlanJob) => void, signal: AbortSignal): Promise<PlanJob> {
  const ask = () => request(planRoutes.job, { params: { job: begun.id }, signal });
  if (begun.state !== 'running') return begun;
  onProgress(begun);
  await streamed(begun.id, onProgress, signal);
  let job = await ask();
  while (job.state === 'running') {
    onProgress(job);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    job = await ask();
  }
  return job;
}

/** Resolves when the stream is over, for whatever reason: whether the job is, is asked afterwards. */
function streamed(job: string, onProgress: (job: PlanJob) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource(addressOf(planRoutes.jobEvents, { params: { job } }));
    const over = () => {
      clearTimeout(patience);
      source.close();
      resolve();
    };
    const patience = setTimeout(over, SILENCE_MS);
    source.addEventListener('progress', ({ data }: MessageEvent<string>) => {
      clearTimeout(patience);
      onProgress(JSON.parse(data) as PlanJob);
    });
    source.addEventListener('end', over);
    source.addEventListener('error', over);
    signal.addEventListener('abort', over, { once: true });
  });
}
