import { useTranslation } from 'react-i18next';
import { PROJECT_PHASES, type Programme } from '#contract/projects';
import { FormField, InputField, SelectField } from '../../ui/form.tsx';
import type { ProjectCatalogue } from '../api.ts';
import { useNamed } from '../words.ts';
import { useUnits } from './api.ts';
import { hasBegun, isOver, type ProjectFields } from './draft.ts';

export interface PartProps {
  fields: ProjectFields;
  change: (fields: Partial<ProjectFields>) => void;
  /** What is wrong with a field, in words. */
  fault: (pointer: string) => string | null;
}

interface BasicsProps extends PartProps {
  catalogue: ProjectCatalogue;
  programmes: readonly Programme[];
  isNew: boolean;
  today: string;
}

/** What a project is, whose, and how far. */
export function Basics({ fields, change, fault, catalogue, programmes, isNew, today }: BasicsProps) {
  const { t, i18n } = useTranslation(['projectEdit', 'projects']);
  const named = useNamed();
  const units = useUnits().data ?? [];
  const { code, name, kind, programme, unit, itemCount, phase, startedOn, finishedOn } = fields;
  return (
    <>
      <InputField label={t('name')} value={name} maxLength={200} fault={fault('/name')} isWide onChange={(value) => change({ name: value })} />
      <InputField label={t('code')} value={code} maxLength={60} fault={fault('/code')} onChange={(value) => change({ code: value })} />
      <SelectField
        label={t('kind')}
        value={kind}
        fault={fault('/kind')}
        options={catalogue.kinds.map((one) => ({ value: one.code, label: named(one) }))}
        onChange={(value) => change({ kind: value })}
      />
      <SelectField
        label={t('programme')}
        value={programme}
        fault={fault('/programme')}
        none={t('noProgramme')}
        options={programmes.map((one) => ({ value: one.code, label: (i18n.language === 'en' && one.nameEn) || one.name }))}
        onChange={(value) => change({ programme: value })}
      />
      <SelectField
        label={t('unit')}
        value={unit}
        fault={fault('/unit')}
        none={t('noUnit')}
        options={units.map((one) => ({ value: one.code, label: one.name }))}
        onChange={(value) => change({ unit: value })}
      />
      <InputField label={t('itemCount')} value={itemCount} isNumber fault={fault('/itemCount')} onChange={(value) => change({ itemCount: value })} />
      {isNew ? (
        <SelectField
          label={t('phase')}
          value={phase}
          fault={null}
          options={PROJECT_PHASES.map((value) => ({ value, label: t(`projects:phases.${value}`) }))}
          onChange={(value) => change({ phase: PROJECT_PHASES.find((known) => known === value) ?? 'planned' })}
        />
      ) : (
        <FormField label={t('phase')} fault={null} hint={t('phaseHint')}>
          {({ id }) => <output id={id}>{t(`projects:phases.${phase}`)}</output>}
        </FormField>
      )}
      {isNew && hasBegun(phase) && (
        <InputField
          label={t('startedOn')}
          type="date"
          max={today}
          value={startedOn}
          fault={fault('/startedOn')}
          onChange={(value) => change({ startedOn: value })}
        />
      )}
      {isNew && isOver(phase) && (
        <InputField
          label={t('finishedOn')}
          type="date"
          max={today}
          value={finishedOn}
          fault={fault('/finishedOn')}
          onChange={(value) => change({ finishedOn: value })}
        />
      )}
    </>
  );
}

/** Whom it reaches, as somebody reported it. */
export function BenefitPart({ fields, change, fault }: PartProps) {
  const { t } = useTranslation('projectEdit');
  return (
    <section className="form-part form-thirds">
      <h3>{t('benefit.title')}</h3>
      <InputField
        label={t('benefit.households')}
        value={fields.households}
        isNumber
        fault={fault('/reported/households')}
        onChange={(households) => change({ households })}
      />
      <InputField
        label={t('benefit.buildings')}
        value={fields.buildings}
        isNumber
        fault={fault('/reported/buildings')}
        onChange={(buildings) => change({ buildings })}
      />
      <InputField
        label={t('benefit.asOf')}
        type="date"
        value={fields.reportedAsOf}
        fault={fault('/reported/asOf')}
        onChange={(reportedAsOf) => change({ reportedAsOf })}
      />
      <p className="form-whole form-hint">{t('benefit.hint')}</p>
    </section>
  );
}
