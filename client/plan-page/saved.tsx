import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MAY_APPROVE, type PlanRow, PlanSpec } from '#contract/plans';
import { useWorkingAs } from '../api/work-as.ts';
import { fileName } from '../coverage/file-name.ts';
import { save } from '../coverage/save-file.ts';
import { Failure, Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { Again } from './again.tsx';
import { type PlanAlleys, type PlanModel, planFile, useChangePlans, useMayPlan, usePlan, usePlanChanges, usePlans } from './api.ts';
import { ChangedSince, outdated } from './changed-since.tsx';
import { MINOR_PER_10K, MOST_YEARS, type PlanState } from './desk-state.ts';
import { questionOf } from './plan-spec.ts';

const EffectDialog = lazy(() => import('../plan-effect/effect-dialog.tsx'));

interface SavedPlansProps {
  alleys: PlanAlleys;
  model: PlanModel;
  /** Of the result on the screen; null: there is none to keep. */
  job: string | null;
  chosen: number | null;
  startYear: number;
  timeZone: string;
  onChoose: (plan: number | null) => void;
  /** Lays it beside the plan on the screen. */
  onBeside: (plan: number) => void;
  /** Puts the question of a kept plan on the page. */
  onReopen: (question: Partial<PlanState>) => void;
}

/** Keeps what is on the screen, lists what was kept, and what was said of it. */
export function SavedPlans({ alleys, model, job, chosen, startYear, timeZone, onChoose, onBeside, onReopen }: SavedPlansProps) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const plans = usePlans();
  const change = useChangePlans();
  const mayPlan = useMayPlan();
  const [name, setName] = useState('');
  const wanted = name.trim() || t('saved.defaultName', { year: String(startYear) });
  const series = plans.data?.find((plan) => plan.name === wanted)?.seriesId;
  return (
    <section className="plan-saved" aria-label={t('saved.title')}>
      <h3>{t('saved.title')}</h3>
      {mayPlan && (
        <form
          className="plan-keep"
          onSubmit={(event) => {
            event.preventDefault();
            if (job !== null) change.mutate({ of: 'save', job, name: wanted, ...(series === undefined ? {} : { seriesId: series }) });
          }}
        >
          <input
            className="field"
            maxLength={100}
            aria-label={t('saved.name')}
            placeholder={wanted}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="button" disabled={job === null || change.isPending}>
            {t('saved.keep')}
          </button>
        </form>
      )}
      {change.isError && <Failure error={change.error} onRetry={change.reset} />}
      <Loaded query={plans} bars={[34, 34]}>
        {(list) =>
          list.length === 0 ? (
            <p className="plan-hint">{t('saved.none')}</p>
          ) : (
            <ul>
              {list.map((plan) => (
                <li key={plan.id} aria-current={plan.id === chosen || undefined}>
                  <p>
                    <b>{plan.name}</b> {t('saved.version', { version: String(plan.version) })} · {t(`saved.statuses.${plan.status}`)}
                  </p>
                  <p>
                    <small>
                      {t('saved.alleys', { count: plan.alleys as never, amount: format.number(plan.budgetMinor / MINOR_PER_10K) })} · {plan.person?.name ?? ''}{' '}
                      {format.moment(plan.createdAt)}
                    </small>{' '}
                    <button type="button" className="plan-link" onClick={() => onChoose(plan.id === chosen ? null : plan.id)}>
                      {plan.id === chosen ? t('saved.stop') : t('saved.compare')}
                    </button>{' '}
                    <button type="button" className="plan-link" onClick={() => onBeside(plan.id)}>
                      {t('saved.beside')}
                    </button>
                  </p>
                  {plan.id === chosen && <Deeds plan={plan} alleys={alleys} timeZone={timeZone} change={change} onReopen={onReopen} />}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayPlan && <Again alleys={alleys} model={model} />}
    </section>
  );
}

const FILES = ['xlsx', 'geojson', 'plan'] as const;
const ENDINGS = { xlsx: 'xlsx', geojson: 'geojson', plan: 'json' } as const;
const NEXT = { draft: ['submit'], submitted: ['approve', 'withdraw'], approved: [], withdrawn: [] } as const;

interface DeedsProps extends Pick<SavedPlansProps, 'alleys' | 'timeZone' | 'onReopen'> {
  plan: PlanRow;
  change: ReturnType<typeof useChangePlans>;
}

/** Files of a kept plan, its trail, and the step that comes next for who works here. */
function Deeds({ plan, alleys, timeZone, change, onReopen }: DeedsProps) {
  const { t, i18n } = useTranslation('plan');
  const { t: tKept } = useTranslation('planKept');
  const format = useFormat();
  const detail = usePlan(plan.id).data;
  const question = PlanSpec.safeParse(detail?.spec).data;
  const changes = usePlanChanges(plan.id).data;
  const isStale = plan.status === 'submitted' && detail !== undefined && changes !== undefined && outdated(changes, detail.result).length > 0;
  const mayPlan = useMayPlan();
  const role = useWorkingAs()?.role ?? '';
  const [note, setNote] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isEffect, setEffect] = useState(false);
  const fetchFile = (f: (typeof FILES)[number]) =>
    planFile(plan.id, f, i18n.language === 'en' ? 'en' : 'zh')
      .then((blob) => save(blob, fileName(plan.name, new Date(), timeZone, ENDINGS[f])))
      .catch(setError);
  const act = (action: 'comment' | 'submit' | 'approve' | 'withdraw') =>
    change.mutate(
      { of: 'act', id: plan.id, action, acceptsChanges: isStale, ...(note.trim() === '' ? {} : { note: note.trim() }) },
      { onSuccess: () => setNote('') },
    );
  return (
    <>
      <p className="plan-files">
        {FILES.map((f) => (
          <button key={f} type="button" className="button" onClick={() => void fetchFile(f)}>
            {t(`saved.files.${f}`)}
          </button>
        ))}
        {NEXT[plan.status]
          .filter((action) => (action === 'approve' ? MAY_APPROVE.includes(role) : mayPlan))
          .map((action) => (
            <button key={action} type="button" className="button" disabled={change.isPending} onClick={() => act(action)}>
              {action === 'approve' && isStale ? tKept('asIs') : t(`head.${action}`)}
            </button>
          ))}
      </p>
      {detail !== undefined && <ChangedSince plan={plan.id} result={detail.result} alleys={alleys} />}
      {plan.status === 'submitted' && !MAY_APPROVE.includes(role) && <p className="plan-hint">{tKept('awaits')}</p>}
      <p className="plan-files">
        {question !== undefined && question.years <= MOST_YEARS && (
          <button type="button" className="plan-link" title={tKept('reopenHint')} onClick={() => onReopen(questionOf(question))}>
            {tKept('reopen')}
          </button>
        )}
        <Link to={`/plan-report?plan=${plan.id}`}>{t('saved.report')}</Link>
        <Link to={`/plan-notice?plan=${plan.id}`}>{t('saved.notice')}</Link>
        {plan.status === 'approved' && (
          <button type="button" className="plan-link" onClick={() => setEffect(true)}>
            {t('saved.effect')}
          </button>
        )}
      </p>
      {error !== null && <Failure error={error} onRetry={() => setError(null)} />}
      {detail !== undefined && detail.projects.length > 0 && (
        <details className="plan-projects">
          <summary>{t('saved.projects', { count: detail.projects.length as never })}</summary>
          <ul>
            {detail.projects.map((project) => (
              <li key={project.id}>
                <Link to={`/projects?project=${project.id}`}>{project.name}</Link>
              </li>
            ))}
          </ul>
        </details>
      )}
      {isEffect && (
        <Suspense fallback={null}>
          <EffectDialog plan={plan} onClose={() => setEffect(false)} />
        </Suspense>
      )}
      <ul className="plan-trail">
        {detail?.events.map(({ id, action, note: said, person, occurredAt }) => (
          <li key={id}>
            <small>
              {format.moment(occurredAt)} {person?.name ?? ''}
            </small>{' '}
            {t(`saved.actions.${action}`)} {said}
          </li>
        ))}
      </ul>
      {mayPlan && (
        <form
          className="plan-keep"
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim() !== '') act('comment');
          }}
        >
          <input
            className="field"
            maxLength={2000}
            aria-label={t('saved.comment')}
            placeholder={t('saved.comment')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <button type="submit" className="button" disabled={change.isPending}>
            {t('saved.send')}
          </button>
        </form>
      )}
    </>
  );
}
