import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PROJECT_PHASES } from '#contract/projects';
import { useIsPlaying } from '../api/past.ts';
import { addRoom } from '../i18n/i18n.ts';
import { CLASH_MARK } from './layers.ts';
import { projectsMessages } from './messages.ts';
import { PhaseMark } from './phase-mark.tsx';
import './parts.css';

addRoom('projects', projectsMessages);

/** The look of each phase, and how many pairs would dig the same ground twice. */
export function ProjectMapLegend({ clashes }: { clashes: number }) {
  const { t } = useTranslation('projects');
  const isPlaying = useIsPlaying();
  return (
    <section className="legend">
      <h3>{t('title')}</h3>
      <ul className="legend-phases">
        {PROJECT_PHASES.map((phase) => (
          <li key={phase}>
            <PhaseMark phase={phase} /> {t(`phases.${phase}`)}
          </li>
        ))}
      </ul>
      <p className="legend-clashes">
        <b className="projects-clash-mark" aria-hidden="true">
          {CLASH_MARK}
        </b>
        {isPlaying ? t('legend.clash') : <Link to="/projects?view=clashes">{t('legend.clashes', { count: clashes })}</Link>}
      </p>
    </section>
  );
}
