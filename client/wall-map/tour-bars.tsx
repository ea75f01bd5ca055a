import { useTranslation } from 'react-i18next';
import type { Director } from '../director/use-director.ts';

interface TourBarsProps {
  director: Director;
  /** What the map shows: of the scene, or of the alarm before it. */
  title: string;
}

/** Upper left of the map: a bar for each scene, which of them is shown, and how much of its time is over. */
export function TourBars({ director: { index, count, mode, progress, dwellMs, go }, title }: TourBarsProps) {
  const { t } = useTranslation('wallMap');
  return (
    <nav className="wall-tour" aria-label={t('tour', { n: index + 1, total: count })}>
      <ol>
        {Array.from({ length: count }, (_, bar) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in the tour
          <li key={bar} aria-current={bar === index ? 'step' : undefined}>
            <button type="button" aria-label={t('place', { n: bar + 1, total: count })} onClick={() => go(bar)}>
              {bar === index && (
                <span
                  key={`${mode} ${index} ${progress}`}
                  className={mode === 'tour' ? 'wall-tour-runs' : undefined}
                  style={mode === 'tour' ? { animationDuration: `${dwellMs}ms`, animationDelay: `${-progress * dwellMs}ms` } : undefined}
                />
              )}
            </button>
          </li>
        ))}
      </ol>
      <p>
        {count > 1 && mode !== 'alarm' && <span className="wall-tour-place">{t('place', { n: index + 1, total: count })}</span>} {title}
        {mode === 'held' && (
          <span className="wall-tour-held" title={t('heldHint')}>
            {t('held')}
          </span>
        )}
      </p>
    </nav>
  );
}
