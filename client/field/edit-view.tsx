import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { VisitOutcome } from '#contract/visits';
import { formatTime } from '../ui/format.ts';
import { Empty } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { AppointmentForm } from './appointment-form.tsx';
import { useFieldDesk, useQueue } from './desk.ts';
import type { DevicePhoto, QueuedRecord } from './device/records.ts';
import { type IssueWords, issueWords, lacking, type VisitWords, visitWords, withIssueWords, withVisitWords } from './device/rewrite.ts';
import { ExtrasForm, missingAnswers } from './extras-form.tsx';
import { FieldHead } from './head.tsx';
import { QuestionList } from './question-field.tsx';
import { ReasonField } from './reason-form.tsx';
import { Refused } from './refused.tsx';
import { type IssueDraft, ReportForm } from './report-form.tsx';

/** A record that the server refused, opened again: what it says can be changed, and it is sent as what it was, a knock at its time. */
export function EditView({ seq }: { seq: number }) {
  const { t } = useTranslation('field');
  const { queue, settings } = useFieldDesk();
  const { records } = useQueue(queue);
  const [, setSearch] = useSearchParams();
  const record = records.find((one) => one.seq === seq && one.status === 'conflict') ?? null;
  const photos = usePhotos(record);
  const save = async (change: (now: QueuedRecord, photoUuids: string[]) => QueuedRecord, kept: DevicePhoto[]) => {
    const photoUuids = kept.map(({ uuid }) => uuid);
    await queue.change(seq, (now) => change(now, photoUuids), kept);
    setSearch({ queue: '' }, { replace: true });
  };
  const visit = record && visitWords(record);
  const issue = record && issueWords(record);
  return (
    <>
      <FieldHead title={record?.label ?? t('queue.title')} back="?queue">
        {record && t('edit.of', { time: formatTime(record.recordedAt, settings.timeZone, false) })}
      </FieldHead>
      <div className="field-main field-edit">
        {record === null || photos === null ? (
          <Empty>{t('edit.gone')}</Empty>
        ) : (
          <>
            {record.refusal && <Refused record={record} refusal={record.refusal} />}
            {visit && <VisitEditor start={visit} photos={photos} onSave={(words, kept) => save((now, uuids) => withVisitWords(now, words, uuids), kept)} />}
            {issue && <IssueEditor start={issue} photos={photos} onSave={(words, kept) => save((now, uuids) => withIssueWords(now, words, uuids), kept)} />}
          </>
        )}
      </div>
    </>
  );
}

/** The photos of a record as they lie on the device; null until they have been read. */
function usePhotos(record: QueuedRecord | null): DevicePhoto[] | null {
  const { shelf } = useFieldDesk().queue;
  const [photos, setPhotos] = useState<DevicePhoto[] | null>(null);
  const uuids = record?.photoUuids.join(' ');
  useEffect(() => {
    if (uuids === undefined) return;
    let isLeft = false;
    void Promise.all(
      uuids
        .split(' ')
        .filter(Boolean)
        .map((uuid) => shelf.get('photos', uuid)),
    ).then((found) => isLeft || setPhotos(found.filter((photo) => photo !== undefined)));
    return () => {
      isLeft = true;
    };
  }, [shelf, uuids]);
  return photos;
}

interface EditorProps<Words> {
  start: Words;
  photos: DevicePhoto[];
  onSave: (words: Words, photos: DevicePhoto[]) => Promise<void>;
}

function VisitEditor({ start, photos, onSave }: EditorProps<VisitWords>) {
  const { t } = useTranslation('field');
  const { round } = useFieldDesk();
  const format = useFormat();
  const [words, setWords] = useState(start);
  const [kept, setKept] = useState(photos);
  const [wrong, setWrong] = useState<string | null>(null);
  const { outcome, reason, appointmentAt, note, answers } = words;
  const checklist = round?.checklist ?? null;
  const change = (next: Partial<VisitWords>) => {
    setWords({ ...words, ...next });
    setWrong(null);
  };
  const save = () => {
    const lacks = lacking(words);
    const missing = outcome === 'visited' && checklist !== null ? missingAnswers(checklist.questions, answers) : 0;
    if (lacks !== null) setWrong(t(`edit.lacks.${lacks}`));
    else if (missing > 0) setWrong(t('ask.missing', { count: missing }));
    else void onSave(words, kept);
  };
  return (
    <>
      <fieldset className="field-outcomes">
        <legend className="visually-hidden">{t('edit.outcome')}</legend>
        {VisitOutcome.options.map((value) => (
          <button key={value} type="button" className="field-button" aria-pressed={value === outcome} onClick={() => change({ outcome: value })}>
            {t(`outcome.${value}`)}
          </button>
        ))}
      </fieldset>
      {(outcome === 'refused' || outcome === 'vacant' || outcome === 'unreachable') && (
        <ReasonField outcome={outcome} value={reason} onChange={(next) => change({ reason: next })} />
      )}
      {outcome === 'appointment' && (
        <>
          {appointmentAt !== null && <p>{t('edit.at', { time: format.moment(appointmentAt) })}</p>}
          <AppointmentForm onRecord={(at) => change({ appointmentAt: at })} />
        </>
      )}
      <ExtrasForm
        extras={{ note, photos: kept, answers }}
        onChange={(extras) => {
          setKept(extras.photos);
          change({ note: extras.note });
        }}
      />
      {outcome === 'visited' && checklist !== null && (
        <QuestionList
          checklist={checklist}
          answers={answers}
          onAnswer={(code, value) => {
            const { [code]: _before, ...others } = answers;
            change({ answers: value === undefined ? others : { ...others, [code]: value } });
          }}
        />
      )}
      {wrong !== null && (
        <p className="field-said field-said-bad" role="alert">
          {wrong}
        </p>
      )}
      <button type="button" className="field-button field-met" onClick={save}>
        {t('edit.save')}
      </button>
    </>
  );
}

function IssueEditor({ start, photos, onSave }: EditorProps<IssueWords>) {
  const { t } = useTranslation('field');
  const { settings } = useFieldDesk();
  const [draft, setDraft] = useState<IssueDraft>({ ...start, photos });
  return (
    <ReportForm
      domains={settings.issueDomains}
      draft={draft}
      onChange={setDraft}
      saveText={t('edit.save')}
      onRecord={({ photos: kept, ...words }) => void onSave(words, kept)}
    />
  );
}
