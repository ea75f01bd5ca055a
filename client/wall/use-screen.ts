import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';

/** Size of the window in CSS pixels. */
export function useWindowSize(): { widthPx: number; heightPx: number } {
  const key = useSyncExternalStore(
    (changed) => {
      window.addEventListener('resize', changed);
      return () => window.removeEventListener('resize', changed);
    },
    () => `${window.innerWidth} ${window.innerHeight}`,
  );
  return useMemo(() => {
    const [widthPx = 0, heightPx = 0] = key.split(' ').map(Number);
    return { widthPx, heightPx };
  }, [key]);
}

/** Whether the system asks for as little movement as possible. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia('(prefers-reduced-motion: reduce)');
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  );
}

/** Whether a hand was here within the last seconds: then what can be done is shown. */
export function useHandNear(forMs: number): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const near = (): void => {
      setNear(true);
      clearTimeout(timer);
      timer = setTimeout(() => setNear(false), forMs);
    };
    const moved = ({ movementX, movementY }: PointerEvent): void => {
      if (movementX !== 0 || movementY !== 0) near();
    };
    window.addEventListener('pointermove', moved, { passive: true });
    window.addEventListener('pointerdown', near, { passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', moved);
      window.removeEventListener('pointerdown', near);
    };
  }, [forMs]);
  return isNear;
}
