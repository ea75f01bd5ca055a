import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef } from 'react';
import './virtual-list.css';

interface VirtualListProps<Item> {
  items: ArrayLike<Item>;
  /** Pixels; one number where all rows are alike. */
  heightOf: number | ((item: Item) => number);
  /** Absent: rows are known by where they stand, so that a new order is written into the rows that are there. */
  keyOf?: (item: Item) => string | number;
  children: (item: Item, index: number) => ReactNode;
  /** Named for those who do not see it. */
  label: string;
  /** Rows that stand ready above and below those in view; few where all are drawn anew in every frame. */
  overscan?: number;
  /** The last rows have come into view: fetch more. */
  onEnd?: () => void;
}

const OVERSCAN_ROWS = 12;
const NEAR_END_ROWS = 40;

/** A list of any length that draws only the rows in view. Up and down move between the buttons of rows, Home and End to its ends. */
export function VirtualList<Item>({ items, heightOf, keyOf, children, label, overscan = OVERSCAN_ROWS, onEnd }: VirtualListProps<Item>) {
  const scroller = useRef<HTMLDivElement>(null);
  const latest = useRef({ items, heightOf });
  latest.current = { items, heightOf };
  const sizeOf = useCallback((index: number) => {
    const { items: rows, heightOf: height } = latest.current;
    return typeof height === 'number' ? height : height(rows[index] as Item);
  }, []);
  // Another function for the keys makes the virtualizer measure all rows anew: with rows known by their place that never happens.
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: sizeOf,
    ...(keyOf === undefined ? {} : { getItemKey: (index: number) => keyOf(items[index] as Item) }),
    overscan,
  });
  const rows = virtualizer.getVirtualItems();
  const lastIndex = rows[rows.length - 1]?.index ?? -1;
  useEffect(() => {
    if (lastIndex >= 0 && lastIndex >= items.length - NEAR_END_ROWS) onEnd?.();
  }, [lastIndex, items.length, onEnd]);

  const focusRow = (index: number, step: number) => {
    virtualizer.scrollToIndex(index);
    // The row is drawn in the next frame; headings have no button, so the search goes on in the same direction.
    requestAnimationFrame(() => {
      const button = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`);
      if (button) button.focus();
      else if (index + step >= 0 && index + step < items.length) focusRow(index + step, step);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    const target = keyTarget(event.key, row ? Number(row.dataset.index) : -1, items.length);
    if (!target) return;
    event.preventDefault();
    focusRow(target.index, target.step);
  };

  return (
    <div ref={scroller} className="virtual-list">
      <ul aria-label={label} style={{ height: virtualizer.getTotalSize() }} onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <li
            key={row.key}
            aria-setsize={items.length}
            aria-posinset={row.index + 1}
            data-index={row.index}
            style={{ height: row.size, transform: `translateY(${row.start}px)` }}
          >
            {children(items[row.index] as Item, row.index)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function keyTarget(key: string, index: number, count: number): { index: number; step: number } | null {
  if (count === 0) return null;
  if (key === 'ArrowDown' && index < count - 1) return { index: index + 1, step: 1 };
  if (key === 'ArrowUp' && index > 0) return { index: index - 1, step: -1 };
  if (key === 'Home') return { index: 0, step: 1 };
  if (key === 'End') return { index: count - 1, step: -1 };
  return null;
}
