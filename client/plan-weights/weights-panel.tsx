import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HowMade } from '#contract/plans';
import { CRITERIA, type Weights } from '#geodata/priority/criteria';
import { addRoom } from '../i18n/i18n.ts';
import { type PlanModel, useMayPlan, useSaveWeights } from '../plan-page/api.ts';
import type { LiveRanking } from '../plan-page/live-ranking.ts';
import { Failure } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { planWeightsMessages } from './messages.ts';
import './weights.css';

addRoom('planWeights', planWeightsMessages);

const AhpDialog = lazy(() => import('./ahp-dialog.tsx'));
const MOST_WEIGHT = 40;
const DIRECT: HowMade = { by: 'direct' };

interface WeightsPanelProps {
  weights: Weights;
  /** Told of every move of a slider; onWeights only of where it is let go. */
  live: LiveRanking;
  model: PlanModel;
  onWeights: (weights: Weights) => void;
}

/** How much each criterion counts: sliders, presets, sets that people have kept, and pairwise comparison. */
export function WeightsPanel({ weights: settled, live, model, onWeights }: WeightsPanelProps) {
  const { t, i18n } = useTranslation('planWeights');
  const format = useFormat();
  const [made, setMade] = useState<HowMade>(DIRECT);
  const [isAhp, setAhp] = useState(false);
  const { weights, drag, sliders } = useDragged(settled, live, onWeights);
  const named = <Row extends { name: string; nameEn: string }>({ name, nameEn }: Row) => (i18n.language === 'en' ? nameEn : name);
  const sum = CRITERIA.reduce((total, code) => total + weights[code], 0);
  const isSame = (other: Record<string, number>) => CRITERIA.every((code) => other[code] === weights[code]);
  return (
    <section data-tour="weights">
      <h3>
        {t('title')}
        <button type="button" className="plan-link" data-tour="ahp" onClick={() => setAhp(true)}>
          {t('ahp.open')}
        </button>
      </h3>
      <p className="plan-presets">
        {model.presets.map((preset) => (
          <button
            key={preset.code}
            type="button"
            className="button"
            aria-pressed={isSame(preset.weights)}
            onClick={() => {
              setMade({ by: 'preset', preset: preset.code });
              onWeights(preset.weights as Weights);
            }}
          >
            {named(preset)}
          </button>
        ))}
      </p>
      <div ref={sliders}>
        {model.criteria.map((criterion) => (
          <label key={criterion.code} className="plan-slider">
            <span>{named(criterion)}</span>
            <input
              type="range"
              min={0}
              max={Math.max(MOST_WEIGHT, Math.ceil(weights[criterion.code]))}
              value={weights[criterion.code]}
              onChange={(event) => {
                setMade(DIRECT);
                drag({ ...weights, [criterion.code]: event.target.valueAsNumber });
              }}
            />
            <output>{sum === 0 ? '–' : format.share(weights[criterion.code], sum)}</output>
          </label>
        ))}
      </div>
      <p className="plan-hint">{t('sum', { sum: format.number(sum) })}</p>
      {model.weightSets.length > 0 && (
        <ul className="plan-sets" aria-label={t('sets')}>
          {model.weightSets.map((set) => (
            <li key={set.id}>
              <button
                type="button"
                className="plan-link"
                aria-pressed={isSame(set.weights)}
                onClick={() => {
                  setMade(set.made);
                  onWeights(set.weights as Weights);
                }}
              >
                {set.name}
              </button>{' '}
              <small>
                {t('setOf', {
                  version: String(set.version),
                  made: t(`made.${set.made.by}`),
                  person: set.person?.name ?? t('nobody'),
                  on: format.moment(set.createdAt),
                })}
              </small>
            </li>
          ))}
        </ul>
      )}
      <KeepSet weights={weights} made={made} />
      {isAhp && (
        <Suspense fallback={null}>
          <AhpDialog
            model={model}
            weights={weights}
            made={made}
            onUse={(next, how) => {
              setMade(how);
              onWeights(next);
            }}
            onClose={() => setAhp(false)}
          />
        </Suspense>
      )}
    </section>
  );
}

/**
 * Weights while a slider is held: shown here and ranked at once; they go to the address, and ask for a computation, when it is let go. The browser's own `change`
 * says so for a mouse, a finger and a key alike; React's onChange is every move.
 */
function useDragged(settled: Weights, live: LiveRanking, onWeights: (weights: Weights) => void) {
  const [held, setHeld] = useState<Weights | null>(null);
  const sliders = useRef<HTMLDivElement>(null);
  const latest = useRef({ held, settled, onWeights });
  latest.current = { held: latest.current.held, settled, onWeights };
  const drag = (weights: Weights) => {
    latest.current.held = weights;
    setHeld(weights);
    live.drag(weights);
  };
  useEffect(() => live.prepare(), [live]);
  useEffect(() => {
    const letGo = () => {
      const { held: last, settled: before, onWeights: tell } = latest.current;
      if (last === null) return;
      latest.current.held = null;
      if (CRITERIA.some((code) => last[code] !== before[code])) return tell(last);
      setHeld(null);
      live.clear();
    };
    const element = sliders.current;
    element?.addEventListener('change', letGo);
    return () => element?.removeEventListener('change', letGo);
  }, [live]);
  const address = CRITERIA.map((code) => settled[code]).join();
  // Held until the address has it: the slider does not jump back in between.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address has changed
  useEffect(() => {
    if (latest.current.held === null) setHeld(null);
  }, [address]);
  return { weights: held ?? settled, drag, sliders };
}

/** Keeps the weights under a name, with who made them, how and when; the same name again is its next version. */
function KeepSet({ weights, made }: { weights: Weights; made: HowMade }) {
  const { t } = useTranslation('planWeights');
  const [name, setName] = useState('');
  const keep = useSaveWeights();
  const mayPlan = useMayPlan();
  if (!mayPlan) return null;
  return (
    <>
      <form
        className="plan-keep"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') keep.mutate({ name: name.trim(), weights, made }, { onSuccess: () => setName('') });
        }}
      >
        <input
          className="field"
          maxLength={100}
          required
          aria-label={t('name')}
          placeholder={t('name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button" disabled={keep.isPending}>
          {t('keep')}
        </button>
      </form>
      {keep.isError && <Failure error={keep.error} onRetry={keep.reset} />}
    </>
  );
}
