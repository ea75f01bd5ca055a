/**
 * Where everything on a wall stands: pure arithmetic from the size of the window, the chosen canvas and the seams between the displays.
 * One factor, u = 1/1080 of the picture's height, scales type and space; what leaves this file is in whole CSS pixels.
 */
import { ARRANGE, H } from './arrange.ts';

/** The canvases a wall is set up for, width and height in pixels. Other windows are fitted to the nearest shape. */
export const CANVASES = {
  '1920x1080': [1920, 1080],
  '3840x2160': [3840, 2160],
  '3840x1080': [3840, 1080],
  '7680x2160': [7680, 2160],
  '6656x1792': [6656, 1792],
  '2560x1600': [2560, 1600],
  '1080x1920': [1080, 1920],
} as const satisfies Record<string, readonly [number, number]>;
export type Canvas = keyof typeof CANVASES;

/** How a picture is arranged: 16:9, 16:10, 8:3, 32:9 and wider, upright. */
export type Family = 'standard' | 'tall' | 'broad' | 'wide' | 'portrait';
export type PanelName =
  | 'coverage'
  | 'uncovered'
  | 'subdistricts'
  | 'stalled'
  | 'today'
  | 'hourly'
  | 'pace'
  | 'kinds'
  | 'funnel'
  | 'late'
  | 'longest'
  | 'lateness'
  | 'domains'
  | 'ranking'
  | 'works'
  | 'feed';

/** Pixels from the upper left corner of the picture. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface PanelBox extends Box {
  /** How many rows of the panel's list fit; 0 where it has none. */
  rows: number;
}
export interface WallLayout {
  family: Family;
  /** Pixels of one u. */
  u: number;
  /** The picture in the window: letterboxed where their shapes differ. */
  stage: Box;
  band: { name: Box; round: Box; status: Box };
  map: Box;
  /** The place that follows the scene: in 16:9 and 16:10 where `subdistricts` and `stalled` are otherwise. */
  scene: Box;
  /** Where a held alarm stands, under the map: in place of the works. */
  alarm: Box;
  /** Panels may share a place: which of them is shown is the scene's business. */
  panels: Partial<Record<PanelName, PanelBox>>;
  /** Cells of the works strip, row by row. */
  workCells: Box[];
  /** Middle lines of the seams in the picture. */
  seams: { columns: number[]; rows: number[] };
}
export interface LayoutInput {
  widthPx: number;
  heightPx: number;
  canvas: Canvas | 'auto';
  /** Middle lines of the seams between displays, pixels of the canvas (of the nearest one where it is automatic). */
  bezels: { columns: readonly number[]; rows: readonly number[] };
  /** Lengths of the lists that follow from how the district is made; the others have a fixed number of rows. */
  counts: { subdistricts: number; kinds: number; domains: number; ranking: number };
  language: 'zh' | 'en';
}

/** Shapes (width ÷ height) a family takes as they are, the map taking what is over. Anything between two families is letterboxed. */
const SHAPES: readonly { family: Family; from: number; to: number }[] = [
  { family: 'portrait', from: 0.54, to: 0.7 },
  { family: 'tall', from: 1.5, to: 1.68 },
  { family: 'standard', from: 1.7, to: 1.92 },
  { family: 'broad', from: 2.6, to: 2.9 },
  { family: 'wide', from: 3.4, to: 4 },
];

/** The wall's boxes for a window of any size. */
export function layoutWall({ widthPx, heightPx, canvas, bezels, counts, language }: LayoutInput): WallLayout {
  const named = canvas === 'auto' ? nearestCanvas(widthPx / heightPx) : canvas;
  const [canvasWidth, canvasHeight] = CANVASES[named];
  const { family, aspect } = nearestShape(canvas === 'auto' ? widthPx / heightPx : canvasWidth / canvasHeight);
  const width = Math.min(widthPx, Math.round(heightPx * aspect));
  const height = Math.min(heightPx, Math.round(widthPx / aspect));
  const u = height / H;
  const inU = (px: number): number => (px / canvasHeight) * H;
  const seams = { columns: bezels.columns.map(inU), rows: bezels.rows.map(inU) };
  const drawn = ARRANGE[family]({ width: width / u, seams, counts, language });
  const px = <Kind extends Box>(box: Kind): Kind => inPixels(box, u);
  return {
    family,
    u,
    stage: { x: Math.floor((widthPx - width) / 2), y: Math.floor((heightPx - height) / 2), width, height },
    band: { name: px(drawn.band.name), round: px(drawn.band.round), status: px(drawn.band.status) },
    map: px(drawn.map),
    scene: px(drawn.scene),
    alarm: px(drawn.alarm),
    panels: Object.fromEntries(Object.entries(drawn.panels).map(([name, box]) => [name, px(box)])),
    workCells: drawn.workCells.map(px),
    seams: { columns: seams.columns.map((x) => x * u), rows: seams.rows.map((y) => y * u) },
  };
}

/** The canvas that a window comes closest to in shape; of two of one shape the smaller. */
export function nearestCanvas(aspect: number): Canvas {
  const off = (canvas: Canvas): number => Math.abs(Math.log(CANVASES[canvas][0] / CANVASES[canvas][1] / aspect));
  return (Object.keys(CANVASES) as Canvas[]).reduce((nearest, canvas) => (off(canvas) < off(nearest) - 1e-9 ? canvas : nearest));
}

function nearestShape(aspect: number): { family: Family; aspect: number } {
  const fitted = SHAPES.map(({ family, from, to }) => ({ family, aspect: Math.min(to, Math.max(from, aspect)) }));
  const off = (shape: { aspect: number }): number => Math.abs(Math.log(shape.aspect / aspect));
  return fitted.reduce((nearest, shape) => (off(shape) < off(nearest) ? shape : nearest));
}

/** Edges are rounded, not sizes: what touches goes on touching. */
function inPixels<Kind extends Box>(box: Kind, u: number): Kind {
  const [x, y] = [Math.round(box.x * u), Math.round(box.y * u)];
  return { ...box, x, y, width: Math.round((box.x + box.width) * u) - x, height: Math.round((box.y + box.height) * u) - y };
}
