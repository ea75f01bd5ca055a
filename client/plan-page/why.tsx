import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CRITERIA, type Weights } from '#geodata/priority/criteria';
import { Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useWorkTypes } from '../works/api.ts';
import { unitWord } from '../works/unit-word.ts';
import { type PlanAlley, type PlanAlleys, type PlanModel, usePlanAlley } from './api.ts';
import { MINOR_PER_10K } from './desk-state.ts';
import type { planMessages } from './messages.ts';
import { nameOf } from './name-of.ts';
import type { Outcomes } from './outcome.ts';
import { GROUPS, type Ranking } from './ranking.ts';
import { useReason } from './use-reason.ts';

interface WhyProps {
  id: number;
  alleys: PlanAlleys;
  model: PlanModel;
  weights: Weights;
  ranking: Ranking;
  outcomes: Outcomes;
  isLocked: boolean;
  onLock: (kind: 'in' | 'out', reason: string) => void;
  onClose: () => void;
}

const WAITING = [24, 160];

/** Why this alley is in, or is not: a sentence, the criteria with where each comes from, what would be built. */
export function Why({ id, alleys, model, weights, ranking, outcomes, isLocked, onLock, onClose }: WhyProps) {
  const { t } = useTranslation('plan');
  const alley = usePlanAlley(id);
  const place = alleys.id.indexOf(id);
  const name = nameOf(alleys, id) ?? t('unnamed');
  const outcome = outcomes.of(id);
  const rank = ranking.order.indexOf(place) + 1;
  return (
    <section className="plan-why" aria-label={t('why.title', { name })}>
      <header>
        <h2>{outcome !== null && outcome.year === null ? t('why.titleOut', { name }) : t('why.title', { name })}</h2>
        {place >= 0 && <span>{t('why.rank', { rank: String(rank) })}</span>}
        <Link to={`/alleys?alley=${id}`}>{t('why.register')}</Link>
        {!isLocked && <Lock key={id} onLock={onLock} />}
        <button type="button" className="plan-link" onClick={onClose}>
          {t('why.close')}
        </button>
      </header>
      {place >= 0 && outcome !== null && <Sentence {...{ outcomes, outcome, alleys, model }} score={ranking.score[place] as number} />}
      <Loaded query={alley} bars={WAITING}>
        {(known) => (
          <div className="plan-tables">
            <Criteria alley={known} model={model} weights={weights} />
            <TakeOff alley={known} />
          </div>
        )}
      </Loaded>
    </section>
  );
}

function Sentence({
  outcomes,
  outcome,
  alleys,
  model,
  score,
}: Pick<WhyProps, 'outcomes' | 'alleys' | 'model'> & { outcome: NonNullable<ReturnType<Outcomes['of']>>; score: number }) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const reasonOf = useReason(model);
  const { reason, year, stability, consentUnknown } = outcome;
  const told = { score: format.number(score, 1), person: String(reason.person ?? ''), reason: String(reason.reason ?? '') };
  const points = typeof reason.pointsBelow === 'number' ? reason.pointsBelow : null;
  const next = typeof reason.next === 'number' ? nameOf(alleys, reason.next) : null;
  return (
    <p className="plan-sentence">
      {year === null
        ? t('why.out', { reason: reasonOf(outcome, outcomes) })
        : t(reason.by === 'lock' ? 'why.chosenLock' : reason.by === 'floor' ? 'why.chosenFloor' : 'why.chosen', told)}{' '}
      {year !== null &&
        next !== null &&
        points !== null &&
        t(points < 0 ? 'why.nextAbove' : 'why.next', { name: next, points: format.number(Math.abs(points), 1) })}{' '}
      {year !== null && stability !== null && t('why.stays', { draws: format.number(outcomes.result?.draws ?? 0), share: `${Math.round(stability * 100)}%` })}{' '}
      {consentUnknown && t('why.consentUnknown')}
    </p>
  );
}

/** Criteria whose raw value has a unit of its own; the five standards come as need. */
type WithUnit = keyof (typeof planMessages)['zh']['units'];

