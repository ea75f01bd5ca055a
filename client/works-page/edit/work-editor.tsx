import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { alleyRoutes } from '#contract/alleys';
import { projectRoutes } from '#contract/projects';
import { ContractorKind, WorkFamily, WorkKind, type WorkType } from '#contract/works';
import { workWriteRoutes } from '#writing/works';
import { Problem, request } from '../../api/request.ts';
import { newUuid } from '../../api/uuid.ts';
import { useIssue } from '../../issues/api.ts';
import { FormField, InputField, SelectField } from '../../ui/form.tsx';
import { Bars, Failure } from '../../ui/load-state.tsx';
import { inUnit, MONEY_UNITS } from '../../ui/money-text.ts';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useKeptDraft } from '../../ui/use-kept-draft.ts';
import { isOfWorks, useWork, useWorkTypes } from '../../works/api.ts';
import { useWorkTypeName } from '../../works/totals.tsx';
import { unitWord } from '../../works/unit-word.ts';
import { AsksPart } from './asks-part.tsx';
import { answerTo, bodyOf, draftOf, faultsOf, newWork, type WorkDraft } from './draft.ts';
import { PartOfField } from './part-of-field.tsx';
import type { WorkEditing } from './place-map.ts';
import { PlacePart } from './place-part.tsx';
import { usePlaceTool } from './use-place-tool.ts';

const WAITING = [34, 34, 34, 34, 34, 34];
const MOST_PROJECTS = 10_000;
const QUALIFIERS = ['', 'about', 'more_than'] as const;
const PHASES = ['planned', 'under_construction', 'done', 'cancelled'] as const;

interface WorkEditorProps {
  /** Id of the work that is corrected; null = a new one. */
  id: number | null;
  /** The issue that a new work answers: it is named, and the work is where it was. */
  issueId: number | null;
  today: string;
  /** What the map is to show and take. */
  onMap: (editing: WorkEditing | null) => void;
  /** With the id of what was saved, or null. */
  onDone: (id: number | null) => void;
}

/** Writing a work down, or correcting one. */
export function WorkEditor({ id, issueId, today, ...props }: WorkEditorProps) {
  const work = useWork(id);
  const issue = useIssue(issueId);
  const types = useWorkTypes();
  const alleyId = work.data?.alleyFromM == null ? null : work.data.alleyId;
  const alley = useQuery({
    queryKey: ['alley-drawn', alleyId],
    queryFn: ({ signal }) => request(alleyRoutes.detail, { params: { id: alleyId as number }, signal }),
    enabled: alleyId !== null,
  });
  const failed = [work, types, alley, issue].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (types.data === undefined || (issueId !== null && issue.data === undefined)) return <Bars heights={WAITING} />;
  const common = { types: types.data, today, ...props };
  if (id === null && issue.data !== undefined) {
    const asking = issue.data;
    return <Form key={`issue ${asking.id}`} name={`work-draft.issue-${asking.id}`} start={() => answerTo(asking, today)} {...common} />;
  }
  if (id === null) return <Form key="new" name="work-draft.new" start={() => newWork(today)} {...common} />;
  const { data } = work;
  if (data === undefined || (alleyId !== null && alley.data === undefined)) return <Bars heights={WAITING} />;
  const kind = types.data.get(data.workType)?.kind;
  return <Form key={id} name={`work-draft.${id}`} start={() => draftOf(data, kind, alley.data?.lengthM ?? 0)} {...common} />;
}

type FormProps = Omit<WorkEditorProps, 'id' | 'issueId'> & { name: string; types: ReadonlyMap<string, WorkType>; start: () => WorkDraft };

