import type { IssueStateColumns } from '#contract/state';
import type { TileLayer } from '#contract/tiles';
import type { GridColumns } from '../api/layer-state.ts';
import { coverageRates, coverageStep } from '../coverage/layers.ts';
import { URGENCY } from '../issues/layers.ts';
import { translucent } from '../map/basemap.ts';
import { AHEAD, BORDER_WIDTHS } from '../map/borders.ts';
import { drawingOf, latenessIcon } from '../map/icons.ts';
import { CASING, ROAD_WIDTHS, ROAD_ZOOMS } from '../map/roads.ts';
import { type LevelRange, levelAt, levelStart } from '../map/shown-level.ts';
import { type Theme, type as typography } from '../tokens.ts';
import { CALM_ZOOM } from '../wall-map/frame.ts';
import { type Area, rowsInside, VEIL } from '../wall-map/own-area.ts';
import { LINE, MARK, TEXT, zoomShift } from '../wall-map/scale.ts';
import { alongZoom, EXTENT, type Frame, type TilePath, type TilePaths } from './still-tiles.ts';

/** What a still map is drawn from. */
export interface Still {
  frame: Frame;
  tiles: Partial<Record<TileLayer, readonly TilePaths[]>>;
  grids: GridColumns;
  issues: IssueStateColumns | null;
  /** Which level is filled from which zoom, at 1080 lines. */
  fills: readonly LevelRange[];
  breaks: readonly number[];
  /** Code of the grid a wall keeps to, and its ground; null: the whole district. */
  own: string | null;
  area: Area | null;
  /** Level of the wall's grid: the names are of the level below it. */
  level: number;
  theme: Theme;
  /** Screen height ÷ 1080. */
  u: number;
}

/** The finest grids are doors and houses: nothing for a still picture of a district. */
const MOST_LEVEL = 4;
/** As the moving map has them (basemap.ts, grids/layers.ts, issues/layers.ts), before a wall makes them larger. */
const FROM_ZOOM = { roadCasing: 13, green: 13, shore: 12 };
/** Squares that only touch leave a line between them. */
const SEAM_PX = 0.4;
const SHORE_PX = 1.2;
const OUTLINE_PX = 2.6;
const NAME = { px: 15, haloPx: 2, opacity: 0.8, spacing: 0.12, paleSteps: 3 };
const MARK_SIZES = [
  [11, 0.8],
  [14, 1],
  [18, 1.3],
] as const;
const ROADS = ['d', 'c', 'b', 'a'] as const;

/** Draws the whole of a wall's grid as the moving map begins with it: grids by coverage, green, roads, water, borders, names, open issues. The context's unit is one CSS pixel. */
export function drawStill(context: CanvasRenderingContext2D, still: Still): void {
  const { frame, tiles, grids, fills, theme, u } = still;
  const { map } = theme;
  const zoom = frame.zoom - zoomShift(u);
  const px = (width: number): number => width * LINE * u;
  /** Each tile in its own square: its shapes are cut a little outside it, and the cut is no border. */
  const inTiles = (layer: TileLayer, draw: (paths: readonly TilePath[], lines: (width: number) => void) => void): void => {
    for (const { z, x, y, paths } of tiles[layer] ?? []) {
      const scale = (frame.world * 2 ** -z) / EXTENT;
      context.save();
      context.translate((x * 2 ** -z - frame.corner[0]) * frame.world, (y * 2 ** -z - frame.corner[1]) * frame.world);
      context.scale(scale, scale);
      context.beginPath();
      const over = SEAM_PX / scale;
      context.rect(-over, -over, EXTENT + 2 * over, EXTENT + 2 * over);
      context.clip();
      draw(paths, (width) => {
        context.lineWidth = width / scale;
      });
      context.restore();
    }
  };
  const fill = (layer: TileLayer, colour: string): void =>
    inTiles(layer, (paths) => {
      context.fillStyle = colour;
      context.fill(joined(paths));
    });
  const roads = (bridges: boolean, extra: number, colour: string, opacity: number): void =>
    inTiles('roads', (paths, lines) => {
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.strokeStyle = colour;
      context.globalAlpha = opacity;
      for (const name of ROADS) {
        const own = paths.filter((path) => path.class === name && (path.isBridge || !bridges));
        lines(px(alongZoom(zoom, ROAD_WIDTHS[name]?.map((width, index) => [ROAD_ZOOMS[index] as number, width + extra] as const) ?? [], 1.6)));
        if (own.length > 0) context.stroke(joined(own));
      }
    });

  context.fillStyle = map.landOut;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  fill('grids-1', map.landIn);
  if (grids.hasRound) choropleth(context, still, Math.min(MOST_LEVEL, levelAt(fills, zoom)), inTiles);
  if (zoom >= FROM_ZOOM.green) fill('green', map.green);
  const road = grids.hasRound ? map.roadOverChoropleth : map.road;
  if (zoom >= FROM_ZOOM.roadCasing) roads(false, CASING.extra, map.roadCasing, grids.hasRound ? CASING.opacity : 1);
  roads(false, 0, road, 1);
  inTiles('water', (paths, lines) => {
    context.fillStyle = map.water;
    context.fill(joined(paths));
    if (zoom < FROM_ZOOM.shore) return;
    lines(px(SHORE_PX));
    context.strokeStyle = map.shore;
    context.stroke(joined(paths));
  });
  if (zoom >= FROM_ZOOM.roadCasing) roads(true, CASING.extra, map.roadCasing, 1);
  roads(true, 0, road, 1);
  for (const level of [4, 3, 2, 1] as const) {
    const [thin, thick] = BORDER_WIDTHS[level] ?? [1, 1];
    if (level > 1 && zoom < (levelStart(fills, level) ?? Number.POSITIVE_INFINITY) - AHEAD) continue;
    inTiles(`grids-${level}`, (paths, lines) => {
      const stops = [
        [12, thin],
        [16, thick],
      ] as const;
      lines(px(alongZoom(zoom, stops, 1)));
      context.lineJoin = 'round';
      context.strokeStyle = map.border;
      context.globalAlpha = map.borderOpacity[level - 1] ?? 1;
      context.stroke(joined(paths));
    });
  }
  veil(context, still, px(OUTLINE_PX));
  names(context, still);
  marks(context, still, zoom);
}