function Criteria({ alley, model, weights }: { alley: PlanAlley; model: PlanModel; weights: Weights }) {
  const { t, i18n } = useTranslation('plan');
  const format = useFormat();
  const sum = CRITERIA.reduce((total, code) => total + weights[code], 0) || 1;
  const range = (low: number, high: number, decimals: number) =>
    Math.abs(high - low) < 0.05 ? format.number(low, decimals) : `${format.number(low, decimals)}–${format.number(high, decimals)}`;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('why.criterion')}</th>
          <th scope="col">{t('why.weight')}</th>
          <th scope="col">{t('why.need')}</th>
          <th scope="col">{t('why.weighted')}</th>
          <th scope="col">{t('why.basis')}</th>
        </tr>
      </thead>
      <tbody>
        {alley.criteria.map((raw) => {
          const criterion = model.criteria.find(({ code }) => code === raw.criterion);
          const weight = weights[raw.criterion] / sum;
          const isKnown = raw.rawMin !== null && raw.rawMax !== null;
          const value =
            isKnown && raw.unit !== 'need' ? `${range(raw.rawMin as number, raw.rawMax as number, 1)} ${t(`units.${raw.criterion as WithUnit}`)}` : null;
          return (
            <tr key={raw.criterion}>
              <th scope="row">
                <i data-group={criterion?.group ?? GROUPS[0]} /> {i18n.language === 'en' ? criterion?.nameEn : criterion?.name}
              </th>
              <td>{format.rate(weight)}</td>
              <td>{isKnown ? range(raw.needMin, raw.needMax, 0) : <em>{t('why.unknown')}</em>}</td>
              <td>
                <b>{range(weight * raw.needMin, weight * raw.needMax, 1)}</b>
              </td>
              <td>{[value, raw.date === null ? null : t('why.surveyed', { date: format.date(raw.date) })].filter((part) => part !== null).join(' · ')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function TakeOff({ alley }: { alley: PlanAlley }) {
  const { t, i18n } = useTranslation('plan');
  const format = useFormat();
  const types = useWorkTypes().data;
  if (alley.takeOff === null) return <p className="plan-hint">{t('why.noTakeOff')}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('why.work')}</th>
          <th scope="col">{t('why.quantity')}</th>
          <th scope="col">{t('why.cost')}</th>
        </tr>
      </thead>
      <tbody>
        {alley.takeOff.map(({ workType, unit, quantityMin, quantityMax, likelyMinor, isPlaceholder }) => (
          <tr key={workType}>
            <th scope="row">{types?.get(workType)?.[i18n.language === 'en' ? 'nameEn' : 'name'] ?? workType}</th>
            <td>
              {quantityMin === quantityMax ? format.number(quantityMin) : `${format.number(quantityMin)}–${format.number(quantityMax)}`}{' '}
              {unitWord(unit, i18n.language)}
            </td>
            <td>
              {format.number(likelyMinor / MINOR_PER_10K, 1)} {isPlaceholder && <small>{t('why.placeholder')}</small>}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t('why.total')}
          </th>
          <td>
            <b>{alley.likelyMinor === null ? '–' : format.number(alley.likelyMinor / MINOR_PER_10K, 1)}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** In or out by somebody's word, which has to be given. */
function Lock({ onLock }: Pick<WhyProps, 'onLock'>) {
  const { t } = useTranslation('plan');
  const [kind, setKind] = useState<'in' | 'out' | null>(null);
  const [reason, setReason] = useState('');
  if (kind === null)
    return (
      <>
        <button type="button" className="plan-link" onClick={() => setKind('in')}>
          {t('why.lockIn')}
        </button>
        <button type="button" className="plan-link" onClick={() => setKind('out')}>
          {t('why.lockOut')}
        </button>
      </>
    );
  return (
    <form
      className="plan-lock"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onLock(kind, reason.trim());
      }}
    >
      <input
        className="field"
        required
        maxLength={200}
        placeholder={t('why.reason')}
        aria-label={t('why.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <button type="submit" className="button">
        {t('why.confirm')}
      </button>
      <button type="button" className="plan-link" onClick={() => setKind(null)}>
        {t('why.cancel')}
      </button>
    </form>
  );
}
