import { useTranslation } from 'react-i18next';
import { useSettings } from '../api/settings.ts';
import { addRoom } from '../i18n/i18n.ts';
import { Bars, Empty, Failure } from '../ui/load-state.tsx';
import { usePlanAlleys, usePlanModel } from './api.ts';
import { PlanDesk } from './desk.tsx';
import { planKeptMessages } from './kept-messages.ts';
import { planMessages } from './messages.ts';
import './page.css';
import './parts.css';
import './kept.css';

addRoom('plan', planMessages);
addRoom('planKept', planKeptMessages);
const WAITING = [90, 420, 160];

/** `/plan`: which back alleys next, for this money, and why exactly these. */
export default function PlanPage() {
  const { t } = useTranslation('plan');
  const [settings, model, alleys] = [useSettings(), usePlanModel(), usePlanAlleys()];
  const failed = [settings, model, alleys].find(({ isError, data }) => isError && data === undefined);
  return (
    <main className="plan-page" aria-label={t('title')}>
      {failed !== undefined ? (
        <Failure error={failed.error} since={failed.errorUpdatedAt} onRetry={() => void failed.refetch()} />
      ) : settings.data === undefined || model.data === undefined || alleys.data === undefined ? (
        <Bars heights={WAITING} />
      ) : alleys.data.id.length === 0 ? (
        <Empty>{t('noAlleys')}</Empty>
      ) : (
        <PlanDesk settings={settings.data} model={model.data} alleys={alleys.data} />
      )}
    </main>
  );
}
