import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '#contract/search';
import { useMapState } from '../map/map-state.ts';
import { useSearch } from './api.ts';
import './search-box.css';

const DEBOUNCE_MS = 180;

/** One field for grids, alleys, buildings and addresses, by name, code or pinyin initials. `/` puts the cursor into it from anywhere. */
export function SearchBox() {
  const { t } = useTranslation('gridCard');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const settled = useDebounced(text, DEBOUNCE_MS);
  const { data, isError, isPlaceholderData } = useSearch(settled);
  const hits = settled.trim() === '' ? [] : (data ?? []);
  const go = useGoTo();
  useSlashKey(field);

  const choose = (hit: SearchHit) => {
    go(hit);
    setText(hit.name);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While Chinese is being composed, Enter and the arrows belong to the input method.
    if (event.nativeEvent.isComposing) return;
    const hit = hits[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      if (hits.length > 0) setActive((active + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length);
    } else if (event.key === 'Enter' && open && hit && !isPlaceholderData && settled === text) {
      event.preventDefault();
      choose(hit);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (open && text !== '') setOpen(false);
      else {
        setText('');
        field.current?.blur();
      }
    }
  };
  const shown = open && settled.trim() !== '' && (data !== undefined || isError);
  const listId = `${id}-list`;
  return (
    <search className="search-box" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <input
        ref={field}
        type="text"
        className="field"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label={t('search.label')}
        aria-expanded={shown && hits.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown && hits[active] ? `${listId}-${active}` : undefined}
        aria-keyshortcuts="/"
        placeholder={t('search.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <span className="search-key" aria-hidden="true">
        /
      </span>
      <div className="search-hits floating" hidden={!shown}>
        <div id={listId} role="listbox" aria-label={t('search.label')}>
          {hits.map((hit, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and handles the keys
            // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are never focused; aria-activedescendant points at them
            <div
              key={`${hit.type} ${hit.id}`}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => event.preventDefault()}
              onPointerEnter={() => setActive(index)}
              onClick={() => choose(hit)}
            >
              <span className="search-name">{hit.name}</span>
              <span className="search-detail">{hit.detail}</span>
              <span className="search-type">{t(`search.types.${hit.type}`)}</span>
            </div>
          ))}
        </div>
        <p role="status" className={hits.length > 0 ? 'visually-hidden' : 'search-empty'}>
          {isError ? t('search.failed') : hits.length > 0 ? t('search.found', { n: hits.length }) : t('search.empty', { q: settled.trim() })}
        </p>
      </div>
    </search>
  );
}

/** Every hit is selected, so that it is in the URL; the map follows. Buildings and addresses are known by their position. */
function useGoTo(): (hit: SearchHit) => void {
  const { select } = useMapState();
  return (hit) => {
    if (hit.type === 'grid' && hit.code !== null) select({ grid: hit.code });
    else if (hit.type === 'alley') select({ alley: hit.id });
    else if (hit.position) select({ place: hit.position });
  };
}

function useDebounced<Value>(value: Value, delayMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}

function useSlashKey(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [field]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
