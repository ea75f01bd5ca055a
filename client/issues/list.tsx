import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Issue } from '#contract/issues';
import { useMapHandle } from '../map/map-context.ts';
import { PagesList } from '../ui/pages-list.tsx';
import { useFormat } from '../ui/use-format.ts';
import { LatenessMark } from './lateness-mark.tsx';

const ROW_HEIGHT = 52;
const heightOf = () => ROW_HEIGHT;
const keyOf = (issue: Issue) => issue.id;
const linesOf = (issues: Issue[]) => issues;

interface IssueListProps {
  query: UseInfiniteQueryResult<InfiniteData<{ items: Issue[]; next: string | null; total?: number | undefined }, string | null>>;
  label: string;
  onOpen: (issue: Issue) => void;
}

/** Issues one under the other; hover and focus show one on the map, a click opens it. */
export function IssueList({ query, label, onOpen }: IssueListProps) {
  const { t } = useTranslation('issuePanel');
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
      {(issue) => <IssueRow issue={issue} onOpen={() => onOpen(issue)} />}
    </PagesList>
  );
}

function IssueRow({ issue, onOpen }: { issue: Issue; onOpen: () => void }) {
  const { t } = useTranslation(['issuePanel', 'issues']);
  const format = useFormat();
  const map = useMapHandle();
  const show = () => {
    if (issue.lon === null || issue.lat === null) return;
    map?.highlight({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [issue.lon, issue.lat] } });
  };
  const when = issue.dueAt === null ? t('reported', { time: format.moment(issue.reportedAt) }) : t('due', { time: format.moment(issue.dueAt) });
  return (
    <button type="button" className="list-row" onClick={onOpen} onPointerEnter={show} onPointerLeave={() => map?.highlight(null)} onFocus={show}>
      <LatenessMark lateness={issue.lateness ?? 'unknown'} />
      <span className="grow">
        <span>{issue.title}</span>
        <small>
          {issue.grid?.name ?? issue.address ?? ''} {issue.lon === null ? t('noPlace') : ''}
        </small>
      </span>
      <small className="end">
        {issue.lateness ? t(`issues:lateness.${issue.lateness}`) : t(`states.${issue.state}`)}
        <br />
        {issue.distanceM === undefined ? when : t('metres', { value: format.number(issue.distanceM) })}
      </small>
    </button>
  );
}
