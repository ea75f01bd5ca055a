import { useTranslation } from 'react-i18next';
import type { PlanRelaxation, PlanResult } from '#contract/plans';
import { addRoom } from '../i18n/i18n.ts';
import type { PlanAlleys, PlanModel } from '../plan-page/api.ts';
import type { PlanState } from '../plan-page/desk-state.ts';
import { useConstraintWords } from './constraint-words.ts';
import { planRulesMessages } from './messages.ts';
import { Refused } from './refused.tsx';
import { relaxed } from './relax.ts';
import './rules.css';

addRoom('planRules', planRulesMessages);

const MOST_BROKEN = 8;

interface ConflictProps {
  result: PlanResult | null;
  error: unknown;
  alleys: PlanAlleys;
  model: PlanModel;
  state: PlanState;
  budget: PlanState['budget'];
  startYear: number;
  go: (change: Partial<PlanState>) => void;
  onRetry: () => void;
}

/** Where nothing keeps all constraints: those that stand against one another, in words, and the least that would have to give way, one click each. */
export function Conflict({ result, error, alleys, model, state, budget, startYear, go, onRetry }: ConflictProps) {
  const { t } = useTranslation('planRules');
  const words = useConstraintWords(alleys, model);
  if (error !== null)
    return <Refused error={error} alleys={alleys} model={model} state={state} budget={budget} startYear={startYear} go={go} onRetry={onRetry} />;
  const conflicts = result?.conflicts ?? null;
  if (result === null || conflicts === null) return null;
  const give = (relaxations: readonly PlanRelaxation[]) => go(relaxed({ state, budget, startYear, subdistricts: result.subdistricts }, relaxations));
  const ways = conflicts.ways.filter(({ relaxations }) => JSON.stringify(relaxations) !== JSON.stringify(conflicts.relaxations));
  // Where nothing is proven to contradict anything, what the rule fails says what is hard to keep.
  const isProven = result.status === 'infeasible';
  const told = isProven ? conflicts.conflicting : result.greedy.broken.slice(0, MOST_BROKEN).map((one) => ({ ...one, there: null }));
  const way = (relaxations: readonly PlanRelaxation[], label: string) => (
    <li key={label}>
      <button type="button" className="button" onClick={() => give(relaxations)}>
        {label}
      </button>
      <span>{relaxations.map((one) => words.relaxation(one)).join(t('conflict.join'))}</span>
    </li>
  );
  return (
    <section className="plan-conflict" role="alert" aria-label={t('conflict.title')}>
      <div>
        <h2>
          <span aria-hidden="true">▲ </span>
          {t(isProven ? (conflicts.isMinimal ? 'conflict.title' : 'conflict.titleAmong') : 'conflict.titleUnfound')}
        </h2>
        <ul>
          {told.map((one) => (
            <li key={JSON.stringify(one)}>{words.constraint(one)}</li>
          ))}
        </ul>
      </div>
      <div>
        <h3>{t(isProven ? 'conflict.ways' : 'conflict.waysFound')}</h3>
        <ul className="plan-ways">
          {conflicts.relaxations.length > 0 && way(conflicts.relaxations, t('conflict.by.least'))}
          {ways.map(({ by, relaxations }) => way(relaxations, t(`conflict.by.${by}`)))}
          {conflicts.relaxations.length === 0 && ways.length === 0 && <li>{t('conflict.noWay')}</li>}
        </ul>
      </div>
    </section>
  );
}
