import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleRoutes } from '#contract/people';
import { request } from '../../api/request.ts';
import type { shellMessages } from '../../shell/messages.ts';

const SHOWN = 8;
type Role = keyof typeof shellMessages.zh.roles;

interface PersonChooserProps {
  chosen: { id: number; name: string } | null;
  /** Those of this office are named first, while nothing is typed. */
  unitName: string | null;
  onChange: (person: { id: number; name: string } | null) => void;
}

/** Finds one of the staff by name, code or office. */
export function PersonChooser({ chosen, unitName, onChange }: PersonChooserProps) {
  const { t } = useTranslation(['rounds', 'shell']);
  const id = useId();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim() === '' ? (unitName ?? '') : text.trim());
  const { data } = useQuery({
    queryKey: ['people', 'duty', q],
    queryFn: ({ signal }) => request(peopleRoutes.list, { query: { q, limit: SHOWN }, signal }),
    enabled: q !== '' && chosen === null,
    placeholderData: keepPreviousData,
  });
  if (chosen !== null)
    return (
      <div className="plan-field">
        <p className="duty-person-label">{t('duties.person')}</p>
        <p className="duty-person">
          <strong>{chosen.name}</strong>
          <button type="button" className="row-link" onClick={() => onChange(null)}>
            {t('duties.another')}
          </button>
        </p>
      </div>
    );
  return (
    <div className="plan-field">
      <label htmlFor={id}>{t('duties.person')}</label>
      <input id={id} type="search" className="field" value={text} placeholder={t('duties.personHint')} onChange={({ target }) => setText(target.value)} />
      <ul className="duty-people">
        {q === ''
          ? null
          : data?.items.map(({ id: person, name, role, unitName: office }) => (
              <li key={person}>
                <button type="button" className="row-link" onClick={() => onChange({ id: person, name })}>
                  {name} <small>{[t(`shell:roles.${role as Role}`), office].filter(Boolean).join(' ')}</small>
                </button>
              </li>
            ))}
      </ul>
      {q !== '' && data?.items.length === 0 && text.trim() !== '' && <p className="rounds-note">{t('duties.nobody')}</p>}
    </div>
  );
}
