import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS, type Alley } from '#contract/alleys';
import { ConditionCells } from '../alleys/condition-cells.tsx';
import { conditionsOf } from '../alleys/layers.ts';
import { useLayerState } from '../api/layer-state.ts';
import { useFormat } from '../ui/use-format.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import type { PlanAlleys, PlanModel } from './api.ts';
import { Cut } from './cut.tsx';
import { MINOR_PER_10K, type PlanState, SORTS, type Sort } from './desk-state.ts';
import type { LiveRanking } from './live-ranking.ts';
import type { Outcomes, Standing } from './outcome.ts';
import { GROUPS, gainOf, type Ranking } from './ranking.ts';
import { orderRows } from './row-order.ts';
import { useReason } from './use-reason.ts';

const ROW_PX = 30;
/** While a weight is dragged every row is written anew in every frame: none beyond those in view. */
const NO_MORE_ROWS = 1;
const COLUMNS = ['rank', 'name', 'letters', 'parts', 'score', 'length', 'households', 'cost', 'gain', 'stability', 'outcome'] as const;

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

/** What a row says of an alley whatever the weights are. */
interface RowText {
  standing: Standing | undefined;
  name: ReactNode;
  letters: ReactNode;
  length: string;
  households: string;
  cost: string;
  stability: string;
  outcome: ReactNode;
}

/** What is in above, what is not below, the cut between them always in view: what each score is made of, what it costs, what became of it and why. */
export function PlanTable({ alleys, model, ranking: settled, live, benefit, costCase, outcomes, sort, selected, onSort, onSelect, onHover }: PlanTableProps) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const reasonOf = useReason(model);
  const conditions = useConditions();
  const dragged = useSyncExternalStore(live.subscribe, () => live.ranking);
  const ranking = dragged ?? settled;
  const gain = useMemo(() => gainOf(alleys, ranking, { benefit, costCase }), [alleys, ranking, benefit, costCase]);
  const groups = GROUPS.map((group) => t(`groups.${group}`));
  // What no weight moves is put into words once an alley, result and language, not in every frame.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result or language empties it
  const texts = useMemo(() => new Map<number, RowText>(), [outcomes, alleys, conditions, t]);
  const textOf = (place: number): RowText => {
    const told = texts.get(place);
    if (told !== undefined) return told;
    const id = alleys.id[place] as number;
    const outcome = outcomes.of(id);
    const cost = outcome?.costMinor ?? alleys.likelyMinor[place] ?? null;
    const known = conditions.get(id);
    const reason = reasonOf(outcome, outcomes);
    const text: RowText = {
      standing: outcome?.standing,
      name: (
        <span data-column="name">
          <b>{alleys.name[place] ?? t('unnamed')}</b> <small>{alleys.code[place]}</small>
        </span>
      ),
      letters: <span data-column="letters">{known && <ConditionCells conditions={known} />}</span>,
      length: format.number(alleys.lengthM[place] as number),
      households: number(alleys.households[place] ?? null, format),
      cost: cost === null ? '–' : (cost / MINOR_PER_10K).toFixed(1),
      stability: outcome?.stability == null || outcome.standing === 'barred' ? '–' : `${Math.round(outcome.stability * 100)}%`,
      outcome: (
        <span data-column="outcome" title={reason}>
          {outcome?.year != null && <i aria-hidden="true">✓ </i>}
          {reason}
        </span>
      ),
    };
    texts.set(place, text);
    return text;
  };
  const rows = useMemo(() => orderRows(alleys, ranking, gain, outcomes, sort), [alleys, ranking, gain, outcomes, sort]);
  const row = (place: number) => {
    const id = alleys.id[place] as number;
    const text = textOf(place);
    return (
      <button
        type="button"
        className="plan-row"
        data-standing={text.standing}
        aria-current={id === selected || undefined}
        onClick={() => onSelect(id)}
        onMouseEnter={() => onHover(id)}
        onMouseLeave={() => onHover(null)}
        onFocus={() => onHover(id)}
        onBlur={() => onHover(null)}
      >
        <span data-column="rank">{ranking.rank[place]}</span>
        {text.name}
        {text.letters}
        <span data-column="parts">
          <Parts parts={ranking.parts} place={place} groups={groups} />
        </span>
        <span data-column="score">{(ranking.score[place] as number).toFixed(1)}</span>
        <span data-column="length">{text.length}</span>
        <span data-column="households">{text.households}</span>
        <span data-column="cost">{text.cost}</span>
        <span data-column="gain">{(gain[place] as number) === 0 ? '–' : (gain[place] as number).toFixed(2)}</span>
        <span data-column="stability">{text.stability}</span>
        {text.outcome}
      </button>
    );
  };
  const list = (places: Uint32Array, label: string) => (
    <VirtualList items={places} heightOf={ROW_PX} label={label} {...(dragged === null ? {} : { overscan: NO_MORE_ROWS })}>
      {row}
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
        list(rows.others, t('table'))
      ) : (
        <>
          <div className="plan-chosen">{list(rows.chosen, t('cut.in'))}</div>
          <Cut alleys={alleys} outcomes={outcomes} gain={gain} rows={rows} onSelect={onSelect} />
          <div className="plan-others">{list(rows.others, t('cut.out'))}</div>
        </>
      )}
    </section>
  );
}

const number = (value: number | null, format: ReturnType<typeof useFormat>) => (value === null ? '–' : format.number(value));

/** A bar as long as the score, cut where one group of criteria ends and the next begins. @param groups names of GROUPS */
function Parts({ parts, place, groups }: { parts: Float64Array; place: number; groups: readonly string[] }) {
  const pointsOf = (at: number) => parts[place * GROUPS.length + at] as number;
  const label = groups.map((name, at) => `${name} ${pointsOf(at).toFixed(1)}`).join(', ');
  return (
    <span className="plan-parts" title={label}>
      <span className="visually-hidden">{label}</span>
      {GROUPS.map((group, at) => (
        <i key={group} data-group={group} style={{ width: `${pointsOf(at)}%` }} />
      ))}
    </span>
  );
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
