// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are drawn, each at its own place, which the elements of a table do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows take the focus in turn, their cells and the head's row do not
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALLEY_STANDARDS, type Alley, type AlleySort } from '#contract/alleys';
import type { alleyCardMessages } from '../alleys/card-messages.ts';
import { ConditionCells } from '../alleys/condition-cells.tsx';
import { useFormat } from '../ui/use-format.ts';
import type { RegisterState } from './desk-state.ts';
import { NeedBar } from './need-bar.tsx';
import './register-table.css';

const ROW_PX = 34;
const OVERSCAN_ROWS = 12;
type Surface = keyof typeof alleyCardMessages.zh.surfaces;

interface RegisterTableProps {
  alleys: readonly Alley[];
  register: Pick<RegisterState, 'sort' | 'isDescending'>;
  selected: number | null;
  onSort: (sort: AlleySort, isDescending: boolean) => void;
  onSelect: (id: number) => void;
  onHover: (id: number | null) => void;
}

interface Column {
  sort: AlleySort;
  title: string;
  /** Words for a column whose head is only a letter. */
  label?: string;
  cell: (alley: Alley) => ReactNode;
  isText?: boolean;
}

/** The register, only the rows in view drawn. Arrow keys move between rows, Enter chooses. */
export function RegisterTable({ alleys, register, selected, onSort, onSelect, onHover }: RegisterTableProps) {
  const { t } = useTranslation('register');
  const columns = useColumns();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: alleys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => alleys[index]?.id ?? index,
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: ROW_PX + 10,
  });
  const [active, setActive] = useState<number | null>(null);
  const selectedIndex = alleys.findIndex(({ id }) => id === selected);
  const activeIndex = Math.max(
    0,
    alleys.findIndex(({ id }) => id === (active ?? selected)),
  );
  // An alley chosen on the map comes into view; a row chosen here is in view.
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtualizer]);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = keyTarget(event.key, activeIndex, alleys.length);
    const alley = alleys[target ?? activeIndex];
    if (alley === undefined || (target === null && event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    if (target === null) return onSelect(alley.id);
    setActive(alley.id);
    virtualizer.scrollToIndex(target);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${target}"]`)?.focus({ preventScroll: true }));
  };
  return (
    <div ref={scroller} className="register-table" role="grid" aria-label={t('table')} aria-rowcount={alleys.length + 1}>
      <div className="register-head" role="rowgroup">
        <div className="register-row" role="row" aria-rowindex={1}>
          {columns.map(({ sort, title, label, isText }) => {
            const isSorted = register.sort === sort;
            return (
              <div
                key={sort}
                role="columnheader"
                className={isText ? 'register-cell register-text' : 'register-cell'}
                aria-sort={isSorted ? (register.isDescending ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  aria-label={t('sortBy', { column: label ?? title })}
                  title={label ?? title}
                  onClick={() => onSort(sort, isSorted ? !register.isDescending : !isText)}
                >
                  {title}
                  <span className="register-way" aria-hidden="true">
                    {isSorted ? (register.isDescending ? '↓' : '↑') : ''}
                  </span>
                </button>
              </div>
            );
          })}
        </div>
      </div>
      <div className="register-rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }} onMouseLeave={() => onHover(null)}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const alley = alleys[index] as Alley;
          return (
            <div
              key={key}
              role="row"
              className="register-row"
              aria-rowindex={index + 2}
              aria-selected={alley.id === selected}
              data-index={index}
              tabIndex={index === activeIndex ? 0 : -1}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onSelect(alley.id)}
              onKeyDown={onKeyDown}
              onMouseEnter={() => onHover(alley.id)}
            >
              {columns.map(({ sort, cell, isText }) => (
                <div key={sort} role="gridcell" className={isText ? 'register-cell register-text' : 'register-cell'}>
                  {cell(alley)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function keyTarget(key: string, index: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(count - 1, index + 1);
  if (key === 'ArrowUp') return Math.max(0, index - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

function useColumns(): Column[] {
  const { t } = useTranslation(['register', 'alleys', 'alleyCard', 'ui']);
  const format = useFormat();
  const unknown = <span className="register-unknown">{t('ui:unknown')}</span>;
  const number = (value: number | null, decimals = 0) => (value === null ? unknown : format.number(value, decimals));
  return [
    {
      sort: 'name',
      title: t('columns.name'),
      isText: true,
      cell: ({ name, code }) => (
        <span className="register-name">
          <span className={name === null ? 'register-unknown' : undefined}>{name ?? t('alleys:unnamed')}</span> <small>{code}</small>
        </span>
      ),
    },
    { sort: 'fails', title: t('columns.letters'), label: t('columns.fails'), cell: ({ conditions }) => <ConditionCells conditions={conditions} /> },
    ...ALLEY_STANDARDS.map((standard): Column => {
      const name = t(`alleys:standards.${standard}`);
      return {
        sort: `need.${standard}`,
        title: name,
        label: t('needColumn', { standard: name }),
        cell: ({ needs }) => (needs[standard] ? <NeedBar standard={standard} need={needs[standard]} /> : null),
      };
    }),
    { sort: 'length', title: t('columns.length'), cell: ({ lengthM }) => number(lengthM) },
    { sort: 'width', title: t('columns.width'), cell: ({ widthM }) => number(widthM, 1) },
    { sort: 'area', title: t('columns.area'), cell: ({ areaM2 }) => number(areaM2) },
    { sort: 'served', title: t('columns.served'), cell: ({ servedHouseholds }) => number(servedHouseholds) },
    { sort: 'dark', title: t('columns.dark'), cell: ({ darkM }) => number(darkM) },
    {
      sort: 'surface',
      title: t('columns.surface'),
      isText: true,
      cell: ({ surface }) => (surface === 'unknown' ? unknown : t(`alleyCard:surfaces.${surface as Surface}`, { defaultValue: surface })),
    },
    {
      sort: 'surveyed',
      title: t('columns.surveyed'),
      cell: ({ surveyedOn }) => (surveyedOn === null ? unknown : format.date(surveyedOn)),
    },
    { sort: 'status', title: t('columns.status'), isText: true, cell: ({ nameStatus }) => t(`alleyCard:nameStatus.${nameStatus}`) },
  ];
}
