import { useTranslation } from 'react-i18next';
import type { PlanConstraint, PlanRelaxation } from '#contract/plans';
import type { PlanAlleys, PlanModel } from '../plan-page/api.ts';
import { MINOR_PER_10K } from '../plan-page/desk-state.ts';
import { nameOf } from '../plan-page/name-of.ts';
import { useFormat } from '../ui/use-format.ts';

const MOST_NAMES = 4;

/** Sentences for a constraint that cannot be kept, and for the least by which one would have to give way. */
export function useConstraintWords(alleys: PlanAlleys, { sources }: Pick<PlanModel, 'sources'>) {
  const { t, i18n } = useTranslation('planRules');
  const format = useFormat();
  const isEnglish = i18n.language === 'en';
  const names = (ids: readonly number[]) => {
    const shown = ids.slice(0, MOST_NAMES).map((id) => nameOf(alleys, id) ?? String(id));
    return shown.join(t('conflict.and')) + (ids.length > MOST_NAMES ? t('conflict.more', { count: ids.length as never }) : '');
  };
  const amount = (unit: PlanConstraint['unit'], value: number) =>
    unit === 'minor'
      ? t('conflict.money', { amount: format.number(value / MINOR_PER_10K, 1) })
      : t('conflict.alleys', { count: format.number(value) as never });
  const place = ({ year, source, grid, gridName, alleyIds }: Pick<PlanConstraint, 'year' | 'source' | 'grid' | 'gridName' | 'alleyIds'>) => {
    const known = sources.find(({ code }) => code === source);
    return {
      year: year === null ? t('conflict.allYears') : t('conflict.year', { year: String(year) }),
      source: (isEnglish ? known?.nameEn : known?.name) ?? t('conflict.purse'),
      grid: gridName ?? grid ?? '',
      names: names(alleyIds),
      first: names(alleyIds.slice(0, 1)),
      second: names(alleyIds.slice(1, 2)),
    };
  };
  return {
    constraint: (one: PlanConstraint): string => {
      const { kind, unit, needed, there } = one;
      // What can be had at most was not found in time, or is not one figure: then only what is asked for is said.
      if (kind === 'budget' && needed === null) return t('conflict.short.budget', { ...place(one), there: amount(unit, there ?? 0) });
      if ((kind === 'floor-cost' || kind === 'floor-count') && there === null)
        return t(`conflict.short.${kind}`, { ...place(one), needed: amount(unit, needed ?? 0) });
      return t(`conflict.kinds.${kind}`, { ...place(one), needed: amount(unit, needed ?? 0), there: amount(unit, there ?? 0) });
    },
    relaxation: (one: PlanRelaxation): string =>
      t(`conflict.relax.${one.kind}`, { ...place(one), from: amount(one.unit, one.from), to: amount(one.unit, one.to), amount: amount(one.unit, one.amount) }),
  };
}
