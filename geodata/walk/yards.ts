import Flatbush from 'flatbush';
import { distance_m, doCross, type Metres } from './plane.ts';

/** What parts one yard from the next: streets, and the edges of water. */
export interface Barriers {
  segments: readonly (readonly [Metres, Metres])[];
  index: Flatbush | null;
}

/** People cross a yard that is no wider than this; what is wider seldom is one. */
const MOST_YARD_M = 150;

/** Barriers from lines, closed or open. */
export function barriersOf(lines: readonly (readonly Metres[])[]): Barriers {
  const segments = lines.flatMap((line) => line.slice(1).map((to, at) => [line[at] as Metres, to] as const));
  if (segments.length === 0) return { segments, index: null };
  const index = new Flatbush(segments.length);
  for (const [a, b] of segments) index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
  index.finish();
  return { segments, index };
}

/** Whether one goes from door to door without a street: they are near each other, and nothing lies between them. */
export function isOneYard({ segments, index }: Barriers, a: Metres, b: Metres): boolean {
  if (index === null || distance_m(a, b) > MOST_YARD_M) return false;
  const between = index.search(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
  return between.every((at) => {
    const [c, d] = segments[at] as readonly [Metres, Metres];
    return !doCross(a, b, c, d);
  });
}
