import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '#contract/coverage';
import { SUPERVISORS } from '#contract/visits';
import { useWorkingAs } from '../api/work-as.ts';
import { useGridCoverage } from '../coverage/api.ts';
import { Bars, Empty, Failure } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { ExemptionRow } from './exemption-row.tsx';
import { type ExemptionGroup, groupsOf, useExemptions } from './exemptions-api.ts';

interface ExemptionsViewProps {
  campaign: Campaign;
  /** Code of the district. */
  root: string | null;
}

/** What waits for approval in a round: how much for everybody, who and why only for those who may decide. */
export function ExemptionsView({ campaign, root }: ExemptionsViewProps) {
  const { t } = useTranslation('rounds');
  const format = useFormat();
  const person = useWorkingAs();
  const mayDecide = person !== null && SUPERVISORS.includes(person.role);
  const { data: coverage } = useGridCoverage(root, { campaign: campaign.code, kind: null });
  const waiting = coverage?.own.exemptPending;
  return (
    <div className="exemptions">
      {waiting !== undefined && (
        <p className="exemptions-count">
          <strong>{t('exemptions.count', { n: format.number(waiting) })}</strong>
        </p>
      )}
      {mayDecide ? (
        <Waiting campaign={campaign} personId={person.id} isNoneAtAll={waiting === 0} />
      ) : waiting === 0 ? (
        <Empty>{t('exemptions.none')}</Empty>
      ) : (
        <p className="rounds-note">{t('exemptions.locked')}</p>
      )}
    </div>
  );
}

function Waiting({ campaign, personId, isNoneAtAll }: { campaign: Campaign; personId: number; isNoneAtAll: boolean }) {
  const { t } = useTranslation('rounds');
  const format = useFormat();
  const query = useExemptions(campaign.code, personId);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const failure = query.isError && <Failure error={query.error} since={query.errorUpdatedAt} onRetry={() => void query.refetch()} />;
  const [first] = query.data?.pages ?? [];
  if (query.data === undefined || first === undefined) return failure || <Bars heights={[30, 30, 30, 30]} />;
  const groups = groupsOf(query.data.pages);
  const decided = (text: string, visitId: number) => {
    setSaid(text);
    // The row goes: the keyboard goes on with the next one that can be decided, or with the list.
    const ids = groups.flatMap(({ items }) => items.filter(({ isOwn }) => !isOwn).map((item) => item.visitId));
    const next = ids[ids.indexOf(visitId) + 1] ?? ids[ids.indexOf(visitId) - 1];
    const button = next === undefined ? null : list.current?.querySelector<HTMLElement>(`[data-visit="${next}"] button`);
    (button ?? list.current)?.focus();
  };
  return (
    <div ref={list} tabIndex={-1}>
      <p className="rounds-note">{t('exemptions.rule', { share: format.rate(first.exemptShare) })}</p>
      {campaign.status !== 'open' && <p className="rounds-note">{t('exemptions.closed')}</p>}
      <p role="status" className="exemptions-said">
        {said}
      </p>
      {failure}
      {groups.length === 0 && <Empty>{t(isNoneAtAll ? 'exemptions.none' : 'exemptions.noneHere')}</Empty>}
      {groups.map((group) => (
        <Group key={group.path ?? ''} group={group} mayDecide={campaign.status === 'open'} onDecided={decided} />
      ))}
      {query.hasNextPage && (
        <button type="button" className="button" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('exemptions.more')}
        </button>
      )}
    </div>
  );
}

interface GroupProps {
  group: ExemptionGroup;
  mayDecide: boolean;
  onDecided: (said: string, visitId: number) => void;
}

function Group({ group: { grid, items }, mayDecide, onDecided }: GroupProps) {
  const { t } = useTranslation('rounds');
  const format = useFormat();
  const name = grid === null ? t('exemptions.noGrid') : grid.name;
  return (
    <section className="exemption-group" data-grid={grid?.code}>
      <h2>
        {name} {grid?.parentName && <span className="rounds-muted">{grid.parentName}</span>}
      </h2>
      {grid !== null && (
        <p className="rounds-note">
          {t('exemptions.grid', { part: format.number(grid.exempted), whole: format.number(grid.total), share: format.share(grid.exempted, grid.total) })}
        </p>
      )}
      <ul aria-label={name}>
        {items.map((item) => (
          <ExemptionRow key={item.visitId} item={item} mayDecide={mayDecide} onDecided={onDecided} />
        ))}
      </ul>
    </section>
  );
}
