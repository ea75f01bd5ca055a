import type { Box, Family, LayoutInput, PanelBox, PanelName, WallLayout } from './layout.ts';
import { fitColumns, fitColumnsFromRight, type PanelPlan, type Span, splitAt, stackPanels } from './stack.ts';

/** The height of every picture, in u. */
export const H = 1080;
const MARGIN = 36;
const BAND = 72;
const TOP = 84;
const BOTTOM = 1052;
/** Text keeps this far from the middle of a seam. */
const SEAM = 12;
/** Between columns of text. */
const GUTTER = 44;
const HEAD = 44;
const ROW = 40;
const TWO_LINE_ROW = 78;
const WORK_ROW = 80;
/** A quantity over the name of its type; English names are longer. */
const WORK_WIDTH = { zh: 168, en: 300 } as const;
const NAME_WIDTH = 480;
const STATUS_WIDTH = 800;

type Plan = PanelPlan<PanelName>;
const COVERAGE: Plan = { name: 'coverage', fixed: 252 };
const UNCOVERED: Plan = { name: 'uncovered', fixed: 48 + 2 * ROW };
const TODAY: Plan = { name: 'today', fixed: 84 };
const TODAY_BY_OUTCOME: Plan = { name: 'today', fixed: 48 + 2 * ROW };
const HOURLY: Plan = { name: 'hourly', fixed: 300 };
const PACE: Plan = { name: 'pace', fixed: HEAD + 2 * ROW + 160 };
const FUNNEL: Plan = { name: 'funnel', fixed: HEAD + 3 * 60 + ROW };
const LATE: Plan = { name: 'late', fixed: 180 };
const LATENESS: Plan = { name: 'lateness', fixed: HEAD + 3 * ROW };
const list = (name: PanelName, rows: number, least = 3): Plan => ({ name, fixed: HEAD, row: ROW, rows, least: Math.min(rows, least) });
const longest = (rows: number): Plan => ({ name: 'longest', fixed: HEAD, row: TWO_LINE_ROW, rows, least: 2 });

export interface Frame {
  /** Of the picture, in u. */
  width: number;
  /** Middle lines, in u. */
  seams: { columns: number[]; rows: number[] };
  counts: LayoutInput['counts'];
  language: LayoutInput['language'];
}
/** A layout in u. */
export type Arrangement = Omit<WallLayout, 'family' | 'u' | 'stage' | 'seams'>;

export const ARRANGE: Record<Family, (frame: Frame) => Arrangement> = {
  standard: (frame) => centred(frame, 2),
  tall: (frame) => centred(frame, 3),
  broad,
  wide,
  portrait,
};

/** One column beside the map on either side, one line of the feed and the works under it. */
function centred(frame: Frame, workRows: number): Arrangement {
  const { seams, counts, width } = frame;
  const left = leftColumns(frame, [{ from: MARGIN, to: MARGIN + 408 }])[0] as Span;
  const right = rightColumns(frame, [{ from: MARGIN, to: MARGIN + 412 }])[0] as Span;
  const strip = under({ from: left.to + GUTTER, to: right.from - GUTTER }, workRows, frame, true);
  const panels = {
    ...column(frame, left, [COVERAGE, UNCOVERED, list('subdistricts', Math.min(counts.subdistricts, 7)), list('stalled', 3, 2), TODAY]),
    ...column(frame, right, [FUNNEL, LATE, longest(3), LATENESS]),
    ...strip.panels,
  };
  const [first, last] = [panels.subdistricts, panels.stalled ?? panels.subdistricts];
  return {
    band: band(width, seams.columns),
    map: between(left.to + 12, right.from - 12, strip.top - 12),
    scene: first && last ? { ...first, height: last.y + last.height - first.y } : NOWHERE,
    alarm: { x: left.to + GUTTER, width: right.from - left.to - 2 * GUTTER, y: strip.top, height: BOTTOM - strip.top },
    // The ranking takes the place of the longest overdue in its scene.
    panels: panels.longest ? { ...panels, ranking: { ...panels.longest, rows: rowsIn(panels.longest, counts.ranking) } } : panels,
    workCells: strip.cells,
  };
}

