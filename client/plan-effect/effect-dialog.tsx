import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type PlanEffect, type PlanRow, planRoutes } from '#contract/plans';
import { request } from '../api/request.ts';
import { addRoom } from '../i18n/i18n.ts';
import { Loaded } from '../ui/load-state.tsx';
import { type Format, useFormat } from '../ui/use-format.ts';
import { planEffectMessages } from './messages.ts';
import './effect.css';

addRoom('planEffect', planEffectMessages);

/** What came of an approved plan: issues and condition before and after, against alleys that were not chosen, with how sure that is. */
export default function EffectDialog({ plan, onClose }: { plan: PlanRow; onClose: () => void }) {
  const { t } = useTranslation('planEffect');
  const dialog = useRef<HTMLDialogElement>(null);
  const query = useQuery({
    queryKey: ['plan', plan.id, 'effect'],
    queryFn: ({ signal }) => request(planRoutes.effect, { params: { id: plan.id }, query: {}, signal }),
  });
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="plan-effect" aria-label={t('title')} onClose={onClose}>
      <header>
        <h2>
          {t('title')} <small>{plan.name}</small>
        </h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t('close')}
        </button>
      </header>
      <Loaded query={query} bars={[48, 160, 160]}>
        {(effect) => <Effect effect={effect} />}
      </Loaded>
    </dialog>
  );
}

function Effect({ effect }: { effect: PlanEffect }) {
  const { t } = useTranslation('planEffect');
  const format = useFormat();
  const { chosen, compared, measures, alleys, days, state } = effect;
  return (
    <>
      <p>
        {t(`states.${state}`)}{' '}
        {t('how', {
          days: String(days),
          chosen: format.number(chosen.alleys),
          finished: format.number(chosen.finished),
          measured: format.number(chosen.measured),
          tooEarly: format.number(chosen.tooEarly),
          compared: format.number(compared),
        })}
      </p>
      {measures.length > 0 && (
        <table className="effect-measures">
          <thead>
            <tr>
              <th scope="col">{t('measure')}</th>
              <th scope="col">{t('chosenSide')}</th>
              <th scope="col">{t('comparedSide')}</th>
              <th scope="col">{t('difference')}</th>
              <th scope="col">{t('reading')}</th>
            </tr>
          </thead>
          <tbody>
            {measures.map((one) => (
              <tr key={one.code}>
                <th scope="row">
                  {t(`measures.${one.code}`)} <small>{t(`units.${one.unit}`)}</small>
                </th>
                <td>{sideOf(one.chosen, format)}</td>
                <td>{sideOf(one.compared, format)}</td>
                <td>{one.state === 'measured' ? <Range measure={one} measures={measures} /> : <small>{t(`lacking.${one.state}`)}</small>}</td>
                <td>{one.reading !== null && <b>{t(`readings.${one.reading}`)}</b>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="plan-hint">{t('caution')}</p>
      {alleys.length > 0 && (
        <details>
          <summary>{t('alleys', { count: format.number(alleys.length) as never })}</summary>
          <table className="effect-alleys">
            <thead>
              <tr>
                <th scope="col">{t('alley')}</th>
                <th scope="col">{t('built')}</th>
                <th scope="col">{t('reported')}</th>
                <th scope="col">{t('open')}</th>
              </tr>
            </thead>
            <tbody>
              {alleys.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <Link to={`/alleys?alley=${one.id}`}>{one.name ?? one.code}</Link>
                  </th>
                  <td>
                    <Link to={`/projects?project=${one.projectId}`}>
                      {one.startedOn} – {one.finishedOn}
                    </Link>
                  </td>
                  <td>{one.isTooEarly ? t('early') : `${one.reportedBefore} → ${one.reportedAfter}`}</td>
                  <td>{one.isTooEarly ? '' : `${one.openBefore} → ${one.openAfter}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}

type Measure = PlanEffect['measures'][number];

function sideOf({ before, after }: Measure['chosen'], format: Format): string {
  const told = (value: number | null) => (value === null ? '–' : format.number(value, 1));
  return `${told(before)} → ${told(after)}`;
}

/** The difference with what chance leaves open, on one scale for all measures of a unit; left of the line is better. */
function Range({ measure: { difference, low, high, unit }, measures }: { measure: Measure; measures: readonly Measure[] }) {
  const { t } = useTranslation('planEffect');
  const format = useFormat();
  if (difference === null || low === null || high === null) return null;
  const ends = measures.filter((one) => one.unit === unit).flatMap((one) => [Math.abs(one.low ?? 0), Math.abs(one.high ?? 0)]);
  const most = Math.max(1, ...ends);
  const at = (value: number) => `${50 + (value / most) * 50}%`;
  const signed = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${format.number(Math.abs(value), 1)}`;
  return (
    <span className="effect-range">
      <b>{signed(difference)}</b> <small>{t('between', { low: signed(low), high: signed(high) })}</small>
      <span aria-hidden="true">
        <u />
        <i style={{ left: at(low), width: `${((high - low) / most) * 50}%` }} />
        <b style={{ left: at(difference) }} />
      </span>
    </span>
  );
}
