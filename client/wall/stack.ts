/** Text columns and the panels in them, kept off the seams between displays. Lengths in u. */
export interface Span {
  from: number;
  to: number;
}

/** A panel that is to be placed: a fixed part and rows, of which some can be left out where room is short. */
export interface PanelPlan<Name extends string> {
  name: Name;
  fixed: number;
  row?: number;
  rows?: number;
  /** Fewest rows that still say something. */
  least?: number;
}

const GAP_LEAST = 20;
const GAP_MOST = 48;
/** A column narrower than this cannot hold its lines. */
const NARROWEST = 380;
const GUTTER = 44;

/** Columns in order, given as if there were no seams: one that a seam would cut ends before it, or begins behind it, and pushes the next ones on. */
export function fitColumns(columns: readonly Span[], seams: readonly number[], clear: number): Span[] {
  let earliest = Number.NEGATIVE_INFINITY;
  return columns.map((column) => {
    const width = column.to - column.from;
    let from = Math.max(column.from, earliest);
    let to = from + width;
    for (const seam of [...seams].sort((a, b) => a - b)) {
      if (seam <= from - clear || seam >= to + clear) continue;
      if (seam - clear - from >= Math.min(NARROWEST, width)) to = seam - clear;
      else [from, to] = [seam + clear, seam + clear + width];
    }
    earliest = to + GUTTER;
    return { from, to };
  });
}

/** The same from the right edge: spans are measured leftwards from it, and come back as they lie on a picture of this width. */
export function fitColumnsFromRight(width: number, columns: readonly Span[], seams: readonly number[], clear: number): Span[] {
  const turned = seams.map((seam) => width - seam);
  return fitColumns(columns, turned, clear).map(({ from, to }) => ({ from: width - to, to: width - from }));
}

/** What is left of a span beside its seams. */
export function splitAt({ from, to }: Span, seams: readonly number[], clear: number): Span[] {
  const parts: Span[] = [];
  let start = from;
  for (const seam of [...seams].sort((a, b) => a - b)) {
    if (seam + clear <= start || seam - clear >= to) continue;
    if (seam - clear > start) parts.push({ from: start, to: seam - clear });
    start = seam + clear;
  }
  if (to > start) parts.push({ from: start, to });
  return parts;
}

export interface Placed {
  x: number;
  y: number;
  width: number;
  height: number;
  rows: number;
}

/**
 * Puts panels one below the other; none lies on a seam. Where room is short, lists lose rows, the longest first, and at last the undermost panels are left out.
 * Room that is over goes between them.
 */
export function stackPanels<Name extends string>(
  panels: readonly PanelPlan<Name>[],
  column: Span,
  span: Span,
  seams: readonly number[],
  clear: number,
): Partial<Record<Name, Placed>> {
  const parts = splitAt(span, seams, clear);
  let rows = panels.map((panel) => panel.rows ?? 0);
  for (;;) {
    const groups = share(panels, rows, parts);
    if (groups.flat().length === panels.length) return place(panels, rows, groups, parts, column);
    const shorter = withoutARow(panels, rows);
    if (shorter === null) return stackPanels(panels.slice(0, -1), column, span, seams, clear);
    rows = shorter;
  }
}

function heightOf(panel: PanelPlan<string> | undefined, rows: number | undefined): number {
  return panel ? panel.fixed + (panel.row ?? 0) * (rows ?? 0) : 0;
}

/** Indices of the panels per part of the column; panels that find no room are in none. */
function share(panels: readonly PanelPlan<string>[], rows: readonly number[], parts: readonly Span[]): number[][] {
  const groups: number[][] = parts.map(() => []);
  let part = 0;
  let used = 0;
  for (let index = 0; index < panels.length; index++) {
    const height = heightOf(panels[index], rows[index]);
    for (; part < parts.length; part++, used = 0) {
      const { from, to } = parts[part] as Span;
      const needed = used === 0 ? height : used + GAP_LEAST + height;
      if (needed <= to - from) {
        groups[part]?.push(index);
        used = needed;
        break;
      }
    }
  }
  return groups;
}

function withoutARow(panels: readonly PanelPlan<string>[], rows: readonly number[]): number[] | null {
  let longest = -1;
  panels.forEach((panel, index) => {
    const count = rows[index] ?? 0;
    if (panel.row !== undefined && count > (panel.least ?? 0) && count >= (rows[longest] ?? -1)) longest = index;
  });
  return longest < 0 ? null : rows.map((count, index) => (index === longest ? count - 1 : count));
}

function place<Name extends string>(
  panels: readonly PanelPlan<Name>[],
  rows: readonly number[],
  groups: readonly number[][],
  parts: readonly Span[],
  column: Span,
): Partial<Record<Name, Placed>> {
  const placed: Partial<Record<Name, Placed>> = {};
  groups.forEach((group, index) => {
    const { from, to } = parts[index] as Span;
    const used = group.reduce((sum, panel) => sum + heightOf(panels[panel], rows[panel]), 0);
    const gap = Math.min(GAP_MOST, Math.max(GAP_LEAST, (to - from - used) / Math.max(1, group.length - 1)));
    let y = from;
    for (const panel of group) {
      const { name } = panels[panel] as PanelPlan<Name>;
      const height = heightOf(panels[panel], rows[panel]);
      placed[name] = { x: column.from, y, width: column.to - column.from, height, rows: rows[panel] ?? 0 };
      y += height + gap;
    }
  });
  return placed;
}
