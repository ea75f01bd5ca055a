import { useTranslation } from 'react-i18next';
import { useAskedDay, usePast } from '../api/past.ts';
import { roundOf, useCampaigns } from '../api/settings.ts';
import { useMapState } from '../map/map-state.ts';
import { Empty } from '../ui/load-state.tsx';

/** Why coverage cannot be told: no round is open, or several are and none was named; null while it can, and while nobody knows yet. */
export function useMissingRound(): 'none' | 'several' | null {
  const { state } = useMapState();
  const { data: campaigns } = useCampaigns();
  const past = usePast();
  if (past !== null) return past.round === null ? 'none' : null;
  if (state.campaign !== null || campaigns === undefined) return null;
  if (roundOf(campaigns, null) === null) return 'none';
  return campaigns.filter(({ status }) => status === 'open').length > 1 ? 'several' : null;
}

/** The round that lists are asked of: the one named, in the past the one whose figures are shown, with the day. */
export function useRoundAsked(): { campaign: string | null; day: string | undefined } {
  const { state } = useMapState();
  const past = usePast();
  const day = useAskedDay();
  return { campaign: state.campaign ?? (day === undefined ? null : (past?.round?.code ?? null)), day };
}

/** In place of all figures of coverage: one sentence, and the rounds that can be looked at instead. */
export function NoRound({ why }: { why: 'none' | 'several' }) {
  const { t } = useTranslation('coveragePanel');
  const { update } = useMapState();
  const { data: campaigns = [] } = useCampaigns();
  return (
    <section className="section">
      <Empty>{t(`noRound.${why}`)}</Empty>
      <ul className="round-list">
        {campaigns
          .filter(({ status }) => status !== 'planned')
          .map(({ id, code, name, status }) => (
            <li key={id}>
              <button type="button" className="button" onClick={() => update({ campaign: code })}>
                {t('noRound.look', { name })} {t(`campaignStatus.${status}`)}
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
}
