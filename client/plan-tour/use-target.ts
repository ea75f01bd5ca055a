import { useEffect, useState } from 'react';

export interface Box {
  top: number;
  left: number;
  width: number;
  height: number;
}

const LOOK_MS = 250;

/** Brought into view: from its head where it is taller than what it scrolls in. */
function bring(found: Element): void {
  found.scrollIntoView({ block: found.getBoundingClientRect().height > window.innerHeight / 2 ? 'start' : 'nearest' });
}

/** Where a control stands on the screen, followed while the page scrolls and changes; null while it is not there. It is brought into view when it first appears. */
export function useTarget(selector: string): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    let isBrought = false;
    const look = () => {
      const target = document.querySelector(selector);
      // The settings may have to open first, a plan to be computed: once it is there, where the planner scrolls to is theirs.
      if (target !== null && !isBrought) {
        isBrought = true;
        bring(target);
      }
      const found = target?.getBoundingClientRect();
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
