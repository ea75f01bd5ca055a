import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useToldDay } from '../api/past.ts';
import { roundOf, roundOnDay, useCampaigns } from '../api/settings.ts';

/** The round all figures on the page are about, and how far it has come; on a past day that day's round, and the day. */
export function Round() {
  const { t } = useTranslation('shell');
  const [parameters] = useSearchParams();
  const campaigns = useCampaigns();
  const day = useToldDay() ?? parameters.get('day');
  if (!campaigns.data) return <span className="bar-round" />;
  const code = parameters.get('campaign');
  const round = day === null ? roundOf(campaigns.data, code) : roundOnDay(campaigns.data, day, code);
  if (!round) return <span className="bar-round bar-muted">{t(day === null ? 'round.none' : 'round.noneThen')}</span>;
  const note = day ?? (round.dayNumber === null ? t(round.status === 'closed' ? 'round.closed' : 'round.planned') : t('round.day', { day: round.dayNumber }));
  return (
    <span className="bar-round">
      {round.name} <span className="bar-muted">{note}</span>
    </span>
  );
}
