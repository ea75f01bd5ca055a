import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { SurveyAlley } from '#contract/surveys';
import { ConditionCells } from '../alleys/condition-cells.tsx';
import { useFieldDesk, useQueue } from '../field/desk.ts';
import { PageFoot } from '../field/foot.tsx';
import { FieldHead, useLine } from '../field/head.tsx';
import { Leave } from '../field/leave.tsx';
import { PositionChoice } from '../field/position-choice.tsx';
import { useRoleName } from '../field/role-name.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { type OwnAlleys, useByDistance, useFoundAlleys, useOwnAlleys } from './data.ts';
import { begunSurveys } from './use-draft.ts';

const ROLE_REFUSED = '/problems/role-not-allowed';
const KM = 1_000;

/** My alleys: the nearest first where the phone knows where it is, else those nobody has surveyed for longest. */
export function AlleysView() {
  const { t } = useTranslation('surveyPage');
  const format = useFormat();
  const { queue, person, positioning } = useFieldDesk();
  const roleName = useRoleName();
  const own = useOwnAlleys(queue.shelf, person.id, positioning.state);
  const { records } = useQueue(queue);
  const { refresh } = own;
  const said = (useLocation().state as { saved?: string } | null)?.saved;
  // What has just been taken by the server changes the state of its alley.
  useEffect(() => queue.listen((note) => note === 'sent' && refresh()), [queue, refresh]);
  const mayNot = (own.data?.problem ?? own.error) as { type?: string } | null;
  const items = own.data?.value.items;
  return (
    <>
      <FieldHead title={t('title')} at={own.data?.at}>
        {items &&
          t('counts', {
            total: format.number(own.data?.value.total ?? 0),
            unsurveyed: format.number(items.filter(({ surveyedOn }) => surveyedOn === null).length),
          })}
      </FieldHead>
      <div className="field-main">
        {said === undefined ? null : (
          <p className="field-said" role="status">
            {t(records.some(({ sending }) => sending.kind === 'survey') ? 'saved' : 'taken', { name: said })}
          </p>
        )}
        {mayNot?.type === ROLE_REFUSED ? (
          <Empty>{t('mayNot', { role: roleName(person.role) })}</Empty>
        ) : (
          <Loaded query={own} bars={[64, 64, 64]}>
            {({ value }) => <AlleyList own={value} />}
          </Loaded>
        )}
      </div>
      <PageFoot>
        <Leave />
      </PageFoot>
    </>
  );
}

function AlleyList({ own }: { own: OwnAlleys }) {
  const { t } = useTranslation('surveyPage');
  const { queue, person, positioning } = useFieldDesk();
  const { records } = useQueue(queue);
  const line = useLine();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim().toLowerCase());
  const [begun, setBegun] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    let isOver = false;
    void begunSurveys(queue.shelf, person.id).then((ids) => !isOver && setBegun(ids));
    return () => {
      isOver = true;
    };
  }, [queue, person]);
  const kept = own.items.filter(({ name, code }) => q === '' || name?.toLowerCase().includes(q) || code.toLowerCase().startsWith(q));
  const found = useFoundAlleys(person.id, q, own.total > own.items.length && line !== 'lost');
  const all = q === '' ? kept : [...kept, ...found.filter(({ id }) => !kept.some((one) => one.id === id))];
  const shown = useByDistance(all, positioning.state);
  const waiting = new Set(records.flatMap(({ sending }) => (sending.kind === 'survey' ? [sending.alleyId] : [])));
  const astray = q === '' ? [...begun].filter((id) => !own.items.some((alley) => alley.id === id)) : [];
  if (own.total === 0 && astray.length === 0) return <Empty>{t('empty')}</Empty>;
  return (
    <>
      <input
        type="search"
        className="field field-input"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t('search')}
        aria-label={t('search')}
      />
      <PositionChoice />
      {astray.map((id) => (
        <Link key={id} className="field-row survey-row" to={`?alley=${id}`} data-alley={id}>
          <span className="field-row-main">{t('astray')}</span>
        </Link>
      ))}
      {shown.length === 0 ? <Empty>{t('nothing')}</Empty> : null}
      <ul className="field-list">
        {shown.map((alley) => (
          <li key={alley.id}>
            <AlleyRow alley={alley} mark={waiting.has(alley.id) ? t('waiting') : begun.has(alley.id) ? t('open') : null} />
          </li>
        ))}
      </ul>
      {q === '' && own.total > own.items.length ? <p className="field-muted">{t('more', { shown: own.items.length, total: own.total })}</p> : null}
    </>
  );
}

function AlleyRow({ alley, mark }: { alley: SurveyAlley; mark: string | null }) {
  const { t } = useTranslation(['surveyPage', 'alleys']);
  const format = useFormat();
  const { id, name, code, distanceM, surveyedOn, conditions } = alley;
  return (
    <Link className="field-row survey-row" to={`?alley=${id}`} data-alley={id}>
      <span className="field-row-main">
        <strong>{name ?? t('alleys:unnamed')}</strong>
        <small>
          {code}　{surveyedOn === null ? t('never') : t('lastOn', { date: format.date(surveyedOn) })}
          {mark === null ? null : <b className="survey-mark">{mark}</b>}
        </small>
      </span>
      <span className="field-row-side">
        <ConditionCells conditions={conditions} />
        {distanceM === null ? null : (
          <small>{distanceM < KM ? t('away', { metres: format.number(distanceM) }) : t('awayKm', { km: format.number(distanceM / KM, 1) })}</small>
        )}
      </span>
    </Link>
  );
}
