import { useTranslation } from 'react-i18next';
import { dayAfter } from '../time/series.ts';
import { useHistoryFrame } from '../time/use-history.ts';

/** Which day the page shows: a field between two steps, and the way back to now. Nothing where there is no day to look back on. */
export function DayPicker({ day, onDay }: { day: string | null; onDay: (day: string | null) => void }) {
  const { t } = useTranslation('pace');
  const frame = useHistoryFrame().data;
  const first = frame?.rounds[0]?.firstDay;
  if (frame === undefined || first === undefined || first >= frame.today) return null;
  const last = dayAfter(frame.today, -1);
  const step = (days: number) => {
    const next = dayAfter(day ?? frame.today, days);
    onDay(next > last ? null : next);
  };
  return (
    <span className="pace-day" data-past={day !== null || undefined}>
      <button
        type="button"
        className="pace-link"
        aria-label={t('day.before')}
        title={t('day.before')}
        disabled={day !== null && day <= first}
        onClick={() => step(-1)}
      >
        ‹
      </button>
      <input
        type="date"
        className="field"
        aria-label={t('day.pick')}
        min={first}
        max={frame.today}
        value={day ?? frame.today}
        onChange={({ target }) => target.value >= first && target.value <= frame.today && onDay(target.value === frame.today ? null : target.value)}
      />
      <button type="button" className="pace-link" aria-label={t('day.after')} title={t('day.after')} disabled={day === null} onClick={() => step(1)}>
        ›
      </button>
      {day !== null && (
        <button type="button" className="pace-link" onClick={() => onDay(null)}>
          {t('day.now')}
        </button>
      )}
    </span>
  );
}
