import { useEffect, useRef } from 'react';
import type { Director } from './use-director.ts';

/** Where the picture stands beside its place, in pixels: no edge of it is lit for days at one spot. One step after the other, and round again. */
const DRIFT: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [1, 0],
  [2, 1],
  [1, 2],
  [0, 1],
  [-1, 2],
  [-2, 1],
  [-1, -1],
  [0, -2],
  [1, -1],
];
const DRIFT_MS = 3 * 60_000;

/** Moves the picture by a pixel or two every few minutes (custom properties --drift-x and --drift-y of the document). */
export function useDrift(): void {
  useEffect(() => {
    const { style } = document.documentElement;
    let step = 0;
    const timer = setInterval(() => {
      step = (step + 1) % DRIFT.length;
      const [x, y] = DRIFT[step] ?? [0, 0];
      style.setProperty('--drift-x', `${x}px`);
      style.setProperty('--drift-y', `${y}px`);
    }, DRIFT_MS);
    return () => {
      clearInterval(timer);
      style.removeProperty('--drift-x');
      style.removeProperty('--drift-y');
    };
  }, []);
}

/** A tour that shows one scene for ever has no seam to load the page in. */
const ALONE_MS = 30_000;

/**
 * Loads the page again between two scenes once another build is served than the one it came with: never under somebody's hands, and never while an
 * alarm waits. `build` is undefined until it is known.
 */
export function useNewBuild(
  build: string | undefined,
  { index, count, mode }: Pick<Director, 'index' | 'count' | 'mode'>,
  reload = () => window.location.reload(),
): void {
  const own = useRef<string | undefined>(undefined);
  const seen = useRef(index);
  const isNew = own.current !== undefined && build !== undefined && build !== own.current;
  if (own.current === undefined) own.current = build;
  const latest = useRef(reload);
  latest.current = reload;
  useEffect(() => {
    const isSeam = seen.current !== index;
    seen.current = index;
    if (!isNew || mode !== 'tour') return;
    if (isSeam) return latest.current();
    if (count > 1) return;
    const timer = setTimeout(() => latest.current(), ALONE_MS);
    return () => clearTimeout(timer);
  }, [isNew, index, count, mode]);
}
