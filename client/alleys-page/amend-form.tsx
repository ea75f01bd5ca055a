import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AlleyDetail, type Amendable, Cables, NameStatus, Parking, Surface } from '#contract/alleys';
import { countedOf } from '#geodata/cables-parking';
import { useFactWords } from '../alleys/fact-words.ts';
import { FormField, InputField, SelectField } from '../ui/form.tsx';
import { Failure } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useKeptDraft } from '../ui/use-kept-draft.ts';
import { type AmendDraft, bodyOf, changed, changedFields, draftOf, type FactTexts, faultsOf, refusedFaults } from './amend-draft.ts';
import { useEditAlley } from './api.ts';

interface AmendFormProps {
  alley: AlleyDetail;
  onDone: (isSaved: boolean) => void;
}

/** Correcting what the register says of an alley. What is typed is kept until it is saved or given up. */
export function AmendForm({ alley, onDone }: AmendFormProps) {
  const { t, i18n } = useTranslation(['register', 'alleyCard', 'ui', 'alleyFacts']);
  const format = useFormat();
  const words = useFactWords();
  const { draft, change: keep, restart, forget, keptAt } = useKeptDraft<AmendDraft>(`alleygrid.alley-draft.${alley.id}`, () => draftOf(alley));
  const { mutate, isPending, error, reset } = useEditAlley(alley.id);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { fields } = draft;
  const known = faultsOf(draft);
  const refused = refusedFaults(error);
  const touched = new Set(changedFields(draft));
  const change = (fields: Partial<FactTexts>) => {
    if (error !== null) reset();
    keep(changed(draft, fields));
  };
  const fault = (field: Amendable): string | null => {
    const found = refused.get(field) ?? known.get(field);
    if (found === undefined) return null;
    return found.key === 'refused' && i18n.language === 'en' && found.detail ? found.detail : t(`amend.faults.${found.key}`);
  };
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (isTried || error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [isTried, error]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (known.size > 0) return form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    mutate(
      { of: 'amend', body: bodyOf(draft) },
      {
        onSuccess: () => {
          forget();
          onDone(true);
        },
      },
    );
  };
  const field = (name: Amendable) => ({ value: fields[name], fault: fault(name), onChange: (text: string) => change({ [name]: text }) });
  const isListed = Surface.options.some((surface) => surface === fields.surface);
  const surfaces = isListed ? Surface.options : [fields.surface, ...Surface.options];
  const hasNoCables = countedOf.overheadM(fields.cables as (typeof Cables.options)[number]) === 0;
  const hasNoParking = countedOf.parkingSpaces(fields.parking as (typeof Parking.options)[number]) === 0;
  return (
    <form ref={form} className="register-amend" noValidate onSubmit={send} aria-label={t('amend.open')}>
      <h3>{t('amend.open')}</h3>
      {keptAt !== null && !isTried && touched.size > 0 && <p className="form-note">{t('amend.kept', { time: format.moment(keptAt) })}</p>}
      <div className="form-body">
        <InputField label={t('alleyFacts:fields.name')} isWide maxLength={100} {...field('name')} />
        <SelectField
          label={t('alleyFacts:fields.nameStatus')}
          options={NameStatus.options.map((value) => ({ value, label: t(`alleyCard:nameStatus.${value}`) }))}
          {...field('nameStatus')}
        />
        <InputField label={t('amend.widthM')} isNumber maxLength={8} placeholder={t('ui:unknown')} {...field('widthM')} />
        <SelectField label={t('alleyFacts:fields.surface')} options={surfaces.map((value) => ({ value, label: words.surface(value) }))} {...field('surface')} />
        <SelectField
          label={t('alleyFacts:fields.isDeadEnd')}
          none={t('ui:unknown')}
          options={(['true', 'false'] as const).map((value) => ({ value, label: t(value === 'true' ? 'alleyCard:yes' : 'alleyCard:no') }))}
          {...field('isDeadEnd')}
        />
        <SelectField
          label={t('alleyFacts:fields.cables')}
          options={Cables.options.map((value) => ({ value, label: t(`alleyFacts:cables.${value}`) }))}
          {...field('cables')}
        />
        <InputField
          label={t('amend.overheadM')}
          isNumber
          maxLength={8}
          placeholder={t('ui:unknown')}
          disabled={hasNoCables && fields.overheadM === '0'}
          hint={t(hasNoCables ? 'amend.noneHint' : 'amend.emptyHint')}
          {...field('overheadM')}
        />
        <SelectField
          label={t('alleyFacts:fields.parking')}
          options={Parking.options.map((value) => ({ value, label: t(`alleyFacts:parking.${value}`) }))}
          {...field('parking')}
        />
        <InputField
          label={t('alleyFacts:fields.parkingSpaces')}
          isNumber
          maxLength={6}
          placeholder={t('ui:unknown')}
          disabled={hasNoParking && fields.parkingSpaces === '0'}
          hint={t(hasNoParking ? 'amend.noSpacesHint' : 'amend.emptyHint')}
          {...field('parkingSpaces')}
        />
        <FormField label={t('amend.reason')} fault={null} hint={t('amend.reasonHint')} isWide>
          {(attributes) => (
            <textarea
              {...attributes}
              rows={2}
              maxLength={500}
              value={draft.reason}
              onChange={(event) => {
                if (error !== null) reset();
                keep({ ...changed(draft, {}), reason: event.target.value });
              }}
            />
          )}
        </FormField>
      </div>
      {error !== null && refused.size === 0 && <Failure error={error} onRetry={reset} />}
      <div className="form-deeds">
        <button type="submit" className="button button-primary" disabled={isPending || touched.size === 0}>
          {t(isPending ? 'amend.saving' : 'amend.save')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            if (touched.size > 0) restart();
            else forget();
            onDone(false);
          }}
        >
          {t(touched.size > 0 ? 'amend.discard' : 'amend.cancel')}
        </button>
        <span role="status" className="form-note">
          {touched.size === 0 ? t('amend.unchanged') : ''}
        </span>
      </div>
    </form>
  );
}