function Form({ name, types, start, today, onMap, onDone }: FormProps) {
  const { t, i18n } = useTranslation(['workEdit', 'workPanel', 'works']);
  const format = useFormat();
  const typeName = useWorkTypeName();
  const client = useQueryClient();
  const { draft, change: keep, restart, forget, keptAt } = useKeptDraft(`alleygrid.${name}`, start);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (sent: WorkDraft) =>
      sent.id === null
        ? request(workWriteRoutes.record, { body: bodyOf(sent) })
        : request(workWriteRoutes.correct, { params: { id: sent.id }, body: { ...bodyOf(sent), reason: sent.reason.trim() } }),
    onSuccess: async ({ id }) => {
      forget();
      await client.invalidateQueries({ predicate: isOfWorks });
      onDone(id);
    },
  });
  // Another content is another record: under the same id it would be refused.
  const change = (next: Partial<WorkDraft>) => {
    if (error !== null) reset();
    keep({ ...draft, ...next, clientUuid: newUuid() });
  };
  const projects = useQuery({
    queryKey: ['projects', 'named'],
    queryFn: async ({ signal }) => (await request(projectRoutes.list, { query: { limit: MOST_PROJECTS }, signal })).items,
  }).data;
  const known = useMemo(() => faultsOf(draft, today), [draft, today]);
  const refused = refusedAt(error);
  const written: Record<string, string> = {
    '/quantity': draft.quantity + draft.qualifier,
    '/plannedQuantity': draft.plannedQuantity,
    '/completedOn': draft.completedOn,
    '/asOf': draft.asOf,
    '/figureFrom': draft.figureFrom,
    '/alleyToM': draft.place.of === 'alley' ? draft.place.toM : '',
    '/costMinor': draft.cost,
  };
  const fault = (pointer: string): string | null => {
    const key = refused.has(pointer)
      ? pointer === '/completedOn'
        ? 'inspected'
        : 'refused'
      : isTried || (written[pointer] ?? '') !== ''
        ? known.get(pointer)
        : undefined;
    return key === undefined ? null : t(`faults.${key}`);
  };
  const place = usePlaceTool(draft.place, (next) => change({ place: next }), onMap);
  const type = types.get(draft.workType);
  const text = (
    field: 'name' | 'quantity' | 'unit' | 'plannedQuantity' | 'startedOn' | 'completedOn' | 'asOf' | 'figureFrom' | 'costSource' | 'contractor' | 'source',
  ) => ({
    value: draft[field],
    fault: fault(`/${field}`),
    onChange: (value: string) => change({ [field]: value }),
  });
  const qualifiers = QUALIFIERS.map((value) => ({ value, label: t(`qualifiers.${value === '' ? 'exact' : value}`) }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (known.size === 0) mutate(draft);
    else form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  const title = t(draft.id === null ? 'newWork' : 'correctWork');
  return (
    <form ref={form} className="work-editor" noValidate onSubmit={send} aria-label={title}>
      <Panel
        title={title}
        aside={keptAt === null ? undefined : t('kept', { time: format.moment(keptAt) })}
        onClose={() => onDone(null)}
        foot={
          <div className="form-deeds">
            <button type="submit" className="button button-primary" disabled={isPending}>
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
              {isTried && known.size > 0 ? t('wrong', { count: known.size }) : ''}
            </span>
          </div>
        }
      >
        <div className="form-body">
          {error !== null && (
            <div className="form-whole">
              <Failure error={error} onRetry={() => mutate(draft)} />
            </div>
          )}
          <FormField label={t('type')} fault={fault('/workType')} isWide>
            {(attributes) => (
              <select {...attributes} value={draft.workType} onChange={(event) => change({ workType: event.target.value, partOfId: null })}>
                <option value="">{t('choose')}</option>
                {WorkFamily.options.map((family) => (
                  <optgroup key={family} label={t(`works:families.${family}`)}>
                    {[...types.values()]
                      .filter((one) => one.family === family)
                      .map((one) => (
                        <option key={one.code} value={one.code}>
                          {typeName(one)}
                        </option>
                      ))}
                  </optgroup>
                ))}
              </select>
            )}
          </FormField>
          <InputField label={t('name')} maxLength={200} isWide {...text('name')} />
          <InputField label={t('quantity')} isNumber {...text('quantity')} />
          <InputField
            label={t('unit')}
            maxLength={20}
            placeholder={type?.unit ?? ''}
            {...(type && { hint: t('unitHint', { unit: unitWord(type.unit, i18n.language) }) })}
            {...text('unit')}
          />
          <SelectField
            label={t('qualifier')}
            value={draft.qualifier}
            fault={null}
            options={qualifiers}
            onChange={(value) => change({ qualifier: QUALIFIERS.find((one) => one === value) ?? '' })}
          />
          <InputField label={t('planned')} isNumber {...text('plannedQuantity')} />
          <SelectField
            label={t('kind')}
            value={draft.kind}
            fault={null}
            none={t('kindOfType', { kind: type === undefined ? '–' : t(`workPanel:kinds.${type.kind}`) })}
            options={WorkKind.options.map((value) => ({ value, label: t(`workPanel:kinds.${value}`) }))}
            onChange={(value) => change({ kind: WorkKind.options.find((one) => one === value) ?? '' })}
          />
          <SelectField
            label={t('phase')}
            value={draft.phase}
            fault={null}
            options={PHASES.map((value) => ({ value, label: t(`workPanel:phases.${value}`) }))}
            onChange={(value) => change({ phase: PHASES.find((one) => one === value) ?? 'done' })}
          />
          <InputField label={t('startedOn')} type="date" {...text('startedOn')} />
          {draft.phase === 'done' && <InputField label={t('completedOn')} type="date" max={today} {...text('completedOn')} />}
          <PlacePart place={draft.place} fault={fault} onPlace={(next) => change({ place: next })} {...place} />
          <section className="form-part">
            <h3>{t('figure')}</h3>
            <p className="form-whole form-note">{t('figureHint')}</p>
            <InputField label={t('asOf')} type="date" max={today} {...text('asOf')} />
            <InputField label={t('figureFrom')} type="date" max={today} {...text('figureFrom')} />
            {type !== undefined && (draft.asOf !== '' || draft.partOfId !== null) && (
              <PartOfField
                draft={draft}
                kind={draft.kind === '' ? type.kind : draft.kind}
                unit={draft.unit.trim() === '' ? type.unit : draft.unit.trim()}
                fault={fault('/partOfId')}
                onChange={(partOfId) => change({ partOfId })}
              />
            )}
          </section>
          <section className="form-part">
            <h3>
              {t('more')}
              <Segmented
                label={t('costUnit')}
                value={draft.moneyUnit}
                options={MONEY_UNITS.map((value) => ({ value, label: t(value) }))}
                onChange={(moneyUnit) => change({ moneyUnit, cost: inUnit(draft.cost, draft.moneyUnit, moneyUnit) })}
              />
            </h3>
            <InputField
              label={`${t('cost')} ${t(draft.moneyUnit)}`}
              isNumber
              value={draft.cost}
              fault={fault('/costMinor')}
              onChange={(cost) => change({ cost })}
            />
            <SelectField
              label={t('qualifier')}
              value={draft.costQualifier}
              fault={null}
              options={qualifiers}
              onChange={(value) => change({ costQualifier: QUALIFIERS.find((one) => one === value) ?? '' })}
            />
            <InputField label={t('costSource')} maxLength={200} isWide {...text('costSource')} />
            <SelectField
              label={t('contractorKind')}
              value={draft.contractorKind}
              fault={null}
              none={t('unknown')}
              options={ContractorKind.options.map((value) => ({ value, label: t(`workPanel:contractors.${value}`) }))}
              onChange={(value) => change({ contractorKind: ContractorKind.options.find((one) => one === value) ?? '' })}
            />
            <InputField label={t('contractor')} maxLength={200} {...text('contractor')} />
            <SelectField
              label={t('project')}
              value={draft.projectId}
              fault={fault('/projectId')}
              none={t('noProject')}
              options={(projects ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
              onChange={(projectId) => change({ projectId })}
            />
            <InputField label={t('source')} maxLength={200} {...text('source')} />
          </section>
          <AsksPart issueIds={draft.issueIds} place={draft.place} onChange={(issueIds) => change({ issueIds })} />
          {draft.id !== null && (
            <section className="form-part">
              <InputField
                label={t('reason')}
                maxLength={500}
                isWide
                hint={t('reasonHint')}
                value={draft.reason}
                fault={fault('/reason')}
                onChange={(reason) => change({ reason })}
              />
            </section>
          )}
        </div>
      </Panel>
    </form>
  );
}

/** Fields the server refused; what is wrong with a place stands at the place. */
function refusedAt(error: unknown): Set<string> {
  if (!(error instanceof Problem)) return new Set();
  const isOfPlace = error.type === '/problems/invalid-geometry';
  return new Set([
    ...(isOfPlace ? ['/place'] : []),
    ...error.errors.map(({ pointer }) => (/^\/(geometry|alleyId|gridCode)|^$/.test(pointer) ? '/place' : pointer)),
  ]);
}
