// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are drawn, each at its own place, which the elements of a table do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows take the focus in turn, their cells and the head's row do not
import {
  createColumnHelper,
  createExpandedRowModel,
  createSortedRowModel,
  type ExpandedState,
  rowExpandingFeature,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PaceColumn } from '#contract/pace';
import type { DenominatorName } from '../map/map-state.ts';
import { Cell, nameOf } from './cells.tsx';
import { type DeskState, useDeskState } from './desk-state.ts';
import { daysSinceVisit, type Line, shareOf } from './tree.ts';
import { deedOf } from './tree-keys.ts';
import './tree-table.css';

const ROW_PX = 30;
const HEAD_PX = 44;
const OVERSCAN_ROWS = 16;
const INDENT_PX = 16;

const features = tableFeatures({
  rowSortingFeature,
  rowExpandingFeature,
  sortedRowModel: createSortedRowModel(),
  expandedRowModel: createExpandedRowModel(),
});
const helper = createColumnHelper<typeof features, Line>();
/** What a column is sorted by; what has no value goes last in either order. */
const VALUES: Record<PaceColumn, (line: Line, of: DenominatorName) => number | undefined> = {
  name: ({ row }) => row,
  targets: ({ tree, row }) => tree.total[row],
  left: ({ tree, row }) => tree.uncovered[row],
  states: ({ tree, row }) => tree.untried[row],
  rate: (line, of) => shareOf(line, of).rate ?? undefined,
  today: ({ tree, row }) => tree.coveredToday[row],
  pace: ({ tree, row }) => tree.windowCovered[row],
  workerDay: ({ tree, row }) => tree.visitsPerWorkerDay[row] ?? undefined,
  forecast: ({ tree, row }) =>
    tree.finish[row] == null ? (tree.forecast[row] === 'never' ? Number.MAX_SAFE_INTEGER : undefined) : Date.parse(tree.finish[row]),
  needed: ({ tree, row }) => tree.neededPerWorkingDay[row] ?? undefined,
  stalled: (line) => daysSinceVisit(line) ?? Number.MAX_SAFE_INTEGER,
};
/** Left to right: what is most asked for stands where a narrow screen still shows it. */
export const COLUMNS: readonly PaceColumn[] = ['name', 'left', 'rate', 'today', 'pace', 'forecast', 'needed', 'stalled', 'states', 'workerDay', 'targets'];

interface TreeTableProps {
  lines: readonly Line[];
  /** Lines stand alone, without what lies above them. */
  isFlat: boolean;
  parentName: (line: Line) => string;
  of: DenominatorName;
  desk: Pick<DeskState, 'sort'>;
  isOpen: (line: Line) => boolean;
  selected: string | null;
  /** The grid under the pointer on the map. */
  hovered: string | null;
  onSort: (sort: DeskState['sort']) => void;
  onToggle: (line: Line) => void;
  onSelect: (line: Line) => void;
  onHover: (line: Line | null) => void;
  /** The rows in the order shown, whenever that changes. */
  onShown: (codes: string[]) => void;
}

