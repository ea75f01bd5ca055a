import type { Alarm } from '#contract/alarms';
import type { WallPicture, WallScene } from '#contract/walls';
import type { Director } from '../director/use-director.ts';
import type { ThemeName } from '../tokens.ts';

/** What was chosen on the map by hand: null takes the choice back. */
export type WallPick = { kind: 'grid'; code: string } | { kind: 'issue'; id: number } | null;

export interface WallMapProps {
  picture: WallPicture | null;
  scenes: readonly WallScene[];
  director: Director;
  alarms: readonly Alarm[];
  theme: ThemeName;
  /** Screen height ÷ 1080: what --u is in CSS. */
  u: number;
  isReduced: boolean;
  onPick: (pick: WallPick) => void;
}

/** The map of a wall with its tour bars, legend and credits. Fills its box at true pixels. */
export function WallMap({ director }: WallMapProps) {
  return <section className="wall-map" data-scene={director.scene?.key} />;
}
