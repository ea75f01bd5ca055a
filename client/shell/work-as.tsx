import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Person, peopleRoutes } from '#contract/people';
import { request } from '../api/request.ts';
import { useWorkingAs, workAs } from '../api/work-as.ts';
import { Popover } from '../ui/popover.tsx';
import type { shellMessages } from './messages.ts';

const SHOWN = 50;
type Role = keyof typeof shellMessages.zh.roles;

/** Chooses the person whose work this is, until there is a login. Everything on screen is asked again: answers depend on who asks. */
export function WorkAs() {
  const { t } = useTranslation('shell');
  const client = useQueryClient();
  const person = useWorkingAs();
  const choose = (chosen: Person | null, close: () => void) => {
    workAs(chosen);
    close();
    void client.invalidateQueries();
  };
  return (
    <Popover
      label={
        <>
          <span className="bar-muted">{t('workAs.label')}</span> {person ? `${t(`roles.${person.role as Role}`)} ${person.name}` : t('workAs.nobody')}
        </>
      }
      title={t('workAs.choose')}
      className="bar-button bar-work-as"
    >
      {(close) => <PersonList chosen={person?.id ?? null} onChoose={(chosen) => choose(chosen, close)} />}
    </Popover>
  );
}

function PersonList({ chosen, onChoose }: { chosen: number | null; onChoose: (person: Person | null) => void }) {
  const { t } = useTranslation('shell');
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const people = useQuery({
    queryKey: ['people', q],
    queryFn: ({ signal }) => request(peopleRoutes.list, { query: { q: q === '' ? undefined : q, limit: SHOWN }, signal }),
  });
  return (
    <div className="person-list">
      <input
        type="search"
        className="field"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t('workAs.filter')}
        aria-label={t('workAs.filter')}
      />
      <ul>
        <li>
          <button type="button" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
            {t('workAs.nobody')}
          </button>
        </li>
        {people.data?.items.map((person) => (
          <li key={person.id}>
            <button type="button" aria-pressed={person.id === chosen} onClick={() => onChoose(person)}>
              <span>{person.name}</span>
              <span className="bar-muted">{t(`roles.${person.role as Role}`)}</span>
              <span className="person-unit">{person.unitName}</span>
            </button>
          </li>
        ))}
      </ul>
      {people.data?.items.length === 0 ? <p className="bar-muted">{t('workAs.empty')}</p> : null}
      <p className="person-note">{t('workAs.note')}</p>
    </div>
  );
}
