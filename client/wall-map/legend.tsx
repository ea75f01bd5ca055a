import { useTranslation } from 'react-i18next';
import { UNCOVERED_STATES } from '#contract/coverage';
import type { WorkFamily } from '#contract/works';
import { StateMark } from '../coverage/state-mark.tsx';
import { FamilyMark } from '../works/family-mark.tsx';

const PER_CENT = 100;

export interface WallLegendProps {
  breaks: readonly number[];
  /** nothing: no round is open, so there are no shares; far: shares of grids; near: doors; lit: buildings alone, by how many doors are left; works: what was done, by its letter; alleys: conditions of alleys and those chosen. */
  shows: 'far' | 'near' | 'lit' | 'works' | 'alleys' | 'nothing';
  /** Kinds of works on the map. */
  families: readonly WorkFamily[];
}

/** Lower left of the map: what its colours and marks mean, in as few words as the scene needs. Issues are explained by the panel that counts them. */
export function WallLegend({ breaks, shows, families }: WallLegendProps) {
  const { t } = useTranslation(['wallMap', 'coverage']);
  if (shows === 'nothing') return <ul className="wall-legend" />;
  if (shows === 'near')
    return (
      <ul className="wall-legend">
        {UNCOVERED_STATES.map((state) => (
          <li key={state}>
            <StateMark state={state} /> {t(`coverage:states.${state}`)}
          </li>
        ))}
      </ul>
    );
  if (shows === 'lit')
    return (
      <ul className="wall-legend">
        <li>
          <span className="wall-legend-lit">
            <span />
            <span />
            <span />
          </span>{' '}
          {t('legend.lit')}
        </li>
      </ul>
    );
  if (shows === 'works')
    return (
      <ul className="wall-legend">
        {families.map((family) => (
          <li key={family}>
            <FamilyMark family={family} /> {t(`legend.families.${family}`)}
          </li>
        ))}
      </ul>
    );
  if (shows === 'alleys')
    return (
      <ul className="wall-legend">
        <li>
          <span className="wall-legend-line wall-legend-chosen" /> {t('legend.chosen')}
        </li>
        <li>
          <span className="wall-legend-line wall-legend-fails" /> {t('legend.fails')}
        </li>
        <li>
          <span className="wall-legend-line wall-legend-unsurveyed" /> {t('legend.unsurveyed')}
        </li>
      </ul>
    );
  return (
    <div className="wall-legend">
      <span>{t('legend.coverage')}</span>
      <div className="wall-legend-ramp">
        {Array.from({ length: breaks.length + 1 }, (_, step) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its position
          <span key={step} style={{ background: `var(--ramp-${step + 1})` }}>
            {breaks[step] !== undefined && <b>{Math.round(breaks[step] * PER_CENT)}</b>}
          </span>
        ))}
      </div>
      <span>
        <span className="wall-legend-hatch" /> {t('legend.unknown')}
      </span>
    </div>
  );
}
