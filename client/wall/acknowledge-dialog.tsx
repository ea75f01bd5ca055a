import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Alarm, alarmRoutes } from '#contract/alarms';
import { peopleRoutes } from '#contract/people';
import { request } from '../api/request.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { useAlarmWords } from './alarm-words.ts';
import { useWallTime } from './wall-time.ts';

/** Who may take an alarm on. */
const ROLES = ['district_command', 'subdistrict_dispatcher', 'leader'] as const;
const MOST_PEOPLE = 50;

/** Staff who may acknowledge, whose name holds the text. */
export function useAcknowledgers(enabled: boolean) {
  return useQuery({
    queryKey: ['wall', 'acknowledgers'],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(ROLES.map((role) => request(peopleRoutes.list, { query: { role, limit: MOST_PEOPLE }, signal })));
      return pages.flatMap(({ items }) => items);
    },
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

interface AcknowledgeDialogProps {
  alarm: Alarm;
  onClose: () => void;
}

/** Takes an alarm on in somebody's name: the list can be typed into, the first match is taken by Enter. */
export function AcknowledgeDialog({ alarm, onClose }: AcknowledgeDialogProps) {
  const { t } = useTranslation('wall');
  const client = useQueryClient();
  const told = useAlarmWords()(
    alarm,
    useWallTime(({ nowMs }) => nowMs),
  );
  const me = useWorkingAs();
  const people = useAcknowledgers(true);
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const [chosen, setChosen] = useState<number | null>(me?.id ?? null);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const shown = (people.data ?? []).filter(({ name, unitName }) => `${name} ${unitName ?? ''}`.includes(text.trim())).slice(0, 8);
  const person = shown.find(({ id }) => id === chosen) ?? (text === '' ? undefined : shown[0]);
  const acknowledge = useMutation({
    mutationFn: (as: number) => request(alarmRoutes.acknowledge, { params: { id: alarm.id }, body: note.trim() === '' ? {} : { note: note.trim() }, as }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['wall', 'alarms'] });
      onClose();
    },
  });
  return (
    <dialog ref={dialog} className="w-dialog" aria-label={t('alarm.dialog')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (person && !acknowledge.isPending) acknowledge.mutate(person.id);
        }}
      >
        <p className="w-dialog-what">
          <b>{told.figure}</b> {told.title} {told.place}
        </p>
        <h2>{t('alarm.dialog')}</h2>
        <input
          className="field"
          placeholder={t('alarm.search')}
          aria-label={t('alarm.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <ul className="w-people">
          {shown.map(({ id, name, unitName }) => (
            <li key={id}>
              <button type="button" aria-pressed={id === person?.id} onClick={() => setChosen(id)}>
                <b>{name}</b> <span>{unitName ?? ''}</span>
              </button>
            </li>
          ))}
          {people.data && shown.length === 0 && <li>{t('alarm.nobody')}</li>}
        </ul>
        <input
          className="field"
          placeholder={t('alarm.note')}
          aria-label={t('alarm.note')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {acknowledge.error && <p role="alert">{t('alarm.failed', { why: acknowledge.error.message })}</p>}
        <p className="w-dialog-buttons">
          <button type="submit" className="button button-primary" disabled={!person || acknowledge.isPending}>
            {t('alarm.do')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('alarm.cancel')}
          </button>
        </p>
      </form>
    </dialog>
  );
}
