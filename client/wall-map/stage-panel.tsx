import { useTranslation } from 'react-i18next';
import type { WallPicture, WallScene } from '#contract/walls';
import { useGridColumns } from '../api/layer-state.ts';
import { liveNow } from '../api/live.ts';
import { addRoom } from '../i18n/i18n.ts';
import { useFormat } from '../ui/use-format.ts';
import { wallMapMessages } from './messages.ts';
import { GridHeadline, StageAlleys, StageMorning, StageOverdue, StageRanking, StageWorks } from './stage-scenes.tsx';
import { StageSection } from './stage-section.tsx';
import { useSection } from './use-section.ts';
import type { WallPick } from './wall-map.tsx';
import './stage-panel.css';

addRoom('wallMap', wallMapMessages);

export interface StagePanelProps {
  picture: WallPicture | null;
  /** Whose turn it is. */
  scene: WallScene | null;
  /** What a hand chose on the map stands before the scene. */
  pick: WallPick;
  /** Id of the wall, where the address names one. */
  wall?: number;
}

/** What belongs to the scene: a grid in figures, the section of its worst building, works before and after, chosen alleys, ranking. Sized by its box. */
export function StagePanel({ picture, scene, pick, wall }: StagePanelProps) {
  if (picture === null) return null;
  return (
    <section className="stage-panel" data-scene={scene?.key}>
      {pick?.kind === 'grid' ? <PickedGrid code={pick.code} campaign={picture.round?.code ?? null} /> : <OfScene {...{ picture, scene, wall }} />}
    </section>
  );
}

function OfScene({ picture, scene, wall }: { picture: WallPicture; scene: WallScene | null; wall: number | undefined }) {
  switch (scene?.kind) {
    case 'lowest':
    case 'section':
      return <LowestGrid scene={scene} wall={wall} campaign={picture.round?.code ?? null} />;
    case 'works':
      return <StageWorks scene={scene} today={picture.today?.day} wall={wall} />;
    case 'alleys':
      return <StageAlleys scene={scene} />;
    case 'overdue':
      return <StageOverdue scene={scene} nowMs={Date.parse(liveNow())} />;
    case 'ranking':
      return <StageRanking picture={picture} turn={0} />;
    default:
      return (
        <>
          <StageMorning picture={picture} />
          <StageRanking picture={picture} turn={1} />
        </>
      );
  }
}

function LowestGrid({ scene, wall, campaign }: { scene: WallScene; wall: number | undefined; campaign: string | null }) {
  const { t } = useTranslation('wallMap');
  const section = useSection(scene.building?.id ?? null, wall).data ?? null;
  const isOwn = section !== null && section.building.id === scene.building?.id;
  return (
    <>
      {scene.grid !== null && scene.coverage !== null && <GridHeadline title={t('stage.lowest')} name={scene.grid.name} {...scene.coverage} />}
      {scene.grid !== null && scene.building === null && <PartsOfGrid code={scene.grid.code} campaign={campaign} />}
      {scene.building !== null && (
        <>
          <h2>
            {t('stage.section')} <b>{scene.building.name}</b>
          </h2>
          {isOwn && <StageSection section={section} />}
        </>
      )}
    </>
  );
}

/** A grid somebody touched on the map. */
function PickedGrid({ code, campaign }: { code: string; campaign: string | null }) {
  const { t } = useTranslation('wallMap');
  const grids = useGridColumns(campaign).data ?? null;
  const row = grids?.code.indexOf(code) ?? -1;
  if (grids === null || row < 0) return null;
  const at = (column: readonly number[]) => column[row] ?? 0;
  return (
    <>
      <GridHeadline
        title={t('stage.chosen')}
        name={grids.name[row] ?? code}
        covered={at(grids.covered)}
        reachable={at(grids.reachable)}
        uncovered={at(grids.uncovered)}
      />
      <PartsOfGrid code={code} campaign={campaign} />
    </>
  );
}

/** The grids one level below: where most are left comes first. */
function PartsOfGrid({ code, campaign }: { code: string; campaign: string | null }) {
  const { t } = useTranslation('wallMap');
  const format = useFormat();
  const grids = useGridColumns(campaign).data ?? null;
  const parent = grids?.id[grids.code.indexOf(code)];
  if (grids === null || parent === undefined) return null;
  const at = (column: readonly number[], row: number) => column[row] ?? 0;
  const rows = grids.id
    .map((_, row) => row)
    .filter((row) => grids.parentId[row] === parent && grids.kind[row] === 'basic' && at(grids.reachable, row) > 0)
    .sort((a, b) => at(grids.uncovered, b) - at(grids.uncovered, a));
  return (
    <>
      {rows.length > 0 && <h2>{t('stage.parts')}</h2>}
      <ul className="stage-list">
        {rows.map((row) => (
          <li key={grids.id[row]}>
            <span className="stage-name">{grids.shortName[row] ?? grids.name[row]}</span>
            <span className="stage-dim">
              {t('stage.visited', { covered: format.number(at(grids.covered, row)), reachable: format.number(at(grids.reachable, row)) })}
            </span>
            <b className="stage-rate">{format.share(at(grids.covered, row), at(grids.reachable, row))}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
