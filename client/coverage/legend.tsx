import { useTranslation } from 'react-i18next';
import { UNCOVERED_STATES } from '#contract/coverage';
import type { MapState } from '../map/map-state.ts';
import { StateMark } from './state-mark.tsx';

const PER_CENT = 100;

/** Seven steps with their breaks, what they are a share of, and what unknown looks like. */
export function CoverageLegend({ breaks, denominator, kind }: { breaks: readonly number[] } & Pick<MapState, 'denominator' | 'kind'>) {
  const { t } = useTranslation('coverage');
  return (
    <section className="legend">
      <h3>
        {t('legend.title')} <small>{t(`legend.formula.${denominator}`)}</small>
      </h3>
      <div className="legend-ramp" aria-hidden="true">
        {Array.from({ length: breaks.length + 1 }, (_, step) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its position
          <span key={step} style={{ background: `var(--ramp-${step + 1})` }} />
        ))}
      </div>
      <div className="legend-breaks">
        {breaks.map((edge) => (
          <span key={edge}>{Math.round(edge * PER_CENT)}</span>
        ))}
      </div>
      <p className="legend-line">
        <span className="legend-hatch" aria-hidden="true" /> {t('legend.unknown')}
      </p>
      {kind !== null && <p className="legend-note">{t('legend.everyKind')}</p>}
    </section>
  );
}

/** In place of the legends where no round is open: why nothing is drawn, and what to do. */
export function NoRoundLegend() {
  const { t } = useTranslation('coverage');
  return (
    <section className="legend">
      <h3>{t('legend.title')}</h3>
      <p className="legend-note">{t('legend.noRound')}</p>
    </section>
  );
}

/** The four states somebody is left in. */
export function UncoveredLegend() {
  const { t } = useTranslation('coverage');
  return (
    <section className="legend">
      <h3>{t('legend.uncovered')}</h3>
      <ul className="legend-two">
        {UNCOVERED_STATES.map((state) => (
          <li key={state}>
            <StateMark state={state} /> {t(`states.${state}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}
