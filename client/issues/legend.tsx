import { useTranslation } from 'react-i18next';
import type { IssueStateColumns } from '#contract/state';
import { useFormat } from '../ui/use-format.ts';
import { LatenessMark } from './lateness-mark.tsx';
import { DENSITY_OPACITY, issuesByLateness, URGENCY } from './layers.ts';

/** isDense: cells stand for the marks. Every lateness with its mark and how many there are; what has no place on the map is said, not dropped. */
export function IssueLegend({ state, isDense }: { state: IssueStateColumns | undefined; isDense: boolean }) {
  const { t } = useTranslation('issues');
  const format = useFormat();
  const counts = state ? issuesByLateness(state) : null;
  return (
    <section className="legend">
      <h3>{t('legend.title')}</h3>
      <ul className="legend-two">
        {URGENCY.filter((lateness) => lateness !== 'unknown' || (counts?.unknown ?? 0) > 0).map((lateness) => (
          <li key={lateness}>
            <LatenessMark lateness={lateness} /> {t(`lateness.${lateness}`)} {counts ? <small>{format.number(counts[lateness])}</small> : null}
          </li>
        ))}
      </ul>
      {isDense ? (
        <>
          <div className="legend-ramp" aria-hidden="true">
            {DENSITY_OPACITY.map((opacity) => (
              <span key={opacity} style={{ background: 'var(--text)', opacity }} />
            ))}
          </div>
          <p className="legend-note">{t('legend.density')}</p>
        </>
      ) : null}
      {state && state.withoutGeometry > 0 ? <p className="legend-note">{t('legend.withoutPlace', { count: state.withoutGeometry })}</p> : null}
    </section>
  );
}
