import { lazy, memo, Suspense, useEffect } from 'react';
import type { WallPicture } from '#contract/walls';
import type { Director } from '../director/use-director.ts';
import type { WallPick } from '../wall-map/wall-map.tsx';
import type { WallLayout } from './layout.ts';
import { CoveragePanel, UncoveredPanel } from './panels/coverage.tsx';
import { FeedLine, FeedPanel } from './panels/feed.tsx';
import { placeOf } from './panels/frame.tsx';
import { ChildrenPanel, KindsPanel, StalledPanel } from './panels/grids.tsx';
import { DomainsPanel, FunnelPanel, LatenessPanel, LatePanel } from './panels/issues.tsx';
import { LongestPanel, RankingPanel } from './panels/lists.tsx';
import { PacePanel } from './panels/pace.tsx';
import { HourlyPanel, TodayPanel } from './panels/today.tsx';
import { WorksPanel } from './panels/works.tsx';
import { shownPanels } from './shown.ts';

const loadStagePanel = async () => ({ default: (await import('../wall-map/stage-panel.tsx')).StagePanel });
const StagePanel = lazy(loadStagePanel);
/** By then the figures stand. A line that breaks later must not find the scene's panel missing. */
const AHEAD_MS = 4_000;

/** Each panel rests while its own part of the picture stays the same object (shared-picture.ts): one knock moves three of them, not twenty. */
const CoverageHere = memo(CoveragePanel);
const UncoveredHere = memo(UncoveredPanel);
const FeedLineHere = memo(FeedLine);
const FeedHere = memo(FeedPanel);
const ChildrenHere = memo(ChildrenPanel);
const KindsHere = memo(KindsPanel);
const StalledHere = memo(StalledPanel);
const DomainsHere = memo(DomainsPanel);
const FunnelHere = memo(FunnelPanel);
const LatenessHere = memo(LatenessPanel);
const LateHere = memo(LatePanel);
const LongestHere = memo(LongestPanel);
const RankingHere = memo(RankingPanel);
const PaceHere = memo(PacePanel);
const HourlyHere = memo(HourlyPanel);
const TodayHere = memo(TodayPanel);
const WorksHere = memo(WorksPanel);

export interface PanelsProps {
  layout: WallLayout;
  picture: WallPicture;
  director: Director;
  pick: WallPick;
  wall: number | undefined;
}

/** Every panel that has its turn, in its place. */
export function Panels({ layout, picture, director, pick, wall }: PanelsProps) {
  const { panels, family, u } = layout;
  const shown = shownPanels(layout, director, pick !== null);
  const isShort = family === 'portrait';
  useEffect(() => {
    const timer = setTimeout(() => void loadStagePanel().catch(() => undefined), AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      {shown.has('coverage') && panels.coverage && <CoverageHere at={panels.coverage} coverage={picture.coverage} isShort={isShort} />}
      {shown.has('uncovered') && panels.uncovered && <UncoveredHere at={panels.uncovered} coverage={picture.coverage} />}
      {shown.has('subdistricts') && panels.subdistricts && (
        <ChildrenHere at={panels.subdistricts} items={picture.children} own={picture.coverage?.own ?? null} />
      )}
      {shown.has('stalled') && panels.stalled && <StalledHere at={panels.stalled} stalled={picture.stalled} />}
      {shown.has('today') && panels.today && <TodayHere at={panels.today} today={picture.today} pace={picture.pace} isFull={family === 'wide'} />}
      {shown.has('hourly') && panels.hourly && <HourlyHere at={panels.hourly} today={picture.today} u={u} />}
      {shown.has('pace') && panels.pace && <PaceHere at={panels.pace} pace={picture.pace} endsOn={picture.round?.endsOn ?? null} u={u} />}
      {shown.has('kinds') && panels.kinds && <KindsHere at={panels.kinds} coverage={picture.coverage} />}
      {shown.has('funnel') && panels.funnel && <FunnelHere at={panels.funnel} issues={picture.issues} />}
      {shown.has('late') && panels.late && <LateHere at={panels.late} issues={picture.issues} isShort={isShort} />}
      {shown.has('longest') && panels.longest && <LongestHere at={panels.longest} issues={picture.issues} />}
      {shown.has('lateness') && panels.lateness && <LatenessHere at={panels.lateness} issues={picture.issues} />}
      {shown.has('domains') && panels.domains && <DomainsHere at={panels.domains} issues={picture.issues} />}
      {shown.has('ranking') && panels.ranking && <RankingHere at={panels.ranking} ranking={picture.ranking} turn={family === 'wide' ? director.index : 0} />}
      {shown.has('works') && panels.works && <WorksHere at={panels.works} cells={layout.workCells} works={picture.works} />}
      {shown.has('feed') &&
        panels.feed &&
        (panels.feed.rows > 1 ? <FeedHere at={panels.feed} feed={picture.feed} /> : <FeedLineHere at={panels.feed} feed={picture.feed} />)}
      {shown.has('scene') && (
        <div className="w-scene" style={placeOf(layout.scene)} data-panel="scene">
          <Suspense>
            <StagePanel picture={picture} scene={director.scene} pick={pick} {...(wall === undefined ? {} : { wall })} />
          </Suspense>
        </div>
      )}
    </>
  );
}
