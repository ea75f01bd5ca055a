import { useTranslation } from 'react-i18next';
import type { PlanDetail } from '#contract/plans';
import { useFormat } from '../ui/use-format.ts';
import type { Computation, PlanAlleys, PlanModel } from './api.ts';
import { MINOR_PER_10K } from './desk-state.ts';
import { CORE_SHARE } from './outcome.ts';

interface HeaderProps {
  model: PlanModel;
  alleys: PlanAlleys;
  budget: Readonly<Record<string, number>>;
  years: number;
  computed: Computation;
  compared: PlanDetail | null;
  isOpen: boolean;
  onSet: () => void;
}

const M_PER_KM = 1000;

/** Money, what it buys, how sure that is. */
export function Header({ model, alleys, budget, years, computed, compared, isOpen, onSet }: HeaderProps) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const { result } = computed;
  const whole = Object.values(budget).reduce((sum, amount) => sum + amount, 0) * years;
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
        <p role="status">
          <Progress computed={computed} />
        </p>
        <button type="button" className="button" aria-expanded={isOpen} onClick={onSet}>
          {t('head.set')}
        </button>
      </div>
      {result?.conflicts && (
        <section className="plan-conflict" role="alert">
          <strong>{t('conflict.title')}</strong> {result.conflicts.conflicting.map((one) => describe(one)).join('; ')}
          <strong> {t('conflict.relax')}</strong> {result.conflicts.relaxations.map((one) => describe(one)).join('; ')}
        </section>
      )}
      {compared && result && <Against plan={compared} result={result} />}
    </header>
  );
}

type Result = NonNullable<Computation['result']>;
const describe = ({ kind, code, ...rest }: Record<string, unknown>) =>
  [kind ?? code, ...Object.values(rest).filter((value) => typeof value === 'string' || typeof value === 'number')].join(' ');

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

function Progress({ computed: { progress, result, cancel } }: { computed: Computation }) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  if (progress !== null) {
    const gap = progress !== 'waiting' && progress.value && progress.bound ? (progress.bound - progress.value) / progress.value : null;
    return (
      <>
        {gap === null ? t('computing') : t('computingGap', { gap: percent(gap) })}{' '}
        <button type="button" className="plan-link" onClick={cancel}>
          {t('stop')}
        </button>
      </>
    );
  }
  if (result === null) return null;
  const gap = percent(result.gap ?? 0);
  const more = (than: number) => percent(than === 0 ? 0 : result.value / than - 1);
  return (
    <>
      {result.status === 'optimal'
        ? t('head.proof.optimal', { gap, seconds: format.number(result.elapsedMs / 1000, 1) })
        : t(`head.proof.${result.status}`, { gap })}
      {result.status !== 'infeasible' && <small> {t('head.engines', { greedy: more(result.greedy.value), worst: more(result.worstFirst.value) })}</small>}
    </>
  );
}

/** Small differences count here: three figures, and never a rounded nothing. */
function percent(share: number): string {
  if (share === 0) return '0%';
  return Math.abs(share) < 0.0001 ? '<0.01%' : `${(share * 100).toFixed(Math.abs(share) < 0.01 ? 2 : 1)}%`;
}

function Against({ plan, result }: { plan: PlanDetail; result: Result }) {
  const { t } = useTranslation('plan');
  const before = new Map(plan.result.alleys.id.map((id, place) => [id, plan.result.alleys.year[place] ?? null]));
  const count = { in: 0, out: 0, moved: 0 };
  for (const [place, id] of result.alleys.id.entries()) {
    const [was, is] = [before.get(id) ?? null, result.alleys.year[place] ?? null];
    if (was === null && is !== null) count.in += 1;
    else if (was !== null && is === null) count.out += 1;
    else if (was !== is) count.moved += 1;
  }
  return <p className="plan-against">{t('saved.diff', { name: plan.name, version: String(plan.version), ...count })}</p>;
}
