import { lazy, memo, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HowMade } from '#contract/plans';
import { CRITERIA, type CriterionCode, type Weights } from '#geodata/priority/criteria';
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

/** How much each criterion counts: sliders, presets, sets that people have kept, and pairwise comparison. A move of a slider draws the shares anew and nothing else. */
export function WeightsPanel({ weights: settled, live, model, onWeights }: WeightsPanelProps) {
  const { t, i18n } = useTranslation('planWeights');
  const format = useFormat();
  const [made, setMade] = useState<HowMade>(DIRECT);
  const [isAhp, setAhp] = useState(false);
  const { weights, now, drag, sliders } = useDragged(settled, live, onWeights);
  const move = useCallback(
    (code: CriterionCode, weight: number) => {
      setMade(DIRECT);
      drag(code, weight);
    },
    [drag],
  );
  const tell = useRef(onWeights);
  tell.current = onWeights;
  const use = useCallback((chosen: Weights, how: HowMade) => {
    setMade(how);
    tell.current(chosen);
  }, []);
  const sum = CRITERIA.reduce((total, code) => total + weights[code], 0);
  const same = (offers: [string | number, Record<string, number>][]) =>
    offers.flatMap(([key, other]) => (CRITERIA.every((code) => other[code] === weights[code]) ? [key] : [])).join();
  return (
    <section data-tour="weights">
      <h3>
        {t('title')}
        <button type="button" className="plan-link" data-tour="ahp" onClick={() => setAhp(true)}>
          {t('ahp.open')}
        </button>
      </h3>
      <Presets model={model} pressed={same(model.presets.map(({ code, weights: other }) => [code, other]))} onUse={use} />
      <div ref={sliders}>
        {model.criteria.map((criterion) => (
          <label key={criterion.code} className="plan-slider">
            <span>{i18n.language === 'en' ? criterion.nameEn : criterion.name}</span>
            <Slider code={criterion.code} most={Math.max(MOST_WEIGHT, Math.ceil(weights[criterion.code]))} value={weights[criterion.code]} onMove={move} />
            <output>{sum === 0 ? '–' : format.share(weights[criterion.code], sum)}</output>
          </label>
        ))}
      </div>
      <p className="plan-hint">{t('sum', { sum: format.number(sum) })}</p>
      <Sets model={model} pressed={same(model.weightSets.map(({ id, weights: other }) => [id, other]))} onUse={use} />
      <KeepSet now={now} made={made} />
      {isAhp && (
        <Suspense fallback={null}>
          <AhpDialog model={model} weights={weights} made={made} onUse={use} onClose={() => setAhp(false)} />
        </Suspense>
      )}
    </section>
  );
}

interface SliderProps {
  code: CriterionCode;
  most: number;
  value: number;
  onMove: (code: CriterionCode, weight: number) => void;
}

/** React writes an input anew whenever its parent is drawn: of ten sliders only the one that moves. */
const Slider = memo(function Slider({ code, most, value, onMove }: SliderProps) {
  return <input type="range" min={0} max={most} value={value} onChange={(event) => onMove(code, event.target.valueAsNumber)} />;
});

interface OfferProps {
  model: PlanModel;
  /** Those that are the weights as they stand: text, so that nothing is drawn anew for a list that says the same. */
  pressed: string;
  onUse: (weights: Weights, made: HowMade) => void;
}

const Presets = memo(function Presets({ model, pressed, onUse }: OfferProps) {
  const { i18n } = useTranslation('planWeights');
  return (
    <p className="plan-presets">
      {model.presets.map(({ code, name, nameEn, weights }) => (
        <button
          key={code}
          type="button"
          className="button"
          aria-pressed={pressed.split(',').includes(code)}
          onClick={() => onUse(weights as Weights, { by: 'preset', preset: code })}
        >
          {i18n.language === 'en' ? nameEn : name}
        </button>
      ))}
    </p>
  );
});

/** Sets that people have kept under a name. */
const Sets = memo(function Sets({ model, pressed, onUse }: OfferProps) {
  const { t } = useTranslation('planWeights');
  const format = useFormat();
  if (model.weightSets.length === 0) return null;
  return (
    <ul className="plan-sets" aria-label={t('sets')}>
      {model.weightSets.map((set) => (
        <li key={set.id}>
          <button
            type="button"
            className="plan-link"
            aria-pressed={pressed.split(',').includes(String(set.id))}
            onClick={() => onUse(set.weights as Weights, set.made)}
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
  );
});

/**
 * Weights while a slider is held: shown here and ranked at once; they go to the address, and ask for a computation, when it is let go. The browser's own `change`
 * says so for a mouse, a finger and a key alike; React's onChange is every move.
 */
function useDragged(settled: Weights, live: LiveRanking, onWeights: (weights: Weights) => void) {
  const [held, setHeld] = useState<Weights | null>(null);
  const sliders = useRef<HTMLDivElement>(null);
  const latest = useRef({ held, settled, onWeights });
  latest.current = { held: latest.current.held, settled, onWeights };
  const weights = held ?? settled;
  const newest = useRef(weights);
  newest.current = weights;
  const now = useCallback((): Weights => newest.current, []);
  const drag = useCallback(
    (code: CriterionCode, weight: number) => {
      const moved = { ...now(), [code]: weight };
      newest.current = moved;
      latest.current.held = moved;
      setHeld(moved);
      live.drag(moved);
    },
    [live, now],
  );
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
  return { weights, now, drag, sliders };
}

/** Keeps the weights under a name, with who made them, how and when; the same name again is its next version. */
const KeepSet = memo(function KeepSet({ now, made }: { now: () => Weights; made: HowMade }) {
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
          if (name.trim() !== '') keep.mutate({ name: name.trim(), weights: now(), made }, { onSuccess: () => setName('') });
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
});
