import { useEffect, useState } from 'react';

export interface Box {
  top: number;
  left: number;
  width: number;
  height: number;
}

const LOOK_MS = 250;

/** Where a control stands on the screen, followed while the page scrolls and changes; null while it is not there. */
export function useTarget(selector: string): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    document.querySelector(selector)?.scrollIntoView({ block: 'nearest' });
    const look = () => {
      const found = document.querySelector(selector)?.getBoundingClientRect();
      const next = found === undefined || found.width === 0 ? null : { top: found.top, left: found.left, width: found.width, height: found.height };
      setBox((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    window.addEventListener('scroll', look, true);
    window.addEventListener('resize', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('scroll', look, true);
      window.removeEventListener('resize', look);
    };
  }, [selector]);
  return box;
}