/** The grids as a tree of rows: sorted among their siblings, opened and closed, only the rows in view drawn. */
export function TreeTable(props: TreeTableProps) {
  const { lines, isFlat, of, desk, isOpen, selected, hovered, onShown } = props;
  const { t } = useTranslation('pace');
  const columns = useMemo(
    () => helper.columns(PaceColumn.options.map((id) => helper.accessor((line) => VALUES[id](line, of), { id, sortUndefined: 'last', sortFn: sortFn_basic }))),
    [of],
  );
  const expanded = useMemo(() => openRows(lines, isOpen), [lines, isOpen]);
  const table = useTable({
    features,
    columns,
    data: lines as Line[],
    getRowId: (line: Line) => line.code,
    getSubRows: (line: Line) => (isFlat ? [] : line.below),
    state: { sorting: [{ id: desk.sort.column, desc: desk.sort.isDescending }], expanded },
  });
  const { rows } = table.getRowModel();
  const codes = rows.map(({ id }) => id).join('\n');
  useEffect(() => onShown(codes === '' ? [] : codes.split('\n')), [codes, onShown]);

  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: HEAD_PX,
  });
  const [active, setActive] = useState<string | null>(null);
  const found = rows.findIndex(({ id }) => id === (active ?? selected));
  const activeIndex = Math.max(0, found);
  const selectedIndex = rows.findIndex(({ id }) => id === selected);
  // A grid chosen on the map comes into view; a row chosen here is in view.
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtualizer]);

  const focusRow = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setActive(row.id);
    virtualizer.scrollToIndex(index);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Links inside a row have keys of their own.
    if (event.target !== event.currentTarget) return;
    const row = rows[activeIndex];
    if (row === undefined) return;
    const deed = deedOf(event.key, {
      index: activeIndex,
      count: rows.length,
      canOpen: !isFlat && row.original.below.length > 0,
      isOpen: row.getIsExpanded(),
      parentIndex: row.parentId === undefined ? -1 : rows.findIndex(({ id }) => id === row.parentId),
    });
    if (deed === null) return;
    event.preventDefault();
    if (deed === 'choose') props.onSelect(row.original);
    else if (deed === 'turn') props.onToggle(row.original);
    else focusRow(deed.goTo);
  };

  return (
    <div ref={scroller} className="tree-table" role="treegrid" aria-label={t('table')} aria-rowcount={rows.length + 1}>
      <Head sort={desk.sort} onSort={props.onSort} />
      <div role="rowgroup" className="tree-rows" style={{ height: virtualizer.getTotalSize() }} onPointerLeave={() => props.onHover(null)}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const line = row.original;
          const hasBelow = !isFlat && line.below.length > 0;
          const isActive = index === activeIndex;
          return (
            <div
              key={row.id}
              role="row"
              className="tree-row"
              data-index={index}
              data-code={line.code}
              data-level={line.tree.level[line.row]}
              data-hovered={hovered === line.code || undefined}
              aria-rowindex={index + 2}
              aria-level={isFlat ? 1 : row.depth + 1}
              aria-selected={selected === line.code}
              {...(hasBelow ? { 'aria-expanded': row.getIsExpanded() } : {})}
              tabIndex={isActive ? 0 : -1}
              style={{ transform: `translateY(${start}px)` }}
              onClick={(event) => {
                setActive(line.code);
                if ((event.target as HTMLElement).closest('a, button') === null) props.onSelect(line);
              }}
              onKeyDown={onKeyDown}
              onFocus={() => setActive(line.code)}
              onPointerEnter={() => props.onHover(line)}
            >
              {COLUMNS.map((column) =>
                column === 'name' ? (
                  <div key={column} role="rowheader" className="tree-cell tree-name" style={{ paddingLeft: 12 + (isFlat ? 0 : row.depth * INDENT_PX) }}>
                    {hasBelow ? (
                      <button
                        type="button"
                        className="tree-toggle"
                        tabIndex={-1}
                        aria-label={t(row.getIsExpanded() ? 'collapse' : 'expand', { name: nameOf(line) })}
                        onClick={() => props.onToggle(line)}
                      >
                        <span aria-hidden="true" data-open={row.getIsExpanded() || undefined} />
                      </button>
                    ) : (
                      <span className="tree-toggle" />
                    )}
                    <span className="tree-word" title={nameOf(line)}>
                      {nameOf(line)}
                      {isFlat && <small> {props.parentName(line)}</small>}
                    </span>
                  </div>
                ) : (
                  <div key={column} role="gridcell" className={`tree-cell tree-${column}`}>
                    <Cell column={column} line={line} of={of} isActive={isActive} />
                  </div>
                ),
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Head({ sort, onSort }: { sort: DeskState['sort']; onSort: (sort: DeskState['sort']) => void }) {
  const { t } = useTranslation('pace');
  const isPast = useDeskState().desk.day !== null;
  return (
    <div role="rowgroup" className="tree-head">
      <div role="row" className="tree-row" aria-rowindex={1}>
        {COLUMNS.map((column) => {
          const isSorted = sort.column === column;
          return (
            <div
              key={column}
              role="columnheader"
              className={`tree-cell tree-${column}`}
              aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                title={t(`hints.${column}`)}
                onClick={() => onSort({ column, isDescending: isSorted ? !sort.isDescending : column !== 'name' })}
              >
                {t(column === 'today' && isPast ? 'day.new' : `columns.${column}`)}
                <span aria-hidden="true" className="tree-sort">
                  {isSorted ? (sort.isDescending ? '↓' : '↑') : ''}
                </span>
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function openRows(lines: readonly Line[], isOpen: (line: Line) => boolean): ExpandedState {
  const open: Record<string, boolean> = {};
  const visit = (line: Line) => {
    if (line.below.length === 0) return;
    if (isOpen(line)) open[line.code] = true;
    for (const child of line.below) visit(child);
  };
  for (const line of lines) visit(line);
  return open;
}
