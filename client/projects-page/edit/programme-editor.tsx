import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Programme } from '#contract/projects';
import type { ProgrammeBody } from '#writing/projects';
import { newUuid } from '../../api/uuid.ts';
import { CellInput, InputField, SelectField } from '../../ui/form.tsx';
import { Failure } from '../../ui/load-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useKeptDraft } from '../../ui/use-kept-draft.ts';
import type { ProjectCatalogue } from '../api.ts';
import { useNamed } from '../words.ts';
import { useSaveProgramme } from './api.ts';
import { type FaultKey, refusedFaults } from './faults.ts';
import { Remove } from './row-parts.tsx';

const CODES = ['items', 'started', 'done', 'under_construction', 'unstated', 'households', 'money'] as const;
const QUALIFIERS = ['', 'about', 'more_than'] as const;
const NUMBER = /^-?\d+(\.\d+)?$/;

interface TargetDraft {
  code: string;
  name: string;
  /** Not shown, but not lost. */
  nameEn?: string | undefined;
  value: string;
  unit: string;
  qualifier: (typeof QUALIFIERS)[number];
  asOf: string;
  source: string;
}
interface ProgrammeDraft {
  clientUuid: string;
  code: string;
  name: string;
  nameEn: string;
  kind: string;
  startsOn: string;
  endsOn: string;
  targets: TargetDraft[];
}

interface ProgrammeEditorProps {
  /** The programme that is corrected; null = a new one. */
  programme: Programme | null;
  /** Codes that are taken. */
  taken: readonly string[];
  catalogue: ProjectCatalogue;
  onDone: (code: string | null) => void;
}

