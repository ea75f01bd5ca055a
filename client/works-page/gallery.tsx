import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Work, WorkDetail } from '#contract/works';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { BeforeAfter } from '../works/before-after.tsx';
import { Quantity } from '../works/quantity.tsx';
import { useGallery } from './api.ts';

/** So many works are fetched with their photos at once. */
const MOST_SHOWN = 60;
const WAITING = [220, 220, 220];

/** Before and after, work by work, the newest first. */
export function Gallery({ works, onOpen }: { works: readonly Work[]; onOpen: (id: number) => void }) {
  const { t } = useTranslation('worksPage');
  const ids = useMemo(
    () =>
      works
        .filter(({ photoSpots }) => photoSpots > 0)
        .slice(0, MOST_SHOWN)
        .map(({ id }) => id),
    [works],
  );
  const query = useGallery(ids);
  if (ids.length === 0) return <Empty>{t('noPhotos')}</Empty>;
  return (
    <div className="works-gallery">
      <Loaded query={query} bars={WAITING}>
        {(details) => (
          <ul>
            {details.map((work) => (
              <Picture key={work.id} work={work} onOpen={() => onOpen(work.id)} />
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  );
}

function Picture({ work, onOpen }: { work: WorkDetail; onOpen: () => void }) {
  const format = useFormat();
  const name = work.name ?? work.code;
  const [spot] = work.photos;
  return (
    <li>
      {spot !== undefined && <BeforeAfter spot={spot} name={name} />}
      <button type="button" className="row-link" onClick={onOpen}>
        {name}
      </button>{' '}
      <small>
        <Quantity quantity={work.quantity} unit={work.unit} qualifier={work.qualifier} /> {work.completedOn === null ? '' : format.date(work.completedOn)}
      </small>
    </li>
  );
}
