import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Person, peopleRoutes } from '#contract/people';
import type { PublicSettings } from '#contract/settings';
import { request } from '../api/request.ts';
import { workAs } from '../api/work-as.ts';
import { Loaded } from '../ui/load-state.tsx';
import { forgetOthers } from './device/kept.ts';
import type { FieldQueue } from './device/queue.ts';
import { PageFoot } from './foot.tsx';
import { useRoleName } from './role-name.ts';

const SHOWN = 50;

/** Listed while nothing has been typed; whoever else visits looks for himself. */
const USUAL_ROLE = 'grid_worker';

/** Who am I: until there is a login. */
export function PersonView({ queue, settings }: { queue: FieldQueue; settings: PublicSettings }) {
  const { t } = useTranslation('field');
  return (
    <>
      <header className="field-head">
        <h1>{t('who.title')}</h1>
        <p className="field-muted">{t('who.note')}</p>
      </header>
      <div className="field-main">{settings.workAs ? <People queue={queue} /> : <p className="field-empty">{t('who.closed')}</p>}</div>
      <PageFoot />
    </>
  );
}

function People({ queue }: { queue: FieldQueue }) {
  const { t } = useTranslation('field');
  const roleName = useRoleName();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const people = useQuery({
    queryKey: ['people', q],
    queryFn: ({ signal }) => request(peopleRoutes.list, { query: { ...(q === '' ? { role: USUAL_ROLE } : { q }), limit: SHOWN }, signal }),
  });
  const choose = async (person: Person) => {
    await forgetOthers(queue.shelf, person.id);
    workAs(person);
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'field' });
  };
  return (
    <>
      <input
        type="search"
        className="field field-input"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t('who.filter')}
        aria-label={t('who.filter')}
      />
      <Loaded query={people} bars={[56, 56, 56, 56]}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="field-empty">{t('who.empty')}</p>
          ) : (
            <ul className="field-list">
              {items.map((person) => (
                <li key={person.id}>
                  <button type="button" className="field-row" onClick={() => void choose(person)}>
                    <span className="field-row-main">
                      <strong>{person.name}</strong>
                      <small>{person.unitName}</small>
                    </span>
                    <span className="field-row-side">{roleName(person.role)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}