/** A programme: its name and years, what it set out to do, and the figures it reported, each with its day. */
export function ProgrammeEditor({ programme, taken, catalogue, onDone }: ProgrammeEditorProps) {
  const { t } = useTranslation('projectEdit');
  const format = useFormat();
  const named = useNamed();
  const key = `alleygrid.programme-draft.${programme?.code ?? 'new'}`;
  const { draft, change: keep, restart, forget, keptAt } = useKeptDraft(key, () => draftOf(programme, catalogue.kinds[0]?.code ?? '', t('targets.countUnit')));
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error, reset } = useSaveProgramme();
  const change = (next: Partial<ProgrammeDraft>) => {
    reset();
    keep({ ...draft, ...next, clientUuid: newUuid() });
  };
  const put = (index: number, next: Partial<TargetDraft>) => change({ targets: draft.targets.map((one, at) => (at === index ? { ...one, ...next } : one)) });
  const known = faultsOf(draft, programme === null ? taken : []);
  const refused = refusedFaults(error, '');
  const fault = (pointer: string): string | null => {
    const key = refused.get(pointer)?.key ?? (isTried || known.get(pointer) !== 'required' ? known.get(pointer) : undefined);
    return key === undefined ? null : t(`faults.${key}`);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (known.size > 0) return;
    mutate(bodyOf(draft), {
      onSuccess: ({ code }) => {
        forget();
        onDone(code);
      },
    });
  };
  const title = t(programme === null ? 'newProgramme' : 'correctProgramme');
  const codes = CODES.map((code) => ({ value: code as string, label: t(`targets.codes.${code}`) }));
  return (
    <form className="project-editor" noValidate onSubmit={send} aria-label={title}>
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
              <button type="button" className="button" onClick={restart}>
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
          {error !== null && refused.size === 0 && (
            <div className="form-part">
              <div className="form-whole">
                <Failure error={error} onRetry={() => mutate(bodyOf(draft))} />
              </div>
            </div>
          )}
          <InputField label={t('name')} value={draft.name} maxLength={200} fault={fault('/name')} onChange={(name) => change({ name })} />
          <InputField label={t('nameEn')} value={draft.nameEn} maxLength={200} fault={fault('/nameEn')} onChange={(nameEn) => change({ nameEn })} />
          <InputField
            label={t('code')}
            value={draft.code}
            maxLength={60}
            fault={fault('/code')}
            disabled={programme !== null}
            onChange={(code) => change({ code })}
          />
          <SelectField
            label={t('kind')}
            value={draft.kind}
            fault={fault('/kind')}
            options={catalogue.kinds.map((one) => ({ value: one.code, label: named(one) }))}
            onChange={(kind) => change({ kind })}
          />
          <InputField label={t('startsYear')} type="date" value={draft.startsOn} fault={fault('/startsOn')} onChange={(startsOn) => change({ startsOn })} />
          <InputField label={t('endsYear')} type="date" value={draft.endsOn} fault={fault('/endsOn')} onChange={(endsOn) => change({ endsOn })} />
          <section className="form-part">
            <h3>{t('targets.title')}</h3>
            <p className="form-whole form-note">{t('targets.hint')}</p>
            <div className="form-whole targets-scroll">
              <table className="form-rows targets">
                <thead>
                  <tr>
                    <th scope="col">{t('targets.figure')}</th>
                    <th scope="col">{t('targets.name')}</th>
                    <th scope="col" data-end>
                      {t('targets.value')}
                    </th>
                    <th scope="col">{t('targets.unit')}</th>
                    <th scope="col">{t('targets.qualifier')}</th>
                    <th scope="col">{t('targets.asOf')}</th>
                    <th scope="col">{t('targets.source')}</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {draft.targets.map((one, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a figure has no other name while it is written
                    <tr key={index}>
                      <td>
                        <select
                          className="field"
                          aria-label={t('targets.figure')}
                          aria-invalid={fault(`/targets/${index}/code`) !== null}
                          value={one.code}
                          onChange={(event) => put(index, { code: event.target.value })}
                        >
                          {!codes.some(({ value }) => value === one.code) && <option value={one.code}>{one.code}</option>}
                          {codes.map(({ value, label }) => (
                            <option key={value} value={value}>
                              {label}
                            </option>
                          ))}
                        </select>
                        {fault(`/targets/${index}/code`) !== null && <p className="form-fault">{fault(`/targets/${index}/code`)}</p>}
                      </td>
                      <td>
                        <CellInput
                          label={t('targets.name')}
                          maxLength={100}
                          fault={fault(`/targets/${index}/name`)}
                          value={one.name}
                          onChange={(name) => put(index, { name })}
                        />
                      </td>
                      <td>
                        <CellInput
                          label={t('targets.value')}
                          isNumber
                          fault={fault(`/targets/${index}/value`)}
                          value={one.value}
                          onChange={(value) => put(index, { value })}
                        />
                      </td>
                      <td>
                        <CellInput
                          label={t('targets.unit')}
                          maxLength={20}
                          fault={fault(`/targets/${index}/unit`)}
                          value={one.unit}
                          onChange={(unit) => put(index, { unit })}
                        />
                      </td>
                      <td>
                        <select
                          className="field"
                          aria-label={t('targets.qualifier')}
                          value={one.qualifier}
                          onChange={(event) => put(index, { qualifier: QUALIFIERS.find((known) => known === event.target.value) ?? '' })}
                        >
                          {QUALIFIERS.map((value) => (
                            <option key={value} value={value}>
                              {t(`targets.${value === '' ? 'exact' : value}`)}
                            </option>
                          ))}
                        </select>
                      </td>
                      <td>
                        <CellInput label={t('targets.asOf')} type="date" fault={null} value={one.asOf} onChange={(asOf) => put(index, { asOf })} />
                      </td>
                      <td>
                        <CellInput label={t('targets.source')} maxLength={200} fault={null} value={one.source} onChange={(source) => put(index, { source })} />
                      </td>
                      <td>
                        <Remove label={t('targets.remove', { n: index + 1 })} go={() => change({ targets: draft.targets.filter((_, at) => at !== index) })} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <div className="form-whole">
              <button
                type="button"
                className="button"
                onClick={() =>
                  change({ targets: [...draft.targets, emptyTarget(CODES.find((code) => !draft.targets.some((one) => one.code === code)) ?? 'items')] })
                }
              >
                {t('targets.add')}
              </button>
            </div>
          </section>
        </div>
      </Panel>
    </form>
  );

  function emptyTarget(code: (typeof CODES)[number]): TargetDraft {
    return {
      code,
      name: code === 'items' ? '' : t(`targets.codes.${code}`),
      value: '',
      unit: t(code === 'money' ? 'targets.moneyUnit' : 'targets.countUnit'),
      qualifier: '',
      asOf: '',
      source: '',
    };
  }
}

function draftOf(programme: Programme | null, kind: string, unit: string): ProgrammeDraft {
  const clientUuid = newUuid();
  if (programme === null)
    return {
      clientUuid,
      code: '',
      name: '',
      nameEn: '',
      kind,
      startsOn: '',
      endsOn: '',
      targets: [{ code: 'items', name: '', value: '', unit, qualifier: '', asOf: '', source: '' }],
    };
  const { code, name, nameEn, startsOn, endsOn, targets } = programme;
  return {
    clientUuid,
    code,
    name,
    nameEn: nameEn ?? '',
    kind: programme.kind,
    startsOn: startsOn ?? '',
    endsOn: endsOn ?? '',
    targets: targets.map((one) => ({
      ...one,
      value: String(one.value),
      qualifier: one.qualifier ?? '',
      asOf: one.asOf ?? '',
      source: one.source ?? '',
    })),
  };
}

function bodyOf({ clientUuid, code, name, nameEn, kind, startsOn, endsOn, targets }: ProgrammeDraft): z.input<typeof ProgrammeBody> {
  return {
    clientUuid,
    code: code.trim(),
    name: name.trim(),
    kind,
    ...(nameEn.trim() === '' ? {} : { nameEn: nameEn.trim() }),
    ...(startsOn === '' ? {} : { startsOn }),
    ...(endsOn === '' ? {} : { endsOn }),
    targets: targets.map(({ nameEn: own, source, asOf, qualifier, value, ...one }) => ({
      ...one,
      value: Number(value),
      qualifier: qualifier || null,
      asOf: asOf || null,
      ...(own ? { nameEn: own } : {}),
      ...(source.trim() === '' ? {} : { source: source.trim() }),
    })),
  };
}

function faultsOf({ code, name, startsOn, endsOn, targets }: ProgrammeDraft, taken: readonly string[]): Map<string, FaultKey> {
  const faults = new Map<string, FaultKey>();
  if (code.trim() === '') faults.set('/code', 'required');
  if (taken.includes(code.trim())) faults.set('/code', 'taken');
  if (name.trim() === '') faults.set('/name', 'required');
  if (startsOn !== '' && endsOn !== '' && endsOn < startsOn) faults.set('/endsOn', 'order');
  for (const [index, one] of targets.entries()) {
    if (one.name.trim() === '') faults.set(`/targets/${index}/name`, 'required');
    if (!NUMBER.test(one.value.trim())) faults.set(`/targets/${index}/value`, one.value === '' ? 'required' : 'count');
    if (targets.findIndex((other) => other.code === one.code) < index) faults.set(`/targets/${index}/code`, 'twice');
  }
  return faults;
}
