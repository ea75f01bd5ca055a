import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useWorkingAs, type WorkingAs } from '../api/work-as.ts';
import { isOwn, useKeptSettings } from '../field/data.ts';
import { type FieldDesk, FieldDeskContext } from '../field/desk.ts';
import { FieldQueue } from '../field/device/queue.ts';
import { openShelf, type Shelf } from '../field/device/shelf.ts';
import { fieldMessages } from '../field/messages.ts';
import { PersonView } from '../field/person-view.tsx';
import { usePosition } from '../field/position.ts';
import { QueueView } from '../field/queue-view.tsx';
import { addRoom } from '../i18n/i18n.ts';
import { registerOffline } from '../offline/register.ts';
import { UpdateHint } from '../offline/update-hint.tsx';
import type { Standards } from '../surveys/api.ts';
import { surveyMessages } from '../surveys/messages.ts';
import { Bars, Failure } from '../ui/load-state.tsx';
import { AlleyView } from './alley-view.tsx';
import { AlleysView } from './alleys-view.tsx';
import { useAlleyNews, useKeptStandards } from './data.ts';
import { surveyPageMessages } from './messages.ts';
import '../field/field.css';
import './survey-page.css';

addRoom('field', fieldMessages);
addRoom('surveys', surveyMessages);
addRoom('surveyPage', surveyPageMessages);

const WAIT = [60, 56, 56, 56, 56] as const;

/** `/survey`: the page of whoever walks an alley and writes down what is there; everything on it works with the network off. */
export default function SurveyPage() {
  const { t } = useTranslation(['field', 'surveyPage']);
  const [shelf, setShelf] = useState<Shelf | null>(null);
  const [isOlder, setOlder] = useState(false);
  useEffect(() => {
    registerOffline('/survey');
    void openShelf(() => setOlder(true)).then(setShelf);
  }, []);
  useEffect(() => {
    document.title = t('surveyPage:title');
  }, [t]);
  return (
    <main className="field-page survey-page" id="page">
      {isOlder ? <p className="field-warning">{t('storage.older')}</p> : null}
      {shelf?.kind === 'none' ? <p className="field-warning">{t('storage.none')}</p> : null}
      {shelf === null ? <Bars heights={WAIT} /> : <OpenDesk shelf={shelf} />}
      <UpdateHint />
    </main>
  );
}

function OpenDesk({ shelf }: { shelf: Shelf }) {
  const client = useQueryClient();
  const person = useWorkingAs();
  const settings = useKeptSettings(shelf);
  const standards = useKeptStandards(shelf);
  const positioning = usePosition();
  const queue = useMemo(() => new FieldQueue(shelf), [shelf]);
  useEffect(() => {
    const stops = [queue.start(), queue.listen((note) => note === 'wiped' && client.removeQueries({ predicate: ({ queryKey }) => isOwn(queryKey) }))];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queue, client]);
  const facts = settings.data?.value;
  const desk = useMemo(() => (facts && { queue, settings: facts, round: null, positioning }) || null, [facts, queue, positioning]);
  const failed = settings.isError ? settings : standards.isError ? standards : null;
  if (failed) return <Failure error={failed.error} since={failed.errorUpdatedAt} onRetry={() => void failed.refetch()} />;
  if (desk === null || standards.data === undefined) return <Bars heights={WAIT} />;
  if (person === null) return <PersonView queue={queue} settings={desk.settings} />;
  return <Working desk={desk} person={person} standards={standards.data.value} key={person.id} />;
}

function Working({ desk, person, standards }: { desk: Omit<FieldDesk, 'person'>; person: WorkingAs; standards: Standards }) {
  const value = useMemo(() => ({ ...desk, person }), [desk, person]);
  useAlleyNews(desk.queue.shelf, person.id, desk.positioning.state);
  const [search] = useSearchParams();
  const alley = Number(search.get('alley'));
  const edit = search.get('edit');
  return (
    <FieldDeskContext value={value}>
      {search.has('queue') ? (
        <QueueView />
      ) : Number.isInteger(alley) && alley > 0 ? (
        <AlleyView id={alley} standards={standards} editSeq={edit === null ? null : Number(edit)} key={`${alley} ${edit}`} />
      ) : (
        <AlleysView />
      )}
    </FieldDeskContext>
  );
}
