import { useEffect, useRef, useState } from 'react';

/** The value, at most once in so many milliseconds: the first change at once, of those that follow the last. */
export function useThrottled<Value>(value: Value, everyMs: number): Value {
  const [shown, setShown] = useState(value);
  const changedAt = useRef(0);
  useEffect(() => {
    const wait = changedAt.current + everyMs - performance.now();
    const show = () => {
      changedAt.current = performance.now();
      setShown(value);
    };
    if (wait <= 0) return show();
    const timer = setTimeout(show, wait);
    return () => clearTimeout(timer);
  }, [value, everyMs]);
  return shown;
}
