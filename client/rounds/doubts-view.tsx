import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '#contract/coverage';
import type { GridRef } from '#contract/grids';
import { type Doubts, VISIT_DOUBTS } from '#contract/visits';
import { Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useDoubts } from './api.ts';
import { BelowRows } from './compare-view.tsx';
import { GridTree } from './grid-tree.tsx';

const PARTS = ['doubtful', ...VISIT_DOUBTS] as const;
const COLUMNS = PARTS.length + 2;

interface DoubtsViewProps {
  campaign: Campaign;
  /** Code of the district. */
  root: string;
  open: readonly string[];
  onOpen: (open: readonly string[]) => void;
}

/** Visits that deserve a second look, as shares of the visits of a grid. */
export function DoubtsView({ campaign, root, open, onOpen }: DoubtsViewProps) {
  const { t } = useTranslation('rounds');
  const whole = useDoubts(root, campaign.code);
  return (
    <>
      <p className="rounds-note">{t('doubts.note')}</p>
      <Loaded query={whole} bars={[30, 30, 30, 30, 30, 30]}>
        {({ grid, own, children }) => (
          <GridTree
            caption={t('doubts.caption', { name: campaign.name })}
            head={[t('doubts.grid'), t('doubts.visits'), ...PARTS.map((part) => t(`doubts.${part}`))]}
            rows={[{ grid, doubts: own }, ...children]}
            cells={({ doubts }) => <Cells doubts={doubts} />}
            below={(code, show) => <Below code={code} campaign={campaign.code} show={show} />}
            open={open}
            onOpen={onOpen}
          />
        )}
      </Loaded>
    </>
  );
}

interface Row {
  grid: GridRef;
  doubts: Doubts;
}
function Below({ code, campaign, show }: { code: string; campaign: string; show: (rows: readonly Row[]) => ReactNode }) {
  const communities = useDoubts(code, campaign);
  return (
    <BelowRows query={communities} columns={COLUMNS}>
      {({ children }) => show(children)}
    </BelowRows>
  );
}

function Cells({ doubts }: { doubts: Doubts }) {
  const { t } = useTranslation('rounds');
  const format = useFormat();
  return (
    <>
      <td>{format.number(doubts.visits)}</td>
      {PARTS.map((part) => (
        <td key={part} data-doubt={part}>
          <span className="rounds-rate">{format.rate(doubts[part].share)}</span>
          <small>{t('of_', { part: format.number(doubts[part].count), whole: format.number(doubts.visits) })}</small>
        </td>
      ))}
    </>
  );
}
