import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { campaignRoutes, type Duty } from '#contract/campaigns';
import type { GridRef } from '#contract/grids';
import { request } from '../../api/request.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useUnits } from '../api.ts';
import { Refusal } from '../confirm.tsx';
import { bodyOf, DUTY_KINDS, type DutyDraft, draftsOf, withAdded, wrongDrafts } from './drafts.ts';
import { DutyRows } from './duty-rows.tsx';
import { GridChooser } from './grid-chooser.tsx';
import { PersonChooser } from './person-chooser.tsx';
import './duties.css';

interface DutyFormProps {
  code: string;
  name: string;
  /** Code of the district. */
  root: string;
  duties: readonly Duty[];
  onDone: () => void;
}

/** Who goes where in a round: duties are added for many grids at once and taken away one by one; the whole is saved at the end. */
export function DutyForm({ code, name, root, duties, onDone }: DutyFormProps) {
  const { t } = useTranslation('rounds');
  const client = useQueryClient();
  const [drafts, setDrafts] = useState<readonly DutyDraft[]>(() => draftsOf(duties));
  const [isChanged, setChanged] = useState(false);
  const save = useMutation({
    mutationFn: () => request(campaignRoutes.setDuties, { params: { code }, body: bodyOf(drafts) }),
    onSuccess: ({ items }) => {
      client.setQueryData(['campaigns', code, 'duties'], items);
      onDone();
    },
  });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const change = (next: readonly DutyDraft[]) => {
    setDrafts(next);
    setChanged(true);
    save.reset();
  };
  const wrong = wrongDrafts(save.error);
  return (
    <section className="round-card duty-form" aria-labelledby="duty-form-name">
      <h2 id="duty-form-name" ref={heading} tabIndex={-1}>
        {t('duties.title', { name })}
      </h2>
      <Adding root={root} onAdd={(grids, holder) => change(withAdded(drafts, grids, holder))} />
      <DutyRows
        drafts={drafts}
        wrong={wrong}
        onRemove={(key) => change(drafts.filter((draft) => draft.key !== key))}
        onRemoveWrong={() => change(drafts.filter((_, index) => !wrong.has(index)))}
      />
      {save.error !== null && wrong.size === 0 && <Refusal error={save.error} />}
      <div className="confirm-deeds">
        <button type="button" className="button button-primary" disabled={save.isPending || !isChanged} onClick={() => save.mutate()}>
          {save.isPending ? t('plan.saving') : t('duties.save', { n: drafts.length })}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </section>
  );
}

function Adding({ root, onAdd }: { root: string; onAdd: (grids: readonly GridRef[], holder: Pick<DutyDraft, 'kind' | 'person' | 'unit'>) => void }) {
  const { t } = useTranslation('rounds');
  const id = useId();
  const { data: units = [] } = useUnits();
  const [grids, setGrids] = useState<readonly GridRef[]>([]);
  const [kind, setKind] = useState<DutyDraft['kind']>('leader');
  const [unitCode, setUnitCode] = useState('');
  const [person, setPerson] = useState<DutyDraft['person']>(null);
  const [lacks, setLacks] = useState<'grid' | 'holder' | null>(null);
  const unit = units.find((one) => one.code === unitCode) ?? null;
  const add = (event: FormEvent) => {
    event.preventDefault();
    const missing = grids.length === 0 ? 'grid' : unit === null && person === null ? 'holder' : null;
    setLacks(missing);
    if (missing !== null) return;
    onAdd(grids, { kind, person, unit });
    setGrids([]);
  };
  return (
    <form className="duty-adding" onSubmit={add} aria-label={t('duties.add')} noValidate>
      <Segmented label={t('duties.kind')} value={kind} options={DUTY_KINDS.map((value) => ({ value, label: t(`dutyKinds.${value}`) }))} onChange={setKind} />
      <GridChooser root={root} chosen={grids} onChange={setGrids} />
      <div className="plan-field">
        <label htmlFor={id}>{t('duties.unit')}</label>
        <select id={id} className="field" value={unitCode} onChange={({ target }) => setUnitCode(target.value)}>
          <option value="">{t('duties.noUnit')}</option>
          {units.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </select>
      </div>
      <PersonChooser chosen={person} unitName={unit?.name ?? null} onChange={setPerson} />
      {lacks !== null && (
        <p role="alert" className="rounds-wrong">
          {t(`duties.lacks.${lacks}`)}
        </p>
      )}
      <button type="submit" className="button">
        {t('duties.addTo', { n: grids.length })}
      </button>
    </form>
  );
}
