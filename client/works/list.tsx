import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Work } from '#contract/works';
import { useMapHandle } from '../map/map-context.ts';
import { PagesList } from '../ui/pages-list.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useWorkTypes } from './api.ts';
import { FamilyMark } from './family-mark.tsx';
import { Quantity } from './quantity.tsx';
import { useWorkTypeName } from './totals.tsx';

const ROW_HEIGHT = 52;
const heightOf = () => ROW_HEIGHT;
const keyOf = (work: Work) => work.id;
const linesOf = (works: Work[]) => works;

interface WorkListProps {
  query: UseInfiniteQueryResult<InfiniteData<{ items: Work[]; next: string | null; total?: number | undefined }, string | null>>;
  label: string;
  onOpen: (work: Work) => void;
}

/** Works one under the other; hover and focus show one on the map, a click opens it. */
export function WorkList({ query, label, onOpen }: WorkListProps) {
  const { t } = useTranslation('workPanel');
  const format = useFormat();
  const map = useMapHandle();
  useEffect(() => () => map?.highlight(null), [map]);
  return (
    <PagesList
      query={query}
      linesOf={linesOf}
      heightOf={heightOf}
      keyOf={keyOf}
      label={label}
      empty={t('empty')}
      note={(loaded, ended) => t(ended ? 'listed' : 'more', { n: format.number(loaded) })}
    >
      {(work) => <WorkRow work={work} onOpen={() => onOpen(work)} />}
    </PagesList>
  );
}

/** Less than this is rounding. */
const WHOLE = 0.9995;

export function WorkRow({ work, onOpen }: { work: Work; onOpen: () => void }) {
  const { t } = useTranslation('workPanel');
  const format = useFormat();
  const types = useWorkTypes();
  const typeName = useWorkTypeName();
  const map = useMapHandle();
  const type = types.data?.get(work.workType);
  const show = () => {
    if (work.lon === null || work.lat === null) return;
    map?.highlight({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [work.lon, work.lat] } });
  };
  const place = work.alleyName ?? work.grid?.name ?? '';
  const part = work.inside !== undefined && work.inside.share < WHOLE ? work.inside : null;
  return (
    <button type="button" className="list-row" onClick={onOpen} onPointerEnter={show} onPointerLeave={() => map?.highlight(null)} onFocus={show}>
      <FamilyMark family={type?.family ?? 'other'} />
      <span className="grow">
        <span>{work.name ?? (type ? typeName(type) : work.workType)}</span>
        <small>
          {place} {work.lon === null ? t('noPlace') : ''}
        </small>
      </span>
      <span className="end">
        <Quantity quantity={work.quantity} unit={work.unit} qualifier={work.qualifier} />
        {part !== null && (
          <small>
            {' '}
            {t('inside', { share: format.rate(part.share) })}{' '}
            {part.quantity !== null && <Quantity quantity={part.quantity} unit={work.unit} qualifier={work.qualifier} />}
          </small>
        )}
        <br />
        <small>
          {work.distanceM !== undefined
            ? t('metres', { value: format.number(work.distanceM) })
            : work.completedOn === null
              ? t(`phases.${work.phase}`)
              : t('completed', { date: format.date(work.completedOn) })}
        </small>
      </span>
    </button>
  );
}