/** 8:3: as 16:9, and a column that belongs to the scene. */
function broad(frame: Frame): Arrangement {
  const left = leftColumns(frame, [{ from: MARGIN, to: MARGIN + 440 }])[0] as Span;
  const [right, scene] = rightColumns(frame, [
    { from: MARGIN, to: MARGIN + 440 },
    { from: MARGIN + 482, to: MARGIN + 982 },
  ]) as [Span, Span];
  return withScene(
    frame,
    { left, scene, inset: 12 },
    {
      ...column(frame, left, [COVERAGE, UNCOVERED, list('subdistricts', Math.min(frame.counts.subdistricts, 7)), list('stalled', 3, 2), TODAY]),
      ...column(frame, right, [FUNNEL, LATE, longest(3), LATENESS]),
    },
  );
}

/** 32:9 and wider: two columns on either side and one that belongs to the scene; the extra width goes to the map. */
function wide(frame: Frame): Arrangement {
  const { counts } = frame;
  const pair = [
    { from: MARGIN, to: MARGIN + 440 },
    { from: MARGIN + 496, to: MARGIN + 936 },
  ];
  const [outerLeft, left] = leftColumns(frame, pair) as [Span, Span];
  const [outerRight, right, scene] = rightColumns(frame, [...pair, { from: MARGIN + 978, to: MARGIN + 1478 }]) as [Span, Span, Span];
  return withScene(
    frame,
    { left, scene, inset: 30 },
    {
      ...column(frame, outerLeft, [COVERAGE, UNCOVERED, TODAY_BY_OUTCOME, HOURLY]),
      ...column(frame, left, [list('subdistricts', Math.min(counts.subdistricts, 8)), PACE, list('stalled', 4), list('kinds', counts.kinds)]),
      ...column(frame, right, [FUNNEL, LATE, LATENESS, list('domains', Math.min(counts.domains, 6))]),
      ...column(frame, outerRight, [longest(7), list('ranking', Math.min(counts.ranking, 8))]),
    },
  );
}

function withScene(frame: Frame, at: { left: Span; scene: Span; inset: number }, panels: Arrangement['panels']): Arrangement {
  const { left, scene, inset } = at;
  const strip = under({ from: left.to + GUTTER, to: scene.from - GUTTER }, 2, frame, false);
  const told = stackPanels(
    [{ name: 'scene', fixed: 410, row: 10, rows: 20 } as const, { name: 'feed', fixed: HEAD, row: ROW + 2, rows: 7, least: 3 } as const],
    scene,
    FULL,
    frame.seams.rows,
    SEAM,
  );
  return {
    band: band(frame.width, frame.seams.columns),
    map: between(left.to + inset, scene.from - inset, strip.top - 12),
    scene: told.scene ?? NOWHERE,
    alarm: { x: left.to + GUTTER, width: scene.from - left.to - 2 * GUTTER, y: strip.top, height: BOTTOM - strip.top },
    panels: { ...panels, ...(told.feed ? { feed: told.feed } : {}), ...strip.panels },
    workCells: strip.cells,
  };
}

/** Upright: one column of fewer things, none of them smaller. The lowest panel follows the scene. */
function portrait({ width, seams, language }: Frame): Arrangement {
  const margin = 20;
  const text = { x: margin, width: width - 2 * margin };
  const coverage = { ...text, ...clearOf(86, 156, seams.rows) };
  const late = { ...text, ...clearOf(coverage.y + coverage.height + 12, 124, seams.rows) };
  const mapTop = late.y + late.height + 12;
  const mapHeight = Math.min(Math.round(0.42 * H), H - 16 - 180 - mapTop);
  const lower = { ...text, ...clearOf(mapTop + mapHeight + 12, H - 16 - (mapTop + mapHeight + 12), seams.rows) };
  lower.height = Math.min(lower.height, H - 16 - lower.y);
  const rows = rowsIn(lower, Number.POSITIVE_INFINITY);
  return {
    band: {
      name: { x: margin, y: 6, width: text.width - 190, height: 42 },
      round: { x: margin, y: 46, width: text.width, height: 36 },
      status: { x: width - margin - 180, y: 6, width: 180, height: 42 },
    },
    map: { x: 0, width, y: mapTop, height: mapHeight },
    scene: lower,
    alarm: lower,
    panels: {
      coverage: { ...coverage, rows: 0 },
      late: { ...late, rows: 0 },
      subdistricts: { ...lower, rows },
      longest: { ...lower, rows: Math.floor((lower.height - HEAD) / TWO_LINE_ROW) },
      ranking: { ...lower, rows },
      works: { ...lower, rows: 0 },
    },
    workCells: cellsIn([{ from: margin, to: width - margin }], lower.y + HEAD, Math.floor((lower.height - HEAD) / WORK_ROW), WORK_WIDTH[language]),
  };
}

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };
const FULL: Span = { from: TOP, to: BOTTOM };

