import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { nameOf } from './cells.tsx';
import { daysSinceVisit, type Line, type Show } from './tree.ts';

const ROW_PX = 30;

interface StalledListProps {
  /** Grids of the level that is looked at. */
  lines: readonly Line[];
  days: number;
  isRunning: boolean;
  show: Show | null;
  onShow: (show: Show | null) => void;
  onSelect: (line: Line) => void;
}

/** Where nobody has knocked for days although somebody is left: the longest first, then the most left. */
export function StalledList({ lines, days, isRunning, show, onShow, onSelect }: StalledListProps) {
  const { t } = useTranslation('pace');
  const format = useFormat();
  const since = (line: Line) => daysSinceVisit(line) ?? Number.MAX_SAFE_INTEGER;
  const left = ({ tree, row }: Line) => tree.uncovered[row] ?? 0;
  const stalled = lines.filter(({ tree, row }) => tree.isStalled[row]).sort((a, b) => since(b) - since(a) || left(b) - left(a));
  return (
    <section className="pace-panel stalled" aria-labelledby="stalled-title">
      <header>
        <h2 id="stalled-title">
          {t('stalledList.title')} <span className="pace-count">{format.number(stalled.length)}</span>
        </h2>
        {stalled.length > 0 && (
          <button type="button" className="pace-link" aria-pressed={show === 'stalled'} onClick={() => onShow(show === 'stalled' ? null : 'stalled')}>
            {t(show === 'stalled' ? 'clear' : 'stalledList.all')}
          </button>
        )}
      </header>
      {stalled.length === 0 ? (
        <Empty>{isRunning ? t('stalledList.none', { n: days }) : t('stalledList.off')}</Empty>
      ) : (
        <VirtualList items={stalled} heightOf={() => ROW_PX} keyOf={({ code }) => code} label={t('stalledList.title')}>
          {(line) => {
            const last = daysSinceVisit(line);
            return (
              <button type="button" className="stalled-row" onClick={() => onSelect(line)}>
                <span>{nameOf(line)}</span>
                <small>{t('left', { n: format.number(left(line)) })}</small>
                <b>{last === null ? t('never') : t('days', { n: last })}</b>
              </button>
            );
          }}
        </VirtualList>
      )}
    </section>
  );
}
