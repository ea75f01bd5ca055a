import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Alarm, alarmRoutes, type EscalateBody, EscalateTo } from '#contract/alarms';
import { EVERYWHERE, SUPERVISORS } from '#contract/visits';
import { liveNow } from '../api/live.ts';
import { request } from '../api/request.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { Loaded } from '../ui/load-state.tsx';
import { LEVEL_WORDS, levelOf, useAlarmWords } from '../wall/alarm-words.ts';
import { LevelMark } from '../wall/level-mark.tsx';
import { Contact } from './contact.tsx';

/** Command centre, dispatchers and leaders take alarms on and hand them up. */
const MAY_ACT: readonly string[] = [...EVERYWHERE, 'leader', 'subdistrict_dispatcher'];
const AGAIN_MS = 15_000;
const MOST = 20;
const KEY = ['wall-setup', 'alarms'];

/** Alarms at the computer of the officer on duty, where they are taken on, handed up, and where a phone number is told: never on a wall. */
export function Duty() {
  const { t } = useTranslation('wallSetup');
  const me = useWorkingAs();
  const mayAct = me !== null && MAY_ACT.includes(me.role);
  const alarms = useQuery({
    queryKey: [...KEY, me?.id ?? null],
    queryFn: async ({ signal }) => (await request(alarmRoutes.list, { query: { limit: MOST }, signal })).items,
    refetchInterval: AGAIN_MS,
  });
  return (
    <section className="wall-duty">
      <h2>{t('duty.title')}</h2>
      {!mayAct && <p className="form-hint">{t('duty.nobody')}</p>}
      <Loaded query={alarms} bars={[64, 64]}>
        {(items) =>
          items.length === 0 ? (
            <p className="form-hint">{t('duty.none')}</p>
          ) : (
            <ul>
              {items.map((alarm) => (
                <DutyAlarm key={alarm.id} alarm={alarm} mayAct={mayAct} maySeePhone={me !== null && SUPERVISORS.includes(me.role)} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function DutyAlarm({ alarm, mayAct, maySeePhone }: { alarm: Alarm; mayAct: boolean; maySeePhone: boolean }) {
  const { t } = useTranslation(['wallSetup', 'wall']);
  const told = useAlarmWords()(alarm, Date.parse(liveNow()));
  const client = useQueryClient();
  const level = levelOf(alarm);
  const onSuccess = () => client.invalidateQueries({ queryKey: KEY });
  const acknowledge = useMutation({ mutationFn: () => request(alarmRoutes.acknowledge, { params: { id: alarm.id }, body: {} }), onSuccess });
  const escalate = useMutation({
    mutationFn: (to: EscalateBody['to']) => request(alarmRoutes.escalate, { params: { id: alarm.id }, body: { to } }),
    onSuccess,
  });
  const fault = acknowledge.error ?? escalate.error;
  return (
    <li data-level={level}>
      <p>
        <LevelMark level={level} />
        <b>{told.figure}</b>
        <small>{t(`wall:alarm.levels.${LEVEL_WORDS[level]}`)}</small>
      </p>
      <p>{told.title}</p>
      <small>{told.place}</small>
      <small>{told.owner}</small>
      {alarm.acknowledged && <small>{t('wallSetup:duty.acknowledged', { name: alarm.acknowledged.name ?? alarm.acknowledged.unitName ?? '' })}</small>}
      {alarm.escalated && <small>{t('wallSetup:duty.escalated', { to: t(`wallSetup:duty.to.${EscalateTo.parse(alarm.escalated.toRole)}`) })}</small>}
      {mayAct && (
        <div className="duty-deeds">
          {alarm.acknowledged === null && (
            <button type="button" className="button" disabled={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
              {t('wallSetup:duty.acknowledge')}
            </button>
          )}
          <select
            className="field"
            aria-label={t('wallSetup:duty.escalate')}
            disabled={escalate.isPending}
            value=""
            onChange={({ target }) => escalate.mutate(EscalateTo.parse(target.value))}
          >
            <option value="">{t('wallSetup:duty.escalate')}</option>
            {EscalateTo.options.map((to) => (
              <option key={to} value={to}>
                {t(`wallSetup:duty.to.${to}`)}
              </option>
            ))}
          </select>
        </div>
      )}
      {fault && (
        <p className="form-fault" role="alert">
          {fault.message}
        </p>
      )}
      {maySeePhone && <Contact alarm={alarm.id} />}
    </li>
  );
}
