import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ALLEY_STANDARDS } from '#contract/alleys';
import type { WorkDetail } from '#contract/works';
import { workWriteRoutes } from '#writing/works';
import { liveNow } from '../api/live.ts';
import { request } from '../api/request.ts';
import { useSettings } from '../api/settings.ts';
import { newUuid } from '../api/uuid.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { scaledPhoto } from '../field/device/photos.ts';
import { upload } from '../field/device/send.ts';
import { localTime } from '../field/times.ts';
import { InputField, SelectField } from '../ui/form.tsx';
import { Failure } from '../ui/load-state.tsx';
import { Section } from '../ui/panel.tsx';
import { isOfWorks, mayRecordWorks } from './api.ts';
import './deeds.css';

/** The server has the last word. */
const MAY_INSPECT = ['subdistrict_dispatcher', 'inspector', 'verifier', 'leader', 'planner', 'district_command', 'administrator'];
const MAY_SHOW = ['grid_worker', 'inspector', 'verifier', 'leader'];
const RESULTS = ['passes', 'fails', 'not_applicable'] as const;
const MOST_SPOTS = 20;

type Deed = 'accept' | 'check' | 'photo';

interface DeedsProps {
  work: WorkDetail;
  /** Opens the form of the page; null = that of /works is linked to. */
  onCorrect: (() => void) | null;
}

/** What this person can do with a work: correct it, accept it, give a month its points, show what it looked like. */
export default function Deeds({ work, onCorrect }: DeedsProps) {
  const { t } = useTranslation('evidence');
  const role = useWorkingAs()?.role ?? '';
  const [open, setOpen] = useState<Deed | null>(null);
  const mayRecord = mayRecordWorks(role);
  const mayInspect = MAY_INSPECT.includes(role);
  const deeds: Deed[] = [
    ...(mayInspect && work.phase === 'done' ? (['accept'] as const) : []),
    ...(mayInspect && work.phase === 'accepted' ? (['check'] as const) : []),
    ...(mayRecord || MAY_SHOW.includes(role) ? (['photo'] as const) : []),
  ];
  if (deeds.length === 0 && !mayRecord) return null;
  const close = () => setOpen(null);
  return (
    <Section title={t('deeds.title')}>
      {open === null ? (
        <div className="form-deeds">
          {deeds.map((deed) => (
            <button key={deed} type="button" className="button" onClick={() => setOpen(deed)}>
              {t(`deeds.${deed}`)}
            </button>
          ))}
          {mayRecord &&
            (onCorrect === null ? (
              <Link className="button deeds-link" to={`/works?work=${work.id}&edit=${work.id}`}>
                {t('deeds.correct')}
              </Link>
            ) : (
              <button type="button" className="button" onClick={onCorrect}>
                {t('deeds.correct')}
              </button>
            ))}
        </div>
      ) : open === 'accept' ? (
        <Accept work={work} onDone={close} />
      ) : open === 'check' ? (
        <Check work={work} onDone={close} />
      ) : (
        <Photo work={work} onDone={close} />
      )}
    </Section>
  );
}

interface FormProps {
  work: WorkDetail;
  onDone: () => void;
}

function useToday(): string {
  const timeZone = useSettings().data?.timeZone ?? 'Asia/Shanghai';
  return localTime(Date.parse(liveNow()), timeZone).day;
}

function useSend<Body>(send: (body: Body) => Promise<unknown>, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: isOfWorks });
      onDone();
    },
  });
}

