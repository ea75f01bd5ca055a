import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatTime } from '../ui/format.ts';
import { Empty } from '../ui/load-state.tsx';
import { useFieldDesk, useQueue } from './desk.ts';
import { outcomeOf, type QueuedRecord, type Refusal, underNewIds, withoutDoors } from './device/records.ts';
import { FieldHead } from './head.tsx';
import { Refused } from './refused.tsx';

const MINUTE_MS = 60_000;
const UUID_TAKEN = 'uuid-conflict';

/** What has not been taken by the server, one by one: what it waits for, or what the server said and what can be done. */
export function QueueView() {
  const { t } = useTranslation('field');
  const { queue, settings } = useFieldDesk();
  const { records } = useQueue(queue);
  const [oldest] = records;
  return (
    <>
      <FieldHead title={t('queue.title')} back="?">
        {oldest
          ? t('queue.oldest', {
              time: formatTime(oldest.recordedAt, settings.timeZone, false),
              minutes: Math.max(0, Math.floor((Date.now() - Date.parse(oldest.recordedAt)) / MINUTE_MS)),
            })
          : null}
      </FieldHead>
      <div className="field-main">
        {records.length === 0 ? (
          <Empty>{t('queue.none')}</Empty>
        ) : (
          <>
            <button type="button" className="field-button field-met" onClick={() => queue.sendNow()}>
              {t('queue.send')}
            </button>
            <ol className="field-list">
              {records.map((record) => (
                <li key={record.seq} className="field-record" data-status={record.status}>
                  <Entry record={record} isHeld={isHeld(record, records)} />
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </>
  );
}

/** A record of the same door before it was refused, so this one waits. */
function isHeld(record: QueuedRecord, records: readonly QueuedRecord[]): boolean {
  return records.some(
    ({ seq, status, householdIds }) => seq < record.seq && status === 'conflict' && householdIds.some((id) => record.householdIds.includes(id)),
  );
}

function Entry({ record, isHeld: waitsForOther }: { record: QueuedRecord; isHeld: boolean }) {
  const { t } = useTranslation('field');
  const { queue, settings, person } = useFieldDesk();
  const [isSure, setSure] = useState(false);
  const { label, recordedAt, status, attempts, lastStatus, refusal, personId, personName, seq } = record;
  const outcome = outcomeOf(record);
  const why = lastStatus === null ? t('queue.noLine') : t('queue.oddAnswer', { status: lastStatus });
  return (
    <>
      <p className="field-record-line">
        <strong>{label}</strong>
        <span>{outcome !== null ? t(`outcome.${outcome}`) : t(record.sending.kind === 'survey' ? 'survey' : 'issue')}</span>
      </p>
      <p className="field-muted">
        {formatTime(recordedAt, settings.timeZone, false)}
        {t('comma')}
        {status === 'sending' ? t('queue.sending') : status === 'conflict' ? t('queue.refused') : waitsForOther ? t('queue.held') : t('queue.waiting')}
        {status === 'waiting' && attempts > 0 ? `${t('comma')}${t('queue.tried', { count: attempts, why })}` : ''}
        {personId === person.id ? '' : `${t('comma')}${t('queue.by', { name: personName })}`}
      </p>
      {refusal === null ? null : <Refused record={record} refusal={refusal} />}
      {status === 'sending' ? null : isSure ? (
        <div className="field-foot-line">
          <button type="button" className="field-button" onClick={() => setSure(false)}>
            {t('cancel')}
          </button>
          <button type="button" className="field-button field-button-warn" onClick={() => void queue.drop(seq)}>
            {t('queue.dropSure')}
          </button>
        </div>
      ) : (
        <div className="field-actions">
          {refusal === null ? null : <Remedies record={record} refusal={refusal} />}
          <button type="button" className="field-button" onClick={() => setSure(true)}>
            {t('queue.drop')}
          </button>
        </div>
      )}
    </>
  );
}

function Remedies({ record, refusal }: { record: QueuedRecord; refusal: Refusal }) {
  const { t } = useTranslation('field');
  const { queue } = useFieldDesk();
  const { seq, sending, householdIds, photoUuids } = record;
  const left = withoutDoors(record, refusal.ids);
  const mayLeaveOut = sending.kind === 'bulk' && refusal.ids.length > 0 && left !== null && left.householdIds.length < householdIds.length;
  return (
    <>
      {mayLeaveOut ? (
        <button type="button" className="field-button" onClick={() => void queue.change(seq, (now) => withoutDoors(now, refusal.ids))}>
          {t('queue.without', { count: householdIds.length - left.householdIds.length })}
        </button>
      ) : null}
      {photoUuids.length > 0 && refusal.slug.startsWith('photo-') ? (
        <button type="button" className="field-button" onClick={() => void queue.change(seq, (now) => ({ ...now, photoUuids: [] }))}>
          {t('queue.withoutPhotos')}
        </button>
      ) : null}
      {sending.kind === 'visit' || sending.kind === 'correction' || sending.kind === 'issue' ? (
        <Link className="field-button" to={`/visit?queue&edit=${seq}`}>
          {t('queue.edit')}
        </Link>
      ) : null}
      {sending.kind === 'survey' ? (
        <Link className="field-button" to={`/survey?alley=${sending.alleyId}&edit=${seq}`}>
          {t('queue.edit')}
        </Link>
      ) : null}
      {refusal.slug === UUID_TAKEN ? (
        <button type="button" className="field-button" onClick={() => void queue.change(seq, underNewIds)}>
          {t('queue.retryNew')}
        </button>
      ) : (
        <button type="button" className="field-button" onClick={() => void queue.change(seq, (now) => now)}>
          {t('queue.retry')}
        </button>
      )}
    </>
  );
}
