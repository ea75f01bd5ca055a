import type { WorkDetail } from '#contract/works';

/** A work that was asked for as of a day, with the phase, the acceptance and the monthly checks it had when a day ended; its quantity, place and money are of now. */
export function workOn(work: WorkDetail, day: string): WorkDetail {
  const until = (on: string | null) => (on !== null && on <= day ? on : null);
  const acceptances = work.acceptances.filter(({ acceptedOn }) => acceptedOn <= day);
  const checks = work.checks.filter(({ checkedOn }) => checkedOn <= day);
  const isDone = (work.phase === 'done' || work.phase === 'accepted') && until(work.completedOn ?? work.asOf) !== null;
  const isAccepted = work.phase === 'accepted' && isDone && (work.acceptances.length === 0 || acceptances[0]?.result === 'passed');
  const begun = until(work.startedOn) === null ? 'planned' : 'under_construction';
  // Nobody keeps on which day a work was given up.
  const phase = work.phase === 'cancelled' ? 'cancelled' : isAccepted ? 'accepted' : isDone ? 'done' : begun;
  return {
    ...work,
    phase,
    startedOn: until(work.startedOn),
    completedOn: until(work.completedOn),
    acceptances,
    checks,
    // The newest comes first.
    grade: checks[0]?.grade ?? null,
    photos: isDone ? work.photos : work.photos.flatMap((spot) => (spot.before === null ? [] : [{ ...spot, after: null }])),
  };
}
