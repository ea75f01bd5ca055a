import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Director } from '../director/use-director.ts';

interface TourBarsProps {
  director: Director;
  /** What the map shows: of the scene, or of the alarm before it. */
  title: string;
}

/** Upper left of the map: a bar for each scene, which of them is shown, and how much of its time is over. */
export function TourBars({ director: { index, count, mode, isAlarmElsewhere, progress, dwellMs, go }, title }: TourBarsProps) {
  const { t } = useTranslation('wallMap');
  return (
    <nav className="wall-tour" aria-label={t('tour', { n: index + 1, total: count })}>
      <ol>
        {Array.from({ length: count }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in the tour
          <li key={at} aria-current={at === index ? 'step' : undefined}>
            <button type="button" aria-label={t('place', { n: at + 1, total: count })} onClick={() => go(at)}>
              {at === index && (mode === 'tour' ? <Running key={`${index} ${progress}`} from={progress} dwellMs={dwellMs} /> : <span />)}
            </button>
          </li>
        ))}
      </ol>
      <p>
        {count > 1 && mode !== 'alarm' && <span className="wall-tour-place">{t('place', { n: index + 1, total: count })}</span>} {title}
        {mode === 'held' && (
          <span className="wall-tour-held" title={t(isAlarmElsewhere ? 'heldByAlarmHint' : 'heldHint')}>
            {t(isAlarmElsewhere ? 'heldByAlarm' : 'held')}
          </span>
        )}
      </p>
    </nav>
  );
}

const STEP_MS = 1000;

/** How much of the scene's time is over, a second at a time: an animation would have the whole screen put together anew for every frame (17 % of a core, measured). */
function Running({ from, dwellMs }: { from: number; dwellMs: number }) {
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const begun = performance.now() - from * dwellMs;
    const step = () => {
      if (bar.current) bar.current.style.transform = `scaleX(${Math.min(1, (performance.now() - begun + STEP_MS) / dwellMs).toFixed(2)})`;
    };
    step();
    const timer = setInterval(step, STEP_MS);
    return () => clearInterval(timer);
  }, [from, dwellMs]);
  return <span />;
}
