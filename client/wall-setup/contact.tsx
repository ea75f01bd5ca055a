import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { alarmRoutes } from '#contract/alarms';
import { request } from '../api/request.ts';

/** The phone, once a reason is given; who asked (as: their id, where it is not the one who works here) and why is kept. */
export function Contact({ alarm, as }: { alarm: number; as?: number }) {
  const { t } = useTranslation('wallSetup');
  const [reason, setReason] = useState('');
  const contact = useMutation({
    mutationFn: () => request(alarmRoutes.contact, { params: { id: alarm }, query: { reason: reason.trim() }, ...(as === undefined ? {} : { as }) }),
  });
  const lines = contact.data && [
    ...(contact.data.unit ? [{ name: contact.data.unit.name, phone: contact.data.unit.dutyPhone }] : []),
    ...contact.data.people.map(({ name, unitName, dutyPhone }) => ({ name: [name, unitName].filter(Boolean).join(' '), phone: dutyPhone })),
  ];
  if (lines)
    return (
      <ul className="duty-phones">
        {lines.map(({ name, phone }) => (
          <li key={name}>
            {name} {phone === null ? t('duty.noPhone') : <a href={`tel:${phone}`}>{phone}</a>}
          </li>
        ))}
        {lines.length === 0 && <li>{t('duty.noPhone')}</li>}
      </ul>
    );
  return (
    <form
      className="duty-deeds"
      onSubmit={(event) => {
        event.preventDefault();
        contact.mutate();
      }}
    >
      <input
        className="field"
        aria-label={t('duty.reason')}
        placeholder={t('duty.reason')}
        maxLength={200}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <button type="submit" className="button" disabled={reason.trim().length < 2 || contact.isPending}>
        {t('duty.phone')}
      </button>
      {contact.error && (
        <p className="form-fault" role="alert">
          {contact.error.message}
        </p>
      )}
    </form>
  );
}