function joined(paths: readonly TilePath[]): Path2D {
  return new Path2D(paths.map(({ d }) => d).join(''));
}

type InTiles = (layer: TileLayer, draw: (paths: readonly TilePath[]) => void) => void;

/** Grids of one level in the seven steps, those of which nothing is known hatched. One path a step: a few fillings a tile. */
function choropleth(context: CanvasRenderingContext2D, { grids, breaks, theme, frame, u }: Still, level: number, inTiles: InTiles): void {
  const rates = coverageRates(grids, 'reachable');
  const stepOf = ({ id }: TilePath): number => {
    const rate = rates.get(id);
    return rate == null ? -1 : coverageStep(rate, breaks);
  };
  const hatch = hatchOf(context, theme);
  inTiles(`grids-${level}` as TileLayer, (paths) => {
    for (let step = -1; step < theme.ramp.length; step++) {
      const shape = joined(paths.filter((path) => stepOf(path) === step));
      if (step >= 0) context.fillStyle = theme.ramp[step] as string;
      else if (hatch !== null) {
        // As large as on the map, whatever the tile is drawn at.
        const { a, e, f } = context.getTransform();
        const ratio = (context.canvas.width / frame.width) * u;
        hatch.setTransform(new DOMMatrix([ratio / a, 0, 0, ratio / a, -e / a, -f / a]));
        context.fillStyle = hatch;
      }
      context.fill(shape);
    }
  });
}

function hatchOf(context: CanvasRenderingContext2D, theme: Theme): CanvasPattern | null {
  const drawing = drawingOf(`${theme.name}|hatch`);
  const cell = document.createElement('canvas');
  const own = cell.getContext('2d');
  if (drawing === null || own === null) return null;
  [cell.width, cell.height] = [drawing.width, drawing.height];
  drawing.draw(own);
  return context.createPattern(cell, 'repeat');
}

/** What is around the grid a wall keeps to stays to be made out, and is not to be read. */
function veil(context: CanvasRenderingContext2D, { area, frame, theme }: Still, width: number): void {
  if (area === null) return;
  const outline = new Path2D();
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  for (const ring of polygons.flat()) {
    for (const [lon = 0, lat = 0] of ring) outline.lineTo(...frame.place([lon, lat]));
    outline.closePath();
  }
  const around = new Path2D(outline);
  around.rect(0, 0, frame.width, frame.height);
  context.save();
  context.globalAlpha = VEIL;
  context.fillStyle = theme.ground;
  context.fill(around, 'evenodd');
  context.restore();
  context.lineJoin = 'round';
  context.lineWidth = width;
  context.strokeStyle = theme.map.border;
  context.stroke(outline);
}

function names(context: CanvasRenderingContext2D, { grids, own, level, frame, breaks, theme, u }: Still): void {
  const rates = coverageRates(grids, 'reachable');
  const size = NAME.px * TEXT * u;
  context.font = `700 ${size}px ${typography.family}`;
  context.letterSpacing = `${NAME.spacing * size}px`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 2 * NAME.haloPx * TEXT * u;
  for (const row of rowsInside(grids, own)) {
    const [id, lon, lat] = [grids.id[row], grids.lon[row], grids.lat[row]];
    if (id === undefined || lon == null || lat == null || grids.level[row] !== level + 1 || grids.kind[row] !== 'basic') continue;
    const rate = grids.hasRound ? rates.get(id) : null;
    const step = rate == null ? null : coverageStep(rate, breaks);
    const [x, y] = frame.place([lon, lat]);
    const name = grids.shortName[row] ?? grids.name[row] ?? '';
    context.strokeStyle = translucent(step !== null && step < NAME.paleSteps ? (theme.ramp[step] ?? theme.ground) : theme.ground, NAME.opacity);
    context.strokeText(name, x, y);
    context.fillStyle = step === null ? theme.text : (theme.rampInk[step] ?? theme.text);
    context.fillText(name, x, y);
  }
}

/** As the moving map: what is in its term waits for a nearer view. */
const URGENT: ReadonlySet<string> = new Set(URGENCY.slice(0, URGENCY.indexOf('scheduled')));

/** Open issues, the more urgent on top. */
function marks(context: CanvasRenderingContext2D, { issues, frame, theme, u }: Still, zoom: number): void {
  if (issues === null) return;
  const size = alongZoom(zoom, MARK_SIZES, 1) * MARK * u;
  for (const lateness of [...URGENCY].reverse()) {
    const drawing = drawingOf(latenessIcon(theme.name, lateness));
    if (drawing === null || (zoom < CALM_ZOOM && !URGENT.has(lateness))) continue;
    issues.lateness.forEach((own, row) => {
      if (own !== lateness) return;
      const [x, y] = frame.place([issues.lon[row] ?? 0, issues.lat[row] ?? 0]);
      context.save();
      context.translate(x - (drawing.width / 2) * size, y - (drawing.height / 2) * size);
      context.scale(size, size);
      drawing.draw(context);
      context.restore();
    });
  }
}
