import { useTranslation } from 'react-i18next';
import type { PaceTree } from '#contract/pace';
import type { PublicSettings } from '#contract/settings';
import { useSettings } from '../api/settings.ts';
import { NoRound, useMissingRound } from '../coverage/no-round.tsx';
import { coveragePanelMessages } from '../coverage/panel-messages.ts';
import { addRoom } from '../i18n/i18n.ts';
import { useMapState } from '../map/map-state.ts';
import { Bars, Failure } from '../ui/load-state.tsx';
import { usePaceTree } from './api.ts';
import { DayPicker } from './day-picker.tsx';
import { CoverageDesk } from './desk.tsx';
import { useDeskState } from './desk-state.ts';
import { pacePageMessages } from './messages.ts';
import './page.css';

addRoom('coveragePanel', coveragePanelMessages);
addRoom('pace', pacePageMessages);
const WAITING = [60, 40, 420];

/** `/coverage`: how far the round has come everywhere, how quickly it goes on, and when it will end. */
export default function CoveragePage() {
  const { t } = useTranslation('pace');
  const settings = useSettings();
  const noRound = useMissingRound();
  const { state } = useMapState();
  const { desk, change } = useDeskState();
  // On a past day the round is the one that had begun then.
  const missing = desk.day === null ? noRound : null;
  const tree = usePaceTree(state.campaign, state.kind, desk.day, missing === null);
  const failed = settings.isError ? settings : tree.isError ? tree : null;
  const both = whenBoth(settings.data, tree.data);
  return (
    <main className="coverage-page" aria-label={t('title')}>
      {failed !== null && <Failure error={failed.error} since={failed.errorUpdatedAt} onRetry={() => void failed.refetch()} />}
      {missing !== null ? (
        <div className="coverage-wait">
          <h1>{t('title')}</h1>
          <NoRound why={missing} />
        </div>
      ) : both !== null ? (
        <CoverageDesk settings={both.settings} tree={both.tree} />
      ) : failed !== null && desk.day !== null ? (
        <div className="coverage-wait">
          <h1>{t('title')}</h1>
          <DayPicker day={desk.day} onDay={(day) => change({ day })} />
        </div>
      ) : failed === null ? (
        <div className="coverage-wait">
          <h1>{t('title')}</h1>
          <Bars heights={WAITING} />
        </div>
      ) : null}
    </main>
  );
}

function whenBoth(settings: PublicSettings | undefined, tree: PaceTree | undefined): { settings: PublicSettings; tree: PaceTree } | null {
  return settings === undefined || tree === undefined ? null : { settings, tree };
}