function leftColumns({ seams }: Frame, columns: readonly Span[]): Span[] {
  return fitColumns(columns, seams.columns, SEAM);
}

function rightColumns({ seams, width }: Frame, columns: readonly Span[]): Span[] {
  return fitColumnsFromRight(width, columns, seams.columns, SEAM);
}

function column({ seams }: Frame, span: Span, panels: readonly Plan[]): Partial<Record<PanelName, PanelBox>> {
  return stackPanels(panels, span, FULL, seams.rows, SEAM);
}

function between(from: number, to: number, bottom: number): Box {
  return { x: from, width: to - from, y: BAND + 6, height: bottom - BAND - 6 };
}

function rowsIn({ height }: { height: number }, most: number): number {
  return Math.min(most, Math.floor((height - HEAD) / ROW));
}

/** The works at the foot, and above them one line of the feed where it has no panel of its own. */
function under(span: Span, rows: number, { seams, language }: Frame, hasLine: boolean) {
  const height = HEAD + rows * WORK_ROW;
  const works = clearOf(BOTTOM - height, height, seams.rows, true);
  const line = clearOf(works.y - 52, ROW, seams.rows, true);
  const box = { x: span.from, width: span.to - span.from, rows: 0 };
  const panels: Partial<Record<PanelName, PanelBox>> = { works: { ...box, ...works } };
  if (hasLine) panels.feed = { ...box, ...line, rows: 1 };
  return { top: hasLine ? line.y : works.y, panels, cells: cellsIn(splitAt(span, seams.columns, SEAM), works.y + HEAD, rows, WORK_WIDTH[language]) };
}

/** Equal cells in every part of the strip, filled row by row. */
function cellsIn(parts: readonly Span[], top: number, rows: number, least: number): Box[] {
  const row = parts.flatMap(({ from, to }) => {
    const count = Math.floor((to - from) / least);
    return Array.from({ length: count }, (_, index) => ({ x: from + (index * (to - from)) / count, width: (to - from) / count }));
  });
  return Array.from({ length: rows }, (_, index) => row.map((cell) => ({ ...cell, y: top + index * WORK_ROW, height: WORK_ROW }))).flat();
}

/** Moves a box down (or up) until no seam crosses it. */
function clearOf(y: number, height: number, seams: readonly number[], isUpwards = false): { y: number; height: number } {
  const hit = seams.find((seam) => seam > y - SEAM && seam < y + height + SEAM);
  if (hit === undefined) return { y, height };
  return { y: isUpwards ? hit - SEAM - height : hit + SEAM, height };
}

/** Name at the left, connection and clock at the right; the round follows the name, behind the seam where one is in between. */
function band(width: number, seams: readonly number[]): Arrangement['band'] {
  const name = { from: MARGIN, to: MARGIN + NAME_WIDTH };
  const [status] = fitColumnsFromRight(width, [{ from: MARGIN, to: MARGIN + STATUS_WIDTH }], seams, SEAM) as [Span];
  const free = splitAt({ from: name.to, to: status.from - GUTTER }, seams, SEAM).sort((a, b) => b.to - b.from - (a.to - a.from))[0] ?? name;
  const box = ({ from, to }: Span): Box => ({ x: from, width: to - from, y: 0, height: BAND });
  return { name: box(name), round: box(free), status: box(status) };
}
