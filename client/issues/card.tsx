import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssueDetail } from '#contract/issues';
import { useAskedDay } from '../api/past.ts';
import { Problem } from '../api/request.ts';
import { useSettings } from '../api/settings.ts';
import { useMapHandle } from '../map/map-context.ts';
import { Photos } from '../photos/photos.tsx';
import type { shellMessages } from '../shell/messages.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Panel } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useIssue } from './api.ts';
import { LatenessMark } from './lateness-mark.tsx';
import type { issuePanelMessages } from './panel-messages.ts';

const Thread = lazy(() => import('../thread/thread.tsx'));
const LINES = [24, 22, 22, 22, 22, 22, 22, 22] as const;
const PLACE_ZOOM = 17;
type Channel = keyof typeof issuePanelMessages.zh.channels;
type Role = keyof typeof shellMessages.zh.roles;
type Class = keyof typeof issuePanelMessages.zh.classes;

interface IssueCardProps {
  id: number;
  onBack: () => void;
  onGrid: (code: string) => void;
}

/** One issue: what, where, since when, how late, with whom it lies. */
export function IssueCard({ id, onBack, onGrid }: IssueCardProps) {
  const { t } = useTranslation('issuePanel');
  const query = useIssue(id);
  const format = useFormat();
  const day = useAskedDay();
  const map = useMapHandle();
  const { lon, lat } = query.data ?? { lon: null, lat: null };
  useEffect(() => {
    if (lon === null || lat === null) return;
    map?.highlight({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lon, lat] } });
    return () => map?.highlight(null);
  }, [map, lon, lat]);
  const foot =
    lon === null || lat === null ? undefined : (
      <button type="button" className="button button-primary" onClick={() => map?.flyTo([lon, lat], PLACE_ZOOM)}>
        {t('zoom')}
      </button>
    );
  // Somebody comes here with a number that today has: what does not exist is the issue on that day.
  const isLater = day !== undefined && query.error instanceof Problem && query.error.type === '/problems/issue-not-found';
  return (
    <Panel title={query.data?.title ?? t('title')} back={{ label: t('back'), go: onBack }} foot={foot} focusKey={`issue ${id}`}>
      {isLater ? (
        <Empty>{t('notYet', { day: format.date(day) })}</Empty>
      ) : (
        <Loaded query={query} bars={LINES}>
          {(issue) => (
            <>
              <Fields issue={issue} onGrid={onGrid} />
              <Photos ids={issue.photoIds} />
              <Suspense fallback={null}>
                <Thread kind="issue" id={issue.id} />
              </Suspense>
            </>
          )}
        </Loaded>
      )}
    </Panel>
  );
}

function Fields({ issue, onGrid }: { issue: IssueDetail; onGrid: (code: string) => void }) {
  const { t, i18n } = useTranslation(['issuePanel', 'issues', 'shell']);
  const format = useFormat();
  const channel = i18n.exists(`issuePanel:channels.${issue.channel}`) ? t(`channels.${issue.channel as Channel}`) : issue.channel;
  const { data: settings } = useSettings();
  const domain = settings?.issueDomains.find(({ code }) => code === issue.domain);
  const grid = issue.grid;
  const rows: [keyof typeof issuePanelMessages.zh.fields, ReactNode][] = [
    ['description', issue.description],
    ['state', t(`states.${issue.state}`)],
    [
      'lateness',
      issue.lateness && (
        <>
          <LatenessMark lateness={issue.lateness} /> {t(`issues:lateness.${issue.lateness}`)}
        </>
      ),
    ],
    ['reportedAt', format.moment(issue.reportedAt)],
    ['dueAt', issue.dueAt === null ? t('noDeadline') : format.moment(issue.dueAt)],
    ['resolvedAt', issue.resolvedAt && format.moment(issue.resolvedAt)],
    ['closedAt', issue.closedAt && format.moment(issue.closedAt)],
    ['domain', domain ? (i18n.language === 'en' ? (domain.nameEn ?? domain.name) : domain.name) : issue.domain],
    ['class', issue.class === 'component' || issue.class === 'event' ? t(`classes.${issue.class satisfies Class}`) : issue.class],
    ['channel', channel],
    ['unit', issue.unitName],
    [
      'grid',
      grid && (
        <button type="button" className="row-link" onClick={() => onGrid(grid.code)}>
          {grid.name}
        </button>
      ),
    ],
    ['address', issue.address],
    ['code', issue.code],
    ['reporter', issue.reporterRole && t(`shell:roles.${issue.reporterRole as Role}`)],
    ['flags', issue.flags.includes('outside_every_grid') ? t('outside') : null],
  ];
  return (
    <dl className="field-list">
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([field, value]) => (
          <div key={field}>
            <dt>{t(`fields.${field}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
