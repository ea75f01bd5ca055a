import { useTranslation } from 'react-i18next';
import type { WorkTotal, WorkType } from '#contract/works';
import { addRoom } from '../i18n/i18n.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useWorkTotals } from './api.ts';
import { FamilyMark } from './family-mark.tsx';
import { workPanelMessages } from './panel-messages.ts';
import { Quantity } from './quantity.tsx';
import './works.css';

addRoom('workPanel', workPanelMessages);

const LINES = [22, 30, 30, 30, 30] as const;

interface WorkTotalsProps {
  code: string;
  /** A work type, or null for all of them. */
  onOpen: (type: string | null) => void;
}

/** Completed works, one line per type and unit: types and units are never added together, nested figures stand under theirs. */
export function WorkTotals({ code, onOpen }: WorkTotalsProps) {
  const { t } = useTranslation('workPanel');
  const format = useFormat();
  const query = useWorkTotals(code);
  const count = query.data?.items.length ?? 0;
  const all = count > 0 && (
    <button type="button" className="row-link" onClick={() => onOpen(null)}>
      {t('types', { n: format.number(count) })}
    </button>
  );
  return (
    <Section title={t('title')} aside={all || undefined}>
      <Loaded query={query} bars={LINES}>
        {({ items }) => <TotalLines items={items} onOpen={({ workType }) => onOpen(workType.code)} />}
      </Loaded>
    </Section>
  );
}

/** What tells one line from the others. */
export const keyOfTotal = ({ workType, kind, unit }: WorkTotal): string => `${workType.code} ${kind} ${unit}`;

export function TotalLines({ items, onOpen }: { items: readonly WorkTotal[]; onOpen: (total: WorkTotal) => void }) {
  const { t } = useTranslation('workPanel');
  if (items.length === 0) return <Empty>{t('none')}</Empty>;
  return (
    <ul className="work-totals">
      {items.map((total) => (
        <Total key={keyOfTotal(total)} total={total} onOpen={() => onOpen(total)} />
      ))}
    </ul>
  );
}

function Total({ total, onOpen }: { total: WorkTotal; onOpen: () => void }) {
  const { t } = useTranslation('workPanel');
  const format = useFormat();
  const typeName = useWorkTypeName()(total.workType);
  const name = total.kind === total.workType.kind ? typeName : `${typeName}（${t(`kinds.${total.kind}`)}）`;
  return (
    <li>
      <FamilyMark family={total.workType.family} />
      <span className="work-name">{name}</span>
      <button type="button" className="count work-quantity" title={t('openRows', { name, n: format.number(total.count) })} onClick={onOpen}>
        <Quantity quantity={total.quantity} unit={total.unit} qualifier={total.qualifier} />
      </button>
      {total.ofWhich.map((part) => (
        <span key={part.id} className="work-part">
          <span>
            {t('ofWhich')} {part.name}
          </span>
          <span>
            <Quantity quantity={part.quantity} unit={total.unit} qualifier={part.qualifier} />
          </span>
        </span>
      ))}
    </li>
  );
}

/** A type's name in the reader's language. */
export function useWorkTypeName(): (type: WorkType) => string {
  const { i18n } = useTranslation();
  return (type) => (i18n.language === 'en' ? type.nameEn : type.name);
}
