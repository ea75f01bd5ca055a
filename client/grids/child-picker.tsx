import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { useGrid } from './api.ts';

const LINES = [34, 30, 30, 30] as const;

interface ChildPickerProps {
  code: string;
  current: string | null;
  onSelect: (code: string) => void;
}

/** The grids below one, by name. Typing narrows, up and down move, Enter chooses. */
export function ChildPicker({ code, current, onSelect }: ChildPickerProps) {
  const { t } = useTranslation('gridCard');
  const query = useGrid(code);
  const [text, setText] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const loaded = query.data !== undefined;
  useEffect(() => {
    if (loaded) field.current?.focus();
  }, [loaded]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const index = buttons.indexOf(document.activeElement as HTMLButtonElement) + (event.key === 'ArrowDown' ? 1 : -1);
    if (index < 0) field.current?.focus();
    else buttons[index]?.focus();
  };
  return (
    <Loaded query={query} bars={LINES}>
      {({ children }) => {
        const wanted = text.trim().toLowerCase();
        const shown = children.filter((child) => `${child.name} ${child.shortName ?? ''} ${child.code}`.toLowerCase().includes(wanted));
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys only move between the field and the buttons inside
          <div className="child-picker" onKeyDown={onKeyDown}>
            <input
              ref={field}
              type="search"
              className="field"
              value={text}
              placeholder={t('filter')}
              aria-label={t('filter')}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                const first = shown[0];
                if (event.key === 'Enter' && first) onSelect(first.code);
              }}
            />
            <ul ref={list}>
              {shown.map((child) => (
                <li key={child.id}>
                  <button type="button" aria-current={child.code === current ? 'true' : undefined} onClick={() => onSelect(child.code)}>
                    {child.name}
                  </button>
                </li>
              ))}
            </ul>
            {shown.length === 0 && <Empty>{t('noMatch')}</Empty>}
          </div>
        );
      }}
    </Loaded>
  );
}
