import type { WalkDoor, WalkStop } from '#contract/walk';

/** The doors of a stop that are left, by staircase and from the top floor down: a floor where everybody was met has no line. */
export interface Strip {
  unit: string | null;
  floors: { floor: number | null; doors: WalkDoor[] }[];
}

/** Groups the doors of a stop, which come in this order already. */
export function stripsOf({ doors }: Pick<WalkStop, 'doors'>): Strip[] {
  const strips: Strip[] = [];
  for (const door of doors) {
    let strip = strips.at(-1);
    if (strip === undefined || strip.unit !== door.unit) {
      strip = { unit: door.unit, floors: [] };
      strips.push(strip);
    }
    const floor = strip.floors.at(-1);
    if (floor !== undefined && floor.floor === door.floor) floor.doors.push(door);
    else strip.floors.push({ floor: door.floor, doors: [door] });
  }
  return strips;
}

/** More stops than this are printed two columns of strips to a page: three hundred courtyards one below the other are 35 pages. */
const MOST_IN_FULL = 24;

export type PaperLayout = 'full' | 'compact';

/** How a list is printed when nobody has said. */
export function layoutOf(stops: number): PaperLayout {
  return stops > MOST_IN_FULL ? 'compact' : 'full';
}
