import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkingAs } from '../api/work-as.ts';
import { useAcknowledgers } from '../wall/acknowledge-dialog.tsx';
import { LEVEL_WORDS, levelOf, useAlarmWords } from '../wall/alarm-words.ts';
import { LevelMark } from '../wall/level-mark.tsx';
import { Contact } from '../wall-setup/contact.tsx';
import { useCommand, useNewAlarms } from './api.ts';

/** The most urgent alarm that nobody has taken on, the button that does, by name, and whom to ring. */
export function AlarmCard({ grid, nowMs }: { grid: string; nowMs: number }) {
  const { t } = useTranslation(['wallRemote', 'wall']);
  const alarms = useNewAlarms(grid).data ?? [];
  const told = useAlarmWords();
  const command = useCommand();
  const me = useWorkingAs();
  const [who, setWho] = useState<number | null>(null);
  const alarm = alarms[0];
  const people = useAcknowledgers(alarm !== undefined).data ?? [];
  const person = who ?? people.find(({ id }) => id === me?.id)?.id ?? null;
  if (alarm === undefined) return <p className="remote-calm">{t('wallRemote:noAlarm')}</p>;
  const words = told(alarm, nowMs);
  const level = levelOf(alarm);
  return (
    <section className="remote-alarm" data-level={level} aria-label={t('wallRemote:alarm')}>
      <p className="remote-alarm-head">
        <LevelMark level={level} />
        <b>{words.figure}</b>
        <span>{t(`wall:alarm.levels.${LEVEL_WORDS[level]}`)}</span>
      </p>
      <p>
        <b>{words.title}</b>
      </p>
      <p>{words.place}</p>
      <p>{words.owner}</p>
      <p>{words.since}</p>
      {alarms.length > 1 && <p>{t('wallRemote:more', { n: alarms.length - 1 })}</p>}
      <div className="remote-who">
        <select aria-label={t('wallRemote:who')} value={person ?? ''} onChange={({ target }) => setWho(Number(target.value) || null)}>
          <option value="">{t('wallRemote:chooseWho')}</option>
          {people.map(({ id, name, unitName }) => (
            <option key={id} value={id}>
              {name} {unitName ?? ''}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="remote-main"
          disabled={person === null || command.isPending}
          onClick={() => person !== null && command.mutate({ command: { do: 'acknowledge', alarmId: alarm.id }, as: person })}
        >
          {t('wallRemote:acknowledge')}
        </button>
      </div>
      {person !== null && <Contact key={`${alarm.id} ${person}`} alarm={alarm.id} as={person} />}
      {command.error && <p role="alert">{t('wallRemote:failed', { why: command.error.message })}</p>}
    </section>
  );
}
