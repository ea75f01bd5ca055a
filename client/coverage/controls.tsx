import { useTranslation } from 'react-i18next';
import { HOUSEHOLD_KINDS } from '#contract/households';
import { usePast } from '../api/past.ts';
import { roundOf, useCampaigns } from '../api/settings.ts';
import { DENOMINATORS, useMapState } from '../map/map-state.ts';
import { Segmented } from '../ui/segmented.tsx';
import './coverage.css';

/**
 * Denominator by name, kind of target, and the round (closed ones too). All three are in the URL.
 * @param shown Code of the round whose figures stand beside them while the URL names none: on a past day it need not be today's.
 */
export function CoverageControls({ shown }: { shown?: string }) {
  const { t } = useTranslation('coveragePanel');
  const { state, update } = useMapState();
  const { data: campaigns } = useCampaigns();
  const past = usePast();
  const round = campaigns ? roundOf(campaigns, state.campaign ?? past?.round?.code ?? shown ?? null) : null;
  const options = DENOMINATORS.map((value) => ({ value, label: t(`denominator.${value}`), title: t(`denominatorHint.${value}`) }));
  return (
    <div className="coverage-controls">
      <Segmented label={t('denominator.label')} value={state.denominator} options={options} onChange={(denominator) => update({ denominator })} />
      <select
        aria-label={t('kindFilter')}
        value={state.kind ?? ''}
        onChange={(event) => update({ kind: HOUSEHOLD_KINDS.find((kind) => kind === event.target.value) ?? null })}
      >
        <option value="">{t('allKinds')}</option>
        {HOUSEHOLD_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </select>
      {campaigns && campaigns.length > 1 && (
        <select aria-label={t('campaign')} value={round?.code ?? ''} onChange={(event) => update({ campaign: event.target.value })}>
          {campaigns.map((campaign) => (
            <option key={campaign.id} value={campaign.code}>
              {/* Whether it is open is said of today: on a past day a round that is over may have been under way. */}
              {campaign.name} {past === null ? t(`campaignStatus.${campaign.status}`) : ''}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
