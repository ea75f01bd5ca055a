import type { Lateness } from '#contract/issues';

/** The mark of an issue's lateness: shape first, colour only repeats it. Decoration: the word stands beside it. */
export function LatenessMark({ lateness }: { lateness: Lateness }) {
  return (
    <svg className="mark" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {shapes[lateness]}
    </svg>
  );
}

const shapes: Record<Lateness, React.ReactElement> = {
  overdue_long: (
    <>
      <path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="var(--level-1)" />
      <path d="M8 4.4v4.4M8 10.4v1.7" stroke="var(--surface)" strokeWidth="1.7" />
    </>
  ),
  overdue: <path d="M8 1.6 15 14H1Z" fill="var(--level-2)" />,
  due_today: <rect x="2" y="2" width="12" height="12" fill="var(--level-3)" />,
  in_term: <circle cx="8" cy="8" r="4" fill="none" stroke="var(--neutral)" strokeWidth="2" />,
  scheduled: (
    <>
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="var(--neutral)" strokeWidth="1.6" />
      <path d="M6.4 5.6v4.8M9.6 5.6v4.8" stroke="var(--neutral)" strokeWidth="1.4" />
    </>
  ),
  unknown: <circle cx="8" cy="8" r="4.5" fill="none" stroke="var(--neutral)" strokeWidth="1.4" strokeDasharray="2 2" />,
};
