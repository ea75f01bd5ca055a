import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EVERYWHERE } from '#contract/visits';
import type { Wall } from '#contract/walls';
import { useWorkingAs } from '../api/work-as.ts';
import { addRoom } from '../i18n/i18n.ts';
import { Loaded } from '../ui/load-state.tsx';
import { wallMessages } from '../wall/messages.ts';
import { wallMapMessages } from '../wall-map/messages.ts';
import { useFirstWall, useWalls } from './api.ts';
import { Duty } from './duty.tsx';
import { Links } from './links.tsx';
import { wallSetupMessages } from './messages.ts';
import { WallForm } from './wall-form.tsx';
import './setup.css';

addRoom('wall', wallMessages);
addRoom('wallMap', wallMapMessages);
addRoom('wallSetup', wallSetupMessages);

/** `/walls`: every wall, what it shows, and the links that open it. */
export default function WallsPage() {
  const { t } = useTranslation('wallSetup');
  const walls = useWalls();
  const first = useFirstWall();
  const [chosen, setChosen] = useState<number | 'new' | null>(null);
  const [loads, setLoads] = useState(0);
  const maySetUp = useMaySetUp();
  return (
    <main className="walls-page" aria-label={t('title')}>
      {!maySetUp && <p className="walls-reader">{t('reader')}</p>}
      <Loaded query={walls} bars={[40, 40, 40]}>
        {(items) => {
          const kept = chosen === 'new' ? undefined : (items.find(({ id }) => id === chosen) ?? items[0]);
          const shown = kept ?? first.data?.wall;
          return (
            <>
              <Rail items={items} chosen={kept?.id ?? null} maySetUp={maySetUp} onChoose={setChosen} />
              {shown && (
                <WallForm
                  key={`${kept?.id ?? 'new'} ${loads}`}
                  wall={shown}
                  isKept={kept !== undefined}
                  maySetUp={maySetUp}
                  onReload={() => setLoads((count) => count + 1)}
                  onKept={({ id }) => setChosen(id)}
                  onRemoved={() => setChosen(null)}
                />
              )}
              <aside className="walls-links">
                {kept && maySetUp ? <Links key={kept.id} wall={kept.id} /> : <p className="form-hint">{t(maySetUp ? 'notYet' : 'linksReader')}</p>}
                <Duty />
              </aside>
            </>
          );
        }}
      </Loaded>
    </main>
  );
}

/** Whether whoever works here may set walls up and give out their links. */
function useMaySetUp(): boolean {
  const me = useWorkingAs();
  return me !== null && (me.role === 'leader' || EVERYWHERE.includes(me.role));
}

interface RailProps {
  items: readonly Wall[];
  chosen: number | null;
  maySetUp: boolean;
  onChoose: (wall: number | 'new') => void;
}

function Rail({ items, chosen, maySetUp, onChoose }: RailProps) {
  const { t } = useTranslation('wallSetup');
  return (
    <nav className="walls-rail" aria-label={t('title')}>
      <h1>{t('title')}</h1>
      <ul>
        {items.map(({ id, name, grid, room }) => (
          <li key={id}>
            <button type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
              <b>{name}</b>
              <small>
                {grid.name}　{room}
              </small>
            </button>
          </li>
        ))}
        <li>
          <button type="button" aria-pressed={chosen === null} disabled={!maySetUp} onClick={() => onChoose('new')}>
            {t('add')}
          </button>
        </li>
      </ul>
      <a className="button walls-open" href={chosen === null ? '/wall' : `/wall?wall=${chosen}`} target="_blank" rel="noreferrer">
        {t('open')}
      </a>
    </nav>
  );
}
