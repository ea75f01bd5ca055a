import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format.ts';
import type { PlanAlleys } from './api.ts';
import { MINOR_PER_10K } from './desk-state.ts';
import type { Outcomes } from './outcome.ts';
import type { RowOrder } from './row-order.ts';

interface CutProps {
  alleys: PlanAlleys;
  outcomes: Outcomes;
  gain: Float64Array;
  rows: RowOrder;
  onSelect: (alley: number) => void;
}

/** The line between in and out: how much is above it, who is in most barely and who missed most narrowly. */
export function Cut({ alleys, outcomes, gain, rows, onSelect }: CutProps) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  let spent = 0;
  let weakest = -1;
  let nearest = -1;
  for (const place of rows.chosen) {
    const outcome = outcomes.of(alleys.id[place] as number);
    spent += outcome?.costMinor ?? 0;
    // What a person or a floor put in, or what filled a gap, does not tell where the line is.
    const isTelling = outcome?.reason.by === 'value' && outcome.density !== null && outcome.density >= (outcomes.leastDensity ?? 0);
    if (isTelling && (weakest < 0 || (gain[place] as number) < (gain[weakest] as number))) weakest = place;
  }
  for (const place of rows.others) {
    const isRace = outcomes.of(alleys.id[place] as number)?.standing === 'other';
    if (isRace && (nearest < 0 || (gain[place] as number) > (gain[nearest] as number))) nearest = place;
  }
  const end = (place: number, words: 'weakest' | 'nearest') =>
    place >= 0 && (
      <button type="button" className="plan-link" onClick={() => onSelect(alleys.id[place] as number)}>
        {t(`cut.${words}`, { name: alleys.name[place] ?? alleys.code[place] ?? '', gain: (gain[place] as number).toFixed(2) })}
      </button>
    );
  return (
    <div className="plan-cut">
      <b>{t('cut.above', { count: format.number(rows.chosen.length) as never, amount: format.number(spent / MINOR_PER_10K, 1) })}</b>
      {outcomes.engine === 'best' && end(weakest, 'weakest')}
      {outcomes.engine === 'best' && end(nearest, 'nearest')}
      <b>{t('cut.below', { count: format.number(rows.others.length) as never })}</b>
    </div>
  );
}
