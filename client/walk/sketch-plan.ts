import type { WalkList } from '#contract/walk';
import { planeAt } from '#geodata/walk/plane';

type XY = readonly [x: number, y: number];

/** The drawing of a route: everything in the units of its own box, y downwards. */
export interface SketchPlan {
  width: number;
  height: number;
  streets: { path: string; width: number }[];
  names: { text: string; x: number; y: number; degrees: number }[];
  ways: { path: string; isKnown: boolean }[];
  start: XY;
  /** number null: a dot only, where numbers would cover each other. */
  stops: { at: XY; number: number | null }[];
  scale: { metres: number; width: number };
}

const WIDTH = 1000;
const MARGIN = 34;
const MOST_HEIGHT = 620;
const LEAST_HEIGHT = 260;
/** A stop whose number would lie this near to another's has none. */
const NUMBER_ROOM = 19;
const NAME_LENGTH = 15;
const STEPS = [1, 2, 5];

/** Lays out a list as a sketch: north up, true to scale. At least one stop. */
export function sketchPlan({ start, stops, streets }: WalkList): SketchPlan {
  const plane = planeAt(start.lon, start.lat);
  const route = [[start.lon, start.lat] as [number, number], ...stops.flatMap(({ lon, lat, leg }): [number, number][] => [[lon, lat], ...leg.way])].map(
    ([lon, lat]) => plane.toMetres(lon, lat),
  );
  const [west, east] = [Math.min(...route.map(([x]) => x)), Math.max(...route.map(([x]) => x))];
  const [south, north] = [Math.min(...route.map(([, y]) => y)), Math.max(...route.map(([, y]) => y))];
  const perMetre = Math.min((WIDTH - 2 * MARGIN) / Math.max(60, east - west), (MOST_HEIGHT - 2 * MARGIN) / Math.max(60, north - south));
  const height = Math.max(LEAST_HEIGHT, (north - south) * perMetre + 2 * MARGIN);
  const place = (lon: number, lat: number): XY => {
    const [x, y] = plane.toMetres(lon, lat);
    return [round(WIDTH / 2 + (x - (west + east) / 2) * perMetre), round(height / 2 - (y - (south + north) / 2) * perMetre)];
  };
  const isInside = ([x, y]: XY) => x > MARGIN && x < WIDTH - MARGIN && y > MARGIN / 2 && y < height - MARGIN / 2;
  const drawn = streets.map(({ name, widthM, line }) => ({ name, width: Math.max(1.2, widthM * perMetre), points: line.map(([lon, lat]) => place(lon, lat)) }));
  const numbered: XY[] = [];
  return {
    width: WIDTH,
    height: round(height),
    streets: drawn.filter(({ points }) => touches(points, height)).map(({ width, points }) => ({ path: pathOf(points), width: round(width) })),
    names: namesOf(drawn, isInside),
    ways: stops.map(({ leg }) => ({ path: pathOf(leg.way.map(([lon, lat]) => place(lon, lat))), isKnown: leg.along === 'streets' })),
    start: place(start.lon, start.lat),
    stops: stops.map(({ lon, lat, number }) => {
      const at = place(lon, lat);
      if (numbered.some(([x, y]) => Math.hypot(x - at[0], y - at[1]) < NUMBER_ROOM)) return { at, number: null };
      numbered.push(at);
      return { at, number };
    }),
    scale: scaleOf(perMetre),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
const pathOf = (points: readonly XY[]): string => `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`;

function touches(points: readonly XY[], height: number): boolean {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return Math.max(...xs) > 0 && Math.min(...xs) < WIDTH && Math.max(...ys) > 0 && Math.min(...ys) < height;
}

/** One name a street, on its longest straight piece in view that has room for it; wide streets first. */
function namesOf(streets: readonly { name: string | null; width: number; points: XY[] }[], isInside: (at: XY) => boolean): SketchPlan['names'] {
  const names = new Map<string, SketchPlan['names'][number]>();
  for (const { name, points } of [...streets].sort((a, b) => b.width - a.width)) {
    if (name === null || names.has(name)) continue;
    let longest = name.length * NAME_LENGTH;
    for (const [index, b] of points.slice(1).entries()) {
      const a = points[index] as XY;
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      const isFree = [...names.values()].every((other) => Math.hypot(other.x - x, other.y - y) > 70);
      if (length <= longest || !isInside([x, y]) || !isFree) continue;
      longest = length;
      const slope = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
      names.set(name, { text: name, x: round(x), y: round(y), degrees: round(slope > 90 ? slope - 180 : slope < -90 ? slope + 180 : slope) });
    }
  }
  return [...names.values()];
}

/** The longest round distance that is at most a fifth of the width. */
function scaleOf(perMetre: number): SketchPlan['scale'] {
  const most = WIDTH / 5 / perMetre;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = (STEPS.filter((step) => step * power <= most).pop() ?? 1) * power;
  return { metres, width: round(metres * perMetre) };
}
