import { useTranslation } from 'react-i18next';
import { PROJECT_PHASES, type Project, type ProjectClash, type ProjectPhase } from '#contract/projects';
import { useFormat } from '../ui/use-format.ts';
import { clashesOf } from './gantt-scale.ts';
import { PhaseMark } from './phase-mark.tsx';
import { periodText, useWan } from './words.ts';

interface TableProps {
  projects: readonly Project[];
  clashes: readonly ProjectClash[];
  /** Share of those asked that has to agree. */
  threshold: number;
  selected: number | null;
  onSelect: (id: number | null) => void;
  onHover: (id: number | null) => void;
}

/** Projects by phase, in the order of the work; what is under way first, because that is what people ask about. */
const ORDER: readonly ProjectPhase[] = ['under_construction', 'unstated', 'tendered', 'designed', 'planned', 'done', 'accepted'];

export function ProjectTable({ projects, clashes, threshold, selected, onSelect, onHover }: TableProps) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  return (
    <div className="projects-scroll">
      <table className="data-table projects-table" aria-label={t('table')}>
        <thead>
          <tr>
            <th scope="col">{t('columns.name')}</th>
            <th scope="col">{t('columns.items')}</th>
            <th scope="col">{t('columns.period')}</th>
            <th scope="col">{t('columns.households')}</th>
            <th scope="col">{t('columns.money')}</th>
            <th scope="col">{t('columns.paid')}</th>
            <th scope="col">{t('columns.consent')}</th>
            <th scope="col">{t('columns.milestones')}</th>
          </tr>
        </thead>
        {ORDER.filter((phase) => PROJECT_PHASES.includes(phase)).map((phase) => {
          const own = projects.filter((project) => project.phase === phase);
          if (own.length === 0) return null;
          return (
            <tbody key={phase} onMouseLeave={() => onHover(null)}>
              <tr className="projects-phase">
                <th scope="rowgroup" colSpan={8}>
                  <PhaseMark phase={phase} /> {t(`phases.${phase}`)} <small>{t('count', { count: format.number(own.length) as never })}</small>
                </th>
              </tr>
              {own.map((project) => (
                <Row
                  key={project.id}
                  project={project}
                  clashes={clashesOf(clashes, project.id).length}
                  threshold={threshold}
                  isSelected={project.id === selected}
                  onSelect={onSelect}
                  onHover={onHover}
                />
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

interface RowProps extends Pick<TableProps, 'threshold' | 'onSelect' | 'onHover'> {
  project: Project;
  clashes: number;
  isSelected: boolean;
}

function Row({ project, clashes, threshold, isSelected, onSelect, onHover }: RowProps) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  const wan = useWan();
  const { id, name, unit, itemCount, households, plannedMinor, paidMinor, milestones, isLate } = project;
  return (
    <tr aria-selected={isSelected} onMouseEnter={() => onHover(id)}>
      <td>
        <button type="button" className="row-link" onClick={() => onSelect(isSelected ? null : id)}>
          {name}
        </button>
        <small>
          {isLate && (
            <span className="projects-late">
              <i aria-hidden="true">▲</i> {t('late')}{' '}
            </span>
          )}
          {clashes > 0 && (
            <span className="projects-late">
              <i aria-hidden="true">▲</i> {t('views.clashes', { count: clashes })}{' '}
            </span>
          )}
          {unit?.name}
        </small>
      </td>
      <td>{format.number(itemCount)}</td>
      <td>{periodText(project) ?? <span className="muted">{t('noPeriod')}</span>}</td>
      <td>{households === null ? '–' : format.number(households)}</td>
      <td>{wan(plannedMinor)}</td>
      <td>{format.share(paidMinor, plannedMinor)}</td>
      <td>
        <ConsentCell project={project} threshold={threshold} />
      </td>
      <td>
        {milestones.done}/{milestones.total}
        {milestones.late > 0 && <small> {t('milestonesLate', { count: milestones.late })}</small>}
      </td>
    </tr>
  );
}

/** Agreed of asked as a bar with the threshold as a tick; words where there is no share. */
export function ConsentCell({ project: { consent, consentState }, threshold }: { project: Pick<Project, 'consent' | 'consentState'>; threshold: number }) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  if (consentState === 'not_needed') return <span className="muted">–</span>;
  if (consent === null) return <span className="muted">{t('consents.unknown')}</span>;
  return (
    <span className="consent" data-state={consentState}>
      <svg width="52" height="12" viewBox="0 0 52 12" aria-hidden="true">
        <rect className="consent-track" y="3" width="52" height="6" />
        <rect className="consent-share" y="3" width={52 * consent.share} height="6" />
        <path className="consent-tick" d={`M${52 * threshold} 0v12`} />
      </svg>
      {format.rate(consent.share)}
      {consentState === 'below' && <small> {t('consents.below')}</small>}
    </span>
  );
}
