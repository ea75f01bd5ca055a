import { useTranslation } from 'react-i18next';
import { Problem } from '../api/request.ts';
import type { PlanAlleys, PlanModel } from '../plan-page/api.ts';
import type { PlanState } from '../plan-page/desk-state.ts';
import { Failure } from '../ui/load-state.tsx';
import { type Fault, useFaultWords } from './fault-words.ts';

const PARTS = ['budgets', 'locks', 'weights', 'packages', 'precedences', 'conflicts', 'floors'] as const;
type Part = (typeof PARTS)[number];
const partOf = ({ pointer }: Fault): Part | undefined => PARTS.find((part) => pointer.startsWith(`/spec/${part}`));

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

/** A plan that cannot even be asked: what is wrong with it, in words and figures, and a way out by one click where there is one. Anything else as everywhere. */
export function Refused({ error, alleys, model, state, budget, startYear, go, onRetry }: RefusedProps) {
  const { t } = useTranslation('planRules');
  const words = useFaultWords(alleys, model);
  const faults = error instanceof Problem ? error.errors.map((one) => ({ ...one, part: partOf(one) })) : [];
  if (faults.length === 0 || faults.some(({ part }) => part === undefined)) return <Failure error={error} onRetry={onRetry} />;
  return (
    <section className="plan-conflict" role="alert">
      <ul className="plan-ways">
        {faults.map((fault) => {
          const { text, ways } = words(fault, { state, budget, startYear });
          return (
            <li key={`${fault.pointer} ${fault.detail}`}>
              <b>▲ {t(`refused.${fault.part as Part}`)}</b> <span>{text}</span>
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