/** Planned against done, and the five standards: one that fails sends it back. */
function Accept({ work, onDone }: FormProps) {
  const { t } = useTranslation('evidence');
  const today = useToday();
  const [clientUuid, setUuid] = useState(newUuid);
  const [acceptedOn, setDay] = useState(today);
  const [done, setDone] = useState(work.quantity === null ? '' : String(work.quantity));
  const [note, setNote] = useState('');
  const [standards, setStandards] = useState<Record<(typeof ALLEY_STANDARDS)[number], (typeof RESULTS)[number]>>({
    road: 'not_applicable',
    light: 'not_applicable',
    water: 'not_applicable',
    line: 'not_applicable',
    scene: 'not_applicable',
  });
  const { mutate, isPending, error } = useSend(
    () =>
      request(workWriteRoutes.accept, {
        params: { id: work.id },
        body: {
          clientUuid,
          acceptedOn,
          standards,
          ...(work.quantity === null ? {} : { doneQuantity: Number(done) }),
          ...(note.trim() === '' ? {} : { note: note.trim() }),
        },
      }),
    onDone,
  );
  const isWrong = work.quantity !== null && !(done.trim() !== '' && Number(done) >= 0);
  const isEarly = work.completedOn !== null && acceptedOn < work.completedOn;
  const judged = Object.values(standards);
  const written = (change: () => void) => {
    change();
    setUuid(newUuid());
  };
  return (
    <DeedForm
      error={error}
      isReady={!isWrong && !isEarly && acceptedOn !== '' && acceptedOn <= today && judged.some((result) => result !== 'not_applicable')}
      isBusy={isPending}
      label={t(judged.includes('fails') ? 'deeds.rework' : 'deeds.pass')}
      onSend={() => mutate(undefined as never)}
      onCancel={onDone}
    >
      <InputField
        label={t('deeds.acceptedOn')}
        type="date"
        max={today}
        value={acceptedOn}
        fault={isEarly ? t('deeds.early', { day: work.completedOn ?? '' }) : null}
        onChange={(value) => written(() => setDay(value))}
      />
      {work.quantity !== null && (
        <InputField
          label={t('deeds.doneQuantity', { unit: work.unit ?? '' })}
          isNumber
          value={done}
          fault={isWrong ? t('deeds.number') : null}
          hint={work.plannedQuantity === null ? undefined : t('deeds.planned', { quantity: work.plannedQuantity })}
          onChange={(value) => written(() => setDone(value))}
        />
      )}
      {ALLEY_STANDARDS.map((standard) => (
        <SelectField
          key={standard}
          label={t(`names.${standard}`)}
          value={standards[standard]}
          fault={null}
          options={RESULTS.map((value) => ({ value, label: t(`standard.${value}`) }))}
          onChange={(value) => written(() => setStandards({ ...standards, [standard]: RESULTS.find((result) => result === value) ?? 'not_applicable' }))}
        />
      ))}
      <InputField label={t('deeds.note')} maxLength={2000} value={note} fault={null} isWide onChange={(value) => written(() => setNote(value))} />
    </DeedForm>
  );
}

/** The points of one month, and what they will do to the grade. */
function Check({ work, onDone }: FormProps) {
  const { t } = useTranslation('evidence');
  const today = useToday();
  const [clientUuid, setUuid] = useState(newUuid);
  const [fields, setFields] = useState({ month: today.slice(0, 7), score: '', checkedOn: today, checker: '', note: '', reason: '' });
  const { month, score, checkedOn, checker, note, reason } = fields;
  const taken = work.checks.find((one) => one.month === month);
  const { mutate, isPending, error } = useSend(
    () =>
      request(workWriteRoutes.check, {
        params: { id: work.id },
        body: {
          clientUuid,
          month,
          score: Number(score),
          checkedOn,
          ...(checker.trim() === '' ? {} : { checker: checker.trim() }),
          ...(note.trim() === '' ? {} : { note: note.trim() }),
          ...(taken === undefined ? {} : { reason: reason.trim() }),
        },
      }),
    onDone,
  );
  const put = (next: Partial<typeof fields>) => {
    setFields({ ...fields, ...next });
    setUuid(newUuid());
  };
  const isScore = /^\d{1,3}$/.test(score) && Number(score) <= 100;
  const finished = work.completedOn?.slice(0, 7);
  const isEarly = finished !== undefined && month < finished;
  const isDay = checkedOn >= `${month}-01` && checkedOn <= today;
  const { passesFrom, restoreMonths } = work.checkRules;
  const forecast = !isScore
    ? t('rule', { score: passesFrom, months: restoreMonths })
    : taken !== undefined
      ? t('deeds.willCorrect')
      : Number(score) < passesFrom
        ? t(work.grade === 'downgraded' ? 'deeds.willRemain' : 'deeds.willDowngrade', { score: passesFrom })
        : work.grade === 'downgraded'
          ? t('deeds.willRestore', { months: restoreMonths })
          : t('deeds.willStay', { score: passesFrom });
  return (
    <DeedForm
      error={error}
      isReady={isScore && !isEarly && isDay && (taken === undefined || reason.trim() !== '')}
      isBusy={isPending}
      label={t('deeds.save')}
      onSend={() => mutate(undefined as never)}
      onCancel={onDone}
    >
      <InputField
        label={t('deeds.month')}
        type="month"
        max={today.slice(0, 7)}
        value={month}
        fault={isEarly ? t('deeds.monthEarly', { month: finished }) : null}
        hint={taken === undefined ? undefined : t('deeds.monthTaken', { score: taken.score })}
        onChange={(value) => put({ month: value })}
      />
      <InputField
        label={t('deeds.score')}
        isNumber
        value={score}
        fault={score !== '' && !isScore ? t('deeds.scoreRange') : null}
        onChange={(value) => put({ score: value })}
      />
      <InputField
        label={t('deeds.checkedOn')}
        type="date"
        max={today}
        value={checkedOn}
        fault={isDay ? null : t('deeds.dayRange')}
        onChange={(value) => put({ checkedOn: value })}
      />
      <InputField label={t('deeds.checker')} maxLength={200} value={checker} fault={null} onChange={(value) => put({ checker: value })} />
      <InputField label={t('deeds.note')} maxLength={2000} value={note} fault={null} isWide onChange={(value) => put({ note: value })} />
      {taken !== undefined && (
        <InputField label={t('deeds.reason')} maxLength={500} value={reason} fault={null} isWide onChange={(value) => put({ reason: value })} />
      )}
      <p className="deeds-forecast">{forecast}</p>
    </DeedForm>
  );
}

