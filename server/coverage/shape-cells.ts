/**
 * Keyset pages over a shape of any size. The shape's box is a quadtree; a cell that holds more than a page is split, and cells are answered in
 * Z-order, rows inside a cell by id. So a page costs what it returns: no page sorts or skips everything in the shape, and a position
 * (cell, id) stays right when rows come or go, or when the next page asks for another limit.
 */
export interface Box {
  xMin: number;
  yMin: number;
  xMax: number;
  yMax: number;
}

/** A cell by its quadrants from the root down: '' is the root, '03' the last quarter of its first quarter. */
export type Cell = string;

export interface CellPosition {
  cell: Cell;
  afterId: number;
}

/** Ids found in a cell, at most `most` (null = all of them), in any order, repeats allowed. */
export type FindInCell = (box: Box, most: number | null) => Promise<number[]>;

/** 2 degrees split this often are decimetres: households at one point (a tower) cannot be split further. */
const DEEPEST = 20;
/** A cell with more rows than this is split; fewer would only cost round trips. */
const FEWEST_PER_CELL = 500;
const MOST_PER_CELL = 5_000;

export function cellBox(root: Box, cell: Cell): Box {
  let { xMin, yMin, xMax, yMax } = root;
  for (const quadrant of cell) {
    const xMiddle = (xMin + xMax) / 2;
    const yMiddle = (yMin + yMax) / 2;
    if (quadrant === '0' || quadrant === '2') xMax = xMiddle;
    else xMin = xMiddle;
    if (quadrant === '0' || quadrant === '1') yMax = yMiddle;
    else yMin = yMiddle;
  }
  return { xMin, yMin, xMax, yMax };
}

const children = (cell: Cell): Cell[] => ['0', '1', '2', '3'].map((quadrant) => cell + quadrant);

/** The cell itself and all that follow it in Z-order, the next one last (a stack). */
export function cellsFrom(cell: Cell): Cell[] {
  const later: Cell[] = [];
  for (let depth = 0; depth < cell.length; depth++) {
    const siblings = children(cell.slice(0, depth)).filter((sibling) => sibling > cell.slice(0, depth + 1));
    later.push(...siblings.reverse());
  }
  return [...later, cell];
}

/**
 * The next `limit` ids after a position (null = from the start).
 * @returns ids in order, and the position after the last one, or null when nothing follows.
 */
export async function idsInShape(
  root: Box,
  position: CellPosition | null,
  limit: number,
  find: FindInCell,
): Promise<{ ids: number[]; next: CellPosition | null }> {
  const most = Math.min(Math.max(limit * 2, FEWEST_PER_CELL), MOST_PER_CELL);
  const stack = position === null ? [''] : cellsFrom(position.cell);
  const ids: number[] = [];
  let last = position;
  for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
    const isResumed = cell === position?.cell;
    const found = await find(cellBox(root, cell), isResumed || cell.length === DEEPEST ? null : most + 1);
    if (!isResumed && found.length > most && cell.length < DEEPEST) {
      stack.push(...children(cell).reverse());
      continue;
    }
    const fresh = [...new Set(found)].filter((id) => !isResumed || id > position.afterId).sort((a, b) => a - b);
    const taken = fresh.slice(0, limit - ids.length);
    if (taken.length < fresh.length && taken.length === 0) return { ids, next: last };
    ids.push(...taken);
    if (taken.length > 0) last = { cell, afterId: taken[taken.length - 1] as number };
    if (taken.length < fresh.length) return { ids, next: last };
  }
  return { ids, next: null };
}
