import { useTranslation } from 'react-i18next';
import type { Alarm } from '#contract/alarms';
import type { WallPicture, WallScene } from '#contract/walls';
import { useFormat } from '../ui/use-format.ts';
import { daysOf } from './works-days.ts';

/** What a scene, or the alarm before it, is called above the map. */
export function useTitle(scene: WallScene | null, alarm: Alarm | null, picture: WallPicture | null): string {
  const { t } = useTranslation('wallMap');
  const titleOf = useTitles(picture);
  if (alarm !== null) return t('title.alarm', { name: [...new Set([alarm.gridNames[0], alarm.gridNames.at(-1)])].join(' ').trim() || (alarm.title ?? '') });
  return scene === null ? '' : titleOf(scene);
}

/** What scenes are called. picture: whose wall and which day it is, where that is known. */
export function useTitles(picture: WallPicture | null = null): (scene: WallScene) => string {
  const { t } = useTranslation('wallMap');
  const format = useFormat();
  return (scene) => {
    const { name, count, day, text } = scene.title;
    if (scene.kind === 'own') return text ?? '';
    if (scene.kind === 'overview' && picture !== null && picture.grid.level > 1) return t('title.overviewOf', { name: picture.grid.name });
    const isToday = day !== null && day === picture?.today?.day;
    const { from, to } = daysOf(scene);
    const kind = scene.kind !== 'works' || day === null || isToday ? scene.kind : from === to ? 'worksOn' : 'worksSpan';
    const since = from === null ? '' : format.date(from);
    const words = { name: name ?? '', count: count === null ? '' : format.number(count), day: day === null ? '' : format.date(day), from: since };
    return (t as (key: string, words: object) => string)(`title.${kind}`, words).trim();
  };
}
