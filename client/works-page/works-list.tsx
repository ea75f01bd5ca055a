import { useTranslation } from 'react-i18next';
import type { Work } from '#contract/works';
import { useFormat } from '../ui/use-format.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { useWorkTypes } from '../works/api.ts';
import { FamilyMark } from '../works/family-mark.tsx';
import { Quantity } from '../works/quantity.tsx';

const ROW_HEIGHT = 56;
const heightOf = () => ROW_HEIGHT;
const keyOf = ({ id }: Work) => id;

interface WorksListProps {
  works: readonly Work[];
  chosen: number | null;
  onOpen: (id: number) => void;
  onHover: (work: Work | null) => void;
}

/** The works one under the other; hover and focus show one on the map. */
export function WorksList({ works, chosen, onOpen, onHover }: WorksListProps) {
  const { t } = useTranslation('worksPage');
  return (
    <VirtualList items={works} heightOf={heightOf} keyOf={keyOf} label={t('listLabel')}>
      {(work) => <Row work={work} isChosen={work.id === chosen} onOpen={() => onOpen(work.id)} onHover={onHover} />}
    </VirtualList>
  );
}

function Row({ work, isChosen, onOpen, onHover }: { work: Work; isChosen: boolean; onOpen: () => void; onHover: (work: Work | null) => void }) {
  const { t } = useTranslation(['worksPage', 'workPanel']);
  const format = useFormat();
  const type = useWorkTypes().data?.get(work.workType);
  const asked = work.askedHouseholds > 0 ? t('asked', { households: format.number(work.askedHouseholds) }) : null;
  const notes = [work.alleyName ?? work.grid?.name, asked, work.grade === 'downgraded' ? t('downgraded') : null, work.partOfId === null ? null : t('isPart')];
  return (
    <button
      type="button"
      className="list-row"
      aria-current={isChosen || undefined}
      onClick={onOpen}
      onPointerEnter={() => onHover(work)}
      onPointerLeave={() => onHover(null)}
      onFocus={() => onHover(work)}
      onBlur={() => onHover(null)}
    >
      <FamilyMark family={type?.family ?? 'other'} />
      <span className="grow">
        <span>{work.name ?? type?.name ?? work.code}</span>
        <small>{notes.filter(Boolean).join('　')}</small>
      </span>
      <span className="end">
        <Quantity quantity={work.quantity} unit={work.unit} qualifier={work.qualifier} />
        <br />
        <small>{work.completedOn === null ? t(`workPanel:phases.${work.phase}`) : format.date(work.completedOn)}</small>
      </span>
    </button>
  );
}
