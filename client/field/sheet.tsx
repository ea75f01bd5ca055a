import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitOutcome } from '#contract/visits';
import { liveNow } from '../api/live.ts';
import { formatTime } from '../ui/format.ts';
import { AppointmentForm } from './appointment-form.tsx';
import { AskForm } from './ask-form.tsx';
import { BulkForm, type BulkPlace, useBulkPlaces } from './bulk-form.tsx';
import { useFieldDesk, useQueue } from './desk.ts';
import { draftKey, useDraft } from './device/drafts.ts';
import { useShortDoorName } from './door-name.ts';
import { isUncovered, type ShownDoor } from './door-states.ts';
import { ExtrasForm, filledIn, missingAnswers } from './extras-form.tsx';
import { lastOf } from './last.ts';
import { type Exempting, ReasonForm } from './reason-form.tsx';
import { type Details, NO_EXTRAS, NotRecorded, useRecorder } from './recorder.ts';
import { NO_ISSUE, ReportForm } from './report-form.tsx';
import { SheetForm } from './sheet-form.tsx';
import { SheetLower } from './sheet-lower.tsx';
import { modeAt } from './times.ts';

interface SheetProps {
  gridCode: string;
  /** Of the building. */
  doors: ShownDoor[];
  chosen: ShownDoor | null;
  /** Place in the queue of the sent record that is being corrected. */
  correctingSeq: number | null;
  onCorrect: (seq: number | null) => void;
  onChoose: (door: ShownDoor) => void;
}

type Form = { kind: 'outcomes' | 'appointment' | 'extras' | 'ask' | 'report' | 'bulk' } | { kind: 'reason'; outcome: Exempting };
const OUTCOMES: Form = { kind: 'outcomes' };
const OTHERS = ['nobody_home', 'appointment', 'refused', 'vacant', 'unreachable'] as const;
/** A thumb that taps twice means one knock. */
const TWICE_MS = 400;

