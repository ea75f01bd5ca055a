import { Trans, useTranslation } from 'react-i18next';
import { type IssueFigures as Figures, LATENESS } from '#contract/issues';
import type { IssueGroup } from '../map/panel-view.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Count, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useIssueFigures } from './api.ts';
import { LatenessMark } from './lateness-mark.tsx';

const LINES = [22, 30, 30, 30] as const;

interface IssueFiguresProps {
  code: string;
  onOpen: (group: IssueGroup) => void;
}

/** Open issues by lateness, and how many of the listed ones are resolved. Every number opens its rows. */
export function IssueFigures({ code, onOpen }: IssueFiguresProps) {
  const { t } = useTranslation('issuePanel');
  const query = useIssueFigures(code);
  const format = useFormat();
  const openCount = t('openCount', { n: format.number(query.data?.open ?? 0) });
  const open = query.data && (
    <Count label={t('listThem', { what: openCount })} onOpen={() => onOpen('open')}>
      {openCount}
    </Count>
  );
  return (
    <Section title={t('title')} aside={open}>
      <Loaded query={query} bars={LINES}>
        {(figures) => (figures.total === 0 ? <Empty>{t('none')}</Empty> : <Lines figures={figures} onOpen={onOpen} />)}
      </Loaded>
    </Section>
  );
}

function Lines({ figures, onOpen }: { figures: Figures; onOpen: (group: IssueGroup) => void }) {
  const { t } = useTranslation(['issuePanel', 'issues']);
  const format = useFormat();
  const shown = LATENESS.filter((lateness) => (figures.byLateness[lateness] ?? 0) > 0 || (lateness !== 'unknown' && lateness !== 'scheduled'));
  const [resolved, total] = [format.number(figures.resolved), format.number(figures.total)];
  const opening = (group: 'resolved' | 'all', n: string) => (
    <Count label={t('openRows', { name: t(`groups.${group}`), n })} onOpen={() => onOpen(group)}>
      {null}
    </Count>
  );
  const all = opening('all', total);
  return (
    <>
      <ul className="figure-list">
        {shown.map((lateness) => {
          const count = figures.byLateness[lateness] ?? 0;
          const name = t(`issues:lateness.${lateness}`);
          return (
            <li key={lateness}>
              <LatenessMark lateness={lateness} />
              <span>{name}</span>
              <Count label={t('openRows', { name, n: format.number(count) })} onOpen={() => onOpen(lateness)}>
                {format.number(count)}
              </Count>
              <span className="figure-share">{format.share(count, figures.open)}</span>
            </li>
          );
        })}
      </ul>
      {figures.opinions !== null && (
        <p className="funnel-line">
          <Trans ns="issuePanel" i18nKey="opinions" values={{ n: format.number(figures.opinions), total }} components={{ total: all }} />
        </p>
      )}
      <p className="funnel-line">
        <Trans
          ns="issuePanel"
          i18nKey="funnel"
          values={{ resolved, total, share: format.share(figures.resolved, figures.total) }}
          components={{ resolved: opening('resolved', resolved), total: all }}
        />
      </p>
    </>
  );
}
