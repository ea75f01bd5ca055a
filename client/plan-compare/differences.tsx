import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanAlleys } from '../plan-page/api.ts';
import { MINOR_PER_10K } from '../plan-page/desk-state.ts';
import { useFormat } from '../ui/use-format.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import type { Change, Side } from './sides.ts';

const ROW_PX = 28;
const LISTED = ['in', 'out', 'moved'] as const;
/** The table says it too: colour is never alone. */
const SIGNS: Record<Change, string> = { in: '+', out: '−', moved: '↷', same: '=' };

interface DifferencesProps {
  alleys: PlanAlleys;
  own: Side;
  other: Side;
  changes: ReadonlyMap<number, Change>;
  onSelect: (alley: number) => void;
}

/** Who comes in, who goes out, who is built in another year; the dearest first. */
export function Differences({ alleys, own, other, changes, onSelect }: DifferencesProps) {
  const { t } = useTranslation('planCompare');
  const format = useFormat();
  const place = useMemo(() => new Map(alleys.id.map((id, at) => [id, at])), [alleys]);
  const lists = useMemo(() => {
    const of = (change: Change) => [...changes].filter(([, one]) => one === change).map(([id]) => id);
    const dearest = (ids: number[]) => ids.sort((a, b) => (own.cost.get(b) ?? other.cost.get(b) ?? 0) - (own.cost.get(a) ?? other.cost.get(a) ?? 0));
    return { in: dearest(of('in')), out: dearest(of('out')), moved: dearest(of('moved')), same: of('same') };
  }, [changes, own, other]);
  const cost = (id: number) => ((own.cost.get(id) ?? other.cost.get(id) ?? 0) / MINOR_PER_10K).toFixed(1);
  return (
    <section className="compare-lists" aria-label={t('lists')}>
      {LISTED.map((change) => (
        <div key={change}>
          <h3>
            <i data-change={change} aria-hidden="true">
              {SIGNS[change]}
            </i>
            {t(`changes.${change}`)} <small>{t('count', { count: format.number(lists[change].length) as never })}</small>
          </h3>
          {lists[change].length === 0 ? (
            <p className="plan-hint">{t('none')}</p>
          ) : (
            <VirtualList items={lists[change]} heightOf={() => ROW_PX} keyOf={(id) => id} label={t(`changes.${change}`)}>
              {(id) => {
                const at = place.get(id);
                return (
                  <button type="button" className="compare-row" disabled={at === undefined} onClick={() => onSelect(id)}>
                    <span>{at === undefined ? t('gone', { id: String(id) }) : (alleys.name[at] ?? alleys.code[at])}</span>
                    <small>{change === 'moved' ? `${other.year.get(id)} → ${own.year.get(id)}` : (own.year.get(id) ?? other.year.get(id))}</small>
                    <span>{cost(id)}</span>
                  </button>
                );
              }}
            </VirtualList>
          )}
        </div>
      ))}
      <p className="plan-hint">
        = {t('changes.same')} {t('count', { count: format.number(lists.same.length) as never })}
      </p>
    </section>
  );
}
