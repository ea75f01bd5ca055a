import type { WallPicture, WallScene } from '#contract/walls';
import type { WallPick } from './wall-map.tsx';

export interface StagePanelProps {
  picture: WallPicture | null;
  /** Whose turn it is. */
  scene: WallScene | null;
  /** What a hand chose on the map stands before the scene. */
  pick: WallPick;
  /** Address part of the wall: `{ wall: 3 }`, or nothing for the link's own. */
  wall?: number;
}

/** What belongs to the scene: selected grid and building section, live list, ranking, photos before and after, chosen alleys. Sized by its box. */
export function StagePanel({ scene }: StagePanelProps) {
  return <section className="stage-panel" data-scene={scene?.key} />;
}
