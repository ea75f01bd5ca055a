import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { roundOf, useCampaigns } from '../api/settings.ts';

/** The round all figures on the page are about, and how far it has come. */
export function Round() {
  const { t } = useTranslation('shell');
  const [parameters] = useSearchParams();
  const campaigns = useCampaigns();
  if (!campaigns.data) return <span className="bar-round" />;
  const round = roundOf(campaigns.data, parameters.get('campaign'));
  if (!round) return <span className="bar-round bar-muted">{t('round.none')}</span>;
  const note = round.dayNumber === null ? t(round.status === 'closed' ? 'round.closed' : 'round.planned') : t('round.day', { day: round.dayNumber });
  return (
    <span className="bar-round">
      {round.name} <span className="bar-muted">{note}</span>
    </span>
  );
}
