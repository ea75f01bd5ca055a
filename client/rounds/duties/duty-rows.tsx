import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyDraft } from './drafts.ts';

/** A district has some hundreds of duties; nobody reads more at once, and typing narrows. */
const SHOWN = 60;

interface DutyRowsProps {
  drafts: readonly DutyDraft[];
  /** By place among the drafts: what the server does not know any more. */
  wrong: ReadonlyMap<number, 'grid' | 'person' | 'unit'>;
  onRemove: (key: string) => void;
  onRemoveWrong: () => void;
}

/** The duties of the form, each of which may be taken away. */
export function DutyRows({ drafts, wrong, onRemove, onRemoveWrong }: DutyRowsProps) {
  const { t } = useTranslation('rounds');
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const rows = drafts
    .map((draft, index) => ({ draft, wrong: wrong.get(index) ?? null }))
    .filter(
      ({ draft: { grid, person, unit } }) =>
        wanted === '' || `${grid.name} ${grid.code} ${person?.name ?? ''} ${unit?.name ?? ''}`.toLowerCase().includes(wanted),
    )
    .sort((a, b) => Number(b.wrong !== null) - Number(a.wrong !== null));
  return (
    <section className="duty-rows" aria-label={t('card.duty')}>
      {drafts.length === 0 && <p className="rounds-note">{t('noDuty')}</p>}
      {wrong.size > 0 && (
        <p role="alert" className="rounds-wrong">
          {t('duties.wrong', { n: wrong.size })}{' '}
          <button type="button" className="row-link" onClick={onRemoveWrong}>
            {t('duties.removeWrong')}
          </button>
        </p>
      )}
      {drafts.length > SHOWN && (
        <input
          type="search"
          className="field"
          value={text}
          placeholder={t('duties.find', { n: drafts.length })}
          aria-label={t('duties.find', { n: drafts.length })}
          onChange={({ target }) => setText(target.value)}
        />
      )}
      <ul>
        {rows.slice(0, SHOWN).map(({ draft: { key, grid, kind, person, unit, isNew }, wrong: part }) => (
          <li key={key} data-grid={grid.code} data-new={isNew || undefined}>
            <span>
              {grid.name}
              {isNew && <small>{t('duties.isNew')}</small>}
            </span>
            <span>
              {[unit?.name, person?.name].filter(Boolean).join(' ')}
              <small>
                {t(`dutyKinds.${kind}`)}
                {part !== null && `${t('comma')}${t(`duties.gone.${part}`)}`}
              </small>
            </span>
            <button type="button" className="row-link" aria-label={t('duties.removeOf', { name: grid.name })} onClick={() => onRemove(key)}>
              {t('duties.remove')}
            </button>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && <p className="rounds-note">{t('duties.more', { n: rows.length - SHOWN })}</p>}
    </section>
  );
}
