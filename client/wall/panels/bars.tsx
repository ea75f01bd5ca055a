import type { CSSProperties } from 'react';

/** In u: width a bar's figure needs, by its letters, and its name. Narrower bars name the highest and the last one only. */
const LETTER_U = 13.5;
const NAME_U = 36;

export interface Bar {
  name: string;
  value: number;
  /** As it is written above the bar. */
  told: string;
}

interface BarsProps {
  bars: readonly Bar[];
  /** Of the panel, in u. */
  width: number;
  /** A height to be reached: a dashed line across the bars. */
  goal?: number | null;
}

/** Bars from nothing upwards, in time; the last one still runs and is lighter. */
export function Bars({ bars, width, goal = null }: BarsProps) {
  const most = Math.max(1, goal ?? 0, ...bars.map(({ value }) => value));
  const longest = Math.max(1, ...bars.map(({ told }) => told.length));
  const isRoomy = width / Math.max(1, bars.length) >= longest * LETTER_U;
  const step = Math.ceil((bars.length * NAME_U) / width);
  const highest = bars.findIndex(({ value }) => value === most);
  return (
    <ol className="w-hours">
      {goal !== null && <li className="w-goal" style={{ '--share': goal / most } as CSSProperties} />}
      {bars.map(({ name, value, told }, index) => {
        const isLast = index === bars.length - 1;
        const isNamed = isRoomy || index === highest || (isLast && bars.length - 1 - highest > 1);
        return (
          <li key={name}>
            <span className="w-hour-figure">{isNamed && value > 0 ? told : ''}</span>
            <span className={isLast ? 'w-hour-bar w-hour-now' : 'w-hour-bar'} style={{ flexGrow: value / most }} />
            <span className="w-hour-rest" style={{ flexGrow: 1 - value / most }} />
            <span className="w-hour-name">{(bars.length - 1 - index) % step === 0 ? name : ''}</span>
          </li>
        );
      })}
    </ol>
  );
}
