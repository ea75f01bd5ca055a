import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS, type Alley } from '#contract/alleys';
import { ConditionCells, useConditionCells } from '../alleys/condition-cells.tsx';
import { conditionsOf } from '../alleys/layers.ts';
import { useLayerState } from '../api/layer-state.ts';
import { useFormat } from '../ui/use-format.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import type { PlanAlleys, PlanModel } from './api.ts';
import { Cut } from './cut.tsx';
import { MINOR_PER_10K, type PlanState, SORTS, type Sort } from './desk-state.ts';
import type { LiveRanking } from './live-ranking.ts';
import type { Outcomes } from './outcome.ts';
import { GROUPS, gainOf, type Ranking } from './ranking.ts';
import { orderRows, type RowOrder } from './row-order.ts';
import { type RowWords, TableRows, type TableView } from './table-rows.ts';
import { useReason } from './use-reason.ts';

const ROW_PX = 30;
/** While a weight is dragged every row is written anew in every frame: none beyond those in view. */
const NO_MORE_ROWS = 1;
const COLUMNS = ['rank', 'name', 'letters', 'parts', 'score', 'length', 'households', 'cost', 'gain', 'stability', 'outcome'] as const;
const UNKNOWN = Object.fromEntries(ALLEY_STANDARDS.map((standard) => [standard, 'unknown'])) as Alley['conditions'];

interface PlanTableProps {
  alleys: PlanAlleys;
  model: PlanModel;
  /** Of the weights of the address. */
  ranking: Ranking;
  /** Of a weight that is being dragged: it goes before. */
  live: LiveRanking;
  benefit: PlanState['benefit'];
  costCase: PlanState['costCase'];
  outcomes: Outcomes;
  sort: Sort;
  selected: number | null;
  onSort: (sort: Sort) => void;
  onSelect: (alley: number) => void;
  onHover: (alley: number | null) => void;
}

/** What is in above, what is not below, the cut between them always in view: what each score is made of, what it costs, what became of it and why. */
export function PlanTable({ alleys, model, ranking, live, benefit, costCase, outcomes, sort, selected, onSort, onSelect, onHover }: PlanTableProps) {
  const { t } = useTranslation('plan');
  const isDragged = useSyncExternalStore(live.subscribe, () => live.ranking !== null);
  const viewOf = useMemo(() => {
    let last: TableView | null = null;
    // Rows and cut ask for the same ranking in the same frame.
    return (shown: Ranking): TableView => {
      if (last?.ranking === shown) return last;
      const gain = gainOf(alleys, shown, { benefit, costCase });
      last = { ranking: shown, gain, rows: orderRows(alleys, shown, gain, outcomes, sort) };
      return last;
    };
  }, [alleys, benefit, costCase, outcomes, sort]);
  const wordsOf = useWords(alleys, model, outcomes);
  const groups = useMemo(() => GROUPS.map((group) => t(`groups.${group}`)), [t]);
  const [rows] = useState(() => new TableRows());
  useLayoutEffect(() => {
    const show = () => rows.show({ ...viewOf(live.ranking ?? ranking), wordsOf, groups, selected });
    show();
    return live.subscribe(show);
  }, [rows, live, ranking, viewOf, wordsOf, groups, selected]);
  const act = useRef({ onSelect, onHover });
  useEffect(() => {
    act.current = { onSelect, onHover };
  }, [onSelect, onHover]);
  const { rows: places } = viewOf(live.ranking ?? ranking);
  const list = (name: keyof RowOrder, label: string) => (
    <VirtualList items={places[name]} heightOf={ROW_PX} label={label} {...(isDragged ? { overscan: NO_MORE_ROWS } : {})}>
      {(_, index) => <Row rows={rows} list={name} index={index} act={act} />}
    </VirtualList>
  );
  return (
    <section className="plan-table" aria-label={t('table')}>
      <div className="plan-row plan-head">
        {COLUMNS.map((column) => {
          const by = SORTS.find((one) => one === column);
          return (
            <span key={column} data-column={column}>
              {by === undefined ? (
                t(`columns.${column}`)
              ) : (
                <button type="button" aria-pressed={sort === by} title={t('sortBy', { column: t(`columns.${column}`) })} onClick={() => onSort(by)}>
                  {t(`columns.${column}`)}
                  <i aria-hidden="true">{sort === by ? '▾' : ''}</i>
                </button>
              )}
            </span>
          );
        })}
      </div>
      {outcomes.result === null ? (
        list('others', t('table'))
      ) : (
        <>
          <div className="plan-chosen">{list('chosen', t('cut.in'))}</div>
          <Cut alleys={alleys} outcomes={outcomes} ranking={ranking} live={live} viewOf={viewOf} onSelect={onSelect} />
          <div className="plan-others">{list('others', t('cut.out'))}</div>
        </>
      )}
    </section>
  );
}

