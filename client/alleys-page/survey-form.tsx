import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alley } from '#contract/alleys';
import { surveyRoutes } from '#contract/surveys';
import { STANDARDS } from '#geodata/standards/standards';
import { liveNow } from '../api/live.ts';
import { request } from '../api/request.ts';
import { useSettings } from '../api/settings.ts';
import { newUuid } from '../api/uuid.ts';
import { useWorkingAs } from '../api/work-as.ts';
import type { DevicePhoto } from '../field/device/records.ts';
import { bodyWithPhotos, upload } from '../field/device/send.ts';
import { localTime } from '../field/times.ts';
import { type Standards, useStandards } from '../surveys/api.ts';
import { answersOf, bodyOf, emptyDraft, faultsOf, missingOf, NO_ITEM, previewOf, type SurveyDraft } from '../surveys/draft.ts';
import { ItemField } from '../surveys/item-field.tsx';
import { currentLists, listOf } from '../surveys/lists.ts';
import { useItemName, useListName } from '../surveys/names.ts';
import { Preview } from '../surveys/preview.tsx';
import { Failure, Loaded } from '../ui/load-state.tsx';
import { Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';

type SurveyedAlley = Pick<Alley, 'id' | 'lengthM' | 'needs'>;
interface SurveyFormProps {
  alley: SurveyedAlley;
  /** A survey that is corrected, as it stands; null = a new one. */
  correcting: SurveyDraft | null;
  onDone: () => void;
}

/** Writing down what was found in an alley, by one of the checklists, or correcting it. What is left empty stays unknown. */
export function SurveyForm({ alley, correcting, onDone }: SurveyFormProps) {
  const { t } = useTranslation('surveys');
  const format = useFormat();
  const query = useStandards();
  return (
    <Section title={correcting === null ? t('title') : t('titleCorrect', { date: format.date(correcting.day) })}>
      <Loaded query={query} bars={[32, 32, 32, 32]}>
        {(standards) => <Form alley={alley} standards={standards} correcting={correcting} onDone={onDone} />}
      </Loaded>
    </Section>
  );
}

function Form({ alley, standards, correcting, onDone }: SurveyFormProps & { standards: Standards }) {
  const { t } = useTranslation('surveys');
  const itemName = useItemName();
  const client = useQueryClient();
  const person = useWorkingAs();
  const timeZone = useSettings().data?.timeZone ?? 'Asia/Shanghai';
  const [photos, setPhotos] = useState<ReadonlyMap<string, DevicePhoto>>(new Map());
  const today = localTime(Date.parse(liveNow()), timeZone).day;
  const [draft, setDraft] = useState(
    () => correcting ?? emptyDraft(alley.id, currentLists(standards.checklists, today)[0] ?? { code: 'five', version: 1 }, today),
  );
  const lists = currentLists(standards.checklists, today, draft.checklist);
  const listName = useListName(lists);
  const list = listOf(standards.checklists, draft.checklist);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async (written: SurveyDraft) => {
      if (list === undefined) return;
      const { body, photos: own } = bodyOf(written, list);
      const ids = new Map<string, number>();
      for (const { uuid } of own) {
        const photo = photos.get(uuid);
        if (photo && person !== null) ids.set(uuid, await upload(photo, person.id, new AbortController().signal));
      }
      const filled = bodyWithPhotos({ kind: 'survey', alleyId: alley.id, body, photos: own }, (uuid) => ids.get(uuid));
      await request(surveyRoutes.record, { params: { id: alley.id }, body: filled });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('alley') || queryKey[1] === 'alleys' });
      onDone();
    },
  });
  if (list === undefined) return null;
  // One form is one survey: sent again after a broken line it is the same one; changed, it is another.
  const change = (next: SurveyDraft | ((now: SurveyDraft) => SurveyDraft)) => {
    setDraft((now) => ({ ...(typeof next === 'function' ? next(now) : next), clientUuid: newUuid() }));
    reset();
  };
  const missing = missingOf(draft, list);
  const isReady =
    answersOf(draft, list).length > 0 &&
    faultsOf(draft, list).length === 0 &&
    missing.length === 0 &&
    (draft.corrects === null || draft.correctionReason.trim() !== '');
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate(draft);
  };
  const keep = async (photo: DevicePhoto) => setPhotos((before) => new Map(before).set(photo.uuid, photo));
  return (
    <form className="survey-form" onSubmit={send}>
      <label>
        <span>{t('checklist')}</span>
        <select
          className="field"
          value={`${list.code} ${list.version}`}
          disabled={draft.corrects !== null}
          onChange={(event) => {
            const next = lists.find(({ code, version }) => `${code} ${version}` === event.target.value);
            if (next) change(emptyDraft(alley.id, next, draft.day));
          }}
        >
          {lists.map((one) => (
            <option key={`${one.code} ${one.version}`} value={`${one.code} ${one.version}`}>
              {listName(one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('day')}</span>
        <input className="field" type="date" value={draft.day} max={today} required onChange={(event) => change({ ...draft, day: event.target.value })} />
      </label>
      {STANDARDS.flatMap((standard) => list.items.filter((item) => item.standard === standard)).map((item) => (
        <ItemField
          key={item.code}
          item={item}
          draft={draft}
          store={{ photos, keep }}
          onChange={(code, own) => change((now) => ({ ...now, items: { ...now.items, [code]: own(now.items[code] ?? NO_ITEM) } }))}
        />
      ))}
      <textarea
        className="field survey-text"
        rows={2}
        maxLength={2000}
        value={draft.note}
        placeholder={t('note')}
        aria-label={t('note')}
        onChange={(event) => change({ ...draft, note: event.target.value })}
      />
      {draft.corrects === null ? null : (
        <textarea
          className="field survey-text"
          rows={2}
          maxLength={500}
          required
          value={draft.correctionReason}
          placeholder={t('correction')}
          aria-label={t('correction')}
          onChange={(event) => change({ ...draft, correctionReason: event.target.value })}
        />
      )}
      <Preview preview={previewOf(draft, list, { lengthM: alley.lengthM, targetLux: standards.targetLux })} before={alley.needs} />
      {missing.length > 0 && <p className="muted">{t('missing', { items: missing.map(itemName).join('、') })}</p>}
      {error !== null && <Failure error={error} onRetry={reset} />}
      <div className="register-edit">
        <button type="submit" className="button button-primary" disabled={!isReady || isPending}>
          {t(isPending ? 'sending' : 'save')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
