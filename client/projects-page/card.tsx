import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProjectClash, ProjectDetail } from '#contract/projects';
import { writePanelView } from '../map/panel-view.ts';
import { Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { Quantity } from '../works/quantity.tsx';
import { Actions, hasActions, useMay } from './actions.tsx';
import { type ProjectCatalogue, useProject } from './api.ts';
import { Benefits, Fields, Phases } from './card-facts.tsx';
import { Consultation, Milestones } from './card-parts.tsx';
import { ClashList } from './clash-list.tsx';
import { clashesOf } from './gantt-scale.ts';
import { projectOnMap } from './map-link.ts';
import { Money, MoneyBar } from './money.tsx';

const WAITING = [24, 40, 120, 120, 120];

interface ProjectCardProps {
  id: number;
  catalogue: ProjectCatalogue;
  clashes: readonly ProjectClash[];
  today: string;
  onSelect: (id: number) => void;
  onShow: (clash: ProjectClash) => void;
  onCorrect: () => void;
  onClose: () => void;
}

/** One project: how far it is, whose money, who benefits and who agreed, what is due, what it would dig up twice. */
export function ProjectCard({ id, catalogue, clashes, today, onSelect, onShow, onCorrect, onClose }: ProjectCardProps) {
  const { t } = useTranslation('projects');
  const query = useProject(id);
  const may = useMay();
  const own = clashesOf(clashes, id);
  return (
    <Panel
      title={query.data?.name ?? t('title')}
      onClose={onClose}
      focusKey={`project ${id}`}
      foot={
        query.data && hasActions(query.data, may) ? (
          <Actions key={`${id} ${query.data.phase}`} project={query.data} catalogue={catalogue} today={today} onCorrect={onCorrect} />
        ) : undefined
      }
    >
      <Loaded query={query} bars={WAITING}>
        {(project) => (
          <>
            <Phases project={project} />
            <Fields project={project} catalogue={catalogue} />
            {project.place !== 'none' && (
              <p className="projects-note">
                <Link to={projectOnMap(project)}>{t('card.onMap')}</Link>
              </p>
            )}
            {own.length > 0 && (
              <Section title={t('card.clashes')}>
                <ClashList clashes={own} moratoriumYears={catalogue.rules.moratoriumYears} onSelect={onSelect} onShow={onShow} />
              </Section>
            )}
            <Section title={t('card.money')} aside={t('card.wan')}>
              <MoneyBar funds={project.funds} sources={catalogue.sources} />
              <Money funds={project.funds} sources={catalogue.sources} />
            </Section>
            <Section title={t('card.benefits')}>
              <Benefits project={project} />
            </Section>
            <Section title={t('card.consultation')}>
              <Consultation project={project} steps={catalogue.steps} />
            </Section>
            <Section title={t('card.milestones')}>
              <Milestones project={project} today={today} />
            </Section>
            <Section title={t('card.works')}>
              <Works project={project} />
            </Section>
            <Section title={t('card.history')}>
              <History project={project} />
            </Section>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Works({ project: { works } }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects');
  if (works.length === 0) return <p className="projects-note">{t('card.noWorks')}</p>;
  return (
    <ul className="project-works">
      {works.map((work) => (
        <li key={work.id}>
          <Link to={`/map?panel=${writePanelView({ list: 'work', id: work.id, from: null })}`}>{work.name ?? work.typeName}</Link>
          <Quantity quantity={work.quantity} unit={work.unit} qualifier={work.qualifier} />
        </li>
      ))}
    </ul>
  );
}

function History({ project: { history } }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  return (
    <ul className="project-history">
      {history.map(({ action, toPhase, happenedOn, reason, personName }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what happened has no other name, and the list only grows at its head
        <li key={index}>
          <small>{format.date(happenedOn)}</small>
          <span>
            {t(`actions.${action}`)} {toPhase !== null && t(`phases.${toPhase}`)}{' '}
            {action === 'milestone' || action === 'corrected' || action === 'reopened' ? reason : null}
            {personName !== null && <small> {personName}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}
