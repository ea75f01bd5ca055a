import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Programme, ProjectClash } from '#contract/projects';
import { newUuid } from '../../api/uuid.ts';
import type { Bounds } from '../../map/map-context.ts';
import { FormField, InputField } from '../../ui/form.tsx';
import { Bars, Failure } from '../../ui/load-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useKeptDraft } from '../../ui/use-kept-draft.ts';
import { type ProjectCatalogue, useProject } from '../api.ts';
import { useSaveProject, useUnits } from './api.ts';
import { DocumentPart } from './document-part.tsx';
import { draftOf, isChanged, newProject, type ProjectDraft, type ProjectFields } from './draft.ts';
import { type Faults, faultsOf, refusedFaults } from './faults.ts';
import type { MapEditing } from './map-editing.ts';
import { Basics, BenefitPart } from './parts.tsx';
import { ForesightPart, PlacePart } from './place-part.tsx';
import { ConsultPart, MilestonePart, MoneyPart } from './row-parts.tsx';
import { useForesight } from './use-foresight.ts';
import { usePlaceTool } from './use-place-tool.ts';

const WAITING = [34, 34, 34, 34, 34, 34];
const NO_CLASHES: readonly ProjectClash[] = [];

interface ProjectEditorProps {
  /** Id of the project that is corrected; null = a new one. */
  id: number | null;
  /** The programme that is looked at: a new project is of it. */
  programme: string | null;
  catalogue: ProjectCatalogue;
  programmes: readonly Programme[];
  today: string;
  /** What the map is to show and take. */
  onMap: (editing: MapEditing | null) => void;
  onShow: (clash: ProjectClash) => void;
  onSee: (bbox: Bounds) => void;
  /** With the id of what was saved, or null. */
  onDone: (id: number | null) => void;
}

/** Writing a project down, or correcting one. */
export function ProjectEditor({ id, ...props }: ProjectEditorProps) {
  const project = useProject(id);
  const units = useUnits();
  const { catalogue, programme, programmes } = props;
  const steps = catalogue.steps.map(({ code }) => code);
  const kind = programmes.find(({ code }) => code === programme)?.kind ?? catalogue.kinds[0]?.code ?? '';
  if (id === null) return <Form key="new" name="project-draft.new" start={() => newProject(kind, programme, steps)} {...props} />;
  const failed = [project, units].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  const { data } = project;
  if (data === undefined || units.data === undefined) return <Bars heights={WAITING} />;
  const unit = units.data.find((one) => one.id === data.unit?.id)?.code ?? '';
  return <Form key={id} name={`project-draft.${id}`} start={() => draftOf(data, unit, steps)} {...props} />;
}

type FormProps = Omit<ProjectEditorProps, 'id'> & { name: string; start: () => ProjectDraft };

