import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolygonGeometry } from '#contract/coverage';
import { type WorkTotal, workRoutes } from '#contract/works';
import { useAskedDay } from '../api/past.ts';
import { request } from '../api/request.ts';
import { usePanel } from '../map/panel-view.ts';
import { Loaded } from '../ui/load-state.tsx';
import { Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { WorkRow } from './list.tsx';
import { keyOfTotal, TotalLines } from './totals.tsx';

const WAITING = [30, 30, 30] as const;
/** So many rows stand under a line; how many there are is said. */
const MOST_ROWS = 200;

/** Completed works inside what was drawn, as far as it lies inside; a line opens the works that it adds up. */
export default function ShapeTotals({ within }: { within: PolygonGeometry }) {
  const { t } = useTranslation('workPanel');
  const to = useAskedDay();
  const [chosen, choose] = useState<WorkTotal | null>(null);
  const query = useQuery({
    queryKey: ['works-in-shape', within, to],
    queryFn: ({ signal }) => request(workRoutes.totalsInShape, { body: { within, to }, signal }),
  });
  return (
    <Section title={t('title')}>
      <Loaded query={query} bars={WAITING}>
        {({ items }) => {
          const open = items.find((total) => chosen !== null && keyOfTotal(total) === keyOfTotal(chosen)) ?? null;
          return (
            <>
              <TotalLines items={items} onOpen={(total) => choose(open === total ? null : total)} />
              {items.length > 0 && <p className="work-note">{t('byShare')}</p>}
              {open !== null && <Rows within={within} to={to} total={open} />}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function Rows({ within, to, total }: { within: PolygonGeometry; to: string | undefined; total: WorkTotal }) {
  const { t } = useTranslation('workPanel');
  const format = useFormat();
  const { open } = usePanel();
  const { workType, kind, unit } = total;
  const query = useQuery({
    queryKey: ['works-in-shape', within, to, workType.code, kind],
    queryFn: ({ signal }) =>
      request(workRoutes.inShape, { query: {}, body: { within, to, type: workType.code, kind, completed: 'true', sort: 'newest', limit: MOST_ROWS }, signal }),
  });
  return (
    <Loaded query={query} bars={WAITING}>
      {({ items, next }) => {
        // One line is one unit; the list is asked for by type and kind. What only touches the border is in no sum.
        const rows = items.filter((work) => (work.unit ?? workType.unit) === unit && work.inside?.share !== 0);
        const parts = rows.filter(({ partOfId }) => partOfId !== null && rows.some(({ id }) => id === partOfId)).length;
        return (
          <>
            <p className="work-note" role="status">
              {t(next === null ? 'listed' : 'first', { n: format.number(rows.length) })}
              {parts > 0 && t('listedParts', { n: format.number(parts) })}
            </p>
            {rows.map((work) => (
              <WorkRow key={work.id} work={work} onOpen={() => open({ list: 'work', id: work.id, from: null })} />
            ))}
          </>
        );
      }}
    </Loaded>
  );
}
