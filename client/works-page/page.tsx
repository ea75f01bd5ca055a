import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { addRoom } from '../i18n/i18n.ts';
import { Bars, Failure } from '../ui/load-state.tsx';
import { WorksDesk } from './desk.tsx';
import { workEditMessages } from './edit/messages.ts';
import { worksPageMessages } from './messages.ts';
import './page.css';
import './edit/edit.css';

addRoom('worksPage', worksPageMessages);
addRoom('workEdit', workEditMessages);
const WAITING = [40, 30, 420];

/** `/works`: how much was done, by type and in a period; where; and what it looked like before and after. */
export default function WorksPage() {
  const { t } = useTranslation('worksPage');
  const settings = useSettings();
  return (
    <main className="works-page" aria-label={t('title')}>
      {settings.data !== undefined ? (
        <WorksDesk settings={settings.data} />
      ) : settings.isError ? (
        <Failure error={settings.error} since={settings.errorUpdatedAt} onRetry={() => void settings.refetch()} />
      ) : (
        <Bars heights={WAITING} />
      )}
    </main>
  );
}
