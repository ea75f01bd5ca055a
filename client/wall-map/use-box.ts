import { type RefObject, useEffect, useRef, useState } from 'react';

/** Type of the wall at 1080 lines. */
const TEXT_PX = 24;

/** Size of an element in u (its height ÷ 1080 is what type is measured by), followed as it changes; null until it stands. */
export function useBox<Element extends HTMLElement>(): [RefObject<Element | null>, { width: number; height: number } | null] {
  const element = useRef<Element>(null);
  const [box, setBox] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const measure = () => {
      const u = Number.parseFloat(getComputedStyle(current).fontSize) / TEXT_PX;
      const [width, height] = [Math.floor(current.clientWidth / u), Math.floor(current.clientHeight / u)];
      setBox((before) => (before?.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [element, box];
}
