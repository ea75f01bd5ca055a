import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { type PlanJob, planRoutes } from '#contract/plans';
import { request } from '../api/request.ts';
import { Failure } from '../ui/load-state.tsx';
import type { PlanAlleys } from './api.ts';
import { followJob } from './follow-job.ts';
import { nameOf } from './name-of.ts';

type PlanFile = z.input<typeof planRoutes.again.body>;
type Again = NonNullable<PlanJob['again']>;
type State =
  | { is: 'idle' }
  | { is: 'running'; name: string }
  | { is: 'over'; name: string; again: Again }
  | { is: 'unreadable'; name: string }
  | { is: 'failed'; error: unknown };

const MOST_NAMES = 5;
const LISTS = ['redrawn', 'changed', 'added', 'gone'] as const;

/** Computes a plan file again, as of its day and with its prices: whether the answer is the same, and which inputs are not what they were. */
export function Again({ alleys }: { alleys: PlanAlleys }) {
  const { t } = useTranslation('plan');
  const [state, setState] = useState<State>({ is: 'idle' });
  const over = useRef<AbortController | null>(null);
  useEffect(() => () => over.current?.abort(), []);
  const run = async (file: File) => {
    over.current?.abort();
    const own = new AbortController();
    over.current = own;
    const tell = (next: State) => own.signal.aborted || setState(next);
    tell({ is: 'running', name: file.name });
    const body = await file.text().then(planFileOf);
    if (body === null) return tell({ is: 'unreadable', name: file.name });
    const job = await followJob(await request(planRoutes.again, { body, signal: own.signal }), () => undefined, own.signal);
    if (job.again === null || job.state === 'failed') throw new Error(job.detail ?? '');
    tell({ is: 'over', name: body.name, again: job.again });
  };
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    const running = run(file);
    const own = over.current;
    void running.catch((error: unknown) => own?.signal.aborted || setState({ is: 'failed', error }));
  };
  return (
    <div className="plan-again">
      <label className="plan-line">
        <span>{t('again.choose')}</span>
        <input
          type="file"
          accept=".json,application/json"
          disabled={state.is === 'running'}
          onChange={(event) => {
            choose(event.target.files?.[0]);
            // The same file may be chosen once more.
            event.target.value = '';
          }}
        />
      </label>
      <div role="status">
        {state.is === 'running' && <p className="plan-hint">{t('again.running', { name: state.name })}</p>}
        {state.is === 'unreadable' && <p className="plan-warn">{t('again.unreadable', { name: state.name })}</p>}
        {state.is === 'over' && <Verdict name={state.name} again={state.again} alleys={alleys} />}
      </div>
      {state.is === 'failed' && <Failure error={state.error} onRetry={() => setState({ is: 'idle' })} />}
    </div>
  );
}

function Verdict({ name, again: { isSame, changes }, alleys }: { name: string; again: Again; alleys: PlanAlleys }) {
  const { t } = useTranslation('plan');
  const named = (ids: readonly number[]) =>
    ids
      .slice(0, MOST_NAMES)
      .map((id) => nameOf(alleys, id) ?? String(id))
      .join(t('again.comma'));
  return (
    <>
      <p>
        <b>{t(isSame === true ? 'again.same' : 'again.differs', { name })}</b> {changes.isReproducible && t('again.unchanged')}
      </p>
      {!changes.isReproducible && (
        <ul>
          {changes.parts.map((part) => (
            <li key={part}>{t(`again.parts.${part}`)}</li>
          ))}
          {LISTS.filter((list) => changes[list].length > 0).map((list) => (
            <li key={list}>{t(`again.lists.${list}`, { count: changes[list].length as never, names: named(changes[list]) })}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Null where the text is no plan file; its parts are the server's to check. */
function planFileOf(text: string): PlanFile | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'format' in value && value.format === 'alleygrid-plan' ? (value as PlanFile) : null;
  } catch {
    return null;
  }
}
