import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '#contract/coverage';
import { HOUSEHOLD_KINDS } from '#contract/households';
import { DENOMINATORS } from '../map/map-state.ts';
import { Empty } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useDuties, useRound, useRoundFigures } from './api.ts';
import { DutyForm } from './duties/duty-form.tsx';
import { PlanForm } from './plan-form.tsx';
import { RateCell } from './rate-cell.tsx';
import { RoundCard } from './round-card.tsx';
import { useDates } from './use-dates.ts';

interface RoundsDeskProps {
  rounds: readonly Campaign[];
  chosen: Campaign | null;
  /** Code of the district. */
  root: string | null;
  /** Whether whoever looks may plan rounds. */
  mayPlan: boolean;
  onChoose: (code: string) => void;
}

/** All rounds in a table, and beside it the card of one of them or the form for the next. */
export function RoundsDesk({ rounds, chosen, root, mayPlan, onChoose }: RoundsDeskProps) {
  const { t } = useTranslation('rounds');
  /** 'new', or the round that is to be visited again. */
  const [plan, setPlan] = useState<'new' | Campaign | null>(null);
  const [setsDuty, setSetsDuty] = useState(false);
  const duties = useDuties(chosen?.code ?? null);
  const done = (code: string | null) => {
    setPlan(null);
    if (code !== null) onChoose(code);
  };
  return (
    <div className="rounds-desk">
      <div className="rounds-list">
        {rounds.length === 0 ? (
          <Empty>{t('none')}</Empty>
        ) : (
          <RoundsTable
            rounds={rounds}
            chosen={chosen}
            root={root}
            onChoose={(code) => {
              setPlan(null);
              setSetsDuty(false);
              onChoose(code);
            }}
          />
        )}
        {mayPlan ? (
          <button type="button" className="button" onClick={() => setPlan('new')}>
            {t('plan.new')}
          </button>
        ) : (
          <p className="rounds-note">{t('onlyPlanners')}</p>
        )}
      </div>
      {plan !== null && mayPlan ? (
        <PlanForm key={plan === 'new' ? 'new' : plan.code} source={plan === 'new' ? null : plan} onDone={done} />
      ) : chosen !== null && setsDuty && mayPlan && root !== null && duties.data !== undefined ? (
        <DutyForm key={chosen.code} code={chosen.code} name={chosen.name} root={root} duties={duties.data} onDone={() => setSetsDuty(false)} />
      ) : chosen !== null ? (
        <RoundCard key={chosen.code} campaign={chosen} root={root} mayPlan={mayPlan} onRecheck={() => setPlan(chosen)} onDuty={() => setSetsDuty(true)} />
      ) : null}
    </div>
  );
}

function RoundsTable({ rounds, chosen, root, onChoose }: Omit<RoundsDeskProps, 'rounds' | 'mayPlan'> & { rounds: readonly Campaign[] }) {
  const { t } = useTranslation('rounds');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className="rounds-scroll" tabIndex={0} aria-label={t('list')}>
      <table className="data-table rounds-table">
        <thead>
          <tr>
            <th scope="col">{t('columns.name')}</th>
            <th scope="col" className="rounds-words">
              {t('columns.status')}
            </th>
            <th scope="col">{t('columns.frozen')}</th>
            {DENOMINATORS.map((of) => (
              <th key={of} scope="col" title={t(`definitions.${of}`)}>
                {t('columns.rate', { of: t(`denominators.${of}`) })}
              </th>
            ))}
            <th scope="col">{t('columns.duty')}</th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((campaign) => (
            <RoundRow key={campaign.code} campaign={campaign} root={root} isChosen={campaign.code === chosen?.code} onChoose={() => onChoose(campaign.code)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RoundRow({ campaign, root, isChosen, onChoose }: { campaign: Campaign; root: string | null; isChosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation(['rounds', 'coveragePanel']);
  const format = useFormat();
  const dates = useDates();
  const { data: round } = useRound(campaign.code);
  const { data: duties } = useDuties(campaign.code);
  const { data: figures } = useRoundFigures(round, root);
  const frozen = HOUSEHOLD_KINDS.filter((kind) => (round?.frozen[kind] ?? 0) > 0);
  return (
    <tr data-round={campaign.code} aria-current={isChosen ? 'true' : undefined}>
      <td>
        <button type="button" className="row-link rounds-name" aria-pressed={isChosen} onClick={onChoose}>
          {campaign.name}
        </button>
        <small>
          {campaign.code} {t(`kind.${campaign.kind}`)}
        </small>
      </td>
      <td className="rounds-words">
        {t(`status.${campaign.status}`)}
        <small>{dates(campaign)}</small>
      </td>
      <td>
        {round === undefined ? (
          ''
        ) : round.frozenAt === null ? (
          <small>{t('notFrozen')}</small>
        ) : (
          format.number(frozen.reduce((sum, kind) => sum + (round.frozen[kind] ?? 0), 0))
        )}
        {round !== undefined && round.frozenAt !== null && (
          <small className="rounds-kinds">
            {frozen.map((kind) => (
              <span key={kind}>
                {t(`coveragePanel:kinds.${kind}`)} {format.number(round.frozen[kind] ?? 0)}
              </span>
            ))}
          </small>
        )}
      </td>
      {DENOMINATORS.map((of) => (
        <td key={of} data-of={of}>
          <RateCell figures={figures?.own ?? null} of={of} />
        </td>
      ))}
      <td>{duties === undefined ? '' : duties.length === 0 ? '–' : t('dutyCount', { n: format.number(duties.length) })}</td>
    </tr>
  );
}
