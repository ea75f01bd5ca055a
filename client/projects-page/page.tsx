import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { addRoom } from '../i18n/i18n.ts';
import { Bars, Failure } from '../ui/load-state.tsx';
import { useCatalogue } from './api.ts';
import { ProjectsDesk } from './desk.tsx';
import { editMessages } from './edit/messages.ts';
import { projectsMessages } from './messages.ts';
import './page.css';
import './parts.css';
import './table.css';
import './edit/edit.css';

addRoom('projects', projectsMessages);
addRoom('projectEdit', editMessages);
const WAITING = [96, 34, 420];

/** `/projects`: programmes with their figures; their projects on the map, in a list, over time; and where two would dig twice. */
export default function ProjectsPage() {
  const { t } = useTranslation('projects');
  const settings = useSettings();
  const catalogue = useCatalogue();
  const failed = [settings, catalogue].find(({ isError, data }) => isError && data === undefined);
  return (
    <main className="projects-page" aria-label={t('title')}>
      {settings.data !== undefined && catalogue.data !== undefined ? (
        <ProjectsDesk settings={settings.data} catalogue={catalogue.data} />
      ) : failed !== undefined ? (
        <Failure error={failed.error} since={failed.errorUpdatedAt} onRetry={() => void failed.refetch()} />
      ) : (
        <Bars heights={WAITING} />
      )}
    </main>
  );
}
