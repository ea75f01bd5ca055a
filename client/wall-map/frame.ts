import type { ClearSpace } from '../map/flight.ts';

/** At 1080 lines: a grid is filled from this width on. */
export const FILL_PX = 30;
/** At 1080 lines: issues in their term and names of roads are on the map from this zoom on. */
export const CALM_ZOOM = 14.5;

/**
 * Where a grid's name may stand, in em from its point, nearest first: it makes way for marks, which no hover can push aside. Farther off it would name
 * its neighbour.
 */
export const NAME_PLACES: readonly (readonly [number, number])[] = [
  [0, 0],
  ...[0.7, 1.4].flatMap((by) => [[0, by] as const, [0, -by] as const, [by, 0] as const, [-by, 0] as const]),
  ...[1, -1].flatMap((by) => [[1, by] as const, [-1, by] as const]),
];

/** At 1080 lines: height of the bars of words above and below the map (wall-map.css), and how far the district keeps from them. */
const TITLE = { line: 48, upright: 56 };
const FOOT = { zh: 68, en: 99, two: 124 };
const APART = 12;
/** Narrower than this, the legend and whose map it is stand one above the other, and upright also the tour and its title. */
const NARROW = 960;
const UPRIGHT = 700;

/** Room the words around the map of a wall take, in pixels. */
export function clearOf(widthPx: number, u: number, isEnglish: boolean): ClearSpace {
  const width = widthPx / u;
  const side = APART * u;
  const top = width < UPRIGHT ? TITLE.upright : TITLE.line;
  const bottom = width < NARROW ? FOOT.two : FOOT[isEnglish ? 'en' : 'zh'];
  return { top: top * u + side, right: side, bottom: bottom * u + side, left: side };
}
