import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignComparison } from '#contract/campaigns';
import type { Campaign } from '#contract/coverage';
import type { DenominatorName } from '../map/map-state.ts';
import { Bars, Empty, Failure, Loaded } from '../ui/load-state.tsx';
import type { RoundsAddress } from './address.ts';
import { useComparison } from './api.ts';
import { GridTree, WideRow } from './grid-tree.tsx';
import { RateCell } from './rate-cell.tsx';
import { RoundChoice } from './round-choice.tsx';

type Row = CampaignComparison['rows'][number];
interface CompareViewProps {
  rounds: readonly Campaign[];
  address: RoundsAddress;
  go: (change: Partial<RoundsAddress>) => void;
}
const COLUMNS = 4;
/** A change smaller than what is shown of it is none. */
const SHOWN_POINTS = 0.05;

/** Two rounds side by side, by subdistrict and community. The address names both; without it the two that opened last; a recheck only where there are no two rounds, for it visits a few doors. */
export function CompareView({ rounds, address, go }: CompareViewProps) {
  const { t } = useTranslation('rounds');
  const opened = rounds.filter(({ status }) => status !== 'planned').sort((a, b) => a.startsOn.localeCompare(b.startsOn));
  const plain = opened.filter(({ kind }) => kind === 'round');
  const usual = plain.length > 1 ? plain : opened;
  const second = opened.find(({ code }) => code === address.with) ?? usual.filter(({ code }) => code !== address.campaign).at(-1);
  const first = opened.find(({ code }) => code === address.campaign) ?? usual.filter(({ code }) => code !== second?.code).at(-1);
  if (first === undefined || second === undefined || first.code === second.code)
    return (
      <>
        {opened.length > 1 && <Choice rounds={opened} first={first ?? null} second={second ?? null} go={go} />}
        <Empty>{t('compare.need')}</Empty>
      </>
    );
  return (
    <>
      <Choice rounds={opened} first={first} second={second} go={go} />
      <Comparison key={`${first.code} ${second.code}`} first={first} second={second} address={address} go={go} />
    </>
  );
}

interface ChoiceProps {
  rounds: readonly Campaign[];
  first: Campaign | null;
  second: Campaign | null;
  go: CompareViewProps['go'];
}

function Choice({ rounds, first, second, go }: ChoiceProps) {
  const { t } = useTranslation('rounds');
  return (
    <div className="rounds-choices">
      <RoundChoice rounds={rounds} chosen={first} label={t('compare.first')} onChoose={(campaign) => go({ campaign, with: second?.code ?? null })} />
      <RoundChoice rounds={rounds} chosen={second} label={t('compare.second')} onChoose={(code) => go({ campaign: first?.code ?? null, with: code })} />
    </div>
  );
}

function Comparison({ first, second, address, go }: { first: Campaign; second: Campaign; address: RoundsAddress; go: CompareViewProps['go'] }) {
  const { t } = useTranslation('rounds');
  const whole = useComparison(first.code, second.code, null);
  const { of } = address;
  return (
    <Loaded query={whole} bars={[30, 30, 30, 30, 30, 30]}>
      {({ rows }) => (
        <GridTree
          caption={t('compare.caption', { of: t(`denominators.${of}`), first: first.name, second: second.name })}
          head={[t('compare.grid'), `${first.name} ${first.code}`, `${second.name} ${second.code}`, t('compare.change')]}
          rows={rows}
          cells={(row) => <Cells row={row} of={of} />}
          below={(code, show) => <Below first={first.code} second={second.code} code={code} show={show} />}
          open={address.open}
          onOpen={(open) => go({ open })}
        />
      )}
    </Loaded>
  );
}

function Below({ first, second, code, show }: { first: string; second: string; code: string; show: (rows: readonly Row[]) => ReactNode }) {
  const communities = useComparison(first, second, code);
  return (
    <BelowRows query={communities} columns={COLUMNS}>
      {({ rows }) => show(rows.filter(({ grid }) => grid.code !== code))}
    </BelowRows>
  );
}

/** Rows of a query inside a table. */
export function BelowRows<Value>({ query, columns, children }: { query: UseQueryResult<Value>; columns: number; children: (value: Value) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  return (
    <WideRow columns={columns}>{query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Bars heights={[30, 30]} />}</WideRow>
  );
}

function Cells({ row: { figures }, of }: { row: Row; of: DenominatorName }) {
  const [before, after] = figures;
  const [from, to] = [before?.denominators[of].rate ?? null, after?.denominators[of].rate ?? null];
  return (
    <>
      <td data-side="first">
        <RateCell figures={before} of={of} />
      </td>
      <td data-side="second">
        <RateCell figures={after} of={of} />
      </td>
      <td data-side="change">
        <Change points={from === null || to === null ? null : (to - from) * 100} />
      </td>
    </>
  );
}

/** Percentage points with an arrow and a word: which way is good is for the reader to say. */
function Change({ points }: { points: number | null }) {
  const { t } = useTranslation('rounds');
  if (points === null) return <span className="rounds-muted">{t('compare.none')}</span>;
  if (Math.abs(points) < SHOWN_POINTS) return <>＝ {t('compare.same')}</>;
  const n = Math.abs(points).toFixed(1);
  return points > 0 ? (
    <>
      <span aria-hidden="true">↑</span> {t('compare.up', { n })}
    </>
  ) : (
    <>
      <span aria-hidden="true">↓</span> {t('compare.down', { n })}
    </>
  );
}
