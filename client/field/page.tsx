import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useWorkingAs, type WorkingAs } from '../api/work-as.ts';
import { addRoom } from '../i18n/i18n.ts';
import { registerOffline } from '../offline/register.ts';
import { UpdateHint } from '../offline/update-hint.tsx';
import { Bars, Failure } from '../ui/load-state.tsx';
import { BuildingView } from './building-view.tsx';
import { isOwn, useKeptSettings, useRound } from './data.ts';
import { type FieldDesk, FieldDeskContext } from './desk.ts';
import { FieldQueue } from './device/queue.ts';
import { openShelf, type Shelf } from './device/shelf.ts';
import { EditView } from './edit-view.tsx';
import { GridView } from './grid-view.tsx';
import { GridsView } from './grids-view.tsx';
import { fieldMessages } from './messages.ts';
import { PersonView } from './person-view.tsx';
import { usePosition } from './position.ts';
import { QueueView } from './queue-view.tsx';
import './field.css';

addRoom('field', fieldMessages);

const WAIT = [60, 56, 56, 56, 56] as const;

/** The page of whoever stands before the doors: everything on it works with the network off. */
export default function FieldPage() {
  const { t } = useTranslation('field');
  const [shelf, setShelf] = useState<Shelf | null>(null);
  const [isOlder, setOlder] = useState(false);
  useEffect(() => {
    registerOffline();
    void openShelf(() => setOlder(true)).then(setShelf);
  }, []);
  return (
    <main className="field-page" id="page">
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
  const round = useRound(shelf);
  const positioning = usePosition();
  const queue = useMemo(() => new FieldQueue(shelf), [shelf]);
  useEffect(() => {
    const stops = [queue.start(), queue.listen((note) => note === 'wiped' && client.removeQueries({ predicate: ({ queryKey }) => isOwn(queryKey) }))];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queue, client]);
  const facts = settings.data?.value;
  const desk = useMemo(
    () => (facts && round.data && { queue, settings: facts, round: round.data.value, positioning }) || null,
    [facts, round.data, queue, positioning],
  );
  const failed = settings.isError ? settings : round.isError ? round : null;
  if (failed) return <Failure error={failed.error} since={failed.errorUpdatedAt} onRetry={() => void failed.refetch()} />;
  if (desk === null) return <Bars heights={WAIT} />;
  if (person === null) return <PersonView queue={queue} settings={desk.settings} />;
  return <Working desk={desk} person={person} key={person.id} />;
}

function Working({ desk, person }: { desk: Omit<FieldDesk, 'person'>; person: WorkingAs }) {
  const value = useMemo(() => ({ ...desk, person }), [desk, person]);
  const [search] = useSearchParams();
  const grid = search.get('grid');
  const building = search.get('building');
  return (
    <FieldDeskContext value={value}>
      {search.has('queue') ? (
        search.has('edit') ? (
          <EditView seq={Number(search.get('edit'))} key={search.get('edit')} />
        ) : (
          <QueueView />
        )
      ) : grid === null ? (
        <GridsView />
      ) : building === null ? (
        <GridView code={grid} key={grid} />
      ) : (
        <BuildingView code={grid} buildingId={building === 'none' ? null : Number(building)} key={`${grid} ${building}`} />
      )}
    </FieldDeskContext>
  );
}
