import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format.ts';
import type { PlanModel } from './api.ts';
import { MINOR_PER_10K } from './desk-state.ts';
import type { planMessages } from './messages.ts';
import type { Outcome, Outcomes } from './outcome.ts';

type KnownOutcome = Exclude<keyof (typeof planMessages)['zh']['outcome'], 'thin'>;

/** Words for what became of an alley: a few, for the table, from the reason's code and figures. */
export function useReason({ sources }: Pick<PlanModel, 'sources'>): (outcome: Outcome | null, outcomes: Outcomes) => string {
  const { t } = useTranslation('plan');
  const words = useReasonWords(sources);
  return (outcome, { leastDensity, result, engine }) => {
    if (outcome === null) return t('outcome.waiting');
    const { reason, year } = outcome;
    // A list that is gone down has no reasons beyond its order; only what bars an alley is the same for all.
    if (engine !== 'best' && (year !== null || outcome.standing === 'other'))
      return year === null ? t('outcome.listEnds') : (result?.years.length ?? 0) > 1 ? t('outcome.inYear', { year: String(year) }) : t('outcome.in');
    if (reason.code === 'chosen') {
      if (reason.by === 'lock' || reason.by === 'floor') return t(`outcome.${reason.by}`);
      return (result?.years.length ?? 0) > 1 && year !== null ? t('outcome.inYear', { year: String(year) }) : t('outcome.in');
    }
    // Money that would fit elsewhere buys more there: that is why, not the sum that is missing.
    if ((reason.code === 'budget' || reason.code === 'outbid') && leastDensity !== null && outcome.density !== null && outcome.density < leastDensity)
      return t('outcome.thin', { density: outcome.density.toFixed(2), least: leastDensity.toFixed(2) });
    return words(reason);
  };
}

/** Words for a reason by itself: its code and figures, without the plan around it. */
export function useReasonWords(sources: PlanModel['sources']): (reason: Outcome['reason']) => string {
  const { t, i18n } = useTranslation('plan');
  const format = useFormat();
  return (reason) => {
    if (reason.code === 'chosen') return reason.by === 'lock' || reason.by === 'floor' ? t(`outcome.${reason.by}`) : t('outcome.in');
    const source = sources.find(({ code }) => code === reason.source);
    const text = (value: unknown) => (value === undefined || value === null ? '' : String(value));
    const values = {
      source: i18n.language === 'en' ? (source?.nameEn ?? '') : (source?.name ?? ''),
      amount: typeof reason.shortBy === 'number' ? format.number(reason.shortBy / MINOR_PER_10K, 1) : '',
      share: typeof reason.share === 'number' ? format.rate(reason.share) : '',
      needed: typeof reason.needed === 'number' ? format.rate(reason.needed) : '',
      until: text(reason.until),
      reason: text(reason.reason),
      name: text(reason.name),
      year: text(reason.year),
      code: reason.code,
    };
    return i18n.exists(`plan:outcome.${reason.code}`) ? t(`outcome.${reason.code as KnownOutcome}`, values) : t('outcome.unknown', values);
  };
}
