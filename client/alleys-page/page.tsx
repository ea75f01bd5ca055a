import { useTranslation } from 'react-i18next';
import { alleyCardMessages } from '../alleys/card-messages.ts';
import { useSettings } from '../api/settings.ts';
import { addRoom } from '../i18n/i18n.ts';
import { issuePanelMessages } from '../issues/panel-messages.ts';
import { surveyMessages } from '../surveys/messages.ts';
import { Bars, Failure } from '../ui/load-state.tsx';
import { RegisterDesk } from './desk.tsx';
import { registerMessages } from './messages.ts';
import './page.css';

addRoom('alleyCard', alleyCardMessages);
addRoom('issuePanel', issuePanelMessages);
addRoom('register', registerMessages);
addRoom('surveys', surveyMessages);
const WAITING = [40, 30, 420];

/** `/alleys`: the register of back alleys beside the map, and the card of the one that is chosen. */
export default function AlleysPage() {
  const { t } = useTranslation('register');
  const settings = useSettings();
  return (
    <main className="alleys-page" aria-label={t('title')}>
      {settings.data !== undefined ? (
        <RegisterDesk settings={settings.data} />
      ) : settings.isError ? (
        <Failure error={settings.error} since={settings.errorUpdatedAt} onRetry={() => void settings.refetch()} />
      ) : (
        <Bars heights={WAITING} />
      )}
    </main>
  );
}
