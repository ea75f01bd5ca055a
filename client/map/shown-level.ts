/** From zoom `from` up to `to` the map shows, colours and selects the grids of `level`. */
export interface LevelRange {
  level: number;
  from: number;
  to: number;
}

const MAX_ZOOM = 24;
/** Subdistricts open into communities, grids and micro-grids. The district itself is the frame. */
const FROM_ZOOM: readonly (readonly [level: number, from: number])[] = [
  [2, 0],
  [3, 12.2],
  [4, 14],
  [5, 17],
];

/** From here on single households, buildings with an edge and alley names can be told apart. */
export const BUILDING_ZOOM = 15;

/** The ranges of the levels that exist: a district without micro-grids keeps showing grids, one without subdistricts opens at once. */
export function levelRanges(existing: ReadonlySet<number>): LevelRange[] {
  const levels = FROM_ZOOM.filter(([level]) => existing.has(level));
  return levels.map(([level, from], index) => ({ level, from: index === 0 ? 0 : from, to: levels[index + 1]?.[1] ?? MAX_ZOOM }));
}

/** The level shown at a zoom; 1 where there is only the district. */
export function levelAt(ranges: readonly LevelRange[], zoom: number): number {
  return ranges.find(({ to }) => zoom < to)?.level ?? 1;
}
