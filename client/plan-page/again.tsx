import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { type PlanJob, planRoutes } from '#contract/plans';
import { Problem, request } from '../api/request.ts';
import { useFaultWords } from '../plan-rules/fault-words.ts';
import { Failure } from '../ui/load-state.tsx';
import type { PlanAlleys, PlanModel } from './api.ts';
import { ChangeList } from './changed-since.tsx';
import { readPlanState } from './desk-state.ts';
import { followJob } from './follow-job.ts';

type PlanFile = z.input<typeof planRoutes.again.body>;
type Again = NonNullable<PlanJob['again']>;
type State =
  | { is: 'idle' }
  | { is: 'running'; name: string }
  | { is: 'over'; name: string; again: Again }
  | { is: 'unreadable'; name: string }
  | { is: 'failed'; name: string; error: unknown };

/** A file has no page to mend: only its words are wanted. */
const NOTHING_ASKED = { state: readPlanState(''), budget: {}, startYear: 0 };

/** Computes a plan file again, as of its day and with its prices: whether the answer is the same, and which inputs are not what they were. */
export function Again({ alleys, model }: { alleys: PlanAlleys; model: PlanModel }) {
  const { t } = useTranslation('plan');
  const { t: tKept } = useTranslation('planKept');
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
    void running.catch((error: unknown) => own?.signal.aborted || setState({ is: 'failed', name: file.name, error }));
  };
  return (
    <div className="plan-again">
      <label className="plan-line plan-file">
        <span>{t('again.choose')}</span>
        <span className="button" aria-hidden="true">
          {tKept('again.file')}
        </span>
        <input
          type="file"
          className="visually-hidden"
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
      {state.is === 'failed' && <NotAskable name={state.name} error={state.error} alleys={alleys} model={model} onRetry={() => setState({ is: 'idle' })} />}
    </div>
  );
}

function Verdict({ name, again: { isSame, changes }, alleys }: { name: string; again: Again; alleys: PlanAlleys }) {
  const { t } = useTranslation('plan');
  return (
    <>
      <p>
        <b>{t(isSame === true ? 'again.same' : 'again.differs', { name })}</b> {changes.isReproducible && t('again.unchanged')}
      </p>
      {!changes.isReproducible && <ChangeList changes={changes} alleys={alleys} />}
    </>
  );
}

/** A file whose question cannot be asked any more: what it names is not there, said in words. */
function NotAskable({ name, error, alleys, model, onRetry }: { name: string; error: unknown; alleys: PlanAlleys; model: PlanModel; onRetry: () => void }) {
  const { t } = useTranslation('planKept');
  const words = useFaultWords(alleys, model);
  const faults = error instanceof Problem ? error.errors.filter(({ code }) => code !== undefined) : [];
  if (faults.length === 0) return <Failure error={error} onRetry={onRetry} />;
  return (
    <div className="plan-warn" role="alert">
      {t('again.refused', { name })}
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.pointer} ${fault.detail}`}>{words(fault, NOTHING_ASKED).text}</li>
        ))}
      </ul>
    </div>
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
