import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format.ts';
import type { PlanAlleys } from './api.ts';
import { MINOR_PER_10K } from './desk-state.ts';
import type { LiveRanking } from './live-ranking.ts';
import type { Outcomes } from './outcome.ts';
import type { Ranking } from './ranking.ts';
import { cutPlacesOf } from './row-order.ts';
import type { TableView } from './table-rows.ts';

interface CutProps {
  alleys: PlanAlleys;
  outcomes: Outcomes;
  ranking: Ranking;
  /** Of a weight that is being dragged: it goes before. */
  live: LiveRanking;
  viewOf: (ranking: Ranking) => TableView;
  onSelect: (alley: number) => void;
}

/** The line between in and out: how much is above it, who is in most barely and who missed most narrowly. */
export function Cut({ alleys, outcomes, ranking, live, viewOf, onSelect }: CutProps) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const { gain, rows } = viewOf(useSyncExternalStore(live.subscribe, () => live.ranking) ?? ranking);
  const { telling, race, spentMinor } = cutPlacesOf(alleys, outcomes);
  const weakest = telling.reduce((least, place) => (least < 0 || (gain[place] as number) < (gain[least] as number) ? place : least), -1);
  const nearest = race.reduce((most, place) => (most < 0 || (gain[place] as number) > (gain[most] as number) ? place : most), -1);
  // What buys more and is out all the same looks like a mistake, unless it is said why: money is spent in whole alleys.
  const isBetter = weakest >= 0 && nearest >= 0 && (gain[nearest] as number) > (gain[weakest] as number);
  const end = (place: number, words: 'weakest' | 'nearest' | 'nearestBetter') =>
    place >= 0 && (
      <button type="button" className="plan-link" onClick={() => onSelect(alleys.id[place] as number)}>
        {t(`cut.${words}`, { name: alleys.name[place] ?? alleys.code[place] ?? '', gain: (gain[place] as number).toFixed(2) })}
      </button>
    );
  return (
    <div className="plan-cut">
      <b>{t('cut.above', { count: format.number(rows.chosen.length) as never, amount: format.number(spentMinor / MINOR_PER_10K, 1) })}</b>
      {outcomes.engine === 'best' ? end(weakest, 'weakest') || <span /> : <span />}
      <b>{t('cut.below', { count: format.number(rows.others.length) as never })}</b>
      {outcomes.engine === 'best' && end(nearest, isBetter ? 'nearestBetter' : 'nearest')}
    </div>
  );
}
