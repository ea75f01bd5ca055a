/** Rows that Page Up and Page Down pass over. */
const PAGE_ROWS = 15;

/** What a key does in the tree: goes to a row by its index, chooses the row, or opens and closes it. null = nothing of ours. */
export type TreeDeed = { goTo: number } | 'choose' | 'turn' | null;

export interface TreePlace {
  index: number;
  count: number;
  canOpen: boolean;
  isOpen: boolean;
  /** -1 at the top. */
  parentIndex: number;
}

/** Keys of a tree grid, as WAI-ARIA has them: right opens, then goes in; left closes, then goes out. */
export function deedOf(key: string, { index, count, canOpen, isOpen, parentIndex }: TreePlace): TreeDeed {
  const goTo = (row: number): TreeDeed => ({ goTo: Math.min(count - 1, Math.max(0, row)) });
  switch (key) {
    case 'ArrowDown':
      return goTo(index + 1);
    case 'ArrowUp':
      return goTo(index - 1);
    case 'PageDown':
      return goTo(index + PAGE_ROWS);
    case 'PageUp':
      return goTo(index - PAGE_ROWS);
    case 'Home':
      return goTo(0);
    case 'End':
      return goTo(count - 1);
    case 'Enter':
    case ' ':
      return 'choose';
    case 'ArrowRight':
      return canOpen ? (isOpen ? goTo(index + 1) : 'turn') : null;
    case 'ArrowLeft':
      return canOpen && isOpen ? 'turn' : parentIndex < 0 ? null : goTo(parentIndex);
    default:
      return null;
  }
}