/** One photo of before or after, at a numbered place: both of the same number are laid on one another. */
function Photo({ work, onDone }: FormProps) {
  const { t } = useTranslation('evidence');
  const person = useWorkingAs();
  const free = Array.from({ length: MOST_SPOTS }, (_, index) => index + 1);
  const spotOf = (moment: 'before' | 'after') => free.find((spot) => (work.photos.find((one) => one.spot === spot)?.[moment] ?? null) === null) ?? 1;
  const [moment, setMoment] = useState<'before' | 'after'>('after');
  const [spot, setSpot] = useState(() => spotOf('after'));
  const [file, setFile] = useState<File | null>(null);
  const [photoId, setPhotoId] = useState<number | null>(null);
  const { mutate, isPending, error } = useSend(async () => {
    if (file === null || person === null) return;
    // What arrived is not sent again.
    const id = photoId ?? (await upload(await scaledPhoto(file), person.id, new AbortController().signal));
    setPhotoId(id);
    await request(workWriteRoutes.photo, { params: { id: work.id }, body: { photoId: id, moment, spot } });
  }, onDone);
  return (
    <DeedForm error={error} isReady={file !== null} isBusy={isPending} label={t('deeds.save')} onSend={() => mutate(undefined as never)} onCancel={onDone}>
      <SelectField
        label={t('deeds.moment')}
        value={moment}
        fault={null}
        options={(['before', 'after'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(value) => {
          const next = value === 'before' ? 'before' : 'after';
          setMoment(next);
          setSpot(spotOf(next));
        }}
      />
      <SelectField
        label={t('deeds.spot')}
        value={String(spot)}
        fault={null}
        options={free
          .filter((one) => (work.photos.find((known) => known.spot === one)?.[moment] ?? null) === null)
          .map((value) => ({ value: String(value), label: t('deeds.spotN', { n: value }) }))}
        onChange={(value) => setSpot(Number(value))}
      />
      <label className="deeds-file">
        {t('deeds.file')}
        <input
          type="file"
          accept="image/*"
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null);
            setPhotoId(null);
          }}
        />
      </label>
    </DeedForm>
  );
}

interface DeedFormProps {
  error: Error | null;
  isReady: boolean;
  isBusy: boolean;
  label: string;
  onSend: () => void;
  onCancel: () => void;
  children: ReactNode;
}

function DeedForm({ error, isReady, isBusy, label, onSend, onCancel, children }: DeedFormProps) {
  const { t } = useTranslation('evidence');
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <form className="form-body deeds" onSubmit={send} noValidate>
      {children}
      {error !== null && <Failure error={error} onRetry={onSend} />}
      <div className="form-deeds">
        <button type="submit" className="button button-primary" disabled={!isReady || isBusy}>
          {isBusy ? t('deeds.saving') : label}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('deeds.cancel')}
        </button>
      </div>
    </form>
  );
}
