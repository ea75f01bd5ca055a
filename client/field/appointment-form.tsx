import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldDesk } from './desk.ts';
import { appointmentTimes, localTime, momentAt } from './times.ts';

/** When to come again: one tap for the usual times, a day and an hour for others. */
export function AppointmentForm({ onRecord }: { onRecord: (appointmentAt: string) => void }) {
  const { t } = useTranslation('field');
  const { timeZone } = useFieldDesk().settings;
  const [isPicking, setPicking] = useState(false);
  const [day, setDay] = useState(() => localTime(Date.now(), timeZone).day);
  const [time, setTime] = useState('19:00');
  const [isPast, setPast] = useState(false);
  const save = () => {
    const at = momentAt(day, time, timeZone);
    if (Number.isNaN(at.getTime()) || at.getTime() <= Date.now()) setPast(true);
    else onRecord(at.toISOString());
  };
  return (
    <>
      <p className="field-form-title">{t('when.title')}</p>
      <div className="field-choices">
        {appointmentTimes(Date.now(), timeZone).map(({ name, at }) => (
          <button key={name} type="button" className="field-button" onClick={() => onRecord(at.toISOString())}>
            {t(`when.${name}`)}
          </button>
        ))}
        <button type="button" className="field-button" aria-expanded={isPicking} onClick={() => setPicking(!isPicking)}>
          {t('when.pick')}
        </button>
      </div>
      {isPicking ? (
        <form
          className="field-free"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <input type="date" className="field field-input" value={day} onChange={(event) => setDay(event.target.value)} aria-label={t('picker.date')} />
          <input type="time" className="field field-input" value={time} onChange={(event) => setTime(event.target.value)} aria-label={t('picker.time')} />
          <button type="submit" className="field-button">
            {t('when.save')}
          </button>
        </form>
      ) : null}
      {isPast ? (
        <p className="field-said field-said-bad" role="alert">
          {t('when.past')}
        </p>
      ) : null}
    </>
  );
}
