import type { CoverageState } from '#contract/coverage';

/** The mark of a household's state, the same on the map, in the legend and in lists. Decoration: the word stands beside it. */
export function StateMark({ state }: { state: CoverageState }) {
  return (
    <svg className="mark" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      {shapes[state]}
    </svg>
  );
}

const shapes: Record<CoverageState, React.ReactElement> = {
  untried: <circle cx="7" cy="7" r="5" fill="var(--ramp-1)" />,
  tried: <circle cx="7" cy="7" r="4" fill="var(--surface)" stroke="var(--tried)" strokeWidth="2.5" />,
  appointment: <rect x="2" y="2" width="10" height="10" fill="var(--accent)" />,
  covered: <circle cx="7" cy="7" r="5" fill="var(--ramp-6)" />,
  exempt_pending: <path d="M7 1.5v11M1.5 7h11" stroke="var(--ramp-1)" strokeWidth="2.5" fill="none" />,
  exempt: <path d="M1 8 8 1M3 12 12 3M8 13l5-5" stroke="var(--hatch)" strokeWidth="2" fill="none" />,
};
