import type { ProjectPhase } from '#contract/projects';

/** A line as the map draws the phase: dashes before work begins, a full line after; hatched where nobody says. The word stands beside it. */
export function PhaseMark({ phase }: { phase: ProjectPhase }) {
  return (
    <svg className="phase-mark" data-phase={phase} width="26" height="10" viewBox="0 0 26 10" aria-hidden="true">
      <path d="M1 5h24" />
    </svg>
  );
}
