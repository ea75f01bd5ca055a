import type { Director } from '../director/use-director.ts';
import type { PanelName, WallLayout } from './layout.ts';

/** Scenes that have something of their own to tell beside the map. */
const TELLING = ['lowest', 'section', 'overdue', 'works', 'alleys'] as const;

/** Which panels have their turn: places that several share follow the scene; a held alarm takes the place of the works. */
export function shownPanels(
  { family, panels }: Pick<WallLayout, 'family' | 'panels'>,
  { scene, mode }: Pick<Director, 'scene' | 'mode'>,
  isPicked: boolean,
): Set<PanelName | 'scene'> {
  const shown = new Set<PanelName | 'scene'>(Object.keys(panels) as PanelName[]);
  const without = (...names: PanelName[]): void => {
    for (const name of names) shown.delete(name);
  };
  const isAlarm = mode === 'alarm';
  const isRanking = scene?.kind === 'ranking' && !isAlarm;
  const isTelling = isPicked || (!isAlarm && TELLING.some((kind) => kind === scene?.kind));
  if (family === 'wide' || family === 'broad') shown.add('scene');
  if (family === 'standard' || family === 'tall') {
    without(isRanking ? 'longest' : 'ranking');
    if (isTelling) {
      shown.add('scene');
      without('subdistricts', 'stalled');
    }
  }
  if (family === 'portrait') {
    without('subdistricts', 'longest', 'ranking', 'works');
    if (!isAlarm) shown.add(isPicked || isTelling ? 'scene' : isRanking ? 'ranking' : 'subdistricts');
  } else if (isAlarm) {
    without('works');
    if (family === 'standard' || family === 'tall') without('feed');
  }
  return shown;
}
