import type { LevelKey } from './alarm-words.ts';

/** The shape of a level I to IV; the colour only repeats it. Decoration: the word stands beside it. */
export function LevelMark({ level }: { level: LevelKey }) {
  return (
    <svg className={`w-level-mark w-level-mark-${level}`} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[level]}
    </svg>
  );
}

const SHAPES: Record<LevelKey, React.ReactElement> = {
  1: (
    <>
      <path d="M8 .6 15.4 8 8 15.4.6 8Z" fill="var(--level-1)" />
      <path d="M8 4.2v4.8M8 10.5v1.8" stroke="var(--ground)" strokeWidth="1.7" />
    </>
  ),
  2: <path d="M8 1.4 15.2 14.4H.8Z" fill="var(--level-2)" />,
  3: <rect x="1.8" y="1.8" width="12.4" height="12.4" fill="var(--level-3)" />,
  4: <circle cx="8" cy="8" r="6.6" fill="var(--level-4)" />,
};
