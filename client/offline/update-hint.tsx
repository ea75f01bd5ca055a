import { useTranslation } from 'react-i18next';
import { addRoom } from '../i18n/i18n.ts';
import { offlineMessages } from './messages.ts';
import { useOfflineState } from './register.ts';

addRoom('offline', offlineMessages);

/** Says that a newer version waits. It never takes the page out of somebody's hands. */
export function UpdateHint() {
  const { t } = useTranslation('offline');
  const { hasUpdate } = useOfflineState();
  return hasUpdate ? (
    <p role="status" className="update-hint">
      {t('update')}
    </p>
  ) : null;
}
