import { lazy, Suspense } from 'react';
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

const StagePanel = lazy(async () => ({ default: (await import('../wall-map/stage-panel.tsx')).StagePanel }));

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
  return (
    <>
      {shown.has('coverage') && panels.coverage && <CoveragePanel at={panels.coverage} coverage={picture.coverage} isShort={isShort} />}
      {shown.has('uncovered') && panels.uncovered && <UncoveredPanel at={panels.uncovered} coverage={picture.coverage} />}
      {shown.has('subdistricts') && panels.subdistricts && (
        <ChildrenPanel at={panels.subdistricts} items={picture.children} own={picture.coverage?.own ?? null} />
      )}
      {shown.has('stalled') && panels.stalled && <StalledPanel at={panels.stalled} stalled={picture.stalled} />}
      {shown.has('today') && panels.today && <TodayPanel at={panels.today} today={picture.today} pace={picture.pace} isFull={family === 'wide'} />}
      {shown.has('hourly') && panels.hourly && <HourlyPanel at={panels.hourly} today={picture.today} u={u} />}
      {shown.has('pace') && panels.pace && <PacePanel at={panels.pace} pace={picture.pace} endsOn={picture.round?.endsOn ?? null} u={u} />}
      {shown.has('kinds') && panels.kinds && <KindsPanel at={panels.kinds} coverage={picture.coverage} />}
      {shown.has('funnel') && panels.funnel && <FunnelPanel at={panels.funnel} issues={picture.issues} />}
      {shown.has('late') && panels.late && <LatePanel at={panels.late} issues={picture.issues} isShort={isShort} />}
      {shown.has('longest') && panels.longest && <LongestPanel at={panels.longest} issues={picture.issues} />}
      {shown.has('lateness') && panels.lateness && <LatenessPanel at={panels.lateness} issues={picture.issues} />}
      {shown.has('domains') && panels.domains && <DomainsPanel at={panels.domains} issues={picture.issues} />}
      {shown.has('ranking') && panels.ranking && <RankingPanel at={panels.ranking} ranking={picture.ranking} turn={family === 'wide' ? director.index : 0} />}
      {shown.has('works') && panels.works && <WorksPanel at={panels.works} cells={layout.workCells} works={picture.works} />}
      {shown.has('feed') &&
        panels.feed &&
        (panels.feed.rows > 1 ? <FeedPanel at={panels.feed} feed={picture.feed} /> : <FeedLine at={panels.feed} feed={picture.feed} />)}
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
