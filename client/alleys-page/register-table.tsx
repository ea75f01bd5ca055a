// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are drawn, each at its own place, which the elements of a table do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows take the focus in turn, their cells and the head's row do not
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
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
  register: Pick<RegisterState, 'sort' | 'isDescending' | 'cables' | 'parking'>;
  selected: number | null;
  onSort: (sort: AlleySort, isDescending: boolean) => void;
  onSelect: (id: number) => void;
  onHover: (id: number | null) => void;
}

export interface Column {
  sort: AlleySort;
  /** Pixels. */
  width: number;
  /** Shown before those of a greater rank, where there is not room for all. 0 = always. */
  rank: number;
  title: string;
  /** Words for a column whose head is only a letter. */
  label?: string;
  cell: (alley: Alley) => ReactNode;
  isText?: boolean;
}

/** The register, only the rows in view drawn. Arrow keys move between rows, Enter chooses. */
export function RegisterTable({ alleys, register, selected, onSort, onSelect, onHover }: RegisterTableProps) {
  const { t } = useTranslation('register');
  const scroller = useRef<HTMLDivElement>(null);
  const columns = fitting(useColumns(register), useWidth(scroller));
  const virtualizer = useVirtualizer({
    count: alleys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => alleys[index]?.id ?? index,
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: ROW_PX + 10,
    // The rows begin below the head, which scrolls with them and then stays.
    scrollPaddingEnd: ROW_PX + 10,
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
    <div ref={scroller} className="register-table" role="grid" aria-label={t('table')} aria-rowcount={alleys.length + 1} style={templateOf(columns)}>
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

/** Width of what scrolls, without its scrollbar; 0 until it is known. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(() => setWidth(element.current?.clientWidth ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** The columns that fit side by side, by rank; their order stays. Columns of one rank come together or not at all. */
export function fitting<Fit extends Pick<Column, 'width' | 'rank'>>(columns: readonly Fit[], width: number): Fit[] {
  const ranks = [...new Set(columns.map(({ rank }) => rank))].sort((a, b) => a - b);
  const widthUpTo = (rank: number): number => columns.filter((column) => column.rank <= rank).reduce((sum, column) => sum + column.width, 0);
  const last = ranks.filter((rank) => widthUpTo(rank) <= width).at(-1) ?? 0;
  return columns.filter(({ rank }) => rank <= last);
}

/** The name takes what the others leave. */
function templateOf(columns: readonly Column[]): CSSProperties {
  const [name, ...others] = columns;
  return { '--register-columns': [`minmax(${name?.width}px, 1fr)`, ...others.map(({ width }) => `${width}px`)].join(' ') } as CSSProperties;
}

function keyTarget(key: string, index: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(count - 1, index + 1);
  if (key === 'ArrowUp') return Math.max(0, index - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

function useColumns({ sort, cables, parking }: RegisterTableProps['register']): Column[] {
  const { t } = useTranslation(['register', 'alleys', 'alleyCard', 'ui']);
  const format = useFormat();
  const unknown = <span className="register-unknown">{t('unknown')}</span>;
  const number = (value: number | null, decimals = 0) => (value === null ? unknown : format.number(value, decimals));
  return [
    {
      sort: 'name',
      width: 152,
      rank: 0,
      title: t('columns.name'),
      isText: true,
      cell: ({ name, code }) => (
        <span className="register-name">
          <span className={name === null ? 'register-unknown' : undefined}>{name ?? t('alleys:unnamed')}</span>
          <small>{code}</small>
        </span>
      ),
    },
    {
      sort: 'fails',
      width: 124,
      rank: 0,
      title: t('columns.letters'),
      label: t('columns.fails'),
      cell: ({ conditions }) => <ConditionCells conditions={conditions} />,
    },
    ...ALLEY_STANDARDS.map((standard): Column => {
      const name = t(`alleys:standards.${standard}`);
      return {
        sort: `need.${standard}`,
        width: 66,
        rank: 4,
        title: name,
        label: t('needColumn', { standard: name }),
        cell: ({ needs }) => (needs[standard] ? <NeedBar standard={standard} need={needs[standard]} /> : null),
      };
    }),
    { sort: 'length', width: 64, rank: 1, title: t('columns.length'), cell: ({ lengthM }) => number(lengthM) },
    { sort: 'width', width: 70, rank: 6, title: t('columns.width'), cell: ({ widthM }) => number(widthM, 1) },
    { sort: 'area', width: 76, rank: 8, title: t('columns.area'), cell: ({ areaM2 }) => number(areaM2) },
    { sort: 'served', width: 70, rank: 2, title: t('columns.served'), cell: ({ servedHouseholds }) => number(servedHouseholds) },
    { sort: 'dark', width: 70, rank: 5, title: t('columns.dark'), cell: ({ darkM }) => number(darkM) },
    {
      sort: 'surface',
      width: 70,
      rank: 7,
      title: t('columns.surface'),
      isText: true,
      cell: ({ surface }) => (surface === 'unknown' ? unknown : t(`alleyCard:surfaces.${surface as Surface}`, { defaultValue: surface })),
    },
    {
      sort: 'surveyed',
      width: 96,
      rank: 3,
      title: t('columns.surveyed'),
      cell: ({ surveyedOn }) => (surveyedOn === null ? <span className="register-unknown">{t('ui:unknown')}</span> : format.date(surveyedOn)),
    },
    // Whoever asks about cables or parking sees how much, before anything else that would have to make way.
    {
      sort: 'overhead',
      width: 84,
      rank: cables !== null || sort === 'overhead' ? 1 : 10,
      title: t('columns.overhead'),
      cell: ({ overheadM }) => number(overheadM),
    },
    {
      sort: 'spaces',
      width: 70,
      rank: parking !== null || sort === 'spaces' ? 1 : 11,
      title: t('columns.spaces'),
      cell: ({ parkingSpaces }) => number(parkingSpaces),
    },
    { sort: 'status', width: 112, rank: 9, title: t('columns.status'), isText: true, cell: ({ nameStatus }) => t(`alleyCard:nameStatus.${nameStatus}`) },
  ];
}
