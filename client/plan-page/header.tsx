import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format.ts';
import type { Computation, PlanAlleys, PlanModel } from './api.ts';
import { MINOR_PER_10K, type PlanState } from './desk-state.ts';
import { CORE_SHARE } from './outcome.ts';
import { wholeBudget } from './plan-spec.ts';
import { PlanProgress } from './progress.tsx';

interface HeaderProps {
  model: PlanModel;
  alleys: PlanAlleys;
  budget: PlanState['budget'];
  years: number;
  computed: Computation;
  isOpen: boolean;
  isBeside: boolean;
  onSet: () => void;
  onBeside: () => void;
  onTour: () => void;
}

const M_PER_KM = 1000;

/** Money, what it buys, how sure that is. */
export function Header({ model, alleys, budget, years, computed, isOpen, isBeside, onSet, onBeside, onTour }: HeaderProps) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const { result } = computed;
  const whole = wholeBudget(budget, years);
  const figures = result && figuresOf(result, alleys);
  return (
    <header className="plan-top">
      <section className="plan-money" aria-label={t('head.budget')}>
        <p>{t('head.budget')}</p>
        <p>
          <strong>{figures ? format.number(figures.spent, 1) : '–'}</strong>{' '}
          <small>{t('head.of', { budget: format.number(whole), left: figures ? format.number(whole - figures.spent, 1) : '–' })}</small>
        </p>
      </section>
      <section className="plan-bar-box">
        {figures && (
          <>
            <MoneyBar budget={whole} {...figures} />
            <p>
              {t('head.range', { low: format.number(figures.low), likely: format.number(figures.likely), high: format.number(figures.high) })}
              {figures.over > 0 && <b className="plan-warn">▲ {t('head.highBreaks', { over: format.number(figures.over, 1) })}</b>}
            </p>
          </>
        )}
        {model.unitCosts[0]?.rows.some(({ isPlaceholder }) => isPlaceholder) && <p className="plan-placeholder">{t('head.placeholder')}</p>}
      </section>
      {result && figures && (
        <dl className="plan-figures">
          <Figure label={t('head.alleys')} value={format.number(figures.alleys)} note={t('head.alleysOf', { all: format.number(alleys.id.length) })} />
          <Figure label={t('head.households')} value={format.number(figures.households)} note={t('head.householdsUnit')} />
          <Figure label={t('head.length')} value={format.number(figures.lengthM / M_PER_KM, 2)} note={t('head.km')} />
          <Figure label={t('head.need')} value={format.share(figures.removed, figures.need)} note={t('head.needUnit')} />
          {result.draws > 0 && (
            <Figure label={t('head.core')} value={format.number(figures.core)} note={t('head.coreOf', { all: format.number(figures.alleys) })} />
          )}
        </dl>
      )}
      <div className="plan-deeds">
        <PlanProgress computed={computed} />
        <button type="button" className="button" onClick={onTour}>
          {t('head.tour')}
        </button>
        <button type="button" className="button" aria-pressed={isBeside} disabled={result === null} data-tour="beside" onClick={onBeside}>
          {t('head.beside')}
        </button>
        <button type="button" className="button" aria-expanded={isOpen} data-tour="set" onClick={onSet}>
          {t('head.set')}
        </button>
      </div>
    </header>
  );
}

type Result = NonNullable<Computation['result']>;
function figuresOf(result: Result, { id, lengthM }: PlanAlleys) {
  const length = new Map(id.map((one, place) => [one, lengthM[place] as number]));
  const sums = { low: 0, likely: 0, high: 0, lengthM: 0, core: 0, alleys: 0 };
  const columns = result.alleys;
  for (const [place, one] of columns.id.entries()) {
    if (columns.year[place] === null) continue;
    sums.alleys += 1;
    sums.low += (columns.lowMinor[place] ?? 0) / MINOR_PER_10K;
    sums.likely += (columns.costMinor[place] ?? 0) / MINOR_PER_10K;
    sums.high += (columns.highMinor[place] ?? 0) / MINOR_PER_10K;
    sums.lengthM += length.get(one) ?? 0;
    if ((columns.stability[place] ?? 0) >= CORE_SHARE) sums.core += 1;
  }
  const over = result.budgets.reduce((sum, { highMinor, budgetMinor }) => sum + Math.max(0, highMinor - budgetMinor), 0) / MINOR_PER_10K;
  const summary = result.optimum ?? result.greedy;
  const need = result.subdistricts.reduce((sum, { valueBefore }) => sum + valueBefore, 0);
  const removed = result.subdistricts.reduce((sum, { valueRemoved }) => sum + valueRemoved, 0);
  return { ...sums, over, need, removed, spent: summary.spentMinor / MINOR_PER_10K, households: summary.households };
}

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{value}</strong> <small>{note}</small>
      </dd>
    </div>
  );
}

/** Spent against the budget, with what it may cost at worst and at best. */
function MoneyBar({ budget, spent, low, high }: { budget: number; spent: number; low: number; high: number }) {
  const scale = Math.max(budget, high) * 1.02 || 1;
  const at = (amount: number) => `${(amount / scale) * 100}%`;
  return (
    <div className="plan-bar" aria-hidden="true">
      <i style={{ width: at(spent) }} />
      <u style={{ left: at(low), width: at(Math.max(0, high - low)) }} />
      <b style={{ left: at(budget) }} />
    </div>
  );
}
