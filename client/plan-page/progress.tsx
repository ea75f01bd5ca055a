import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format.ts';
import type { Computation } from './api.ts';
import { shareOf } from './small-share.ts';

const TICK_MS = 100;

/** How far a computation is: its phase, how much better anything else could still be, how long it has taken; and how to end it. */
export function PlanProgress({ computed: { progress, cancel } }: { computed: Computation }) {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const seconds = useSeconds(progress !== null);
  if (progress === null) return <p className="plan-progress" role="status" />;
  const known = progress === 'waiting' ? null : progress;
  const gap = known?.value && known.bound ? Math.max(0, (known.bound - known.value) / known.value) : null;
  return (
    <p className="plan-progress" role="status">
      <b>{t(`phase.${phaseOf(known?.stage)}`)}</b>
      {/* Told once to those who listen; the clock is for the eye. */}
      <span aria-hidden="true">
        {gap !== null && `${t('phase.gap', { gap: shareOf(gap) })} `}
        {t('phase.seconds', { seconds: format.number(seconds, 1) })}
      </span>
      <button type="button" className="button" onClick={cancel}>
        {t('stop')}
      </button>
    </p>
  );
}

type Phase = 'waiting' | 'bound' | 'core' | 'proof' | 'outlook';
const PHASES: readonly Phase[] = ['bound', 'core', 'proof', 'outlook'];
const phaseOf = (stage: string | undefined): Phase => PHASES.find((phase) => phase === stage) ?? 'waiting';

/** Seconds since something began to run. */
function useSeconds(isRunning: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!isRunning) return;
    const start = performance.now();
    setSeconds(0);
    const timer = setInterval(() => setSeconds((performance.now() - start) / 1000), TICK_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  return seconds;
}
