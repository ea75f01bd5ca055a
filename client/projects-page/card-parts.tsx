import { useTranslation } from 'react-i18next';
import type { ProjectDetail } from '#contract/projects';
import { newUuid } from '../api/uuid.ts';
import { Failure } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useMay } from './actions.tsx';
import { type ProjectCatalogue, useChangeProject } from './api.ts';
import { useNamed } from './words.ts';

/** 一征三议两公开: the steps that were taken, and the share that agreed of those asked against what is needed. */
export function Consultation({ project, steps }: { project: ProjectDetail; steps: ProjectCatalogue['steps'] }) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  const named = useNamed();
  const { consent, consentState, consentThreshold, consultations } = project;
  const heldOf = (code: string) => consultations.filter(({ step }) => step === code).at(-1);
  const next = steps.find(({ code }) => heldOf(code) === undefined);
  if (consentState === 'not_needed') return <p className="projects-note">{t('card.notNeeded')}</p>;
  return (
    <>
      {consent === null ? (
        <p className="projects-note">{t('card.unasked')}</p>
      ) : (
        <div className="consent-wide" data-state={consentState}>
          <p>
            <strong>{format.rate(consent.share)}</strong> {t('card.consent', { agreed: format.number(consent.agreed), asked: format.number(consent.asked) })}
            <small> {t('card.answered', { answered: format.number(consent.answered) })}</small>
          </p>
          <div className="consent-bar" aria-hidden="true">
            <span className="consent-answered" style={{ width: `${(consent.answered / consent.asked) * 100}%` }} />
            <span className="consent-agreed" style={{ width: `${consent.share * 100}%` }} />
            <i style={{ left: `${consentThreshold * 100}%` }} />
          </div>
          <p className="projects-note">
            {t('card.threshold', { share: format.rate(consentThreshold) })} {consentState === 'below' && <b className="projects-late">▲ {t('card.paused')}</b>}
          </p>
        </div>
      )}
      <ol className="consult-steps">
        {steps.map((step) => {
          const held = heldOf(step.code);
          return (
            <li key={step.code} data-held={held !== undefined || undefined} aria-current={step === next ? 'step' : undefined}>
              <span>{named(step)}</span>
              <small>{held === undefined ? t(step === next ? 'card.stepNext' : 'card.stepOpen') : format.date(held.heldOn)}</small>
              {held !== undefined && held.publishedTo !== null && (
                <small>{t('card.published', { day: format.date(held.publishedTo), days: daysFromTo(held.heldOn, held.publishedTo) })}</small>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

const DAY_MS = 86_400_000;
/** Both days count. */
const daysFromTo = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

/** What was due when, and when it was done; what is late says so. */
export function Milestones({ project, today }: { project: ProjectDetail; today: string }) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  const may = useMay();
  const change = useChangeProject(project.id);
  return (
    <>
      {change.isError && <Failure error={change.error} onRetry={() => change.reset()} />}
      <ul className="milestones">
        {project.milestoneList.map(({ name, dueOn, doneOn, isLate }) => (
          <li key={name} data-done={doneOn !== null || undefined}>
            <span>{name}</span>
            <small>{t('card.due', { day: format.date(dueOn) })}</small>
            <small>{doneOn === null ? '' : t('card.done', { day: format.date(doneOn) })}</small>
            <small>
              {isLate && (
                <span className={doneOn === null ? 'projects-late' : ''}>
                  {doneOn === null && <i aria-hidden="true">▲</i>} {t('late')}
                </span>
              )}
            </small>
            {doneOn === null && may.run && dueOn <= today && (
              <button
                type="button"
                className="projects-link"
                disabled={change.isPending}
                onClick={() => change.mutate({ of: 'milestone', body: { clientUuid: newUuid(), name, dueOn, doneOn: today } })}
              >
                {t('act.doneToday')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