/** Under the thumb: what happened at the chosen door. */
export function Sheet({ gridCode, doors, chosen, correctingSeq, onCorrect, onChoose }: SheetProps) {
  const { t } = useTranslation('field');
  const { queue, person, settings, round } = useFieldDesk();
  const { records, sent } = useQueue(queue);
  const shortName = useShortDoorName();
  const recorder = useRecorder(gridCode);
  const [form, setForm] = useState<Form>(OUTCOMES);
  const [said, setSaid] = useState<{ text: string; isBad: boolean } | null>(null);
  const lastTap = useRef(0);
  const open = (next: Form) => {
    lastTap.current = performance.now();
    setForm(next);
  };
  const doorId = chosen?.id ?? null;
  // What was begun for a door stays with it while another is looked at, and while the page is away.
  const [extras, setExtras] = useDraft(queue.shelf, doorId === null ? null : draftKey(person.id, 'visit', doorId), NO_EXTRAS);
  const [issue, setIssue] = useDraft(queue.shelf, doorId === null ? null : draftKey(person.id, 'issue', doorId), NO_ISSUE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another door is another form
  useEffect(() => {
    setForm(OUTCOMES);
    setSaid(null);
  }, [doorId]);
  const places = useBulkPlaces(doors, chosen);
  const last = lastOf(records, sent, person.id);
  const correcting = correctingSeq === null ? null : (sent.find(({ seq, householdId }) => seq === correctingSeq && householdId === doorId) ?? null);
  const questions = round?.checklist ?? null;

  const attempt = async (deed: () => Promise<void>, text: string) => {
    if (performance.now() - lastTap.current < TWICE_MS) return;
    lastTap.current = performance.now();
    try {
      await deed();
      setSaid({ text, isBad: false });
      setForm(OUTCOMES);
    } catch (error) {
      if (!(error instanceof NotRecorded)) throw error;
      setSaid({ text: error.message, isBad: true });
    }
  };
  const record = (outcome: VisitOutcome, details: Details = {}) => {
    if (chosen === null) return;
    const deed = async () => {
      if (correcting !== null) await recorder.correct(chosen, correcting, outcome, details, extras);
      else await recorder.visit(chosen, outcome, details, extras);
      setExtras(null);
      onCorrect(null);
    };
    void attempt(deed, t('saved.waiting', { label: shortName(chosen), outcome: t(`outcome.${outcome}`) }));
  };
  const visited = () => {
    setSaid(null);
    // What may be left out costs no tap: it is asked beside the note and the photos.
    if (questions !== null && missingAnswers(questions.questions, extras.answers) > 0) open({ kind: 'ask' });
    else record('visited');
  };
  const tap = (outcome: (typeof OTHERS)[number]) => {
    setSaid(null);
    if (outcome === 'nobody_home') record(outcome);
    else if (outcome === 'appointment') open({ kind: 'appointment' });
    else open({ kind: 'reason', outcome });
  };
  const undo = async () => {
    if (last === null) return;
    if (last.kind === 'queued') {
      const isDropped = await queue.drop(last.record.seq);
      setSaid({ text: isDropped ? t('undo.dropped', { label: last.record.label }) : t('undo.sending'), isBad: !isDropped });
      return;
    }
    onCorrect(last.sent[0]?.seq ?? null);
    const door = last.sent.length === 1 ? doors.find(({ id }) => id === last.sent[0]?.householdId) : undefined;
    if (door) onChoose(door);
    else setSaid({ text: t('correct.many', { n: last.sent.length }), isBad: false });
  };
  const close = () => setForm(OUTCOMES);
  const status = (
    <p className={said?.isBad ? 'field-said field-said-bad' : 'field-said'} role="status">
      {said?.text}
    </p>
  );
  const bulk = (place: BulkPlace) =>
    void attempt(() => recorder.bulk(place.doors, 'nobody_home', place.label), t('saved.waiting', { label: place.label, outcome: t('outcome.nobody_home') }));
  const lower = (
    <SheetLower
      doors={doors}
      places={places}
      last={last}
      isCorrecting={correctingSeq !== null}
      onBulk={bulk}
      onMore={() => open({ kind: 'bulk' })}
      onUndo={() => void undo()}
      onCancel={() => onCorrect(null)}
    />
  );
  if (form.kind === 'bulk')
    return (
      <SheetForm title={t('bulk.title')} onClose={close} said={status}>
        <BulkForm places={places} onRecord={bulk} />
      </SheetForm>
    );
  if (chosen === null)
    return (
      <section className="field-sheet field-sheet-idle" aria-label={t('building.pick')}>
        <p className="field-sheet-title">{t('building.pick')}</p>
        <p className="field-muted">{t('building.left', { n: doors.filter(isUncovered).length })}</p>
        {status}
        {lower}
      </section>
    );
  const title = shortName(chosen);
  if (form.kind !== 'outcomes')
    return (
      <SheetForm title={title} onClose={close} said={status}>
        {form.kind === 'reason' ? <ReasonForm outcome={form.outcome} onRecord={(reason) => record(form.outcome, { reason })} /> : null}
        {form.kind === 'appointment' ? <AppointmentForm onRecord={(appointmentAt) => record('appointment', { appointmentAt })} /> : null}
        {form.kind === 'ask' && questions !== null ? (
          <AskForm
            checklist={questions}
            answers={extras.answers}
            onAnswer={(code, value) => {
              const { [code]: _before, ...others } = extras.answers;
              setExtras({ ...extras, answers: value === undefined ? others : { ...others, [code]: value } });
            }}
            onRecord={() => record('visited')}
          />
        ) : null}
        {form.kind === 'extras' ? (
          <>
            <p className="field-muted">{t('extras.title')}</p>
            <ExtrasForm extras={extras} onChange={setExtras} />
            {questions !== null && (
              <button type="button" className="field-button field-wide" onClick={() => open({ kind: 'ask' })}>
                {t('extras.questions', { name: questions.name, done: Object.keys(extras.answers).length, all: questions.questions.length })}
              </button>
            )}
            <button type="button" className="field-button field-met" onClick={close}>
              {t('done')}
            </button>
          </>
        ) : null}
        {form.kind === 'report' ? (
          <ReportForm
            domains={settings.issueDomains}
            draft={issue}
            onChange={setIssue}
            saveText={t('report.save')}
            onRecord={({ photos, ...words }) =>
              void attempt(
                async () => {
                  await recorder.report(chosen, { ...words, visitClientUuid: visitOf(chosen.id) }, photos);
                  setIssue(null);
                },
                t('report.saved', { title: words.title.trim() }),
              )
            }
          />
        ) : null}
      </SheetForm>
    );
  const mode = modeAt(Date.parse(liveNow()), settings.timeZone, chosen.appointmentAt);
  const filled = filledIn(extras);
  return (
    <section className="field-sheet" aria-label={title}>
      <div className="field-sheet-head">
        <h2>{correcting === null ? title : t('correct.title', { label: title })}</h2>
        <span className="field-sheet-state">
          {t(`states.${chosen.state}`)}
          <small>
            {t(`mode.${mode ?? 'none'}`)}
            {chosen.mark === 'unsent' ? `${t('comma')}${t('building.unsent')}` : ''}
          </small>
        </span>
        <button type="button" className="field-button field-extras" onClick={() => setForm({ kind: 'extras' })}>
          {filled > 0 ? t('extras.filled', { n: filled }) : t(questions === null ? 'extras.open' : 'extras.openQuestions')}
        </button>
      </div>
      <button type="button" className="field-button field-met" onClick={visited}>
        {t('outcome.visited')}
      </button>
      <div className="field-outcomes">
        {OTHERS.map((outcome) => (
          <button key={outcome} type="button" className="field-button" onClick={() => tap(outcome)}>
            {t(`outcome.${outcome}`)}
          </button>
        ))}
        <button type="button" className="field-button field-report" disabled={correcting !== null} onClick={() => open({ kind: 'report' })}>
          {t(issue.title.trim() === '' ? 'issue' : 'report.draft')}
        </button>
      </div>
      {lower}
      {correcting === null ? (
        status
      ) : (
        <p className="field-said" role="status">
          {t('correct.was', { outcome: t(`outcome.${correcting.outcome}`), time: formatTime(correcting.visitedAt, settings.timeZone, false) })}
        </p>
      )}
    </section>
  );

  /** The visit of this door that was recorded here last: an issue seen on it is told together with it. */
  function visitOf(householdId: number): string | null {
    const waiting = records.filter(({ sending }) => sending.kind === 'visit' && sending.body.householdId === householdId).at(-1);
    if (waiting?.sending.kind === 'visit') return waiting.sending.body.clientUuid;
    return sent.filter((one) => one.householdId === householdId).at(-1)?.clientUuid ?? null;
  }
}
