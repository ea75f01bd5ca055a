import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PROJECT_PHASES, type Project, type ProjectClash } from '#contract/projects';
import { useFormat } from '../ui/use-format.ts';
import { clashesOf, periodOf, type Scale, scaleOf } from './gantt-scale.ts';

interface GanttProps {
  projects: readonly Project[];
  clashes: readonly ProjectClash[];
  /** 'YYYY-MM-DD'. */
  today: string;
  selected: number | null;
  onSelect: (id: number | null) => void;
  onHover: (id: number | null) => void;
}
const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

/** Periods by quarter, one line a project, by the day work begins; where it would dig twice the days are marked. */
export function Gantt({ projects, clashes, today, selected, onSelect, onHover }: GanttProps) {
  const { t } = useTranslation('projects');
  const lines = useMemo(
    () =>
      projects
        .flatMap((project) => {
          const period = periodOf(project, today);
          return period === null ? [] : [{ project, period }];
        })
        .sort((a, b) =>
          a.period.from < b.period.from
            ? -1
            : a.period.from > b.period.from
              ? 1
              : PROJECT_PHASES.indexOf(b.project.phase) - PROJECT_PHASES.indexOf(a.project.phase),
        ),
    [projects, today],
  );
  const scale = useMemo(
    () =>
      scaleOf(
        lines.map(({ period }) => period),
        today,
      ),
    [lines, today],
  );
  return (
    <section className="gantt" aria-label={t('gantt.label')}>
      <div className="gantt-head">
        <span />
        <span className="gantt-quarters">
          {scale.quarters.map(({ year, quarter, from, to }) => (
            <span key={`${year} ${quarter}`} style={{ left: percent(from), width: percent(to - from) }} title={t('gantt.quarter', { year, quarter })}>
              {quarter === 1 || from === 0 ? <b>{year}</b> : null} Q{quarter}
            </span>
          ))}
          <i className="gantt-today" style={{ left: percent(scale.at(today)) }}>
            {t('gantt.today')}
          </i>
        </span>
      </div>
      <ol onMouseLeave={() => onHover(null)}>
        {lines.map(({ project, period }) => (
          <Line
            key={project.id}
            project={project}
            period={period}
            scale={scale}
            today={today}
            clashes={clashesOf(clashes, project.id)}
            isSelected={project.id === selected}
            onSelect={onSelect}
            onHover={onHover}
          />
        ))}
      </ol>
    </section>
  );
}

interface LineProps extends Pick<GanttProps, 'clashes' | 'today' | 'onSelect' | 'onHover'> {
  project: Project;
  period: { from: string; to: string };
  scale: Scale;
  isSelected: boolean;
}

function Line({ project, period, scale, today, clashes, isSelected, onSelect, onHover }: LineProps) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  const { id, name, phase } = project;
  const span = (from: string, to: string) => ({ left: percent(scale.at(from)), width: percent(Math.max(0.002, scale.at(to) - scale.at(from))) });
  const label = t('gantt.bar', { name, phase: t(`phases.${phase}`), from: period.from, to: period.to });
  return (
    <li className="gantt-line" aria-current={isSelected || undefined} onMouseEnter={() => onHover(id)}>
      <button type="button" className="gantt-name" onClick={() => onSelect(isSelected ? null : id)} title={name}>
        {name}
      </button>
      <span className="gantt-track">
        {scale.quarters.slice(1).map(({ year, quarter, from }) => (
          <i key={`${year} ${quarter}`} className="gantt-grid" style={{ left: percent(from) }} />
        ))}
        <i className="gantt-now" style={{ left: percent(scale.at(today)) }} />
        <span className={`gantt-bar phase-fill phase-fill-${phase}`} style={span(period.from, period.to)} role="img" aria-label={label} title={label} />
        {project.isLate && project.endsOn !== null && (
          <span className="gantt-late" style={span(project.endsOn, today)} title={t('lateBy', { days: format.number(daysBetween(project.endsOn, today)) })} />
        )}
        {clashes.map((clash) => {
          const other = clash.first.id === id ? clash.second : clash.first;
          const words = t('gantt.clash', { name: other.name });
          return <span key={other.id} className="gantt-clash" style={span(clash.from, clash.to)} role="img" aria-label={words} title={words} />;
        })}
      </span>
    </li>
  );
}

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
