import { useTranslation } from 'react-i18next';
import { BARRIERS } from '#kinds/plans';
import { Problem } from '../api/request.ts';
import type { PlanAlleys, PlanModel } from '../plan-page/api.ts';
import { MINOR_PER_10K, type PlanState } from '../plan-page/desk-state.ts';
import { nameOf } from '../plan-page/name-of.ts';
import { amountOf } from '../plan-page/plan-spec.ts';
import { Failure } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';

const PARTS = ['budgets', 'locks', 'weights', 'packages', 'precedences', 'conflicts', 'floors'] as const;
type Part = (typeof PARTS)[number];

interface RefusedProps {
  error: unknown;
  alleys: PlanAlleys;
  model: PlanModel;
  state: PlanState;
  budget: PlanState['budget'];
  startYear: number;
  go: (change: Partial<PlanState>) => void;
  onRetry: () => void;
}
interface Way {
  label: string;
  change: Partial<PlanState>;
}

/** A plan that cannot even be asked: what is wrong with it, in words and figures, and a way out by one click where there is one. Anything else as everywhere. */
export function Refused({ error, alleys, model, state, budget, startYear, go, onRetry }: RefusedProps) {
  const { t, i18n } = useTranslation('planRules');
  const format = useFormat();
  const isEnglish = i18n.language === 'en';
  const faults = error instanceof Problem ? error.errors.map((one) => ({ ...one, part: PARTS.find((part) => one.pointer.startsWith(`/spec/${part}`)) })) : [];
  if (faults.length === 0 || faults.some(({ part }) => part === undefined)) return <Failure error={error} onRetry={onRetry} />;
  const money = (minor: number) => t('conflict.money', { amount: format.number(minor / MINOR_PER_10K, 1) });
  const without = (alleyId: number): Way => ({ label: t('refused.unlock'), change: { locks: state.locks.filter((lock) => lock.alleyId !== alleyId) } });
  const told = ({ code, figures = {}, detail }: (typeof faults)[number]): { text: string | null; ways: Way[] } => {
    const alleyId = Number(figures.alleyId);
    const name = nameOf(alleys, alleyId) ?? String(alleyId);
    if (code === 'lock-nowhere') return { text: t('refused.nowhere', { name }), ways: [without(alleyId)] };
    if (code === 'lock-barred') {
      const barrier = BARRIERS.find((one) => one === figures.barrier);
      return {
        text: t('refused.barred', { name, why: barrier === undefined ? t('refused.closed') : t(`refused.barriers.${barrier}`) }),
        ways: [without(alleyId)],
      };
    }
    if (code === 'locks-break-budget') {
      const [locked, there, source] = [Number(figures.lockedMinor), Number(figures.budgetMinor), String(figures.source)];
      const known = model.sources.find((one) => one.code === source);
      const at = figures.year === null ? null : Number(figures.year) - startYear;
      const needed = Math.ceil(locked / (MINOR_PER_10K / 100)) / 100;
      // Of a whole programme the first year takes what is missing.
      const amounts = Array.from({ length: state.years }, (_, year) => amountOf(budget[source], year));
      const raised = amounts.map((amount, year) => (year === (at ?? 0) ? (at === null ? amount + needed - there / MINOR_PER_10K : needed) : amount));
      return {
        text: t('refused.breaks', {
          source: (isEnglish ? known?.nameEn : known?.name) ?? t('conflict.purse'),
          year: at === null ? t('conflict.allYears') : t('conflict.year', { year: String(figures.year) }),
          locked: money(locked),
          budget: money(there),
        }),
        ways: [
          {
            label: t('refused.raise', { amount: money(locked - there) }),
            change: { budget: { ...budget, [source]: raised.map((amount) => Math.ceil(amount * 100) / 100) } },
          },
          { label: t('refused.unlockAll'), change: { locks: state.locks.filter(({ kind }) => kind !== 'in') } },
        ],
      };
    }
    return { text: isEnglish || /\p{Script=Han}/u.test(detail) ? detail : null, ways: [] };
  };
  return (
    <section className="plan-conflict" role="alert">
      <ul className="plan-ways">
        {faults.map((fault) => {
          const { text, ways } = told(fault);
          return (
            <li key={fault.detail}>
              <b>▲ {t(`refused.${fault.part as Part}`)}</b> <span>{text ?? <small lang="en">{fault.detail}</small>}</span>
              {ways.map(({ label, change }) => (
                <button key={label} type="button" className="button" onClick={() => go(change)}>
                  {label}
                </button>
              ))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
