import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ALLEY_STANDARDS } from '#contract/alleys';
import type { Weights } from '#geodata/priority/criteria';
import { FAILS_FROM } from '#geodata/standards/standards';
import { Photos } from '../photos/photos.tsx';
import { Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { type PlanAlley, type PlanAlleys, type PlanModel, usePlanAlley } from './api.ts';
import { CriteriaTable } from './criteria-table.tsx';
import { MINOR_PER_10K } from './desk-state.ts';
import { nameOf } from './name-of.ts';
import { NoteForm } from './note-form.tsx';
import type { Outcomes } from './outcome.ts';
import type { Ranking } from './ranking.ts';
import { TakeOff } from './take-off.tsx';
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
  /** Something was noted that may bar it, or let it in. */
  onNoted: () => void;
  onClose: () => void;
}

const WAITING = [24, 160];

/** Why this alley is in, or is not: a sentence, the criteria with where each comes from, what would be built. */
export function Why({ id, alleys, model, weights, ranking, outcomes, isLocked, onLock, onNoted, onClose }: WhyProps) {
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
          <>
            {outcome?.year != null && failsNone(known) && <p className="plan-hint">{t('why.failsNone', { cost: takeOffCost(known) })}</p>}
            <Standing alley={known} />
            <NoteForm key={id} alley={known} today={alleys.asOf} onNoted={onNoted} />
            <div className="plan-tables">
              <CriteriaTable alley={known} model={model} weights={weights} />
              <TakeOff alley={known} />
            </div>
            <Photos ids={[...new Set(known.criteria.flatMap(({ photoIds }) => photoIds))]} />
          </>
        )}
      </Loaded>
    </section>
  );
}

/** Every standard was surveyed, and none of them failed: what is chosen then are small repairs. */
const failsNone = ({ criteria }: PlanAlley): boolean =>
  ALLEY_STANDARDS.every((standard) => criteria.some(({ criterion, needMax }) => criterion === standard && needMax < FAILS_FROM[standard]));

const takeOffCost = ({ likelyMinor }: PlanAlley): string => (likelyMinor === null ? '–' : (likelyMinor / MINOR_PER_10K).toFixed(1));

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

/** What stands for or against it beside its score: residents asked, older people counted, planned works. */
function Standing({ alley: { consent, residents, planned, demolition } }: { alley: PlanAlley }) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const told = [
    consent && t('why.consent', { agreed: format.number(consent.agreed), asked: format.number(consent.asked), on: format.date(consent.on) }),
    residents && t('why.residents', { aged60: format.number(residents.aged60), counted: format.number(residents.counted) }),
    demolition && t('why.demolition', { reason: demolition.reason }),
    ...planned.map(({ name, startsOn, endsOn }) => t('why.planned', { name, from: startsOn ?? '?', to: endsOn ?? '?' })),
  ].filter((one) => one !== null);
  return told.length === 0 ? null : <p className="plan-hint">{told.join(' ')}</p>;
}
