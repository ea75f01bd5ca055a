import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProjectClash, ProjectDetail } from '#contract/projects';
import { useAskedDay } from '../api/past.ts';
import { addRoom } from '../i18n/i18n.ts';
import { useMapHandle } from '../map/map-context.ts';
import { isInView } from '../map/view.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { Panel, Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';
import { type ProjectCatalogue, useCatalogue, useProject } from './api.ts';
import { Benefits, Fields, Phases } from './card-facts.tsx';
import { ClashList } from './clash-list.tsx';
import { clashesOf } from './gantt-scale.ts';
import { placeOf } from './layers.ts';
import { projectsMessages } from './messages.ts';
import { useProjectPlaces } from './overlay.ts';
import { projectOn } from './past-project.ts';
import './parts.css';

addRoom('projects', projectsMessages);

const WAITING = [24, 40, 120, 120];
const CLASH_ZOOM = 16.5;

/** One project on the map of everything, as of the day the map shows: its phase, what it is, and whom it would dig twice with. The rest is on /projects. */
export function ProjectMapCard({ id, onProject, onBack }: { id: number; onProject: (id: number) => void; onBack: () => void }) {
  const { t } = useTranslation('projects');
  const query = useProject(id);
  const catalogue = useCatalogue();
  const { places, clashes } = useProjectPlaces(true);
  const map = useMapHandle();
  const box = query.data?.bbox?.join() ?? null;
  useEffect(() => {
    if (map === null || box === null) return;
    const place = box.split(',').map(Number) as [number, number, number, number];
    if (!isInView(map.getViewBounds(), place)) map.flyTo(place);
  }, [map, box]);
  return (
    <Panel
      title={query.data?.name ?? t('title')}
      back={{ label: t('card.back'), go: onBack }}
      focusKey={`project ${id}`}
      foot={
        <Link className="button button-primary" to={`/projects?project=${id}`}>
          {t('card.toProjects')}
        </Link>
      }
    >
      <Loaded query={query} bars={WAITING}>
        {(project) =>
          catalogue.data === undefined || places.data === undefined ? null : (
            <Facts
              project={project}
              phaseOn={(day) => places.data.phases.on(id, day)}
              catalogue={catalogue.data}
              clashes={clashesOf(clashes, id)}
              onProject={onProject}
              onShow={(clash) => map?.flyTo(placeOf(clash), CLASH_ZOOM)}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

interface FactsProps {
  project: ProjectDetail;
  phaseOn: (day: string) => ProjectDetail['phase'] | null;
  catalogue: ProjectCatalogue;
  clashes: readonly ProjectClash[];
  onProject: (id: number) => void;
  onShow: (clash: ProjectClash) => void;
}

function Facts({ project, phaseOn, catalogue, clashes, onProject, onShow }: FactsProps) {
  const { t } = useTranslation('projects');
  const format = useFormat();
  const day = useAskedDay();
  const phase = day === undefined ? project.phase : phaseOn(day);
  if (phase === null) return <Empty>{t('card.notYet', { day: format.date(day ?? '') })}</Empty>;
  const shown = day === undefined ? project : projectOn(project, phase, day);
  return (
    <>
      {day !== undefined && <p className="projects-note">{t('card.asOf', { day: format.date(day) })}</p>}
      <Phases project={shown} />
      <Fields project={shown} catalogue={catalogue} />
      {clashes.length > 0 && (
        <Section title={t('card.clashes')}>
          <ClashList clashes={clashes} moratoriumYears={catalogue.rules.moratoriumYears} onSelect={onProject} onShow={onShow} />
        </Section>
      )}
      <Section title={t('card.benefits')}>
        <Benefits project={shown} />
      </Section>
    </>
  );
}
