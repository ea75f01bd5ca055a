import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectDetail, ProjectPhase } from '#contract/projects';
import { newUuid } from '../api/uuid.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { Failure } from '../ui/load-state.tsx';
import { type ProjectCatalogue, type ProjectChange, useChangeProject } from './api.ts';
import { useNamed } from './words.ts';

const MAY_PLAN = ['planner', 'district_command', 'administrator'];
const MAY_RUN = [...MAY_PLAN, 'responsible_unit', 'subdistrict_dispatcher'];
const MAY_ACCEPT = ['inspector', 'verifier', 'district_command', 'administrator'];
const MAY_CONSULT = [...MAY_RUN, 'community_secretary'];

/** What this person may do with the project. The server has the last word. */
export function useMay(): { plan: boolean; run: boolean; accept: boolean; consult: boolean } {
  const role = useWorkingAs()?.role ?? '';
  return { plan: MAY_PLAN.includes(role), run: MAY_RUN.includes(role), accept: MAY_ACCEPT.includes(role), consult: MAY_CONSULT.includes(role) };
}

const stepsFor = (project: ProjectDetail, may: ReturnType<typeof useMay>): ProjectPhase[] =>
  project.nextPhases.filter((phase) => (phase === 'accepted' ? may.accept : may.run));
/** Whether this person has anything to do here. */
export const hasActions = (project: ProjectDetail, may: ReturnType<typeof useMay>): boolean =>
  may.plan || stepsFor(project, may).length > 0 || (may.consult && project.consentState !== 'not_needed');

interface ActionsProps {
  project: ProjectDetail;
  catalogue: ProjectCatalogue;
  today: string;
  onCorrect: () => void;
}
type Open = { of: 'advance'; to: ProjectPhase } | { of: 'consult' };

/** The next steps of a project, each asking for its day, and the totals of a consultation. */
export function Actions({ project, catalogue, today, onCorrect }: ActionsProps) {
  const { t } = useTranslation('projects');
  const may = useMay();
  const [open, setOpen] = useState<Open | null>(null);
  const change = useChangeProject(project.id);
  const isOver = project.phase === 'done' || project.phase === 'accepted';
  const steps = stepsFor(project, may);
  const send = (sent: ProjectChange) => change.mutate(sent, { onSuccess: () => setOpen(null) });
  return (
    <div className="project-actions">
      {change.isError && <Failure error={change.error} onRetry={() => change.reset()} />}
      {open === null ? (
        <div className="project-buttons">
          {steps.map((to, index) => (
            <button key={to} type="button" className={index === 0 ? 'button button-primary' : 'button'} onClick={() => setOpen({ of: 'advance', to })}>
              {isOver && to === 'under_construction' ? t('act.reopen') : t('act.advance', { phase: t(`phases.${to}`) })}
            </button>
          ))}
          {may.consult && project.consentState !== 'not_needed' && (
            <button type="button" className="button" onClick={() => setOpen({ of: 'consult' })}>
              {t('act.consult')}
            </button>
          )}
          {may.plan && (
            <button type="button" className="button" onClick={onCorrect}>
              {t('act.correct')}
            </button>
          )}
        </div>
      ) : open.of === 'advance' ? (
        <AdvanceForm
          to={open.to}
          needsReason={isOver && open.to !== 'accepted'}
          today={today}
          isBusy={change.isPending}
          onSend={send}
          onCancel={() => setOpen(null)}
        />
      ) : (
        <ConsultForm
          steps={catalogue.steps}
          first={catalogue.steps.find(({ code }) => project.consultations.every(({ step }) => step !== code))?.code ?? catalogue.steps[0]?.code ?? ''}
          today={today}
          isBusy={change.isPending}
          onSend={send}
          onCancel={() => setOpen(null)}
        />
      )}
    </div>
  );
}

interface FormProps {
  today: string;
  isBusy: boolean;
  onSend: (change: ProjectChange) => void;
  onCancel: () => void;
}

function AdvanceForm({ to, needsReason, today, isBusy, onSend, onCancel }: FormProps & { to: ProjectPhase; needsReason: boolean }) {
  const { t } = useTranslation('projects');
  const [on, setOn] = useState(today);
  const [reason, setReason] = useState('');
  const [clientUuid] = useState(newUuid);
  return (
    <Form isBusy={isBusy} onCancel={onCancel} onSubmit={() => onSend({ of: 'advance', body: { clientUuid, to, on, ...(reason === '' ? {} : { reason }) } })}>
      <Field label={t('act.on')} type="date" value={on} max={today} onChange={setOn} />
      {needsReason && <Field label={t('card.reopenWhy')} type="text" value={reason} onChange={setReason} />}
    </Form>
  );
}

interface ConsultFormProps extends FormProps {
  steps: ProjectCatalogue['steps'];
  /** The step that is due. */
  first: string;
}

function ConsultForm({ steps, first, today, isBusy, onSend, onCancel }: ConsultFormProps) {
  const { t } = useTranslation('projects');
  const named = useNamed();
  const [step, setStep] = useState(first);
  const [heldOn, setHeldOn] = useState(today);
  const [counts, setCounts] = useState({ asked: '', answered: '', agreed: '' });
  const [clientUuid] = useState(newUuid);
  const [publishedTo, setPublishedTo] = useState('');
  const isPublication = steps.some(({ code, isPublication: is }) => code === step && is);
  const hasCounts = counts.asked !== '';
  const answers = { asked: Number(counts.asked), answered: Number(counts.answered), agreed: Number(counts.agreed) };
  return (
    <Form
      isBusy={isBusy}
      onCancel={onCancel}
      onSubmit={() =>
        onSend({
          of: 'consultation',
          body: { clientUuid, step, heldOn, ...(isPublication && publishedTo !== '' ? { publishedTo } : {}), ...(hasCounts ? { answers } : {}) },
        })
      }
    >
      <label>
        {t('act.step')}
        <select className="field" value={step} onChange={(event) => setStep(event.target.value)}>
          {steps.map((one) => (
            <option key={one.code} value={one.code}>
              {named(one)}
            </option>
          ))}
        </select>
      </label>
      <Field label={t('act.on')} type="date" value={heldOn} max={today} onChange={setHeldOn} />
      {isPublication && <Field label={t('act.publishedTo')} type="date" value={publishedTo} isOptional onChange={setPublishedTo} />}
      {(['asked', 'answered', 'agreed'] as const).map((count) => (
        <Field
          key={count}
          label={t(`act.${count}`)}
          type="number"
          value={counts[count]}
          isOptional
          onChange={(value) => setCounts({ ...counts, [count]: value })}
        />
      ))}
    </Form>
  );
}

function Form({ isBusy, onCancel, onSubmit, children }: { isBusy: boolean; onCancel: () => void; onSubmit: () => void; children: ReactNode }) {
  const { t } = useTranslation('projects');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="project-form" onSubmit={submit}>
      {children}
      <div className="project-buttons">
        <button type="submit" className="button button-primary" disabled={isBusy}>
          {t('act.save')}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('act.cancel')}
        </button>
      </div>
    </form>
  );
}

interface FieldProps {
  label: string;
  type: 'date' | 'number' | 'text';
  value: string;
  max?: string;
  isOptional?: boolean;
  onChange: (value: string) => void;
}

function Field({ label, type, value, max, isOptional = false, onChange }: FieldProps) {
  return (
    <label>
      {label}
      <input
        className="field"
        type={type}
        value={value}
        max={max}
        min={type === 'number' ? 0 : undefined}
        required={!isOptional}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
