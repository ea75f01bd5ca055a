import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SurveyAlley, SurveyChecklist } from '#contract/surveys';
import { measureOf } from '#geodata/standards/findings';
import type { MeasureContext } from '#geodata/standards/need';
import { liveNow } from '../api/live.ts';
import { useFieldDesk } from '../field/desk.ts';
import type { DevicePhoto } from '../field/device/records.ts';
import { FieldHead } from '../field/head.tsx';
import { useFaultWords } from '../surveys/amount-field.tsx';
import { answersOf, bodyOf, faultsOf, missingOf, previewOf, type SurveyDraft } from '../surveys/draft.ts';
import { FIND_REACH_M, placeOn } from '../surveys/line-plan.ts';
import { useItemName, useUnit } from '../surveys/names.ts';
import { Preview } from '../surveys/preview.tsx';
import { useFormat } from '../ui/use-format.ts';
import type { DraftDesk } from './use-draft.ts';

interface ReviewViewProps {
  alley: SurveyAlley;
  name: string;
  list: SurveyChecklist;
  context: MeasureContext;
  desk: DraftDesk & { draft: SurveyDraft };
  today: string;
  onBack: () => void;
}

/** Before a survey is sent: what it will say of the five standards, with the interval of each need, and everything that was written down. */
export function ReviewView({ alley, name, list, context, desk: { draft, change, store, clear }, today, onBack }: ReviewViewProps) {
  const { t } = useTranslation(['surveyPage', 'surveys', 'field']);
  const format = useFormat();
  const itemName = useItemName();
  const unit = useUnit();
  const words = useFaultWords();
  const { queue, person } = useFieldDesk();
  const navigate = useNavigate();
  const [said, setSaid] = useState<string | null>(null);
  const [isDropping, setDropping] = useState(false);
  const answers = answersOf(draft, list);
  const missing = missingOf(draft, list);
  const photoCount = [...Object.values(draft.items), ...draft.finds].reduce((sum, one) => sum + one.photos.length + one.photoIds.length, 0);
  const wrong = faultsOf(draft, list);
  const off = draft.finds.filter(({ position }) => placeOn(alley.lines, position).offM > FIND_REACH_M).length;
  const fault =
    wrong.length > 0
      ? t('surveys:wrong', { items: wrong.map(({ item, fault: one }) => `${itemName(item)} ${words(one)}`).join(t('field:comma')) })
      : answers.length === 0
        ? t('nothingYet')
        : off > 0
          ? t('offSome', { count: off })
          : missing.length > 0
            ? t('surveys:missing', { items: missing.map(itemName).join('、') })
            : draft.day > today || draft.day === ''
              ? t('future')
              : draft.corrects !== null && draft.correctionReason.trim() === ''
                ? t('needReason')
                : null;
  const leave = (saved: boolean) => navigate('?', { replace: true, state: saved ? { saved: name } : null });
  const isSending = useRef(false);
  const send = async () => {
    if (isSending.current) return;
    const { body, photos } = bodyOf(draft, list);
    const photoUuids = photos.map(({ uuid }) => uuid);
    const kept = photoUuids.map((uuid) => store.photos.get(uuid)).filter((photo): photo is DevicePhoto => photo !== undefined);
    // Without a shelf a record lives as long as the page: it may only be made where it can be sent at once.
    if (queue.shelf.kind === 'none' && !navigator.onLine) return setSaid(t('field:storage.refused'));
    const sending = { kind: 'survey' as const, alleyId: alley.id, body, photos };
    isSending.current = true;
    try {
      if (draft.seq !== null && (await queue.shelf.get('records', draft.seq)) !== undefined)
        await queue.change(draft.seq, (record) => ({ ...record, sending, photoUuids, label: name }));
      else
        await queue.add(
          {
            personId: person.id,
            personName: person.name,
            gridCode: alley.grid?.code ?? '',
            buildingId: null,
            householdIds: [],
            label: name,
            sending,
            photoUuids,
            recordedAt: liveNow(),
          },
          kept,
        );
      await clear(photoUuids);
      leave(true);
    } catch {
      isSending.current = false;
      setSaid(t('field:storage.full'));
    }
  };
  const drop = async () => {
    await clear((draft.seq === null ? undefined : await queue.shelf.get('records', draft.seq))?.photoUuids ?? []);
    leave(false);
  };
  return (
    <>
      <FieldHead title={t('reviewTitle')} back={`?alley=${alley.id}`}>
        {name}
      </FieldHead>
      <div className="field-main survey-main">
        <Preview preview={previewOf(draft, list, context)} before={alley.needs} />
        <p className="field-muted">{t('surveys:preview.note')}</p>
        <dl className="survey-answers">
          {answers.map(({ code, value, unit: said }) => {
            const item = list.items.find((one) => one.code === code);
            if (item === undefined) return null;
            const places = draft.finds.filter((find) => find.item === code).length;
            const itemUnit = said ?? measureOf(item)?.unit;
            return (
              <div key={code}>
                <dt>{itemName(item)}</dt>
                <dd>
                  {itemUnit === undefined ? t(value === 1 ? 'surveys:found' : 'surveys:absent') : `${format.number(value, 1)} ${unit(itemUnit)}`}
                  {places > 0 ? <small>{t('surveys:fromFinds', { n: places })}</small> : null}
                </dd>
              </div>
            );
          })}
          {photoCount === 0 ? null : (
            <div>
              <dt>{t('photos')}</dt>
              <dd>{format.number(photoCount)}</dd>
            </div>
          )}
        </dl>
        <label className="survey-item-line">
          <span>{t('surveys:day')}</span>
          <input className="field survey-day" type="date" value={draft.day} max={today} onChange={(event) => change({ ...draft, day: event.target.value })} />
        </label>
        <textarea
          className="field field-text"
          rows={2}
          maxLength={2000}
          value={draft.note}
          placeholder={t('surveys:note')}
          aria-label={t('surveys:note')}
          onChange={(event) => change({ ...draft, note: event.target.value })}
        />
        {draft.corrects === null ? null : (
          <textarea
            className="field field-text"
            rows={2}
            maxLength={500}
            value={draft.correctionReason}
            placeholder={t('surveys:correction')}
            aria-label={t('surveys:correction')}
            onChange={(event) => change({ ...draft, correctionReason: event.target.value })}
          />
        )}
        {isDropping ? (
          <div className="field-foot-line">
            <button type="button" className="field-button" onClick={() => setDropping(false)}>
              {t('keep')}
            </button>
            <button type="button" className="field-button field-button-warn" onClick={() => void drop()}>
              {t('dropSure')}
            </button>
          </div>
        ) : (
          <button type="button" className="field-button" onClick={() => setDropping(true)}>
            {t('drop')}
          </button>
        )}
      </div>
      <footer className="field-foot">
        {said !== null || fault !== null ? (
          <p className="field-said field-said-bad" role="status">
            {said ?? fault}
          </p>
        ) : null}
        <div className="field-foot-line">
          <button type="button" className="field-button" onClick={onBack}>
            {t('back')}
          </button>
          <button type="button" className="field-button field-met" disabled={fault !== null} onClick={() => void send()}>
            {t('send')}
          </button>
        </div>
      </footer>
    </>
  );
}
