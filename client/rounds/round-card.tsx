import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CampaignDetail, campaignRoutes } from '#contract/campaigns';
import { type Campaign, COVERAGE_STATES, type CoverageFigures } from '#contract/coverage';
import { HOUSEHOLD_KINDS } from '#contract/households';
import { request } from '../api/request.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { DENOMINATORS } from '../map/map-state.ts';
import { Bars, Failure, Loaded } from '../ui/load-state.tsx';
import { Section } from '../ui/panel.tsx';
import { ShareBar } from '../ui/share-bar.tsx';
import { useFormat } from '../ui/use-format.ts';
import { askRoundsAgain, type RoundFigures, useDuties, useRound, useRoundFigures } from './api.ts';
import { Confirm } from './confirm.tsx';
import { RateCell } from './rate-cell.tsx';
import { useDates } from './use-dates.ts';
import '../coverage/coverage.css';

interface RoundCardProps {
  campaign: Campaign;
  root: string | null;
  mayPlan: boolean;
  onRecheck: () => void;
  onDuty: () => void;
}
/** As many duties are read on the card; the others are a click away. */
const FIRST_DUTIES = 12;
const stateCount = (figures: CoverageFigures, state: (typeof COVERAGE_STATES)[number]): number =>
  state === 'exempt_pending' ? figures.exemptPending : figures[state];

