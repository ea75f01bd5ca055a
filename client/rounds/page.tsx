import { useTranslation } from 'react-i18next';
import { MAY_PLAN } from '#contract/campaigns';
import type { Campaign } from '#contract/coverage';
import { roundOf, useCampaigns } from '../api/settings.ts';
import { useWorkingAs } from '../api/work-as.ts';
import { coveragePanelMessages } from '../coverage/panel-messages.ts';
import { useRootGrid } from '../grids/api.ts';
import { addRoom } from '../i18n/i18n.ts';
import { DENOMINATORS } from '../map/map-state.ts';
import { Loaded } from '../ui/load-state.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { type RoundsAddress, type RoundsView, useRoundsAddress } from './address.ts';
import { ChecklistsView } from './checklists/checklists-view.tsx';
import { CompareView } from './compare-view.tsx';
import { DoubtsView } from './doubts-view.tsx';
import { ExemptionsView } from './exemptions-view.tsx';
import { roundsMessages } from './messages.ts';
import { RoundChoice } from './round-choice.tsx';
import { RoundsDesk } from './rounds-desk.tsx';
import './page.css';

addRoom('coveragePanel', coveragePanelMessages);
addRoom('rounds', roundsMessages);
const WAITING = [40, 30, 30, 30];
const VIEWS: readonly RoundsView[] = ['rounds', 'compare', 'exemptions', 'doubts', 'checklists'];

/** `/rounds`: the rounds of visits, what came of them, and what has to be decided in them. */
export default function RoundsPage() {
  const { t } = useTranslation('rounds');
  const campaigns = useCampaigns();
  const { address, go } = useRoundsAddress();
  return (
    <main className="rounds-page" aria-label={t('title')}>
      <header className="rounds-head">
        <h1>{t('title')}</h1>
        <Segmented
          label={t('views.label')}
          value={address.view}
          options={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={(view) => go({ view, open: [] })}
        />
        {address.view === 'compare' && (
          <Segmented
            label={t('of')}
            value={address.of}
            options={DENOMINATORS.map((value) => ({ value, label: t(`denominators.${value}`), title: t(`definitions.${value}`) }))}
            onChange={(of) => go({ of })}
          />
        )}
      </header>
      <Loaded query={campaigns} bars={WAITING}>
        {(rounds) => <View rounds={rounds} address={address} go={go} />}
      </Loaded>
    </main>
  );
}

interface ViewProps {
  rounds: Campaign[];
  address: RoundsAddress;
  go: (change: Partial<RoundsAddress>) => void;
}

function View({ rounds, address, go }: ViewProps) {
  const district = useRootGrid();
  const root = district.data?.code ?? null;
  const mayPlan = MAY_PLAN.includes(useWorkingAs()?.role ?? '');
  const chosen = roundOf(rounds, address.campaign) ?? rounds[0] ?? null;
  if (address.view === 'compare') return <CompareView rounds={rounds} address={address} go={go} />;
  if (address.view === 'checklists') return <ChecklistsView mayPlan={mayPlan} />;
  if (address.view !== 'rounds' && chosen !== null)
    return (
      <>
        <RoundChoice rounds={rounds} chosen={chosen} onChoose={(campaign) => go({ campaign })} />
        {address.view === 'exemptions' && <ExemptionsView key={chosen.code} campaign={chosen} root={root} />}
        {address.view === 'doubts' && (
          <Loaded query={district} bars={WAITING}>
            {(grid) => grid !== null && <DoubtsView campaign={chosen} root={grid.code} open={address.open} onOpen={(open) => go({ open })} />}
          </Loaded>
        )}
      </>
    );
  return <RoundsDesk rounds={rounds} chosen={chosen} root={root} mayPlan={mayPlan} onChoose={(campaign) => go({ campaign })} />;
}
