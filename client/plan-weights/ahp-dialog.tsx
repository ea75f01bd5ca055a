import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HowMade } from '#contract/plans';
import { AHP_PARTS, type AhpPart, type AhpResult, type Judgements, MOST_INCONSISTENT, weighCriteria } from '#geodata/priority/ahp';
import { CRITERIA, type CriterionCode, type Weights } from '#geodata/priority/criteria';
import type { PlanModel } from '../plan-page/api.ts';
import { useFormat } from '../ui/use-format.ts';
import { judgementAt, judgementsOf, MOST_STEP, pairsOfPart, stepOf } from './scale.ts';

const PARTS: readonly AhpPart[] = ['groups', 'defects', 'people'];
/** Five words for nine steps: equal, a little, clearly, strongly, absolutely; the even steps lie between. */
const WORD_AT = ['equal', 'little', 'little', 'clear', 'clear', 'strong', 'strong', 'absolute', 'absolute'] as const;

interface AhpDialogProps {
  model: PlanModel;
  weights: Weights;
  made: HowMade;
  onUse: (weights: Weights, made: HowMade) => void;
  onClose: () => void;
}

/** Which of two matters more, pair by pair; the weights follow at once, with how far the judgements contradict one another and which of them most. */
export default function AhpDialog({ model, weights, made, onUse, onClose }: AhpDialogProps) {
  const { t, i18n } = useTranslation(['planWeights', 'plan']);
  const saying = useSaying();
  const format = useFormat();
  const dialog = useRef<HTMLDialogElement>(null);
  const [judgements, setJudgements] = useState<Judgements>(() => (made.by === 'ahp' ? made.judgements : judgementsOf(weights)));
  useEffect(() => dialog.current?.showModal(), []);
  const found = useMemo(() => weighCriteria(judgements), [judgements]);
  const nameOf = (part: AhpPart, at: number) => {
    const item = AHP_PARTS[part][at] as string;
    if (part === 'groups') return t(`plan:groups.${item as 'defects'}`);
    const criterion = model.criteria.find(({ code }) => code === item);
    return (i18n.language === 'en' ? criterion?.nameEn : criterion?.name) ?? item;
  };
  const set = (part: AhpPart, at: number, judgement: number) =>
    setJudgements((before) => ({ ...before, [part]: before[part].map((one, place) => (place === at ? judgement : one)) }));
  const isConsistent = PARTS.every((part) => found.parts[part].isConsistent);
  const use = () => {
    const rounded = Object.fromEntries(CRITERIA.map((code) => [code, Math.round(found.weights[code] * 10) / 10])) as Weights;
    onUse(rounded, { by: 'ahp', judgements: { groups: [...judgements.groups], defects: [...judgements.defects], people: [...judgements.people] } });
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} className="plan-ahp" aria-label={t('ahp.title')} onClose={onClose}>
      <header>
        <h2>{t('ahp.title')}</h2>
        <p>{t('ahp.text')}</p>
      </header>
      <div className="plan-ahp-body">
        <div>
          {PARTS.map((part) => (
            <section key={part}>
              <h3>{t(`ahp.parts.${part}`)}</h3>
              {pairsOfPart(part).map(([first, second], at) => {
                const step = stepOf(judgements[part][at] as number);
                const { worst } = found.parts[part];
                const names = { first: nameOf(part, first), second: nameOf(part, second) };
                return (
                  <label
                    key={`${first}-${second}`}
                    data-worst={(!found.parts[part].isConsistent && worst?.row === first && worst.column === second) || undefined}
                  >
                    <b data-more={step < 0 || undefined}>{names.first}</b>
                    <input
                      type="range"
                      min={-MOST_STEP}
                      max={MOST_STEP}
                      value={step}
                      aria-label={t('ahp.pair', names)}
                      aria-valuetext={saying(step, names)}
                      onChange={(event) => set(part, at, judgementAt(event.target.valueAsNumber))}
                    />
                    <b data-more={step > 0 || undefined}>{names.second}</b>
                    <output>{saying(step, names)}</output>
                  </label>
                );
              })}
              <Consistency
                result={found.parts[part]}
                nameOf={(at) => nameOf(part, at)}
                onMend={(pair, judgement) =>
                  set(
                    part,
                    pairsOfPart(part).findIndex(([a, b]) => a === pair[0] && b === pair[1]),
                    judgement,
                  )
                }
              />
            </section>
          ))}
        </div>
        <aside>
          <h3>{t('ahp.weights')}</h3>
          <ul>
            {CRITERIA.map((code: CriterionCode) => {
              const criterion = model.criteria.find((one) => one.code === code);
              return (
                <li key={code}>
                  <span>{i18n.language === 'en' ? criterion?.nameEn : criterion?.name}</span>
                  <i aria-hidden="true" style={{ width: `${Math.min(100, found.weights[code] * 2)}%` }} />
                  <b>{format.number(found.weights[code], 1)}%</b>
                </li>
              );
            })}
          </ul>
        </aside>
      </div>
      <footer>
        {!isConsistent && <p role="status">{t('ahp.refused')}</p>}
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t('ahp.cancel')}
        </button>
        <button type="button" className="button button-primary" disabled={!isConsistent} onClick={use}>
          {t('ahp.use')}
        </button>
      </footer>
    </dialog>
  );
}

interface ConsistencyProps {
  result: AhpResult;
  nameOf: (at: number) => string;
  onMend: (pair: readonly [number, number], judgement: number) => void;
}

/** How far the judgements of a part contradict one another; too far: which of them most, and what the others say instead. */
function Consistency({ result: { consistencyRatio, isConsistent, worst }, nameOf, onMend }: ConsistencyProps) {
  const { t } = useTranslation('planWeights');
  const saying = useSaying();
  if (worst === null) return <p className="plan-hint">{t('ahp.agree')}</p>;
  const names = { first: nameOf(worst.row), second: nameOf(worst.column) };
  const better = judgementAt(stepOf(Math.min(MOST_STEP + 1, Math.max(1 / (MOST_STEP + 1), worst.implied))));
  return (
    <p className="plan-consistency" role="status">
      <b>
        {isConsistent ? '' : '▲ '}
        {t('ahp.ratio', { ratio: consistencyRatio.toFixed(3), most: MOST_INCONSISTENT.toFixed(1) })}
      </b>{' '}
      {!isConsistent && (
        <>
          {t('ahp.worst', { ...names, given: saying(stepOf(worst.given), names), implied: saying(stepOf(better), names) })}{' '}
          <button type="button" className="button" onClick={() => onMend([worst.row, worst.column], better)}>
            {t('ahp.mend')}
          </button>
        </>
      )}
    </p>
  );
}

/** A step of the scale in words. */
function useSaying() {
  const { t } = useTranslation('planWeights');
  return (step: number, { first, second }: { first: string; second: string }): string => {
    const word = t(`ahp.words.${WORD_AT[Math.abs(step)] ?? 'equal'}`);
    return step === 0 ? word : t('ahp.more', { name: step < 0 ? first : second, word, step: String(Math.abs(step) + 1) });
  };
}