/** One round: what came of it, of what, by whom, and what can be done with it. */
export function RoundCard({ campaign, root, mayPlan, onRecheck, onDuty }: RoundCardProps) {
  const { t } = useTranslation('rounds');
  const round = useRound(campaign.code);
  const dates = useDates();
  const { data: figures, error, refetch } = useRoundFigures(round.data, root);
  return (
    <section className="round-card" aria-labelledby="round-card-name">
      <h2 id="round-card-name">{campaign.name}</h2>
      <p className="rounds-note">{[`${campaign.code} ${t(`kind.${campaign.kind}`)}`, t(`status.${campaign.status}`), dates(campaign)].join(t('comma'))}</p>
      <Loaded query={round} bars={[96, 30, 30, 30]}>
        {(detail) => (
          <>
            <Source round={detail} />
            {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
            {figures === null ? (
              <p className="rounds-note">{t('card.notYet')}</p>
            ) : figures === undefined ? (
              error === null && <Bars heights={[96, 10, 120]} />
            ) : (
              <Figures round={detail} figures={figures} />
            )}
            {mayPlan && <Deeds round={detail} figures={figures ?? null} onRecheck={onRecheck} />}
            <Duties code={detail.code} onEdit={mayPlan && detail.status !== 'closed' ? onDuty : null} />
            <Questions round={detail} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Source({ round: { source, kinds } }: { round: CampaignDetail }) {
  const { t } = useTranslation(['rounds', 'coverage', 'coveragePanel']);
  const format = useFormat();
  const separator = t('rounds:separator');
  return (
    <>
      {source !== null && (
        <p className="rounds-note">
          {t('card.source', { name: source.code, states: source.states.map((state) => t(`coverage:states.${state}`)).join(separator) })}
          {source.sampleShare !== null && t('card.sample', { share: format.share(source.sampleShare, 1) })}
        </p>
      )}
      {kinds !== null && <p className="rounds-note">{kinds.map((kind) => t(`coveragePanel:kinds.${kind}`)).join(separator)}</p>}
    </>
  );
}

function Figures({ round, figures }: { round: CampaignDetail; figures: RoundFigures }) {
  const { t } = useTranslation(['rounds', 'coverage', 'coveragePanel']);
  const format = useFormat();
  const { own, byKind } = figures;
  const time = format.moment(figures.asOf);
  const aside = figures.isFrozen ? t('card.frozenResult', { time }) : t(round.status === 'closed' ? 'card.oldResult' : 'card.live', { time });
  const states = COVERAGE_STATES.map((key) => ({ key, value: stateCount(own, key), className: `share-${key}` }));
  return (
    <>
      <Section title={t('card.figures')} aside={aside}>
        <dl className="round-figures">
          {DENOMINATORS.map((of) => (
            <div key={of} data-of={of}>
              <dt title={t(`definitions.${of}`)}>{t(`denominators.${of}`)}</dt>
              <dd>
                <RateCell figures={own} of={of} />
              </dd>
            </div>
          ))}
        </dl>
        <ShareBar parts={states} label={states.map(({ key, value }) => `${t(`coverage:states.${key}`)} ${value}`).join(t('comma'))} />
        <dl className="pair-list round-states">
          {states.map(({ key, value }) => (
            <div key={key} data-state={key}>
              <dt>{t(`coverage:states.${key}`)}</dt>
              <dd>{format.number(value)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t('card.byKind')} aside={round.frozenAt === null ? undefined : t('card.frozenAt', { time: format.moment(round.frozenAt) })}>
        <table className="data-table round-by-kind">
          <thead>
            <tr>
              <th scope="col">{t('card.object')}</th>
              {DENOMINATORS.map((of) => (
                <th key={of} scope="col">
                  {t(`denominators.${of}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {HOUSEHOLD_KINDS.filter((kind) => (byKind[kind]?.denominators.all.count ?? 0) > 0 || (round.frozen[kind] ?? 0) > 0).map((kind) => (
              <tr key={kind}>
                <td>{t(`coveragePanel:kinds.${kind}`)}</td>
                {DENOMINATORS.map((of) => (
                  <td key={of}>
                    <RateCell figures={byKind[kind] ?? null} of={of} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </>
  );
}

function Deeds({ round, figures, onRecheck }: { round: CampaignDetail; figures: RoundFigures | null; onRecheck: () => void }) {
  const { t } = useTranslation(['rounds', 'coveragePanel']);
  const format = useFormat();
  const client = useQueryClient();
  const [asks, setAsks] = useState(false);
  const deed = useMutation({
    mutationFn: () => request(round.status === 'planned' ? campaignRoutes.open : campaignRoutes.close, { params: { code: round.code } }),
    onSuccess: async () => {
      setAsks(false);
      await askRoundsAgain(client);
    },
  });
  if (round.status === 'closed')
    return (
      <p className="round-deeds">
        <button type="button" className="button" onClick={onRecheck}>
          {t('plan.recheck')}
        </button>
      </p>
    );
  const word = round.status === 'planned' ? 'open' : 'close';
  const kinds = round.kinds === null ? t('everyKind') : round.kinds.map((kind) => t(`coveragePanel:kinds.${kind}`)).join(' ');
  const told =
    figures === null
      ? '–'
      : DENOMINATORS.map((of) => {
          const { covered, count } = figures.own.denominators[of];
          return `${t(`denominators.${of}`)} ${format.share(covered, count)} (${format.number(covered)} / ${format.number(count)})`;
        }).join(t('comma'));
  const pending = figures?.own.exemptPending ?? 0;
  return (
    <div className="round-deeds">
      {asks ? (
        <Confirm
          label={t(`${word}.sure`)}
          busy={deed.isPending ? t(`${word}.busy`) : null}
          error={deed.error}
          onSure={() => deed.mutate()}
          onCancel={() => {
            setAsks(false);
            deed.reset();
          }}
        >
          <p>{word === 'open' ? t('open.before', { kinds }) : t('close.before', { figures: told })}</p>
          {word === 'close' && pending > 0 && <p>{t('close.pending', { n: format.number(pending) })}</p>}
        </Confirm>
      ) : (
        <button type="button" className="button" onClick={() => setAsks(true)}>
          {t(`${word}.deed`)}
        </button>
      )}
    </div>
  );
}

function Duties({ code, onEdit }: { code: string; onEdit: (() => void) | null }): ReactNode {
  const { t } = useTranslation('rounds');
  const duties = useDuties(code);
  const isSomebody = useWorkingAs() !== null;
  const [showsAll, setShowsAll] = useState(false);
  return (
    <Section title={t('card.duty')}>
      <Loaded query={duties} bars={[30]}>
        {(items) => (
          <>
            {items.length === 0 && <p className="rounds-note">{t('noDuty')}</p>}
            <ul className="round-duties">
              {(showsAll ? items : items.slice(0, FIRST_DUTIES)).map(({ grid, kind, person, unit }) => (
                <li key={`${grid.code} ${kind} ${person?.id} ${unit?.id}`}>
                  <span>{grid.name}</span>
                  <small>{t(`dutyKinds.${kind}`)}</small>
                  <span>{[unit?.name, isSomebody ? person?.name : undefined].filter(Boolean).join(' ')}</span>
                </li>
              ))}
            </ul>
            {items.length > FIRST_DUTIES && !showsAll && (
              <button type="button" className="row-link rounds-more" onClick={() => setShowsAll(true)}>
                {t('duties.all', { n: items.length })}
              </button>
            )}
            {onEdit !== null && (
              <p className="round-deeds">
                <button type="button" className="button" onClick={onEdit}>
                  {t('duties.edit')}
                </button>
              </p>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Questions({ round: { checklist } }: { round: CampaignDetail }) {
  const { t } = useTranslation('rounds');
  if (checklist === null)
    return (
      <Section title={t('card.checklist')}>
        <p className="rounds-note">{t('card.noChecklist')}</p>
      </Section>
    );
  return (
    <Section title={t('card.checklist')} aside={t('card.version', { n: checklist.version, count: checklist.questions.length })}>
      <details className="round-questions">
        <summary>{checklist.name}</summary>
        <ol>
          {checklist.questions.map(({ code, text }) => (
            <li key={code}>{text}</li>
          ))}
        </ol>
      </details>
    </Section>
  );
}
