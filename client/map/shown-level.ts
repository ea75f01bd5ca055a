import type { Bounds } from './map-context.ts';

/** From zoom `from` up to `to` the map shows, colours and selects the grids of `level`. */
export interface LevelRange {
  level: number;
  from: number;
  to: number;
}

/** From here on single households, buildings with an edge and alley names can be told apart. */
export const BUILDING_ZOOM = 15;

const MAX_ZOOM = 24;
/** A typical grid is at least this wide on the screen before its level is shown: room for its name and a number. */
const READABLE_PX = 118;
/** Metres per pixel at zoom 0 on the equator, for 512 px tiles. */
export const METRES_PER_PX = 78_271.51696;
const METRES_PER_DEGREE = 111_320;
/** The district itself is the frame, never the content. */
const FIRST_LEVEL = 2;
const LAST_LEVEL = 5;

/**
 * Which level to show when, from how many basic grids each level has and how large the district is: a level opens where its grids
 * become readable (readablePx wide). Districts differ a hundredfold in size, so fixed zooms would fit one of them. Levels that do not exist are skipped.
 */
export function levelRanges(levels: readonly number[], kinds: readonly string[], district: Bounds | null, readablePx = READABLE_PX): LevelRange[] {
  const counts = new Map<number, number>();
  levels.forEach((level, index) => {
    if (kinds[index] === 'basic' && level >= FIRST_LEVEL && level <= LAST_LEVEL) counts.set(level, (counts.get(level) ?? 0) + 1);
  });
  const present = [...counts].sort(([a], [b]) => a - b);
  const starts = present.map(([level, count], index) => ({ level, from: index === 0 ? 0 : readableZoom(count, district, readablePx) }));
  return starts.map(({ level, from }, index) => ({ level, from, to: starts[index + 1]?.from ?? MAX_ZOOM })).filter(({ from, to }) => from < to);
}

/** The level shown at a zoom; 1 where there is only the district. */
export function levelAt(ranges: readonly LevelRange[], zoom: number): number {
  return ranges.find(({ to }) => zoom < to)?.level ?? 1;
}

/** The zoom from which a level is shown, or undefined where it has no grids. */
export function levelStart(ranges: readonly LevelRange[], level: number): number | undefined {
  return ranges.find((range) => range.level === level)?.from;
}

function readableZoom(count: number, district: Bounds | null, readablePx: number): number {
  const [west, south, east, north] = district ?? [0, 0, 0.2, 0.2];
  const cosine = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const area = (east - west) * cosine * METRES_PER_DEGREE * (north - south) * METRES_PER_DEGREE;
  const side = Math.sqrt(area / count);
  return Math.log2((METRES_PER_PX * cosine * readablePx) / side);
}
