import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Work, type WorkKind, workRoutes } from '#contract/works';
import { request } from '../../api/request.ts';
import { SelectField } from '../../ui/form.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { unitWord } from '../../works/unit-word.ts';
import type { WorkDraft } from './draft.ts';

/** Reported figures are few; the newest works of a type hold those that one of today can lie in. */
const MOST = 1000;

interface PartOfFieldProps {
  draft: Pick<WorkDraft, 'id' | 'workType' | 'partOfId'>;
  kind: WorkKind;
  unit: string;
  fault: string | null;
  onChange: (partOfId: number | null) => void;
}

/** Which larger reported figure a figure is a part of: totals add the whole alone. */
export function PartOfField({ draft, kind, unit, fault, onChange }: PartOfFieldProps) {
  const { t, i18n } = useTranslation('workEdit');
  const format = useFormat();
  const found = useQuery({
    queryKey: ['works', 'figures', draft.workType, kind],
    queryFn: ({ signal }) => request(workRoutes.list, { query: { type: draft.workType, kind, sort: 'newest', limit: MOST }, signal }),
    enabled: draft.workType !== '',
  }).data?.items;
  const wholes = wholesOf(found ?? [], { ...draft, unit });
  const name = ({ name: own, grid, alleyName, code, quantity }: Work) =>
    `${own ?? alleyName ?? grid?.name ?? code} ${quantity === null ? '' : format.number(quantity)} ${unitWord(unit, i18n.language)}`;
  const options = wholes.map((whole) => ({ value: String(whole.id), label: name(whole) }));
  const isKnown = draft.partOfId === null || wholes.some(({ id }) => id === draft.partOfId);
  return (
    <SelectField
      label={t('partOf')}
      value={draft.partOfId === null ? '' : String(draft.partOfId)}
      fault={fault}
      none={t('partOfNone')}
      options={isKnown ? options : [...options, { value: String(draft.partOfId), label: String(draft.partOfId) }]}
      onChange={(value) => onChange(value === '' ? null : Number(value))}
    />
  );
}

/** Reported figures of that unit that are not parts themselves, and not the work itself. */
export function wholesOf(works: readonly Work[], { id, unit }: { id: number | null; unit: string }): Work[] {
  return works.filter((work) => work.asOf !== null && work.partOfId === null && work.unit === unit && work.id !== id);
}
