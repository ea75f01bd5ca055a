import { useTranslation } from 'react-i18next';
import type { PlanResult } from '#contract/plans';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../ui/use-format.ts';
import { ENGINES, type Engine } from './desk-state.ts';
import { shareOf } from './small-share.ts';

const PROVEN_GAP = 0.0002;

interface EnginesProps {
  result: PlanResult;
  engine: Engine;
  onEngine: (engine: Engine) => void;
}

/** Whose choice is shown, how good that is proven to be, and what the others would have removed for the same money. */
export function Engines({ result, engine, onEngine }: EnginesProps) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const gap = shareOf(result.gap ?? 0);
  // The first look is content with less than the proof that is still to come.
  const isProven = result.status === 'optimal' && (result.gap ?? 0) <= PROVEN_GAP;
  const summary = { best: result.optimum ?? result.greedy, rule: result.greedy, worst: result.worstFirst }[engine];
  const more = (than: number) => shareOf(than === 0 ? 0 : result.value / than - 1);
  return (
    <div className="plan-engines">
      <Segmented label={t('engine.title')} value={engine} options={ENGINES.map((value) => ({ value, label: t(`engine.${value}`) }))} onChange={onEngine} />
      <p>
        {engine === 'best' ? (
          <>
            {isProven
              ? t('head.proof.optimal', { gap, seconds: format.number(result.elapsedMs / 1000, 1) })
              : t(`head.proof.${result.optimum !== null ? 'stopped' : result.status === 'infeasible' ? 'infeasible' : 'unfound'}`, { gap })}
            {result.optimum !== null && ` ${t('head.engines', { greedy: more(result.greedy.value), worst: more(result.worstFirst.value) })}`}
          </>
        ) : (
          t(`engine.${engine}Text`, {
            alleys: format.number(summary.alleys),
            value: format.number(summary.value),
            best: format.number(result.value),
          })
        )}
        {summary.broken.length > 0 && ` ${t('engine.broken', { count: summary.broken.length as never })}`}
      </p>
    </div>
  );
}