interface RowProps {
  rows: TableRows;
  list: keyof RowOrder;
  index: number;
  act: { readonly current: Pick<PlanTableProps, 'onSelect' | 'onHover'> };
}

/** A row with empty cells, for whatever alley comes there. */
const Row = memo(function Row({ rows, list, index, act }: RowProps) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => (button.current === null ? undefined : rows.take(button.current, list, index)), [rows, list, index]);
  const own = () => (button.current === null ? null : rows.idOf(button.current));
  const select = () => {
    const id = own();
    if (id !== null) act.current.onSelect(id);
  };
  const enter = () => act.current.onHover(own());
  const leave = () => act.current.onHover(null);
  return (
    <button ref={button} type="button" className="plan-row" onClick={select} onMouseEnter={enter} onMouseLeave={leave} onFocus={enter} onBlur={leave}>
      <span data-column="rank" />
      <span data-column="name">
        <b /> <small />
      </span>
      <span data-column="letters">
        <ConditionCells conditions={UNKNOWN} />
      </span>
      <span data-column="parts">
        <span className="plan-parts" role="img" />
      </span>
      <span data-column="score" />
      <span data-column="length" />
      <span data-column="households" />
      <span data-column="cost" />
      <span data-column="gain" />
      <span data-column="stability" />
      <span data-column="outcome">
        <i aria-hidden="true" />
      </span>
    </button>
  );
});

/** What no weight moves is put into words once an alley, result and language, not in every frame. */
function useWords(alleys: PlanAlleys, model: PlanModel, outcomes: Outcomes): (place: number) => RowWords {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const reasonOf = useReason(model);
  const cellsOf = useConditionCells();
  const conditions = useConditions();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result or language empties it
  return useMemo(() => {
    const said = new Map<number, RowWords>();
    const number = (value: number | null) => (value === null ? '–' : format.number(value));
    const say = (place: number): RowWords => {
      const id = alleys.id[place] as number;
      const outcome = outcomes.of(id);
      const cost = outcome?.costMinor ?? alleys.likelyMinor[place] ?? null;
      const known = conditions.get(id);
      return {
        id,
        standing: outcome?.standing,
        name: alleys.name[place] ?? t('unnamed'),
        code: alleys.code[place] ?? '',
        letters: known === undefined ? null : cellsOf(known),
        length: format.number(alleys.lengthM[place] as number),
        households: number(alleys.households[place] ?? null),
        cost: cost === null ? '–' : (cost / MINOR_PER_10K).toFixed(1),
        stability: outcome?.stability == null || outcome.standing === 'barred' ? '–' : `${Math.round(outcome.stability * 100)}%`,
        isIn: outcome?.year != null,
        reason: reasonOf(outcome, outcomes),
      };
    };
    return (place) => {
      const words = said.get(place) ?? say(place);
      said.set(place, words);
      return words;
    };
  }, [alleys, outcomes, conditions, t]);
}

/** Five letters by alley, as the map has them. */
function useConditions(): Map<number, Alley['conditions']> {
  const state = useLayerState('alleys', {}, true).data;
  return useMemo(
    () =>
      new Map(
        (state?.id ?? []).map((id, index) => {
          const conditions = state === undefined ? [] : conditionsOf(state, index);
          return [id, Object.fromEntries(ALLEY_STANDARDS.map((standard, at) => [standard, conditions[at]])) as Alley['conditions']] as const;
        }),
      ),
    [state],
  );
}