function Form({ name, start, catalogue, programmes, today, onMap, onShow, onSee, onDone }: FormProps) {
  const { t, i18n } = useTranslation('projectEdit');
  const format = useFormat();
  const { draft, change: keep, restart, forget, keptAt } = useKeptDraft(`alleygrid.${name}`, start);
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error, reset } = useSaveProject();
  const form = useRef<HTMLFormElement>(null);
  // Another content is another record: under the same id it would be refused.
  const change = (next: Partial<ProjectDraft>) => {
    if (error !== null) reset();
    keep({ ...draft, ...next, clientUuid: newUuid() });
  };
  const fields = (next: Partial<ProjectFields>) => change({ fields: { ...draft.fields, ...next } });
  const known = useMemo(() => faultsOf(draft, today), [draft, today]);
  const refused: Faults = error === null ? new Map() : refusedFaults(error.refusal, error.at);
  const touched = useTouched(draft);
  const fault = (pointer: string): string | null => {
    const found = refused.get(pointer) ?? (isTried || touched.has(pointer) ? known.get(pointer) : undefined);
    if (found === undefined) return null;
    return found.key === 'refused' && i18n.language === 'en' && found.detail ? found.detail : t(`faults.${found.key}`);
  };
  const foresight = useForesight(draft, catalogue);
  const clashes = foresight.is === 'known' ? foresight.clashes : NO_CLASHES;
  const place = usePlaceTool(draft.fields.place, (next) => fields({ place: next }), clashes, onMap);
  const isNew = draft.saved === null;
  const kind = catalogue.kinds.find(({ code }) => code === draft.fields.kind);
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (isTried || error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [isTried, error]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (known.size > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    mutate(draft, {
      onSuccess: ({ id }) => {
        forget();
        onDone(id);
      },
      // What arrived is not sent again; a new project that is in the register by now is corrected from here on.
      onError: ({ draft: left }) => keep(left),
    });
  };
  const part = { fields: draft.fields, change: fields, fault };
  const isHalf = error !== null && error.at !== '';
  return (
    <form ref={form} className="project-editor" noValidate onSubmit={send} aria-label={t(isNew ? 'newProject' : 'correctProject')}>
      <Panel
        title={isNew ? t('newProject') : t('correctProject')}
        aside={keptAt === null ? undefined : t('kept', { time: format.moment(keptAt) })}
        onClose={() => onDone(null)}
        foot={
          <div className="form-deeds">
            <button type="submit" className="button button-primary" disabled={isPending || !isChanged(draft)}>
              {t(isPending ? 'saving' : 'save')}
            </button>
            {keptAt !== null && (
              <button
                type="button"
                className="button"
                onClick={() => {
                  reset();
                  setTried(false);
                  restart();
                }}
              >
                {t('discard')}
              </button>
            )}
            <span role="status" className="form-note">
              {!isChanged(draft) ? t('unchanged') : isTried && known.size > 0 ? t('wrong', { count: known.size }) : ''}
            </span>
          </div>
        }
      >
        <div className="form-body">
          {error !== null && (isHalf || refused.size === 0) && (
            <div className="form-part">
              <div className="form-whole">
                {isHalf && <p className="form-fault">{t('half')}</p>}
                {refused.size === 0 && <Failure error={error.refusal} onRetry={() => mutate(draft)} />}
              </div>
            </div>
          )}
          <Basics {...part} catalogue={catalogue} programmes={programmes} isNew={isNew} today={today} />
          <PlacePart {...part} {...place} onSee={onSee} />
          <ForesightPart foresight={foresight} ownId={draft.saved?.id ?? 0} rules={catalogue.rules} onShow={onShow} />
          <MoneyPart {...part} sources={catalogue.sources} year={(draft.fields.startsOn || today).slice(0, 4)} />
          <BenefitPart {...part} />
          <ConsultPart
            consultations={draft.consultations}
            steps={catalogue.steps}
            isNeeded={kind?.needsConsent ?? true}
            needed={catalogue.rules.consentShare}
            today={today}
            fault={fault}
            onChange={(consultations) => change({ consultations })}
          />
          <MilestonePart
            milestones={draft.milestones}
            kept={draft.saved?.milestones.map((one) => one.name) ?? []}
            today={today}
            fault={fault}
            onChange={(milestones) => change({ milestones })}
          />
          <DocumentPart {...part} />
          <section className="form-part">
            <FormField label={t('note')} fault={fault('/note')} isWide>
              {(attributes) => (
                <textarea {...attributes} rows={2} maxLength={2000} value={draft.fields.note} onChange={(event) => fields({ note: event.target.value })} />
              )}
            </FormField>
            {!isNew && (
              <InputField
                label={t('reason')}
                value={draft.reason}
                maxLength={500}
                fault={fault('/reason')}
                hint={t('reasonHint')}
                isWide
                onChange={(reason) => change({ reason })}
              />
            )}
          </section>
        </div>
      </Panel>
    </form>
  );
}

/** Fields whose fault is shown at once, before anybody saves: those where something stands, so that it is wrong and not only missing. */
function useTouched({ fields, milestones, consultations }: ProjectDraft): Set<string> {
  return useMemo(() => {
    const written: [string, string][] = [
      ['/itemCount', fields.itemCount],
      ['/startsOn', fields.startsOn],
      ['/endsOn', fields.endsOn],
      ['/startedOn', fields.startedOn],
      ['/finishedOn', fields.finishedOn],
      ['/reported/households', fields.households],
      ['/reported/buildings', fields.buildings],
      ['/reported/asOf', fields.reportedAsOf],
      ...fields.funds.flatMap(({ source, year, planned, paid }, index): [string, string][] => [
        [`/funds/${index}/source`, source],
        [`/funds/${index}/year`, year],
        [`/funds/${index}/plannedMinor`, planned],
        [`/funds/${index}/paidMinor`, paid],
      ]),
      ...fields.documents.flatMap(({ title, url }, index): [string, string][] => [
        [`/documents/${index}/title`, title],
        [`/documents/${index}/url`, url],
      ]),
      ...milestones.flatMap(({ name, doneOn }, index): [string, string][] => [
        [`/milestones/${index}/name`, name],
        [`/milestones/${index}/doneOn`, doneOn],
      ]),
      ...consultations.flatMap(({ heldOn, agreed }, index): [string, string][] => [
        [`/consultations/${index}/heldOn`, heldOn],
        [`/consultations/${index}/asked`, agreed],
      ]),
    ];
    return new Set(written.filter(([, text]) => text.trim() !== '').map(([pointer]) => pointer));
  }, [fields, milestones, consultations]);
}
